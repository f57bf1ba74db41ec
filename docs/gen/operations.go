package main

import (
	"slices"
	"strings"
)

// operation is one method of one path.
type operation struct {
	path, method, id string
	node             node
}

// writes tells whether the operation changes what is stored, or may.
func (o operation) writes() bool { return o.method != "get" }

// secured tells whether the operation always needs a key.
func (o operation) secured() bool {
	for _, s := range o.node.list("security") {
		if len(object(s)) == 0 {
			return false
		}
	}
	return len(o.node.list("security")) > 0
}

// system operations stand at the root; all others below /v1.
func (o operation) system() bool { return slices.Contains(o.node.texts("tags"), "system") }

// success is the first 2xx status with its answer.
func (o operation) success() (string, node) {
	for _, status := range o.node.object("responses").keys() {
		if status[0] == '2' {
			return status, o.node.object("responses").object(status)
		}
	}
	return "", nil
}

// all are the operations of the document, in order.
func (d *document) all() []operation {
	var ops []operation
	paths := d.root.object("paths")
	for _, path := range paths.keys() {
		item := paths.object(path)
		for _, method := range item.keys() {
			op := item.object(method)
			ops = append(ops, operation{path, method, op.text("operationId"), op})
		}
	}
	return ops
}

// operations puts every operation under its full path and finishes its parameters and security.
func (d *document) operations(examples map[[2]string]any) {
	paths := node{}
	for _, o := range d.all() {
		full := o.path
		if !o.system() {
			full = "/v1" + o.path
		}
		paths.child(full)[o.method] = o.node
		d.parameters(o, examples)
		o.security()
	}
	d.root["paths"] = paths
}

// security says plainly that no key is needed, or that it is only where the whole collection is private.
func (o operation) security() {
	given := o.node.list("security")
	switch {
	case o.system() && given == nil:
		o.node["security"] = list{}
	case given == nil:
		o.node["security"] = list{node{}, node{"bearer": list{}}}
	default:
		for _, s := range given {
			if object(s).list("bearer") == nil || len(object(s).list("bearer")) == 0 {
				object(s)["bearer"] = list{"write"}
			}
		}
	}
}

// parameters gives each parameter its limits and example and puts them in order: path, then query as the struct has it.
func (d *document) parameters(o operation, examples map[[2]string]any) {
	var fields []goField
	if a := d.source.operations[o.id]; a != nil {
		for _, q := range a.queries {
			fields = append(fields, d.source.flat(q)...)
		}
	}
	order := map[string]int{}
	for i, f := range fields {
		order[f.param] = i + 1
	}
	seen := map[string]bool{}
	params := o.node.list("parameters")
	for _, v := range params {
		p := object(v)
		name := p.text("name")
		key := p.text("in") + " " + name
		if seen[key] {
			d.fault(o.id, "has the parameter %s twice", name)
		}
		seen[key] = true
		if p.text("in") == "query" && order[name] > 0 {
			d.limit(p.child("schema"), fields[order[name]-1])
			if name == "fields" {
				d.fieldNames(o, p)
			}
		} else if p.child("schema")["type"] == "integer" {
			limitInteger(p.child("schema"))
		}
		if e, set := examples[[2]string{o.id, name}]; set {
			p["example"] = e
		}
		d.checkParameter(o, p)
	}
	for i, f := range fields {
		if !seen["query "+f.param] {
			d.fault(o.id, "swag lost the parameter %s", fields[i].param)
		}
	}
	rank := func(v any) int {
		p := object(v)
		if p.text("in") == "path" {
			return strings.Index(o.path, "{"+p.text("name")+"}") - 1000
		}
		return order[p.text("name")]
	}
	slices.SortStableFunc(params, func(a, b any) int { return rank(a) - rank(b) })
}

// fieldNames lists the fields that ?fields= may name: those of what the answer holds.
func (d *document) fieldNames(o operation, p node) {
	_, answer := o.success()
	var named node
	for _, media := range answer.object("content") {
		named = d.schemas().object(refName(object(media).child("schema")))
	}
	if items := named.object("properties").object("items"); items != nil {
		named = d.schemas().object(refName(items.object("items")))
	}
	names := named.object("properties").keys()
	if len(names) == 0 {
		d.fault(o.id, "?fields= needs an answer that is a named schema")
	}
	items := p.child("schema").child("items")
	items["enum"] = texts(names)
	delete(items, "maxLength")
	delete(items, "minLength")
}

// checkParameter refuses what would mislead a reader or a tool.
func (d *document) checkParameter(o operation, p node) {
	name, in := p.text("name"), p.text("in")
	switch {
	case p.text("description") == "":
		d.fault(o.id, "parameter %s has no description; write a comment above its field", name)
	case in == "path" && !strings.Contains(o.path, "{"+name+"}"):
		d.fault(o.id, "its path has no {%s}", name)
	case in == "path" && p["example"] == nil:
		d.fault(o.id, "path parameter %s has no example(...) that works with the demo data", name)
	}
}
