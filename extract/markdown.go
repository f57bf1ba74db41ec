package extract

func (r *reader) loadMarkdown(text string) {
	r.doc = readText(text, r.url)
	zoneText(r.doc)
}
