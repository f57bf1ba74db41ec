package exchange

import (
	"bufio"
	"bytes"
	"path"
	"slices"
	"strings"
	"unicode"
)

// Format is a form of file.
type Format string

// The formats.
const (
	FormatNDJSON     Format = "ndjson"     // own: one record a line
	FormatCSV        Format = "csv"        // a table with a header, by comma, tab, semicolon or pipe
	FormatLetterboxd Format = "letterboxd" // an export, as ZIP or one of its files; for writing: an import file
	FormatIMDb       Format = "imdb"       // a list of one's ratings
	FormatMovieLens  Format = "movielens"  // ratings, movies and links, as ZIP or one at a time
	FormatTrakt      Format = "trakt"      // ratings as JSON
	FormatJSONLD     Format = "json-ld"    // schema.org: Movie, Review, CriticReview
)

// Formats lists all formats.
func Formats() []Format {
	return []Format{FormatNDJSON, FormatCSV, FormatLetterboxd, FormatIMDb, FormatMovieLens, FormatTrakt, FormatJSONLD}
}

// Detect recognises a format by the first bytes (64 KiB are enough) and the name of a file, packed or not. The
// confidence lies between 0 (nothing recognised, and no format) and 1.
func Detect(head []byte, filename string) (Format, float64) {
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) {
		return detectZip(head, filename)
	}
	t, err := openText(bytes.NewReader(head), DefaultLimits(), nil)
	if err != nil {
		return "", 0
	}
	return detectText(t, filename)
}

// jsonMarks are what tells JSON formats apart, the surest first.
var jsonMarks = [...]struct {
	mark   string
	format Format
}{
	{`"rated_at"`, FormatTrakt}, {`"@graph"`, FormatJSONLD}, {`"@context"`, FormatJSONLD}, {`"@type"`, FormatJSONLD},
}

func detectText(t *text, filename string) (Format, float64) {
	head := bytes.TrimSpace(t.head)
	if len(head) == 0 {
		return "", 0
	}
	if head[0] == '{' || head[0] == '[' {
		line, _, _ := bytes.Cut(head, []byte{'\n'})
		if kind, _, err := splitKind(line); err == nil && Kind(kind) != "" && slices.ContainsFunc(kinds[:], func(k kindOf) bool { return string(k.kind) == kind }) {
			return FormatNDJSON, 1
		}
		if bytes.HasPrefix(head, []byte(kindHead)) { // a line longer than the head
			return FormatNDJSON, 0.9
		}
		for _, m := range jsonMarks {
			if bytes.Contains(head, []byte(m.mark)) {
				return m.format, 0.95
			}
		}
		if ext := extension(filename); ext == "ndjson" || ext == "jsonl" {
			return FormatNDJSON, 0.5
		}
		return "", 0
	}
	delim := detectDelimiter(t)
	rows := sampleRows(t, delim, 1)
	if len(rows) == 0 {
		return "", 0
	}
	return detectHeader(rows[0])
}

// detectHeader recognises a table by its columns.
func detectHeader(header []string) (Format, float64) {
	names := make([]string, len(header))
	for i, h := range header {
		names[i] = headerKey(h)
	}
	has := func(all ...string) bool {
		return !slices.ContainsFunc(all, func(n string) bool { return !slices.Contains(names, n) })
	}
	switch {
	case has("letterboxduri", "name", "year"), has("datejoined", "username", "givenname"):
		return FormatLetterboxd, 0.99
	case importFile(names):
		return FormatLetterboxd, 0.9
	case has("const", "yourrating"), has("const", "yourated"), has("const", "titletype"): // The last is a list without ratings.
		return FormatIMDb, 0.99
	case has("userid", "movieid", "rating"), has("movieid", "title", "genres"), has("movieid", "imdbid", "tmdbid"):
		return FormatMovieLens, 0.95
	}
	known := 0
	film := false
	for _, f := range fields {
		if slices.ContainsFunc(f.headers, func(h string) bool { return has(h) }) {
			known++
			film = film || f.names
		}
	}
	switch {
	case len(header) < 2 && known == 0:
		return "", 0
	case film && known > 1:
		return FormatCSV, min(0.6+0.05*float64(known), 0.9)
	}
	return FormatCSV, 0.3
}

// detectZip looks at the names in the archive that stand in its head.
func detectZip(head []byte, filename string) (Format, float64) {
	base := strings.ToLower(path.Base(filename))
	for _, f := range [...]struct {
		prefix string
		names  []string
		format Format
	}{
		{"letterboxd-", []string{"diary.csv", "watched.csv", "profile.csv", "watchlist.csv", "likes/films.csv"}, FormatLetterboxd},
		{"ml-", []string{"movies.csv", "links.csv"}, FormatMovieLens},
	} {
		for _, n := range f.names {
			if bytes.Contains(head, []byte(n)) {
				return f.format, 0.9
			}
		}
		if strings.HasPrefix(base, f.prefix) {
			return f.format, 0.7
		}
	}
	return "", 0
}

// delimiters are tried in this order; the first wins a tie.
const delimiters = ",\t;|"

// detectDelimiter finds the delimiter by which the first rows have the most cells, and the same number of them.
func detectDelimiter(t *text) byte {
	best, points := delimiters[0], 0
	if line, _, _ := bytes.Cut(t.head, []byte{'\n'}); len(bytes.TrimSpace(line)) == 5 && bytes.HasPrefix(line, []byte("sep=")) {
		return line[4]
	}
	for _, d := range []byte(delimiters) {
		rows := sampleRows(t, d, 20)
		if len(rows) == 0 || len(rows[0]) < 2 {
			continue
		}
		same := 0
		for _, r := range rows {
			if len(r) == len(rows[0]) {
				same++
			}
		}
		// Rows that agree count most; among the delimiters for which all do, the one that cuts finer.
		if p := same*1000/len(rows)*100 + min(len(rows[0]), 99); p > points {
			best, points = d, p
		}
	}
	return best
}

// sampleRows cuts up to n rows out of the head, without the last one, which may be cut off.
func sampleRows(t *text, delim byte, n int) [][]string {
	l := newLines(&text{r: bufio.NewReader(bytes.NewReader(t.head)), head: t.head, legacy: t.legacy, plain: t.plain}, headSize, delim)
	var rows [][]string
	for len(rows) < n {
		raw, err := l.next()
		if err != nil {
			break
		}
		s, _, err := l.decode(raw.b)
		if err != nil || strings.TrimSpace(s) == "" || len(rows) == 0 && strings.HasPrefix(s, "sep=") {
			continue
		}
		cells, _, ok := splitCells(s, delim, nil, DefaultLimits().Columns)
		if cut := l.offset >= headSize; ok && (!cut || len(rows) == 0) {
			rows = append(rows, cells)
		}
	}
	return rows
}

// headerKey is a column's header without what differs from file to file: case, spaces, marks.
func headerKey(header string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, header)
}

// extension is a file's extension in lower case, without that of its packing.
func extension(filename string) string {
	name := strings.TrimSuffix(strings.ToLower(filename), ".gz")
	return strings.TrimPrefix(path.Ext(name), ".")
}
