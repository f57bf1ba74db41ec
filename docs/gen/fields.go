package main

import (
	"strconv"
	"strings"

	"reelscore/handlers"
)

const (
	// mostExact is the largest integer that every JSON reader keeps exactly.
	mostExact = 1<<53 - 1
	most32    = 1<<31 - 1
	// longestTime is more characters than a time in RFC 3339 ever has.
	longestTime = 40
)

// scalarWords are the limits of a value, which swag writes on the list or map around it, or not at all.
var scalarWords = []string{"minimum", "maximum", "multipleOf", "minLength", "maxLength", "format", "pattern"}

// fields gives every property what the tags of its Go field say.
func (d *document) fields() {
	for _, name := range d.schemas().keys() {
		goName := d.source.bySchema(name)
		if goName == "" {
			d.fault(name, "is not a struct of handlers with //@name")
			continue
		}
		schema := d.schemas().object(name)
		if doc := d.source.structs[goName].doc; schema.text("description") == "" && doc != "" {
			schema["description"] = doc
		}
		properties := schema.child("properties")
		seen := 0
		for _, f := range d.source.flat(goName) {
			if p := properties.object(f.name); p != nil {
				properties[f.name] = d.property(p, f)
				seen++
			}
		}
		if seen != len(properties) {
			d.fault(name, "has a property that is not one of its struct's fields, or two of one name")
		}
	}
}

// property is the finished schema of a field.
func (d *document) property(p node, f goField) node {
	if all := p.list("allOf"); len(all) == 1 { // A reference with siblings, as 2.0 must write it.
		delete(p, "allOf")
		p["$ref"] = object(all[0])["$ref"]
	}
	d.limit(p, f)
	if f.nullable() {
		return nullable(p)
	}
	return p
}

// nullable is a schema that also allows null.
func nullable(p node) node {
	if ref, is := p["$ref"]; is {
		delete(p, "$ref")
		p["anyOf"] = list{node{"$ref": ref}, node{"type": "null"}}
		return p
	}
	if t := p.text("type"); t != "" {
		p["type"] = list{t, "null"}
	}
	if values := p.list("enum"); values != nil {
		p["enum"] = append(append(list{}, values...), nil)
	}
	return p
}

// limit writes the limits in the tags of a field where they belong: those of a list on the list, all others on its items;
// those of a map on its values.
func (d *document) limit(p node, f goField) {
	value := p
	switch f.shape {
	case array:
		number(p, "minItems", f)
		number(p, "maxItems", f)
		value = p.child("items")
	case mapping:
		value = p.child("additionalProperties")
	}
	if f.shape != scalar {
		for _, word := range scalarWords {
			delete(p, word)
		}
	}
	if value["$ref"] == nil {
		d.limitScalar(value, f)
	}
}

func (d *document) limitScalar(v node, f goField) {
	if t := basic[f.typ]; v["type"] == nil && t != "" {
		v["type"] = t
	}
	if f.typ == "rating.Score" && f.param != "" { // A score has at most three decimals.
		v["multipleOf"] = 0.001
	}
	for _, word := range []string{"minimum", "maximum", "multipleOf", "minLength", "maxLength"} {
		number(v, word, f)
	}
	switch {
	case f.typ == "time.Time":
		v["format"], v["maxLength"] = "date-time", longestTime
	case v["type"] == "integer":
		limitInteger(v)
	case v["type"] == "string":
		if enums := f.tags.Get("enums"); enums != "" {
			v["enum"] = texts(strings.Split(enums, ","))
		}
		if name := f.tags.Get("format"); name != "" {
			d.format(v, name, f.where)
		}
	}
}

// limitInteger adds the format that holds the integer.
func limitInteger(v node) {
	v["format"] = "int64"
	if most, is := v["maximum"].(float64); is && most <= most32 {
		v["format"] = "int32"
	}
}

// widest gives the integers of answers that have no largest value the largest that all readers keep exactly.
func (d *document) widest() {
	requests := d.requestSchemas()
	for _, name := range d.schemas().keys() {
		if requests[name] {
			continue
		}
		walk(d.schemas()[name], func(n node) {
			if kind(n) == "integer" && n["maximum"] == nil {
				n["maximum"] = float64(mostExact)
			}
		})
	}
}

// format adds a format with its pattern: the one that the server checks.
func (d *document) format(v node, name, where string) {
	for _, f := range handlers.Formats() {
		if f.Name == name {
			v["format"], v["pattern"] = name, f.Pattern
			return
		}
	}
	d.fault(where, "handlers.Formats has no format %s", name)
}

// number copies a numeric tag.
func number(n node, word string, f goField) {
	if v, err := strconv.ParseFloat(f.tags.Get(word), 64); err == nil {
		n[word] = v
	}
}

func texts(words []string) list {
	l := make(list, len(words))
	for i, w := range words {
		l[i] = w
	}
	return l
}
