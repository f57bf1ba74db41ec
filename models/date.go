package models

import (
	"regexp"
	"strings"
	"time"
)

// Date is a calendar date that may be partial: "2013", "2013-12" or "2013-12-18"; empty when unknown. Dates compare as
// texts; a partial one stands before all the days in it.
type Date string

var dateForm = regexp.MustCompile(`^\d{4}(-\d{2}(-\d{2})?)?$`)

// Valid tells whether d is empty or a date of the calendar, as far as it goes.
func (d Date) Valid() bool {
	if d == "" {
		return true
	}
	if !dateForm.MatchString(string(d)) {
		return false
	}
	_, err := time.Parse("2006-01-02"[:len(d)], string(d))
	return err == nil
}

// Year is the year of d; 0 when unknown.
func (d Date) Year() int {
	if len(d) < 4 {
		return 0
	}
	year, err := time.Parse("2006", string(d[:4]))
	if err != nil {
		return 0
	}
	return year.Year()
}

// Start is a text that sorts not behind any date within d: a partial date counts as its first day, so that 2013-01-01 and
// 2013 start together.
func (d Date) Start() string {
	return strings.TrimSuffix(strings.TrimSuffix(string(d), "-01"), "-01")
}

// End is a text that sorts behind every date within d: the end of a range that includes d.
func (d Date) End() string { return string(d) + "~" }
