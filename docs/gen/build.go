package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// document is the document under construction. Rules add what they find wrong to faults and go on.
type document struct {
	root   node
	source *source
	faults []string
}

func (d *document) fault(where, message string, args ...any) {
	d.faults = append(d.faults, where+": "+fmt.Sprintf(message, args...))
}

// schemas are the named schemas of the document.
func (d *document) schemas() node { return d.root.child("components").child("schemas") }

// build makes the document from the Go files in dir.
func build(dir string) ([]byte, error) {
	src, err := readSource(dir)
	if err != nil {
		return nil, err
	}
	swagger, err := swaggerOf(dir)
	if err != nil {
		return nil, err
	}
	d := &document{source: src, faults: src.faults}
	examples := d.prepare(swagger)
	if err := d.stop(); err != nil {
		return nil, err
	}
	if d.root, err = convert(swagger); err != nil {
		return nil, err
	}
	for _, step := range []func(){
		d.head, d.fields, func() { d.operations(examples) }, d.patches, d.media, d.bodies, d.answers, d.prune, d.closed, d.widest, d.check,
	} {
		step()
	}
	if err := d.stop(); err != nil {
		return nil, err
	}
	return d.encode()
}

// stop is the error of all faults so far.
func (d *document) stop() error {
	if len(d.faults) == 0 {
		return nil
	}
	slices.Sort(d.faults)
	return fmt.Errorf("%d faults in the annotations:\n  %s", len(d.faults), strings.Join(slices.Compact(d.faults), "\n  "))
}

func (d *document) encode() ([]byte, error) {
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(d.root)
	return text.Bytes(), err
}

// validate checks the finished text against the OpenAPI specification.
func validate(text []byte) error {
	doc, err := openapi3.NewLoader().LoadFromData(text)
	if err != nil {
		return err
	}
	return doc.Validate(context.Background())
}
