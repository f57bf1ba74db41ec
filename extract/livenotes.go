package extract

import (
	"regexp"
	"strconv"
)

var timeCode = regexp.MustCompile(`^(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)\s*[-–—:]?\s+(\S.*)$`)

// minLiveNotes is the least number of rising time codes that makes a list of live notes.
const minLiveNotes = 3

// liveNotes reads lines that begin with a time into the film, and marks them so that they are not part of the body.
// Clock times of a day ("6:59 am") and single time codes are left alone.
func liveNotes(d *document, lim Limits) (notes []LiveNote, spans [][2]int, lines map[int]bool) {
	lines = map[int]bool{}
	last := -1
	for i := range d.lines {
		if d.lines[i].zone == zoneComments || d.lines[i].zone == zoneFurniture || len(notes) >= lim.Items {
			continue
		}
		m := timeCode.FindStringSubmatchIndex(d.line(i))
		if m == nil {
			continue
		}
		text := d.line(i)
		at := codeSeconds(text, m)
		if at < last {
			continue
		}
		last = at
		base := d.lines[i].start
		notes = append(notes, LiveNote{OffsetSeconds: at, Text: text[m[8]:m[9]]})
		spans = append(spans, [2]int{base + m[0], base + m[1]})
		lines[i] = true
	}
	if len(notes) < minLiveNotes {
		return nil, nil, map[int]bool{}
	}
	return notes, spans, lines
}

func codeSeconds(text string, m []int) int {
	total := 0
	for g := 1; g <= 3; g++ {
		n := 0
		if m[2*g] >= 0 {
			var err error
			if n, err = strconv.Atoi(text[m[2*g]:m[2*g+1]]); err != nil {
				return 0
			}
		}
		total = total*60 + n
	}
	return total
}
