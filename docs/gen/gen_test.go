package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

func TestTheCommittedDocumentIsUpToDate(t *testing.T) {
	made, err := build("../../handlers")
	if err != nil {
		t.Fatal(err)
	}
	committed, err := os.ReadFile("../openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(made, committed) {
		t.Fatal("docs/openapi.json is not what handlers say: run `go generate ./...` and commit it")
	}
}

// things writes the sample handlers, with one piece of text replaced, and makes their document.
func things(t *testing.T, old, new string) (node, error) {
	t.Helper()
	dir := t.TempDir()
	files := map[string]string{"go.mod": "module things\n\ngo 1.26\n"}
	found := old == ""
	for _, name := range []string{"doc", "things"} {
		text, err := os.ReadFile(filepath.Join("testdata", name+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		found = found || strings.Contains(string(text), old)
		files[name+".go"] = strings.Replace(string(text), old, new, 1)
	}
	if !found {
		t.Fatalf("the sample has no %q", old)
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	text, err := build(dir)
	if err != nil {
		return nil, err
	}
	var doc node
	if err := json.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	return doc, nil
}

func TestSlipsInTheAnnotationsAreFaults(t *testing.T) {
	for _, slip := range []struct{ old, new, want string }{
		{"@Success  200 {object} Thing\n// @Router   /things/{thing} [get]", "@Sucess  200 {object} Thing\n// @Router   /things/{thing} [get]", "no annotation is called @Sucess"},
		{"// @Summary  Get a thing\n", "", "has no @summary"},
		{"// @ID       getThing\n", "", "has no @id"},
		{"// @Tags     films\n", "", "has no @tags"},
		{"@ID       updateThing", "@ID       getThing", "its @ID is also that of"},
		{"@Tags     films", "@Tags     movies", `the tag "movies" is not declared`},
		{"/things/{thing} [get]", "/things/:thing [get]", "write {name}, not :name"},
		{"maxLength(20) example(1)\n// @Param    query", "maxlenght(20) example(1)\n// @Param    query", "no attribute is called maxlenght"},
		{"maxLength(20) example(1)\n// @Param    query", "maxLength(20)\n// @Param    query", "has no example"},
		{"maxLength:\"50\" example:\"ball\"", "maxLenght:\"50\" example:\"ball\"", "nothing reads the tag maxLenght"},
		{"maxLength:\"50\" example:\"ball\"", "example:\"ball\"", "has no maxLength"},
		{"minimum:\"0\" maximum:\"9\"", "minimum:\"0\"", "has no maximum"},
		{"minimum:\"0\" maximum:\"9\"", "maximum:\"9\"", "has no minimum"},
		{"format:\"language\" maxItems:\"3\"", "format:\"language\"", "has no maxItems"},
		{"format:\"language\"", "format:\"tongue\"", "has no format tongue"},
		{"@Accept   application/merge-patch+json", "@Accept   json", "required property name has no example"},
		{"} //@name Part", "}", "no name in the document"},
		{"	// Tags.\n", "", "has no description"},
		{"maxItems:\"4\" minLength", "maxItems:\"4\" example:\"a\" minLength", "optional parameter tag has an example"},
		{"{thing} [get]", "{other} [get]", "{other} has no @Param"},
		{"@Success  200 {object} Thing\n// @Router", "@Success  200\n// @Router", "has no body"},
		{"// @Router   /things/{thing} [get]\n", "", "has no @router"},
		{"// @Router   /things/{thing} [get]\n", "// @Router   /things/{thing} [patch]\n", "declared multiple times"},
		{"`json:\"made\"`", "", "has no json tag"},
		{"@securityDefinitions.apikey bearer", "@securityDefinitions.apikeys bearer", "no annotation is called"},
	} {
		if _, err := things(t, slip.old, slip.new); err == nil || !strings.Contains(err.Error(), slip.want) {
			t.Errorf("%q instead of %q: %v; want %q", slip.new, slip.old, err, slip.want)
		}
	}
}

// at is the value behind a path of keys.
func at(n node, path ...string) any {
	for _, key := range path[:len(path)-1] {
		n = n.object(key)
	}
	return n[path[len(path)-1]]
}

func TestTagsBecomeSchemas(t *testing.T) {
	doc, err := things(t, "", "")
	if err != nil {
		t.Fatal(err)
	}
	schemas := doc.object("components").object("schemas")
	for _, want := range []struct {
		path []string
		json string
	}{
		{[]string{"Thing", "properties", "kind"}, `{"type":["string","null"],"enum":["round","flat",null]}`},
		{[]string{"Thing", "properties", "made"}, `{"type":"string","format":"date-time","maxLength":40}`},
		{[]string{"Thing", "properties", "part"}, `{"anyOf":[{"$ref":"#/components/schemas/Part"},{"type":"null"}]}`},
		{[]string{"Thing", "properties", "size"}, `{"type":["integer","null"],"format":"int32","minimum":0,"maximum":9}`},
		{[]string{"Thing", "properties", "ids"}, `{"type":"object","additionalProperties":{"type":"string","maxLength":20}}`},
		{[]string{"Problem", "properties", "status", "maximum"}, `9007199254740991`},
		{[]string{"Thing", "properties", "tags", "maxItems"}, `3`},
		{[]string{"Thing", "properties", "tags", "items", "maxLength"}, `9`},
		{[]string{"ThingPatch", "properties", "part"}, `{"anyOf":[{"$ref":"#/components/schemas/PartPatch"},{"type":"null"}]}`},
		{[]string{"ThingPatch", "properties", "ids"}, `{"type":["object","null"],"additionalProperties":{"type":["string","null"],"maxLength":20}}`},
		{[]string{"ThingPatch", "properties", "name", "type"}, `"string"`},
		{[]string{"ThingPatch", "required"}, `null`},
		{[]string{"ThingPatch", "additionalProperties"}, `false`},
		{[]string{"PartPatch", "additionalProperties"}, `false`},
		{[]string{"Problem", "additionalProperties"}, `null`},
	} {
		var wanted any
		if err := json.Unmarshal([]byte(want.json), &wanted); err != nil {
			t.Fatal(err)
		}
		if got := at(schemas, want.path...); !reflect.DeepEqual(got, wanted) {
			t.Errorf("%v is %v, want %v", want.path, got, wanted)
		}
	}
}

func TestOperationsGetWhatRulesAdd(t *testing.T) {
	doc, err := things(t, "", "")
	if err != nil {
		t.Fatal(err)
	}
	item := doc.object("paths").object("/v1/things/{thing}")
	get, patch := item.object("get"), item.object("patch")
	for _, want := range []struct {
		op       node
		statuses string
	}{
		{get, "200 304 400 401 403 404 406 422 429 500 503 504"},
		{patch, "200 400 401 403 404 406 409 412 413 415 422 429 500 503 504"},
	} {
		if got := strings.Join(want.op.object("responses").keys(), " "); got != want.statuses {
			t.Errorf("%s answers %s, want %s", want.op.text("operationId"), got, want.statuses)
		}
	}
	tag := object(get.list("parameters")[1]).object("schema")
	if tag["maxItems"] != 4.0 || tag.object("items")["minLength"] != 2.0 || tag.object("items")["maxLength"] != 7.0 {
		t.Errorf("?tag= is %v", tag)
	}
	fields := object(get.list("parameters")[2]).object("schema").object("items")
	if names := fields.texts("enum"); len(names) != 8 || names[0] != "id" {
		t.Errorf("?fields= may name %v", names)
	}
	if s := at(patch, "requestBody", "content", mergePatch, "schema", "$ref"); s != schemaPrefix+"ThingPatch" {
		t.Errorf("the patch is a %v", s)
	}
	if scheme := at(doc, "components", "securitySchemes", "bearer", "scheme"); scheme != "bearer" {
		t.Errorf("the scheme is %v", scheme)
	}
}
