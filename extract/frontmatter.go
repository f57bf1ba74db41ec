package extract

import (
	"regexp"
	"strings"
)

// mdInline is what a line of Markdown has beside its text: images (their alternative text stays), links (theirs
// stays), and HTML tags.
var mdInline = regexp.MustCompile(`!(\[)([^\]\n]{0,200})(\])\([^)\n]{0,500}\)|\[([^\]\n]{1,300})\]\([^)\n]{0,800}\)|\[\]\([^)\n]{0,200}\)|</?[a-zA-Z][^<>\n]{0,500}>|\{[%{][^\n]{0,400}?[%}]\}`)

// entry is one name and value of front matter, the value's offsets in the source.
type frontEntry struct {
	name       string
	value      string
	list       []string
	start, end int
}

// maxFront is the greatest length of front matter in bytes.
const maxFront = 64 << 10

// splitFrontMatter returns the entries of the front matter and the offset at which the body begins. It reads the part of
// YAML and TOML that blogs use line by line, so that a file that a strict parser refuses still tells what it tells.
func splitFrontMatter(text string) ([]frontEntry, int) {
	start, _ := trimSpan(text, 0, len(text))
	for _, fence := range []string{"---", "+++"} {
		if !strings.HasPrefix(text[start:], fence) {
			continue
		}
		from := start + len(fence) + 1
		if from > len(text) {
			return nil, start
		}
		end := closingFence(text, from, fence)
		if end < 0 || end-from > maxFront {
			return nil, start
		}
		if body, _ := trimSpan(text, from, end); strings.HasPrefix(text[body:], "{") {
			if v, err := parseJSON(text[body:end], body, Limits{Nodes: 5000, Depth: 16}); err == nil {
				return jsonEntries(v, "", 0), end + len(fence)
			}
		}
		return frontLines(text, from, end), end + len(fence)
	}
	if m := restHead.FindStringSubmatchIndex(text[start:]); m != nil {
		return restFields(text, start, start+m[2], start+m[3]), start + m[3]
	}
	end := start
	for end < len(text) {
		n := lineEnd(text[end:])
		if strings.TrimSpace(text[end:end+n]) == "" || !headerLine.MatchString(text[end:end+n]) && !strings.HasPrefix(text[end:], " ") {
			break
		}
		end = min(len(text), end+n+1)
	}
	if !pelican(text[start:]) {
		return nil, start
	}
	return frontLines(text, start, end), end
}

// restFields reads the title of a post in reStructuredText and the fields below it, ":date: 2012-11-04".
func restFields(text string, start, from, end int) []frontEntry {
	title := text[start : start+lineEnd(text[start:])]
	out := []frontEntry{{name: "title", value: strings.TrimSpace(title), start: start, end: start + len(title)}}
	for pos := from; pos < end; {
		n := lineEnd(text[pos:end])
		if name, value, ok := strings.Cut(strings.TrimPrefix(text[pos:pos+n], ":"), ":"); ok {
			at := pos + n - len(value)
			out = append(out, frontEntry{name: strings.ToLower(name), value: unquoteYAML(value), start: at + len(value) - len(strings.TrimLeft(value, " ")), end: pos + n})
		}
		pos += n + 1
	}
	return out
}

func closingFence(text string, from int, fence string) int {
	for pos := from; pos < len(text) && pos-from <= maxFront; {
		n := lineEnd(text[pos:])
		if l := strings.TrimRight(text[pos:pos+n], " \r"); l == fence || l == "..." && fence == "---" {
			return pos
		}
		pos += n + 1
	}
	return -1
}

var (
	frontLine = regexp.MustCompile(`^(\s*)(?:- )?[:"']?([\pL_][\w\pL ./-]{0,40}?)["']?\s*(?::|=)(?:\s+(.*))?$`)
	// tomlTable heads the names that follow it: "[ratings.imdb]".
	tomlTable = regexp.MustCompile(`^\[{1,2}\s*([\w.-]+)\s*\]{1,2}\s*$`)
	flowPair  = regexp.MustCompile(`["']?([\pL_][\w -]{0,40}?)["']?\s*[:=]\s*("[^"]*"|'[^']*'|[^,{}"']*)`)
	frontItem = regexp.MustCompile(`^\s*-\s+(.+)$`)
)

