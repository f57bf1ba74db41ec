package rating

import (
	"errors"
	"fmt"
	"strconv"
)

const (
	decimalUnit   = 1_000_000 // millionths in one
	scoreUnit     = 1_000     // thousandths in one
	decimalPlaces = 6
	scorePlaces   = 3
	// maxNumber bounds every value and every end of a scale, in millionths: a "rating" beyond a thousand is none.
	maxNumber = 1000 * decimalUnit
)

var errNumber = errors.New("is not a decimal number")

// Whole returns the Decimal of a whole number.
func Whole(n int) Decimal { return Decimal(n) * decimalUnit }

// Known reports whether d is a number.
func (d Decimal) Known() bool { return d != NoDecimal }

// Known reports whether s is a score.
func (s Score) Known() bool { return s >= 0 }

// String writes d with a point and without trailing zeros ("3.5"); NoDecimal is "".
func (d Decimal) String() string {
	if d == NoDecimal {
		return ""
	}
	return string(fixed(int64(d), decimalPlaces))
}

// String writes s with at most three decimals and without trailing zeros ("66.667"); NoScore is "".
func (s Score) String() string {
	if s == NoScore {
		return ""
	}
	return string(fixed(int64(s), scorePlaces))
}

// MarshalJSON writes d as a plain JSON number, NoDecimal as null.
func (d Decimal) MarshalJSON() ([]byte, error) {
	if d == NoDecimal {
		return []byte("null"), nil
	}
	return fixed(int64(d), decimalPlaces), nil
}

// MarshalJSON writes s as a plain JSON number, NoScore as null.
func (s Score) MarshalJSON() ([]byte, error) {
	if s == NoScore {
		return []byte("null"), nil
	}
	return fixed(int64(s), scorePlaces), nil
}

// UnmarshalJSON reads a plain JSON number with at most six decimals, or null.
func (d *Decimal) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*d = NoDecimal
		return nil
	}
	v, err := parseFixed(string(b), decimalPlaces)
	if err != nil {
		return fmt.Errorf("%s %w with at most %d decimals and no exponent", b, err, decimalPlaces)
	}
	*d = Decimal(v)
	return nil
}

// UnmarshalJSON reads a plain JSON number from 0 to 100 with at most three decimals, or null.
func (s *Score) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*s = NoScore
		return nil
	}
	v, err := ParseScore(string(b))
	if err != nil {
		return err
	}
	*s = v
	return nil
}

// ParseDecimal reads a plain number such as "3.5", "3,5" or "-2": at most six decimals, with a point or a comma, from
// -1000 to 1000.
func ParseDecimal(text string) (Decimal, error) {
	v, err := parseFixed(text, decimalPlaces)
	if err != nil || v < -maxNumber || v > maxNumber {
		return NoDecimal, fmt.Errorf("%q is not a number from -1000 to 1000 with at most %d decimals; write it like 3.5", text, decimalPlaces)
	}
	return Decimal(v), nil
}

// ParseScore reads a place on the common scale: a number from 0 to 100 with at most three decimals.
func ParseScore(text string) (Score, error) {
	v, err := parseFixed(text, scorePlaces)
	if err != nil || v < 0 || v > int64(MaxScore) {
		return NoScore, fmt.Errorf("%q is not a score; write a number from 0 to 100 with at most %d decimals", text, scorePlaces)
	}
	return Score(v), nil
}

// fixed writes v, counted in units of 10^-places, without trailing zeros.
func fixed(v int64, places int) []byte {
	var b []byte
	if v < 0 {
		b, v = append(b, '-'), -v
	}
	unit := int64(1)
	for range places {
		unit *= 10
	}
	b = strconv.AppendInt(b, v/unit, 10)
	frac := v % unit
	if frac == 0 {
		return b
	}
	b = append(b, '.')
	for frac > 0 {
		unit /= 10
		b = append(b, byte('0'+frac/unit))
		frac %= unit
	}
	return b
}

// parseFixed reads digits with an optional sign and an optional point or comma, in units of 10^-places. It refuses
// anything that it would have to round.
func parseFixed(s string, places int) (int64, error) {
	neg := len(s) > 1 && s[0] == '-'
	if neg {
		s = s[1:]
	}
	var v int64
	digits, decimals, point := 0, 0, false
	for i := range len(s) {
		c := s[i]
		switch {
		case (c == '.' || c == ',') && !point && digits > 0:
			point = true
			continue
		case c < '0' || c > '9':
			return 0, errNumber
		}
		digits++
		if point {
			decimals++
		}
		if decimals > places {
			if c != '0' {
				return 0, errNumber
			}
			continue
		}
		if v = v*10 + int64(c-'0'); v > 1e15 {
			return 0, errNumber
		}
	}
	if digits == 0 || point && decimals == 0 {
		return 0, errNumber
	}
	for ; decimals < places; decimals++ {
		if v *= 10; v > 1e15 {
			return 0, errNumber
		}
	}
	if neg {
		v = -v
	}
	return v, nil
}

// divHalfUp returns a/b rounded half up, for a >= 0 and b > 0.
func divHalfUp(a, b int64) int64 { return (2*a + b) / (2 * b) }
