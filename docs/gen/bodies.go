package main

// bodies finishes the request bodies: required, with an example that can be sent as it is.
func (d *document) bodies() {
	for _, o := range d.all() {
		body := o.node.object("requestBody")
		if body == nil {
			continue
		}
		body["required"] = true
		delete(body, "x-originalParamName")
		for _, kind := range body.child("content").keys() {
			media := body.child("content").object(kind)
			if media["example"] != nil {
				continue
			}
			if e := d.example(media.child("schema"), o.id+" body"); e != nil {
				media["example"] = e
			}
		}
	}
}

// example is a value for a schema of a request: the properties that have an example, and those that are required.
func (d *document) example(schema node, where string) any {
	if name := refName(schema); name != "" {
		return d.example(d.schemas().object(name), name)
	}
	if all := schema.list("examples"); len(all) > 0 {
		return all[0]
	}
	if schema["example"] != nil {
		return schema["example"]
	}
	if values := schema.list("enum"); len(values) > 0 {
		return values[0]
	}
	switch schema["type"] {
	case "array":
		if one := d.example(schema.child("items"), where); one != nil {
			return list{one}
		}
	case "object":
		return d.objectExample(schema, where)
	case "boolean":
		return true
	}
	return nil
}

func (d *document) objectExample(schema node, where string) any {
	required := map[string]bool{}
	for _, r := range schema.texts("required") {
		required[r] = true
	}
	e := node{}
	properties := schema.object("properties")
	for _, key := range properties.keys() {
		p := properties.object(key)
		shown := p["examples"] != nil || p["example"] != nil || p["$ref"] != nil || p["anyOf"] != nil
		if !required[key] && !shown {
			continue
		}
		v := d.example(p, where+"/"+key)
		if v != nil {
			e[key] = v
		} else if required[key] {
			d.fault(where, "required property %s has no example", key)
		}
	}
	return e
}

// prune takes out the schemas that nothing refers to, such as those that only their patch was made of.
func (d *document) prune() {
	used := d.below(d.root["paths"], d.root.object("components")["responses"])
	for _, name := range d.schemas().keys() {
		if !used[name] {
			delete(d.schemas(), name)
		}
	}
}

// closed refuses unknown properties in everything that a request can hold, as the server does.
func (d *document) closed() {
	for name := range d.requestSchemas() {
		if s := d.schemas().object(name); s.text("type") == "object" && s["additionalProperties"] == nil {
			s["additionalProperties"] = false
		}
	}
}

// requestSchemas are the names of all schemas that requests hold, however deep.
func (d *document) requestSchemas() map[string]bool {
	var bodies list
	for _, o := range d.all() {
		bodies = append(bodies, o.node["requestBody"])
	}
	return d.below(bodies)
}

// below are the names of the schemas that parts of the document refer to, however deep.
func (d *document) below(parts ...any) map[string]bool {
	found := map[string]bool{}
	var follow func(node)
	follow = func(n node) {
		if name := refName(n); name != "" && n["$ref"] != nil && !found[name] {
			found[name] = true
			walk(d.schemas()[name], follow)
		}
	}
	walk(parts, follow)
	return found
}
