package handlers

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	jsonpatch "github.com/evanphx/json-patch/v5"
	"github.com/gin-gonic/gin"

	"reelscore/internal/fault"
	"reelscore/models"
	"reelscore/rating"
)

// readQuery reads the query into the struct that to points to, by its form tags. Unknown names are refused, and a value
// is checked by the same tags that document it. Lists are written with commas.
func readQuery(c *gin.Context, to any) error {
	query, err := url.ParseQuery(c.Request.URL.RawQuery)
	if err != nil { // Values that cannot be read would be left out without a word.
		return fault.New(fault.Invalid, "The query is not written as one: %s. Write %% as %%25 and ; as %%3B.", err)
	}
	return readParameters(query, to)
}

// shaped are parameters that pick fields of what is sent.
type shaped interface {
	shape() (body any, names []string)
}

// nameFields notes which names are no fields of a wire struct.
func nameFields(found *fault.Error, body any, names []string) {
	if len(names) == 0 {
		return
	}
	fields := fieldsOf(reflect.TypeOf(body), "json")
	for _, name := range names {
		if !slices.ContainsFunc(fields, func(f field) bool { return f.name == name }) {
			found.In("fields", "%q is not known%s", name, hint(name, fields))
		}
	}
}

// readParameters reads the parameters of a query or the fields of a form.
func readParameters(query url.Values, to any) error {
	v := reflect.ValueOf(to).Elem()
	fields := fieldsOf(v.Type(), "form")
	found := fault.New(fault.Invalid, "The query has parameters that are not known or not right.")
	for _, name := range sortedNames(query) {
		i := slices.IndexFunc(fields, func(f field) bool { return f.name == name })
		if i < 0 {
			found.In(name, "is not known%s", hint(name, fields))
			continue
		}
		if len(query[name]) > 1 {
			found.In(name, "is given %d times; write several values with commas", len(query[name]))
			continue
		}
		if problem := setParameter(v.FieldByIndex(fields[i].index), fields[i], query[name][0]); problem != "" {
			found.In(name, "%s", problem)
		}
	}
	for _, f := range fields {
		if query.Has(f.name) {
			continue
		}
		if f.required() {
			found.In(f.name, "is required")
		} else if d := f.tags.Get("default"); d != "" {
			setParameter(v.FieldByIndex(f.index), f, d)
		}
	}
	if s, is := to.(shaped); is {
		body, names := s.shape()
		nameFields(found, body, names)
	}
	if len(found.Fields) > 0 {
		return found
	}
	return nil
}

// setParameter reads one value of the query; it tells what is wrong with it, or nothing.
func setParameter(v reflect.Value, f field, text string) string {
	if _, isScore := v.Interface().(*rating.Score); isScore {
		if problem := checkNumber(text, "number", f.tags); problem != "" {
			return problem
		}
		score, err := rating.ParseScore(text)
		if err != nil {
			return "must be a score from 0 to 100 with at most three decimals"
		}
		v.Set(reflect.ValueOf(&score))
		return ""
	}
	switch v.Kind() {
	case reflect.Bool:
		if text != "true" && text != "false" {
			return "must be true or false"
		}
		v.SetBool(text == "true")
	case reflect.Pointer: // A boolean that may be left out.
		if text != "true" && text != "false" {
			return "must be true or false"
		}
		given := text == "true"
		v.Set(reflect.ValueOf(&given))
	case reflect.Int, reflect.Int64:
		if problem := checkNumber(text, "integer", f.tags); problem != "" {
			return problem
		}
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return "must be an integer"
		}
		v.SetInt(n)
	case reflect.Slice:
		values := strings.Split(text, ",")
		if n, set := bound(f.tags, "maxItems"); set && len(values) > n {
			return "must have at most " + fault.Count(n, "value")
		}
		for _, one := range values {
			if problem := checkString(one, f.tags); problem != "" {
				return problem
			}
		}
		v.Set(reflect.ValueOf(values))
	default:
		if problem := checkString(text, f.tags); problem != "" {
			return problem
		}
		v.SetString(text)
	}
	return ""
}

