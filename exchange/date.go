package exchange

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Date is a calendar date that may be partial: "2013", "2013-12" or "2013-12-18"; empty when unknown. In own files it
// may be a time as well.
type Date string

// DateOrder says how 10/11/2018 is to be read.
type DateOrder string

// The orders. With DateAny the order is taken from a date of the same column that has only one reading (25/11/2018), and
// where there is none only the year is kept, with a note.
const (
	DateAny DateOrder = ""
	DateDMY DateOrder = "dmy"
	DateMDY DateOrder = "mdy"
)

var errDate = errors.New("is not a date; write it like 2013-12-18, 2013-12, 2013, 18.12.2013 or December 18, 2013")

// ParseDate reads a date in the many forms in which people write one; the time of day and the weekday are dropped, and
// the day stays the writer's own. It reports ambiguous when the day and the month cannot be told apart: then only the
// year is given.
func ParseDate(text string, order DateOrder) (d Date, ambiguous bool, err error) {
	s := strings.TrimSpace(text)
	if d, ok := isoDate(s); ok {
		if err := d.check(text); err != nil {
			return "", false, err
		}
		return d, false, nil
	}
	if len(s) > 100 {
		return "", false, fmt.Errorf("%q %w", clip(s, 40), errDate)
	}
	var buf [8]datePart
	parts := dateParts(norm.NFKC.String(s), buf[:0])
	d, ok := yearOnly(parts)
	if !ok {
		d, ok = monthByName(parts)
	}
	if !ok {
		d, ambiguous, ok = threeNumbers(parts, order)
	}
	if !ok {
		return "", false, fmt.Errorf("%q %w", clip(s, 40), errDate)
	}
	if err := d.check(text); err != nil {
		return "", false, err
	}
	return d, ambiguous, nil
}

// day writes a date.
func day(year, month, day int) Date {
	b := []byte("0000-00-00")
	for _, p := range [...]struct{ n, end int }{{year, 4}, {month, 7}, {day, 10}} {
		for i, n := p.end-1, p.n; n > 0 && i >= 0 && b[i] != '-'; i, n = i-1, n/10 {
			b[i] = byte('0' + n%10)
		}
	}
	return Date(b)
}

// check refuses a day that is not in the calendar.
func (d Date) check(text string) error {
	if d < "1800" || d > "2200" || len(d) > len(time.DateOnly) {
		return fmt.Errorf("%q is not a date between the years 1800 and 2200", clip(text, 40))
	}
	if _, err := time.Parse(time.DateOnly[:len(d)], string(d)); err != nil {
		return fmt.Errorf("%q: the calendar has no such date", clip(text, 40))
	}
	return nil
}

// isoDate is the short way for the usual form, alone or before a time.
func isoDate(s string) (Date, bool) {
	form := "0000-00-00"
	n := 0
	for n < len(s) && n < len(form) {
		if form[n] == '0' && (s[n] < '0' || s[n] > '9') || form[n] == '-' && s[n] != '-' {
			break
		}
		n++
	}
	switch {
	case n == 10 && (len(s) == 10 || s[10] == 'T' || s[10] == ' '), n == 7 && len(s) == 7, n == 4 && len(s) == 4:
		return Date(s[:n]), true
	}
	return "", false
}

// datePart is a number or a word, with the mark that stands before it.
type datePart struct {
	before rune
	word   string
	n      int // -1 for a word
	digits int
}

// dateParts cuts a text into numbers and words, without the time of day and its offset, behind parts.
func dateParts(s string, parts []datePart) []datePart {
	before, start := ' ', -1
	number, clock := false, false
	flush := func(end int) {
		if start < 0 {
			return
		}
		p := datePart{before: before, word: strings.ToLower(s[start:end]), n: -1}
		if number {
			if n, err := strconv.Atoi(p.word); err == nil {
				p.n, p.digits = n, end-start
			}
		}
		if clock && p.n >= 0 && (before != ' ' && before != ',' || p.digits < 4) {
			start, before = -1, ' '
			return
		}
		parts, start, before = append(parts, p), -1, ' '
	}
	for i, r := range s {
		digit, letter := r >= '0' && r <= '9', unicode.IsLetter(r)
		if start >= 0 && (digit != number || !digit && !letter) {
			flush(i)
		}
		switch {
		case r == ':' && !clock && len(parts) > 0:
			parts, before, clock = parts[:len(parts)-1], r, true // the number before it was an hour
		case (digit || letter) && start < 0:
			start, number = i, digit
		case !digit && !letter && (!unicode.IsSpace(r) || before == ' '):
			before = r
		}
	}
	flush(len(s))
	return parts
}

