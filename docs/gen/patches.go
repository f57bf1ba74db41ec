package main

const mergePatch = "application/merge-patch+json"

// patches derives, for every body that is a JSON merge patch (RFC 7396), a schema in which nothing is required and what
// is optional may be null; objects within are patches too, lists are whole values.
func (d *document) patches() {
	for _, o := range d.all() {
		media := o.node.object("requestBody").object("content").object(mergePatch)
		if media == nil {
			continue
		}
		name := refName(media.child("schema"))
		if name == "" {
			d.fault(o.id, "a merge patch needs a named schema")
			continue
		}
		media["schema"] = schemaRef(d.patch(name))
	}
}

// patch makes the patch of a named schema, once, and returns its name.
func (d *document) patch(name string) string {
	patched := name + "Patch"
	if d.schemas()[patched] != nil {
		return patched
	}
	whole := d.schemas().object(name)
	required := map[string]bool{}
	for _, r := range whole.texts("required") {
		required[r] = true
	}
	properties := node{}
	p := node{"type": "object", "properties": properties, "description": "What to change: what is left out stays, null deletes. " + whole.text("description")}
	d.schemas()[patched] = p
	for key, v := range whole.object("properties") {
		c, err := copied[node](v)
		if err != nil {
			d.fault(name, "%v", err)
		}
		properties[key] = d.patchProperty(c, required[key])
	}
	return patched
}

func (d *document) patchProperty(p node, required bool) node {
	if inner := refName(p); inner != "" && d.schemas().object(inner).text("type") == "object" {
		ref := d.patch(inner)
		if _, plain := p["$ref"]; plain {
			p["$ref"] = schemaPrefix + ref
		} else {
			p["anyOf"] = list{schemaRef(ref), node{"type": "null"}}
		}
	}
	if values := p.object("additionalProperties"); values != nil {
		p["additionalProperties"] = nullable(values)
	}
	delete(p, "default")
	if _, one := p["type"].(string); !required && (one || p["$ref"] != nil) {
		return nullable(p)
	}
	return p
}
