package handlers

import (
	"encoding/json"
	"fmt"
	"math/big"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"

	"reelscore/internal/fault"
)

// The struct tags that document a request are the ones that check it: binding (required), enums, minimum, maximum,
// minLength, maxLength, minItems, maxItems, format, and extensions (x-nullable). What the document allows is let through,
// what it forbids is refused, from one place.

// checker collects everything that is wrong with one request.
type checker struct {
	found *fault.Error
	// patch is set for a JSON merge patch: nothing is required, and null takes away what is optional.
	patch bool
}

// field is what the tags of one struct field say.
type field struct {
	name  string
	typ   reflect.Type
	tags  reflect.StructTag
	index []int
}

func (f field) required() bool { return strings.Contains(f.tags.Get("binding"), "required") }
func (f field) omitted() bool  { return strings.Contains(f.tags.Get("json"), ",omit") }
func (f field) nullable() bool { return strings.Contains(f.tags.Get("extensions"), "x-nullable") }

// fieldLists keeps the fields of the program's types, which are few, by type and key: listing them is a third of what it takes to
// check a body.
var fieldLists sync.Map

type knownFields struct {
	t   reflect.Type
	key string
}

// fieldsOf lists the fields of a struct by the name that the tag key ("json" or "form") gives them, embedded ones too. The
// list is not to be changed.
func fieldsOf(t reflect.Type, key string) []field {
	if fields, there := fieldLists.Load(knownFields{t, key}); there {
		return fields.([]field)
	}
	var fields []field
	for _, f := range reflect.VisibleFields(t) {
		name, _, _ := strings.Cut(f.Tag.Get(key), ",")
		if name == "" || name == "-" || !f.IsExported() {
			continue
		}
		fields = append(fields, field{name, f.Type, f.Tag, f.Index})
	}
	fieldLists.Store(knownFields{t, key}, fields)
	return fields
}

// add notes a fault at a JSON pointer.
func (c *checker) add(pointer, message string, args ...any) { c.found.At(pointer, message, args...) }

// value checks one decoded JSON value (numbers as json.Number) against a Go type and the tags of the field that it is for.
func (c *checker) value(v any, t reflect.Type, tags reflect.StructTag, pointer string) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if kind := tags.Get("swaggertype"); kind != "" {
		c.scalar(v, kind, tags, pointer)
		c.exact(v, t, pointer)
		return
	}
	switch t.Kind() {
	case reflect.Struct:
		c.object(v, t, pointer)
	case reflect.Slice:
		c.array(v, t, tags, pointer)
	case reflect.Map:
		c.mapping(v, t, tags, pointer)
	case reflect.Bool:
		c.scalar(v, "boolean", tags, pointer)
	case reflect.Int, reflect.Int32, reflect.Int64:
		c.scalar(v, "integer", tags, pointer)
	case reflect.Float64:
		c.scalar(v, "number", tags, pointer)
	case reflect.String:
		c.scalar(v, "string", tags, pointer)
	default:
		panic(fmt.Sprintf("%s: a request cannot hold a %s", pointer, t))
	}
}

// object checks a JSON object against a struct.
func (c *checker) object(v any, t reflect.Type, pointer string) {
	fields := fieldsOf(t, "json")
	o, ok := v.(map[string]any)
	if !ok {
		c.add(pointer, "must be an object with %s", listed(fields))
		return
	}
	for _, name := range sortedKeys(o) {
		at := pointer + "/" + escape(name)
		i := slices.IndexFunc(fields, func(f field) bool { return f.name == name })
		switch {
		case i < 0:
			c.add(at, "is not known%s", hint(name, fields))
		case o[name] == nil && !fields[i].nullable() && !(c.patch && !fields[i].required()):
			c.add(at, "must not be null; leave it out instead")
		case o[name] != nil:
			c.value(o[name], fields[i].typ, fields[i].tags, at)
		}
	}
	if c.patch {
		return
	}
	for _, f := range fields {
		if _, given := o[f.name]; f.required() && !given {
			c.add(pointer+"/"+f.name, "is required")
		}
	}
}

// array checks a JSON array against a slice. The tags bound its length and, but for minItems and maxItems, its items.
func (c *checker) array(v any, t reflect.Type, tags reflect.StructTag, pointer string) {
	items, ok := v.([]any)
	if !ok {
		c.add(pointer, "must be an array")
		return
	}
	if n, set := bound(tags, "minItems"); set && len(items) < n {
		c.add(pointer, "must have at least %s", fault.Count(n, "item"))
	}
	if n, set := bound(tags, "maxItems"); set && len(items) > n {
		c.add(pointer, "must have at most %s", fault.Count(n, "item"))
		return
	}
	for i, item := range items {
		at := pointer + "/" + strconv.Itoa(i)
		if item == nil {
			c.add(at, "must not be null")
			continue
		}
		// Items of a merge patch are whole values, not patches.
		whole := checker{found: c.found}
		whole.value(item, t.Elem(), tags, at)
	}
}

