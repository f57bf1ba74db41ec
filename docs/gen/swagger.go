package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi2"
	"github.com/getkin/kin-openapi/openapi2conv"
	"github.com/getkin/kin-openapi/openapi3conv"
	"github.com/swaggo/swag"
)

// warnings collects what swag complains of.
type warnings []string

// Printf implements swag.Debugger.
func (w *warnings) Printf(format string, v ...any) {
	line := fmt.Sprintf(format, v...)
	if strings.HasPrefix(strings.ToLower(line), "warning") || strings.Contains(line, "skip field") {
		*w = append(*w, line)
	}
}

// swaggerOf has swag read the annotations in dir into Swagger 2.0.
func swaggerOf(dir string) (node, error) {
	var said warnings
	p := swag.New(swag.SetStrict(true), swag.SetDebugger(&said), swag.SetCollectionFormat("csv"))
	if err := p.ParseAPI(dir, "doc.go", 1); err != nil {
		return nil, err
	}
	if len(said) > 0 {
		return nil, fmt.Errorf("swag: %s", strings.Join(said, "\n"))
	}
	return copied[node](p.GetSwagger())
}

// prepare takes out of the Swagger 2.0 what the conversion would lose or garble, and adds the schemas of failures, which
// no operation names. It returns the examples of the parameters that have to be given, which
// 2.0 has no place for, by operation id and name.
func (d *document) prepare(swagger node) map[[2]string]any {
	examples := map[[2]string]any{}
	for _, path := range swagger.object("paths").keys() {
		item := swagger.object("paths").object(path)
		for _, method := range item.keys() {
			op := item.object(method)
			for _, v := range op.list("parameters") {
				p := object(v)
				if e := d.parameterExample(op.text("operationId"), p); e != nil {
					examples[[2]string{op.text("operationId"), p.text("name")}] = e
				}
				delete(p, "example")
				delete(p, "x-example")
			}
		}
	}
	definitions := swagger.child("definitions")
	for _, name := range []string{"Problem", "ProblemField", "FilmMatch"} {
		if d.source.structs[name] != nil {
			definitions[name] = d.source.schema(name)
		}
	}
	for _, name := range definitions.keys() {
		if strings.ContainsAny(name, ".-") {
			d.fault(name, "has no name in the document; write //@name behind the type")
		}
	}
	walk(swagger, func(n node) {
		for _, k := range []string{"x-nullable", "x-enum-varnames", "x-enum-comments", "x-enum-descriptions"} {
			delete(n, k)
		}
	})
	return examples
}

// parameterExample is the example of a parameter. Swagger UI fills it in and sends it, so a parameter that may be left out
// has none, unless it is needed for a request that makes sense: then x-example says so.
func (d *document) parameterExample(id string, p node) any {
	if p["example"] != nil && p["required"] != true {
		d.fault(id, "optional parameter %s has an example, which Swagger UI would send; if it should, write extensions:\"x-example=...\"", p.text("name"))
	}
	text := p.text("x-example")
	if n, err := strconv.ParseFloat(text, 64); err == nil && (p["type"] == "number" || p["type"] == "integer") {
		return n
	}
	if text != "" {
		return text
	}
	return p["example"]
}

// convert turns Swagger 2.0 into OpenAPI 3.1.
func convert(swagger node) (node, error) {
	v2, err := copied[openapi2.T](swagger)
	if err != nil {
		return nil, err
	}
	v3, err := openapi2conv.ToV3(&v2)
	if err != nil {
		return nil, err
	}
	openapi3conv.Upgrade(v3)
	return copied[node](v3)
}
