package extract

import (
	"strings"
	"unicode"
)

// nearTitle is how much a claim about the title that something else supports may lag behind one that nothing does.
const nearTitle = 0.13

// agreeOnTitle weighs the claims about the title against each other. A headline is likely the title where the text or
// the address names what it names, or where a second place of the page says the same; one that nothing supports loses to a near claim that
// something does.
func (r *reader) agreeOnTitle() {
	body := r.prose()
	r.trimToLinked(body)
	var bare, backed *fact
	for i := range r.facts.all {
		f := &r.facts.all[i]
		if f.field != fTitle {
			continue
		}
		if strings.IndexFunc(f.text, unicode.IsLetter) < 0 && mentions(body, f.text) == 0 {
			f.conf -= 0.2
		}
		if r.supports(f, body) {
			backed = surer(backed, f)
		} else {
			bare = surer(bare, f)
		}
	}
	if bare == nil || backed == nil || backed.conf >= bare.conf || bare.conf-backed.conf > nearTitle || bare.conf >= 0.93 || related(bare.text, backed.text) {
		return
	}
	backed.conf = bare.conf + 0.001
}

func surer(a, b *fact) *fact {
	if a == nil || b.conf > a.conf {
		return b
	}
	return a
}

// supports reports whether the text names the title of a claim, or another place of the page says the same.
func (r *reader) supports(f *fact, body string) bool {
	if f.source == "prose" || f.source == "url" || named(body, f.text) > 0 || r.inSlug(f.text) {
		return true
	}
	for i := range r.facts.all {
		if o := &r.facts.all[i]; o.field == fTitle && o.start != f.start && strings.EqualFold(o.text, f.text) {
			return true
		}
	}
	return false
}