// frontLines reads names and values; a list below a name belongs to it, a name indented below another is joined to it.
func frontLines(text string, from, end int) []frontEntry {
	var out []frontEntry
	outer, table, block := "", "", false
	for pos := from; pos < end; {
		n := lineEnd(text[pos:end])
		l := text[pos : pos+n]
		at := pos
		pos += n + 1
		if block = block && (strings.HasPrefix(l, " ") || strings.TrimSpace(l) == ""); block {
			out[len(out)-1].extend(l, at)
			continue
		}
		if m := frontItem.FindStringSubmatchIndex(l); m != nil && len(out) > 0 && !frontLine.MatchString(l) {
			e := &out[len(out)-1]
			e.list = append(e.list, unquoteYAML(l[m[2]:m[3]]))
			if e.start == 0 {
				e.start = at + m[2]
			}
			e.end = at + m[3]
			continue
		}
		if m := tomlTable.FindStringSubmatch(l); m != nil {
			table, outer = strings.ToLower(m[1])+".", ""
			continue
		}
		m := frontLine.FindStringSubmatchIndex(l)
		if m == nil {
			if len(out) > 0 && strings.HasPrefix(l, "  ") && out[len(out)-1].value != "" {
				out[len(out)-1].extend(l, at)
			}
			continue
		}
		name := strings.ReplaceAll(strings.ToLower(l[m[4]:m[5]]), "/", ".")
		if m[2] == m[3] {
			outer = name
		} else if outer != "" {
			name = outer + "." + name
		}
		e := frontEntry{name: table + name}
		if m[6] >= 0 {
			raw := strings.TrimSpace(l[m[6]:m[7]])
			e.start, e.end = at+m[6], at+m[6]+len(strings.TrimRight(l[m[6]:m[7]], " \r\t"))
			switch {
			case blockScalar.MatchString(raw):
				e.start, block = 0, len(out) < maxFrontEntries
			case strings.HasPrefix(raw, "{"):
				out = append(out, flowMap(raw, at+strings.Index(l, raw), e.name)...)
			case strings.HasPrefix(raw, "["):
				for _, p := range strings.Split(strings.Trim(raw, "[] "), ",") {
					if p = unquoteYAML(p); p != "" {
						e.list = append(e.list, p)
					}
				}
			default:
				e.value = unquoteYAML(raw)
			}
		}
		if len(out) < maxFrontEntries {
			out = append(out, e)
		}
	}
	return out
}

// maxFrontEntries is the greatest number of entries that are read.
const maxFrontEntries = 500

// blockScalar announces a value that stands in the lines below, whatever they look like.
var blockScalar = regexp.MustCompile(`^[|>][+-]?\d?$`)

// extend adds a line that goes on with the value of an entry.
func (e *frontEntry) extend(l string, at int) {
	text := strings.TrimSpace(l)
	if text == "" {
		return
	}
	if e.start == 0 {
		e.start = at + strings.Index(l, text)
	}
	e.value = strings.TrimSpace(e.value + " " + text)
	e.end = at + strings.Index(l, text) + len(text)
}

// flowMap reads "{value: 4, max: 5}" as the names below an outer one. at is the offset of s in the source.
func flowMap(s string, at int, outer string) []frontEntry {
	var out []frontEntry
	for _, m := range flowPair.FindAllStringSubmatchIndex(s, 20) {
		value := unquoteYAML(s[m[4]:m[5]])
		out = append(out, frontEntry{name: outer + "." + strings.ToLower(s[m[2]:m[3]]), value: value, start: at + m[4], end: at + m[5]})
	}
	return out
}

func unquoteYAML(s string) string {
	s = strings.TrimSpace(s)
	if len(s) >= 2 && (s[0] == '"' || s[0] == '\'') {
		if i := strings.LastIndexByte(s, s[0]); i > 0 {
			q := s[:1]
			s = s[1:i]
			if q == "'" {
				return strings.ReplaceAll(s, "''", "'")
			}
			return strings.ReplaceAll(s, `\"`, `"`)
		}
	}
	if i := strings.Index(s, " #"); i > 0 {
		s = strings.TrimSpace(s[:i])
	}
	return s
}
