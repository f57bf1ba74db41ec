package main

import (
	"regexp"
	"slices"
	"strings"
)

var placeholder = regexp.MustCompile(`\{([^{}]+)\}`)

// check finds what is missing in the finished document.
func (d *document) check() {
	var tags []string
	for _, t := range d.root.list("tags") {
		tags = append(tags, object(t).text("name"))
	}
	for _, o := range d.all() {
		d.checkOperation(o, tags)
	}
	components := d.root.object("components")
	for _, name := range d.schemas().keys() {
		d.limits(name, d.schemas().object(name))
	}
	for _, key := range []string{"headers", "parameters"} {
		d.limits(key, components[key])
	}
	d.limits("paths", d.root["paths"])
}

func (d *document) checkOperation(o operation, tags []string) {
	where := strings.ToUpper(o.method) + " " + o.path
	for _, key := range []string{"operationId", "summary"} {
		if o.node.text(key) == "" {
			d.fault(where, "has no %s", key)
		}
	}
	if len(o.node.texts("tags")) != 1 {
		d.fault(where, "must have one tag")
	}
	for _, t := range o.node.texts("tags") {
		if !slices.Contains(tags, t) {
			d.fault(where, "the tag %q is not declared in handlers/doc.go", t)
		}
	}
	if strings.Contains(o.path, ":") {
		d.fault(where, "write {name}, not :name")
	}
	for _, m := range placeholder.FindAllStringSubmatch(o.path, -1) {
		if !slices.ContainsFunc(o.node.list("parameters"), func(p any) bool {
			return object(p).text("in") == "path" && object(p).text("name") == m[1]
		}) {
			d.fault(where, "{%s} has no @Param", m[1])
		}
	}
	status, answer := o.success()
	switch {
	case answer == nil:
		d.fault(where, "has no 2xx answer")
	case status != "204" && status != "202" && answer.object("content") == nil:
		d.fault(where, "its answer %s has no body", status)
	}
}

// limits finds values without a limit. All have one: those of requests are checked by the server.
func (d *document) limits(where string, v any) {
	if l, is := v.(list); is {
		for _, item := range l {
			d.limits(strings.TrimSuffix(where+" "+object(item).text("name"), " "), item)
		}
		return
	}
	n := object(v)
	if n == nil {
		return
	}
	if missing := missingLimit(n); missing != "" {
		d.fault(where, "%s", missing)
	}
	for _, key := range n.keys() {
		if !structural[key] {
			d.limits(where+"."+key, n[key])
		} else {
			d.limits(where, n[key])
		}
	}
}

// structural are the keys that say nothing to a reader who looks for a field.
var structural = map[string]bool{"properties": true, "schema": true, "schemas": true, "parameters": true, "headers": true, "content": true}

// missingLimit tells which limit a schema lacks; empty for none, and for what is no schema.
func missingLimit(n node) string {
	switch kind(n) {
	case "string":
		if n["maxLength"] == nil && n["enum"] == nil && n["const"] == nil {
			return "a string has no maxLength"
		}
	case "array":
		if n["maxItems"] == nil && n["items"] != nil {
			return "a list has no maxItems"
		}
	case "integer":
		if n["minimum"] == nil {
			return "an integer has no minimum"
		}
		if n["maximum"] == nil {
			return "an integer has no maximum"
		}
	}
	return ""
}

// kind is the type of a schema without null; empty for what is no schema.
func kind(n node) string {
	if t := n.texts("type"); len(t) > 0 {
		return t[0]
	}
	return n.text("type")
}