// mapping checks a JSON object of free names; the tags check its values.
func (c *checker) mapping(v any, t reflect.Type, tags reflect.StructTag, pointer string) {
	o, ok := v.(map[string]any)
	if !ok {
		c.add(pointer, "must be an object")
		return
	}
	for _, name := range sortedKeys(o) {
		switch at := pointer + "/" + escape(name); {
		case o[name] != nil:
			c.value(o[name], t.Elem(), tags, at)
		case !c.patch:
			c.add(at, "must not be null")
		}
	}
}

// scalar checks a string, number, integer or boolean of the document.
func (c *checker) scalar(v any, kind string, tags reflect.StructTag, pointer string) {
	var problem string
	switch kind {
	case "boolean":
		if _, ok := v.(bool); !ok {
			problem = "must be true or false"
		}
	case "integer", "number":
		n, ok := v.(json.Number)
		if !ok {
			problem = "must be " + article(kind)
		} else {
			problem = checkNumber(n.String(), kind, tags)
		}
	default:
		s, ok := v.(string)
		if !ok {
			problem = "must be a string"
		} else {
			problem = checkString(s, tags)
		}
	}
	if problem != "" {
		c.add(pointer, "%s", problem)
	}
}

func article(kind string) string {
	if kind == "integer" {
		return "an integer"
	}
	return "a number"
}

// exact checks a number of a type that reads itself: an exact decimal holds so many places and no more.
func (c *checker) exact(v any, t reflect.Type, pointer string) {
	number, isNumber := v.(json.Number)
	reader, reads := reflect.New(t).Interface().(json.Unmarshaler)
	if !isNumber || !reads {
		return
	}
	if err := reader.UnmarshalJSON([]byte(number.String())); err != nil {
		c.add(pointer, "%s", err)
	}
}

// checkNumber tells what is wrong with a number; empty when nothing is.
func checkNumber(text, kind string, tags reflect.StructTag) string {
	if kind == "integer" {
		if _, err := strconv.ParseInt(text, 10, 64); err != nil {
			return "must be an integer"
		}
	}
	if len(text) > 40 || longExponent(text) {
		return "has too many digits"
	}
	n, ok := new(big.Rat).SetString(text)
	if !ok {
		return "must be a number"
	}
	for _, limit := range []struct {
		tag, words string
		sign       int
	}{{"minimum", "at least", -1}, {"maximum", "at most", 1}} {
		if m, set := new(big.Rat).SetString(tags.Get(limit.tag)); set && n.Cmp(m) == limit.sign {
			return "must be " + limit.words + " " + tags.Get(limit.tag)
		}
	}
	if step, set := new(big.Rat).SetString(tags.Get("multipleOf")); set && !new(big.Rat).Quo(n, step).IsInt() {
		return "must be a multiple of " + tags.Get("multipleOf")
	}
	return ""
}

// longExponent tells of "1e999999999", which would take long to expand.
func longExponent(text string) bool {
	i := strings.IndexAny(text, "eE")
	return i >= 0 && len(strings.TrimLeft(text[i+1:], "+-0")) > 2
}

// shortText is up to where the form of a text that is too long is looked at: who writes USA for a country is helped more by
// the form than by the length.
const shortText = 40

// checkString tells what is wrong with a string; empty when nothing is.
func checkString(s string, tags reflect.StructTag) string {
	length := utf8.RuneCountInString(s)
	if n, set := bound(tags, "minLength"); set && length < n {
		if n == 1 {
			return "must not be empty"
		}
		return "must have at least " + fault.Count(n, "character")
	}
	if enums := tags.Get("enums"); enums != "" && !slices.Contains(strings.Split(enums, ","), s) {
		return "must be one of " + strings.ReplaceAll(enums, ",", ", ")
	}
	most, set := bound(tags, "maxLength")
	if set && length > max(most, shortText) {
		return "must have at most " + fault.Count(most, "character")
	}
	if problem := checkFormat(s, tags.Get("format")); problem != "" {
		return problem
	}
	if set && length > most {
		return "must have at most " + fault.Count(most, "character")
	}
	return ""
}

// bound is the whole number in a tag.
func bound(tags reflect.StructTag, tag string) (int, bool) {
	n, err := strconv.Atoi(tags.Get(tag))
	return n, err == nil
}

// hint names the known field that an unknown one was probably meant to be, or all of them.
func hint(name string, fields []field) string {
	best, least := "", max(2, len(name)/4)+1
	for _, f := range fields {
		if strings.HasPrefix(f.name, name+"_") { // The unit was left out, or which end of a range is meant.
			return fmt.Sprintf("; did you mean %q?", f.name)
		}
		if d := levenshtein.ComputeDistance(name, f.name); d < least {
			best, least = f.name, d
		}
	}
	if best != "" {
		return fmt.Sprintf("; did you mean %q?", best)
	}
	if len(fields) == 0 {
		return "; there are none here"
	}
	return "; known here: " + listed(fields)
}

// listed are the names of fields, for messages.
func listed(fields []field) string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.name
	}
	return strings.Join(names, ", ")
}

// escape writes a name as a token of a JSON pointer (RFC 6901).
func escape(name string) string { return escapes.Replace(name) }

var escapes = strings.NewReplacer("~", "~0", "/", "~1")

// sortedKeys gives the messages a stable order.
func sortedKeys(o map[string]any) []string {
	keys := make([]string, 0, len(o))
	for k := range o {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
