package rating

import (
	"encoding/json"
	"fmt"
	"strings"
)

// flagNames is the stable text form of each flag, in the order of their bits, with the sentence that Detail tells.
var flagNames = [...]struct {
	flag     Flags
	name     string
	sentence string
}{
	{FlagScaleUnknown, "scale_unknown", "the scale is not stated, so the value has no score; state a scale or register one for the outlet"},
	{FlagScaleFromOutlet, "scale_from_outlet", "the scale is the one that the outlet registered"},
	{FlagOutOfRange, "out_of_range", "the value lies outside its scale, so it has no score; correct it, or state the scale that it is on"},
	{FlagUnreadable, "unreadable", "no rating was recognised; write it like 3.5/5, B+, 85% or ★★★☆☆"},
	{FlagAmbiguous, "ambiguous", "more than one reading is possible, so none was chosen; give a single value on a single scale"},
	{FlagRange, "range", "a range was given, so no single score was chosen; give one value"},
	{FlagHypothetical, "hypothetical", "this is what the rating would be under some condition, not the rating; give the final one"},
	{FlagSecondScale, "second_scale", "the rating was given on a second scale as well, which agrees"},
	{FlagRounded, "rounded", "the value was rounded to six decimals"},
}

// refusals are the flags for which Parse returns an error.
const refusals = FlagOutOfRange | FlagUnreadable | FlagAmbiguous | FlagRange | FlagHypothetical

// Has reports whether every flag of g is set in f.
func (f Flags) Has(g Flags) bool { return f&g == g }

// Names lists the flags by name, in a fixed order; it is empty, not nil, when there are none.
func (f Flags) Names() []string {
	names := []string{}
	for _, n := range flagNames {
		if f&n.flag != 0 {
			names = append(names, n.name)
		}
	}
	return names
}

// MarshalJSON writes the names as an array.
func (f Flags) MarshalJSON() ([]byte, error) { return json.Marshal(f.Names()) }

// UnmarshalJSON reads an array of names.
func (f *Flags) UnmarshalJSON(b []byte) error {
	var names []string
	if err := json.Unmarshal(b, &names); err != nil {
		return fmt.Errorf("flags: want an array of names: %w", err)
	}
	var err error
	*f, err = ParseFlags(strings.Join(names, ","))
	return err
}

// String is the stored form: the names separated by commas, "" for none.
func (f Flags) String() string { return strings.Join(f.Names(), ",") }

// ParseFlags reads the stored form of String.
func ParseFlags(text string) (Flags, error) {
	if text == "" {
		return 0, nil
	}
	var f Flags
next:
	for _, name := range strings.Split(text, ",") {
		for _, n := range flagNames {
			if n.name == name {
				f |= n.flag
				continue next
			}
		}
		return 0, fmt.Errorf("flag %q is not known; the flags are %s", name, ^Flags(0))
	}
	return f, nil
}

// Detail says in plain words what the flags of r mean; "" when there is nothing to remark.
func (r Rating) Detail() string {
	var parts []string
	for _, n := range flagNames {
		if r.Flags&n.flag != 0 && !(n.flag == FlagAmbiguous && r.Flags.Has(FlagRange)) {
			parts = append(parts, n.sentence)
		}
	}
	return strings.Join(parts, "; ")
}

// ParseError is the refusal of a rating: it names what was read and the remedy.
type ParseError struct {
	Raw    string
	Flag   Flags  // why: the flags of the Rating that call for a refusal
	Detail string // one sentence, with the remedy
}

func (e *ParseError) Error() string {
	raw := e.Raw
	if len(raw) > 80 {
		raw = strings.ToValidUTF8(raw[:80], "") + "..."
	}
	return fmt.Sprintf("rating %q: %s", raw, e.Detail)
}