func yearOnly(parts []datePart) (Date, bool) {
	if len(parts) != 1 {
		return "", false
	}
	switch p := parts[0]; p.digits {
	case 4:
		return day(p.n, 0, 0)[:4], true
	case 8:
		return day(p.n/10000, p.n/100%100, p.n%100), true
	}
	return "", false
}

// monthByName reads "November 10, 2018", "10 Nov 2018", "10. November 2018", "10 de noviembre de 2018", "Nov 2018".
func monthByName(parts []datePart) (Date, bool) {
	month, dayOf, year := 0, 0, 0
	for _, p := range parts {
		switch {
		case p.n < 0:
			if m := monthOf(p.word); m != 0 && month == 0 {
				month = m
			} else if m != 0 {
				return "", false
			}
		case p.digits == 4 && year == 0:
			year = p.n
		case p.digits <= 2 && dayOf == 0 && year == 0:
			dayOf = p.n
		case p.digits <= 2 && year != 0 && len(parts) > 3: // an hour without a colon, or a day behind the year
			continue
		default:
			return "", false
		}
	}
	switch {
	case month == 0 || year == 0:
		return "", false
	case dayOf == 0:
		return day(year, month, 0)[:7], true
	}
	return day(year, month, dayOf), true
}

// threeNumbers reads 2018/11/10, 10.11.2018 (day first, as wherever points are used), and 10/11/2018 or 10-11-2018
// where it can tell the day from the month.
func threeNumbers(parts []datePart, order DateOrder) (Date, bool, bool) {
	if len(parts) < 3 || parts[0].n < 0 || parts[1].n < 0 || parts[2].n < 0 {
		return "", false, false
	}
	a, b, c := parts[0], parts[1], parts[2]
	if a.digits == 4 {
		return day(a.n, b.n, c.n), false, b.digits <= 2 && c.digits <= 2
	}
	if c.digits != 4 || a.digits > 2 || b.digits > 2 {
		return "", false, false
	}
	first, month := a.n, b.n
	switch {
	case b.before == '.' || a.n > 12 || a.n == b.n || order == DateDMY:
	case b.n > 12 || order == DateMDY:
		first, month = b.n, a.n
	default:
		return day(c.n, 0, 0)[:4], true, true
	}
	if month > 12 && order == DateDMY && first <= 12 {
		first, month = month, first // the order that was given cannot hold for this one
	}
	return day(c.n, month, first), false, true
}

// orderIn tells the order that a date with only one reading shows.
func orderIn(text string) DateOrder {
	var buf [8]datePart
	parts := dateParts(text, buf[:0])
	if len(parts) < 3 || parts[0].digits == 0 || parts[0].digits > 2 || parts[1].digits == 0 || parts[1].digits > 2 || parts[2].digits != 4 {
		return DateAny
	}
	switch {
	case parts[0].n > 12 && parts[1].n <= 12:
		return DateDMY
	case parts[1].n > 12 && parts[0].n <= 12:
		return DateMDY
	}
	return DateAny
}

// months are the names in English, German, French, Spanish, Italian and Portuguese, with the abbreviations that are no
// beginning of one.
var months = [...]string{
	"january januar jänner janvier enero gennaio janeiro", "february februar feber février fevrier febrero febbraio fevereiro",
	"march märz maerz mrz mars marzo março marco", "april avril abril aprile", "may mai mayo maggio maio",
	"june juni juin junio giugno junho", "july juli juillet julio luglio julho", "august août aout agosto",
	"september septembre septiembre settembre setembro", "october oktober octobre octubre ottobre outubro",
	"november novembre noviembre novembro", "december dezember décembre decembre diciembre dicembre dezembro",
}

// monthOf finds the month that a word names in full or by three letters or more; 0 for none.
func monthOf(word string) int {
	if utf8.RuneCountInString(word) < 3 {
		return 0
	}
	for i, names := range months {
		if at := strings.Index(names, word); at == 0 || at > 0 && names[at-1] == ' ' {
			return i + 1
		}
	}
	return 0
}
