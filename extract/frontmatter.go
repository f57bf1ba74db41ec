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
	frontLine = regexp.MustCompile(`^(\s*)(?:- )?["']?([\pL_][\w\pL .-]{0,40}?)["']?\s*(?::|=)(?:\s+(.*))?$`)
	// tomlTable heads the names that follow it: "[ratings.imdb]".
	tomlTable = regexp.MustCompile(`^\[{1,2}\s*([\w.-]+)\s*\]{1,2}\s*$`)
	flowPair  = regexp.MustCompile(`["']?([\pL_][\w -]{0,40}?)["']?\s*[:=]\s*("[^"]*"|'[^']*'|[^,{}"']*)`)
	frontItem = regexp.MustCompile(`^\s*-\s+(.+)$`)
)

// frontLines reads names and values; a list below a name belongs to it, a name indented below another is joined to it.
func frontLines(text string, from, end int) []frontEntry {
	var out []frontEntry
	outer, table := "", ""
	for pos := from; pos < end; {
		n := lineEnd(text[pos:end])
		l := text[pos : pos+n]
		at := pos
		pos += n + 1
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
				e := &out[len(out)-1]
				e.value += " " + strings.TrimSpace(l)
				e.end = at + n
			}
			continue
		}
		name := strings.ToLower(l[m[4]:m[5]])
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
			case raw == "|" || raw == ">" || raw == "|-" || raw == ">-":
				e.value = " "
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
		if len(out) < 500 {
			out = append(out, e)
		}
	}
	return out
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
