package models

import "testing"

func TestURLKey(t *testing.T) {
	for _, c := range []struct{ address, key string }{
		{"", ""},
		{"https://Lamp.example/Her/?utm_source=x&utm_medium=y#comments", "lamp.example/Her"},
		{"http://lamp.example:80/Her", "lamp.example/Her"},
		{"https://lamp.example:8443/", "lamp.example:8443"},
		{"https://lamp.example/?p=7&fbclid=abc&a=1", "lamp.example?a=1&p=7"},
		{"https://lamp.example/?a=1&p=7", "lamp.example?a=1&p=7"},
		{"https://lamp.example/her%2Fagain?", "lamp.example/her%2Fagain"},
		{"https://lamp.example/?utmost=1", "lamp.example?utmost=1"},
		{"https://lamp.example/%zz", "https://lamp.example/%zz"},
	} {
		if got := urlKey(c.address); got != c.key {
			t.Errorf("urlKey(%q) is %q, want %q", c.address, got, c.key)
		}
	}
}

func TestDateBounds(t *testing.T) {
	for _, c := range []struct {
		bound, date Date
		from, to    bool
	}{
		{"2013", "2013", true, true},
		{"2013-01-01", "2013", true, true},
		{"2013-01-02", "2013-01", false, true},
		{"2013-12", "2013-12-31", true, true},
		{"2013-12", "2014-01-01", true, false},
		{"2013-12-01", "2013-12", true, true},
		{"2013-12", "2013-11-30", false, true},
	} {
		if from, to := string(c.date) >= c.bound.Start(), string(c.date) <= c.bound.End(); from != c.from || to != c.to {
			t.Errorf("%s is from %s on: %v, up to it: %v; want %v, %v", c.date, c.bound, from, to, c.from, c.to)
		}
	}
}
