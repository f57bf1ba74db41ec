package rating

import (
	"encoding/json"
	"reflect"
	"testing"
)

func TestRatingJSON(t *testing.T) {
	r, err := Parse("2/5", NewContext())
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"raw":"2/5","text":"2/5","value":2,"best":5,"worst":0,"lowest":null,"scale":"points-5","kind":"fraction","score":40,"verdict":"negative","blurb":"","method":"linear/1","flags":[]}`
	if string(b) != want {
		t.Errorf("got  %s\nwant %s", b, want)
	}
	u := Unrated()
	u.Flags = FlagScaleUnknown | FlagRounded
	if b, err = json.Marshal(u); err != nil {
		t.Fatal(err)
	}
	var back Rating
	if err := json.Unmarshal(b, &back); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(back, u) {
		t.Errorf("%s came back as %+v", b, back)
	}
}