func sortedNames(query map[string][]string) []string {
	names := make([]string, 0, len(query))
	for n := range query {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

// noQuery refuses every parameter of the query.
func noQuery(c *gin.Context) error { return readQuery(c, &struct{}{}) }

// readBody reads the JSON body into the struct that to points to.
func (a *API) readBody(c *gin.Context, to any) error {
	text, err := a.bodyText(c, "application/json")
	if err != nil {
		return err
	}
	return decode(text, to, false)
}

// readPatch reads a JSON merge patch (RFC 7396) and applies it to the struct that to points to, which holds the writable
// form of what is stored. The patch and what it leads to are both checked. An empty patch is models.ErrUnchanged.
func (a *API) readPatch(c *gin.Context) (patch func(to any) error, err error) {
	text, err := a.bodyText(c, "application/merge-patch+json")
	if err != nil {
		return nil, err
	}
	return func(to any) error {
		if err := decode(text, reflect.New(reflect.TypeOf(to).Elem()).Interface(), true); err != nil {
			return err
		}
		var fields map[string]json.RawMessage
		if err := json.Unmarshal(text, &fields); err == nil && len(fields) == 0 {
			return models.ErrUnchanged
		}
		stored, err := json.Marshal(to)
		if err != nil {
			return err
		}
		merged, err := jsonpatch.MergePatch(stored, text)
		if err != nil {
			return fault.New(fault.Invalid, "The body is not a JSON merge patch.").Because(err)
		}
		// Decoding into what is there would keep the entries of a map that the patch took away.
		whole := reflect.New(reflect.TypeOf(to).Elem())
		if err := decode(merged, whole.Interface(), false); err != nil {
			return cannotBe(err)
		}
		reflect.ValueOf(to).Elem().Set(whole.Elem())
		return nil
	}, nil
}

// cannotBe turns what is wrong with the outcome of a patch into a 422: the patch itself was well-formed.
func cannotBe(err error) error {
	var f *fault.Error
	if errors.As(err, &f) {
		f.Code, f.Detail = fault.Unprocessable, "With this patch the resource would have fields that are missing or not right."
	}
	return err
}

// bodyText reads a body of the media type that the endpoint takes.
func (a *API) bodyText(c *gin.Context, want string) ([]byte, error) {
	given, params, err := mime.ParseMediaType(c.GetHeader("Content-Type"))
	if err != nil || given != want || (params["charset"] != "" && !strings.EqualFold(params["charset"], "utf-8")) {
		return nil, fault.New(fault.MediaType, "The body must be %s in UTF-8.", want).In("Content-Type", "must be %s", want).Because(err)
	}
	return a.wholeBody(c)
}

// wholeBody reads a body of any media type, within the limit.
func (a *API) wholeBody(c *gin.Context) ([]byte, error) {
	text, err := io.ReadAll(http.MaxBytesReader(c.Writer, c.Request.Body, a.BodyLimit))
	var big *http.MaxBytesError
	if errors.As(err, &big) {
		return nil, fault.New(fault.TooLarge, "The body is larger than %d bytes; send it in parts.", big.Limit)
	}
	if err != nil {
		return nil, fault.New(fault.Invalid, "The body could not be read to its end; send it again.").Because(err)
	}
	return text, nil
}

// decode checks a JSON text against the type of to, and reads it.
func decode(text []byte, to any, patch bool) error {
	if !utf8.Valid(text) { // The decoder would put other characters in its place.
		return fault.New(fault.Invalid, "The body is not UTF-8; write it in UTF-8.")
	}
	var v any
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	err := d.Decode(&v)
	if err == nil {
		if _, more := d.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("there is more behind the value")
		}
	}
	if err != nil {
		return fault.New(fault.Invalid, "The body is not JSON: %s (near byte %d).", err, d.InputOffset())
	}
	check := checker{found: fault.New(fault.Invalid, "The body has fields that are not known or not right."), patch: patch}
	check.value(v, reflect.TypeOf(to), "", "")
	if len(check.found.Fields) > 0 {
		return check.found
	}
	if patch {
		return nil
	}
	if err := json.Unmarshal(text, to); err != nil {
		return fault.New(fault.Invalid, "The body has a value that cannot be read.").Because(err)
	}
	return nil
}
