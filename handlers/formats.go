package handlers

import (
	"regexp"
	"strings"
)

// Format is a form of string that the document names: its pattern stands in the document and is checked on the way in.
type Format struct {
	Name, Pattern, Message string
	fits                   func(string) bool
}

// Formats are all formats that requests use.
func Formats() []Format { return formats }

var formats = []Format{
	format("partial-date", `^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$`, "must be a date such as 2013, 2013-12 or 2013-12-18"),
	format("timestamp", `^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?Z)?)?)?$`,
		"must be a date (2014-02-13) or a time in UTC (2014-02-13T06:59:00Z)"),
	format("date-time", `^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$`,
		"must be a time with its zone such as 2027-01-31T12:00:00Z"),
	format("http-url", `^https?://[^\s/?#\x00-\x1f\x7f]+[^\s\x00-\x1f\x7f]*$`, "must be an address that starts with http:// or https://"),
	format("language", `^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`, "must be a BCP 47 language tag such as en or pt-BR"),
	format("country", `^[A-Z]{2}$`, "must be an ISO 3166-1 code of two capital letters such as US"),
	format("scale-id", `^[a-z0-9]+(-[a-z0-9.]+)*$`, "must be the id of a scale, such as points-5; GET /v1/scales lists them"),
	format("namespace", `^[a-z0-9][a-z0-9._-]*$`, "must be small letters, digits and hyphens"),
	format("pair", `^[a-z_]+=.*$`, "must be field=value"),
	format("ref", `^[^\s\x00-\x1f\x7f]+$`, "must be an id, a slug or a prefixed outside id, without spaces"),
	format("line", `^[^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]*$`, "must be one line of text that is not blank"),
	{Name: "text", Pattern: `^[^\x00]*$`, Message: "must not hold the character U+0000", fits: func(s string) bool { return strings.IndexByte(s, 0) < 0 }},
}

func format(name, pattern, message string) Format {
	return Format{name, pattern, message, regexp.MustCompile(pattern).MatchString}
}

// checkFormat tells what is wrong with a string that has a format; empty when nothing is.
func checkFormat(s, name string) string {
	for _, f := range formats {
		if f.Name == name && !f.fits(s) {
			return f.Message
		}
	}
	return ""
}
