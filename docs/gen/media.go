package main

import "strings"

// media gives each media type of a body that is taken in several its own schema: JSON the named one, a form the file with
// the plain properties of the JSON beside it, and every other type the text itself.
func (d *document) media() {
	for _, o := range d.all() {
		content := o.node.object("requestBody").object("content")
		_, answer := o.success()
		files(content)
		files(answer.object("content"))
		if content.object("application/octet-stream") != nil {
			upload(content)
			continue
		}
		if len(content) < 2 {
			continue
		}
		named := d.schemas().object(refName(content.object("application/json").child("schema")))
		for _, kind := range content.keys() {
			switch {
			case kind == "application/json" || kind == mergePatch:
			case kind == "multipart/form-data":
				content.object(kind)["schema"] = form(named)
			case strings.HasSuffix(kind, "+json"):
				content.object(kind)["schema"] = node{"type": "object", "additionalProperties": true, "maxProperties": 1000}
				content.object(kind)["example"] = linkedReview
			default:
				text := node{"type": "string", "minLength": 1, "maxLength": named.child("properties").object("content")["maxLength"]}
				if e := textExamples[kind]; e != "" {
					text["example"] = e
				} else {
					d.fault(o.id, "the body type %s has no example", kind)
				}
				content.object(kind)["schema"] = text
			}
		}
	}
}

// fileLength is the most characters of a file that is sent as a whole.
const fileLength = 1 << 40

// files gives the answers that are files, or streams, their own schema: text, or any object for JSON-LD.
func files(content node) {
	for _, kind := range []string{"text/csv", "application/x-ndjson", "text/event-stream"} {
		if media := content.object(kind); media != nil {
			media["schema"] = node{"type": "string", "maxLength": fileLength}
		}
	}
	if media := content.object(opmlType); media != nil {
		media["schema"] = node{"type": "string", "minLength": 1, "maxLength": opmlLength, "examples": list{textExamples[opmlType]}}
	}
	if media := content.object("application/ld+json"); media != nil {
		media["schema"] = node{"type": "object", "additionalProperties": true, "maxProperties": 1000}
	}
}

// upload gives each media type of a file that is sent its schema: the bytes themselves, or a form with the file in it.
func upload(content node) {
	const example = "title,year,rating\nHer,2013,4/5\n"
	for _, kind := range content.keys() {
		file := node{"type": "string", "format": "binary", "maxLength": fileLength, "example": example}
		if kind == "multipart/form-data" {
			file["description"] = "The file; no other field comes with it."
			file = node{"type": "object", "required": list{"file"}, "properties": node{"file": file}, "additionalProperties": false}
		}
		content.object(kind)["schema"] = file
	}
}

// Lists of feeds are OPML, going in and out.
const (
	opmlType   = "text/x-opml"
	opmlLength = 8 << 20
)

// textExamples are bodies that can be sent as they are, by media type.
var textExamples = map[string]string{
	opmlType: "<?xml version=\"1.0\"?>\n<opml version=\"2.0\"><head><title>Blogs</title></head><body>" +
		"<outline text=\"Lantern Film Review\" type=\"rss\" xmlUrl=\"https://lantern.example/feed/\"/></body></opml>",
	"text/plain":          "Her (2013)\n\nDirected by Spike Jonze\n\nCharming, and a little long.\n\nRating: 3/5\n",
	"text/html":           "<article><h1>Her (2013) – review</h1><p>Directed by Spike Jonze.</p><p>Charming, and a little long.</p><p>Rating: 3/5</p></article>",
	"text/markdown":       "---\ntitle: Her\nyear: 2013\nrating: 3/5\n---\n\nCharming, and a little long.\n",
	"application/rss+xml": "<rss version=\"2.0\"><channel><item><title>Her (2013)</title><description>Charming, and a little long. Rating: 3/5</description></item></channel></rss>",
	"application/ld+json": "{\"@type\":\"Review\",\"itemReviewed\":{\"@type\":\"Movie\",\"name\":\"Her\"},\"reviewRating\":{\"ratingValue\":3,\"bestRating\":5}}",
}

// linkedReview is a review as JSON-LD.
var linkedReview = node{
	"@context": "https://schema.org", "@type": "Review", "itemReviewed": node{"@type": "Movie", "name": "Her"},
	"reviewRating": node{"@type": "Rating", "ratingValue": 3, "bestRating": 5},
}

// form is the schema of a form: a file in place of the content, and what else is a plain string.
func form(named node) node {
	properties := node{"file": node{"type": "string", "format": "binary", "description": "The page.", "maxLength": named.child("properties").object("content")["maxLength"], "example": textExamples["text/plain"]}}
	for key, v := range named.child("properties") {
		if p, ok := v.(node); ok && key != "content" && !strings.HasPrefix(key, "content_") && p["enum"] == nil && p["$ref"] == nil && p["anyOf"] == nil {
			properties[key] = p
		}
	}
	return node{"type": "object", "required": list{"file"}, "properties": properties, "additionalProperties": false}
}
