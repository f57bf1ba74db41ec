package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"pgregory.net/rapid"

	"reelscore/internal/contract"
	"reelscore/internal/testkit"
)

// requestsACheck is how many requests one check of rapid sends; -rapid.checks sets how many checks there are.
const requestsACheck = 5

// streamTime is how long a made-up client follows a stream.
const streamTime = 50 * time.Millisecond

// operation is one operation of the document.
type operation struct {
	method, path string
	*openapi3.Operation
}

// fuzzer sends made-up requests to a server.
type fuzzer struct {
	handler    http.Handler
	key        string
	contract   *contract.Contract
	operations []operation
	tags       []string            // entity tags of answers
	made       map[string][]string // what was made, by collection
	sent       map[int]int
}

// TestMadeUpRequestsKeepTheContract sends requests that are made up from the document, some right, some spoiled: none may
// fail inside, what the document allows is not refused as ill-formed, what it refuses is, and every answer is as described.
func TestMadeUpRequestsKeepTheContract(t *testing.T) {
	settings := map[string]string{"rapid.nofailfile": "true", "rapid.shrinktime": "5s"}
	if flag.Lookup("rapid.checks").Value.String() == flag.Lookup("rapid.checks").DefValue {
		settings["rapid.seed"] = "1" // The same requests each time; a run that asks for more checks makes up new ones.
	}
	for name, value := range settings {
		if err := flag.Set(name, value); err != nil {
			t.Fatal(err)
		}
	}
	s := testkit.Start(t)
	f := &fuzzer{handler: s.Config.Handler, key: s.Key, sent: map[int]int{}, made: map[string][]string{}}
	var err error
	if f.contract, err = contract.Load(); err != nil {
		t.Fatal(err)
	}
	for _, path := range f.contract.Doc.Paths.InMatchingOrder() {
		for method, op := range f.contract.Doc.Paths.Value(path).Operations() {
			f.operations = append(f.operations, operation{method, path, op})
		}
	}
	slices.SortFunc(f.operations, func(a, b operation) int { return strings.Compare(a.OperationID, b.OperationID) })
	for range 2 { // Once more for what names something that the first round made later.
		f.seed(t, s)
	}
	many := requestsACheck
	if testing.Short() {
		many = 1
	}
	if t.Failed() {
		return
	}
	rapid.Check(t, func(rt *rapid.T) {
		for range many {
			f.send(rt, rapid.SampledFrom(f.operations).Draw(rt, "operation"))
		}
	})
	t.Logf("answers by status: %v", f.sent)
}

// seed makes what the examples of the document make.
func (f *fuzzer) seed(t *testing.T, s *testkit.Server) {
	byDepth := slices.SortedStableFunc(slices.Values(f.operations), func(a, b operation) int { return strings.Count(a.path, "/") - strings.Count(b.path, "/") })
	for _, op := range byDepth {
		if op.Responses.Status(http.StatusCreated) == nil || op.RequestBody == nil {
			continue
		}
		for kind, media := range op.RequestBody.Value.Content {
			if strings.HasPrefix(kind, "multipart/") { // An example of a form is not the form.
				continue
			}
			path := op.path
			for _, p := range op.Parameters {
				path = strings.ReplaceAll(path, "{"+p.Value.Name+"}", "1")
			}
			a := s.Do(op.method, path, media.Example, "Content-Type", kind)
			if !slices.Contains([]int{http.StatusOK, http.StatusCreated, http.StatusConflict, http.StatusUnprocessableEntity}, a.Status) {
				t.Errorf("the example of %s is answered with %d: %s", op.OperationID, a.Status, a.Body)
			}
		}
	}
}

// pathValues are values for parameters of paths: mostly of things that are there.
var pathValues = []string{"1", "2", "3", "her-2013", "joaquin-phoenix", "points-5", "imdb:tt1798709", "999999", "0", "-1", "9999999999999999999", "no-such", "a%20b", "%00", "x:y"}

