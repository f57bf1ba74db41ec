package main

import (
	"encoding/json"
	"slices"
	"strings"
)

// node is an object of the document. Rules work on plain JSON, because OpenAPI 3.1 allows more than any typed model keeps.
type node map[string]any

// list is an array of the document.
type list = []any

// child is the object at a key, made when there is none.
func (n node) child(key string) node {
	if c := n.object(key); c != nil {
		return c
	}
	c := node{}
	n[key] = c
	return c
}

// object is the object at a key, or nil.
func (n node) object(key string) node { return object(n[key]) }

// text is the string at a key, or empty.
func (n node) text(key string) string {
	s, _ := n[key].(string)
	return s
}

// list is the array at a key, or nil.
func (n node) list(key string) list {
	l, _ := n[key].(list)
	return l
}

// texts is the array of strings at a key.
func (n node) texts(key string) []string {
	var all []string
	for _, v := range n.list(key) {
		if s, ok := v.(string); ok {
			all = append(all, s)
		}
	}
	return all
}

// keys are the keys in order.
func (n node) keys() []string {
	keys := make([]string, 0, len(n))
	for k := range n {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// object is v as an object, or nil.
func object(v any) node {
	switch o := v.(type) {
	case node:
		return o
	case map[string]any:
		return o
	}
	return nil
}

// copied is a deep copy; it also turns any value into plain JSON.
func copied[T any](v any) (T, error) {
	var c T
	text, err := json.Marshal(v)
	if err == nil {
		err = json.Unmarshal(text, &c)
	}
	return c, err
}

// walk visits every object below v, outer ones first.
func walk(v any, visit func(node)) {
	if l, ok := v.(list); ok {
		for _, item := range l {
			walk(item, visit)
		}
		return
	}
	if o := object(v); o != nil {
		visit(o)
		for _, k := range o.keys() {
			walk(o[k], visit)
		}
	}
}

const schemaPrefix = "#/components/schemas/"

func schemaRef(name string) node { return node{"$ref": schemaPrefix + name} }

// refName is the name of the schema that n refers to, also behind "or null"; empty when it refers to none.
func refName(n node) string {
	if name, is := strings.CutPrefix(n.text("$ref"), schemaPrefix); is {
		return name
	}
	for _, branch := range n.list("anyOf") {
		if name := refName(object(branch)); name != "" {
			return name
		}
	}
	return ""
}
