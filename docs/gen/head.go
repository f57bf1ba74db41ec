package main

// head writes what stands above the operations.
func (d *document) head() {
	d.root["openapi"] = "3.1.1"
	d.root["servers"] = list{node{"url": "/", "description": "This server"}}
	scheme := d.root.child("components").child("securitySchemes").child("bearer")
	d.root.child("components").child("securitySchemes")["bearer"] = node{
		"type": "http", "scheme": "bearer", "description": scheme.text("description"),
	}
}
