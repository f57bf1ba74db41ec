package exchange

import "testing"

func TestParseDate(t *testing.T) {
	for _, c := range []struct {
		text      string
		order     DateOrder
		want      Date
		ambiguous bool
	}{
		{"2018-11-10", "", "2018-11-10", false},
		{"2018-11", "", "2018-11", false},
		{"2018", "", "2018", false},
		{"20181110", "", "2018-11-10", false},
		{"2018-11-10T23:30:00-05:00", "", "2018-11-10", false},
		{"2019-05-06 07:08:00.000000", "", "2019-05-06", false},
		{"November 10, 2018", "", "2018-11-10", false},
		{"Nov. 10 2018", "", "2018-11-10", false},
		{"10 Nov 2018", "", "2018-11-10", false},
		{"10th November 2018", "", "2018-11-10", false},
		{"Sat, 10 Nov 2018 09:15:00 +0000", "", "2018-11-10", false},
		{"Tuesday, March 3, 2020", "", "2020-03-03", false},
		{"10. März 2018", "", "2018-03-10", false},
		{"10 de noviembre de 2018", "", "2018-11-10", false},
		{"1er août 2018", "", "2018-08-01", false},
		{"Wed Feb 22 00:00:00 2012", "", "2012-02-22", false},
		{"10.11.2018 09:15:07.25", "", "2018-11-10", false},
		{"November 2018", "", "2018-11", false},
		{"2018/11/10", "", "2018-11-10", false},
		{"10.11.2018", "", "2018-11-10", false},
		{"10/11/2018", "", "2018", true},
		{"03-04-2018", "", "2018", true},
		{"10/11/2018", DateDMY, "2018-11-10", false},
		{"10/11/2018", DateMDY, "2018-10-11", false},
		{"25/11/2018", "", "2018-11-25", false},
		{"11/25/2018", "", "2018-11-25", false},
		{"11/25/2018", DateDMY, "2018-11-25", false},
		{"11/11/2018", "", "2018-11-11", false},
		{"10/25/2018 14:05", "", "2018-10-25", false},
	} {
		got, ambiguous, err := ParseDate(c.text, c.order)
		if err != nil || got != c.want || ambiguous != c.ambiguous {
			t.Errorf("%q (%s): %q, %v, %v; want %q, %v", c.text, c.order, got, ambiguous, err, c.want, c.ambiguous)
		}
	}
	for _, bad := range []string{"", "yesterday", "5/5/49", "2018-02-30", "13/13/2018", "99999", "0000-00-00", "12:30", "Nov", "2018-1", "31 June 2018", "maybe 3 times 2018"} {
		if got, _, err := ParseDate(bad, ""); err == nil {
			t.Errorf("%q was read as %q", bad, got)
		}
	}
}