// send makes up one request of an operation and checks its answer.
func (f *fuzzer) send(t *rapid.T, op operation) {
	path, query := op.path, url.Values{}
	header := http.Header{}
	spoil := rapid.IntRange(0, 2).Draw(t, "spoil") == 0
	for _, p := range op.Parameters {
		name := p.Value.Name
		switch {
		case p.Value.In == "path":
			path = strings.ReplaceAll(path, "{"+name+"}", f.pathValue(t, op.path, name))
		case p.Value.In == "header":
			if rapid.Bool().Draw(t, "with "+name) {
				header.Set(name, f.headerValue(t, name))
			}
		case name == "cursor":
		case p.Value.Required || rapid.IntRange(0, 3).Draw(t, "with "+name) == 0:
			v := madeUp(t, p.Value.Schema.Value, 0)
			if spoil && rapid.IntRange(0, 2).Draw(t, "spoil "+name) == 0 {
				v = spoiled(t, v)
			}
			if text := queryText(v); text != "" || spoil {
				query.Set(name, text)
			}
		}
	}
	if spoil && rapid.IntRange(0, 9).Draw(t, "strange parameter") == 0 {
		query.Set(rapid.StringMatching(`[a-z_]{1,9}`).Draw(t, "name"), "1")
	}
	body := f.body(t, op, header, spoil)
	target := path
	if len(query) > 0 {
		target += "?" + query.Encode()
	}
	ctx := t.Context()
	if op.Responses.Status(http.StatusOK) != nil && op.Responses.Status(http.StatusOK).Value.Content.Get("text/event-stream") != nil {
		var gone context.CancelFunc // A stream goes on for as long as there is something to tell or the client stays.
		ctx, gone = context.WithTimeout(ctx, streamTime)
		defer gone()
	}
	f.check(ctx, t, op.method, target, header, body)
}

// pathValue is a value for a parameter of a path: one of the last things that were made there, or something else.
func (f *fuzzer) pathValue(t *rapid.T, path, name string) string {
	before, _, _ := strings.Cut(path, "/{"+name+"}")
	made := f.made[before[strings.LastIndexByte(before, '/')+1:]]
	v := rapid.SampledFrom(append(made[max(0, len(made)-20):len(made):len(made)], pathValues...)).Draw(t, name)
	if name == "key" && v == "1" { // The key that this test uses.
		return "2"
	}
	return v
}

// headerValue makes up an entity tag, or another value.
func (f *fuzzer) headerValue(t *rapid.T, name string) string {
	choices := []string{"*", `"1.x"`, `"0"`, "x", `W/"2.a", "3.b"`}
	if len(f.tags) > 0 && strings.HasPrefix(name, "If-") {
		choices = append(choices, f.tags[len(f.tags)-1], f.tags[0])
	}
	if name == "Idempotency-Key" {
		choices = []string{rapid.StringMatching(`[A-Za-z0-9-]{1,40}`).Draw(t, "idempotency key")}
	}
	return rapid.SampledFrom(choices).Draw(t, name)
}

// body makes up a body of the operation, with its media type.
func (f *fuzzer) body(t *rapid.T, op operation, header http.Header, spoil bool) []byte {
	if op.RequestBody == nil {
		return nil
	}
	kinds := slices.DeleteFunc(sorted(op.RequestBody.Value.Content), func(kind string) bool { return strings.HasPrefix(kind, "multipart/") })
	kind := rapid.SampledFrom(kinds).Draw(t, "media type")
	header.Set("Content-Type", kind)
	v := madeUp(t, op.RequestBody.Value.Content[kind].Schema.Value, 0)
	if spoil {
		v = spoiled(t, v)
	}
	if text, is := v.(string); is && !strings.Contains(kind, "json") {
		return []byte(text)
	}
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// check sends the request and checks the exchange.
func (f *fuzzer) check(ctx context.Context, t *rapid.T, method, target string, header http.Header, body []byte) {
	request := httptest.NewRequestWithContext(ctx, method, target, bytes.NewReader(body))
	request.Header = header
	header.Set("Authorization", "Bearer "+f.key)
	recorder := httptest.NewRecorder()
	f.handler.ServeHTTP(recorder, request)
	if tag := recorder.Header().Get("ETag"); tag != "" {
		f.tags = append(f.tags, tag)
	}
	if segments := strings.Split(recorder.Header().Get("Location"), "/"); len(segments) > 2 {
		collection := segments[len(segments)-2]
		f.made[collection] = append(f.made[collection], segments[len(segments)-1])
	}
	f.sent[recorder.Code]++
	x := contract.Exchange{Request: request, Sent: body, Status: recorder.Code, Header: recorder.Header(), Body: recorder.Body.Bytes()}
	if x.Status >= http.StatusInternalServerError {
		t.Fatalf("failed inside: %s", x)
	}
	for _, breach := range f.contract.Breaches(x) {
		t.Fatal(fmt.Sprint(x, "\nbreaks the document: ", breach))
	}
}
