package rating

import (
	"reflect"
	"testing"
)

func tallyOf(t *testing.T, raws ...string) Tally {
	t.Helper()
	var y Tally
	for _, raw := range raws {
		r := Unrated()
		if raw != "" {
			var err error
			if r, err = Parse(raw, NewContext()); err != nil {
				t.Fatal(err)
			}
		}
		if err := y.Add(EntryOf(r, NormalWeight)); err != nil {
			t.Fatal(err)
		}
	}
	return y
}

func TestSummarise(t *testing.T) {
	got := Summarise(tallyOf(t, "2/5", "4/4", "", "", ""), Prior{Mean: 60_000, Weight: 2})
	want := Summary{
		Reviews: 5, Rated: 2, Unrated: 3, Mean: 70_000, Median: 70_000, Stddev: 30_000, Spread: 60_000, Lowest: 40_000, Highest: 100_000,
		Quartiles: [3]Score{55_000, 70_000, 85_000}, Histogram: [10]int64{4: 1, 9: 1}, Positive: 1, Negative: 1,
		PositiveShare: Share{50_000, 9_453, 90_547}, Bayes: 65_000, Weighted: 70_000,
		Scales: []ScaleRow{{"points-4", 1, 100_000}, {"points-5", 1, 40_000}}, Status: StatusProvisional,
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestSummariseThumbsCountOnlyAsVerdicts(t *testing.T) {
	s := Summarise(tallyOf(t, "two thumbs up", "thumbs down", "3/5"), Prior{Mean: NoScore})
	if s.Rated != 1 || s.Mean != 60_000 || s.Positive != 2 || s.Negative != 1 || s.Unrated != 2 || s.Bayes != NoScore {
		t.Errorf("%+v", s)
	}
}

func TestSummariseNothing(t *testing.T) {
	s := Summarise(Tally{}, Prior{Mean: 50_000, Weight: 5})
	for _, v := range []Score{s.Mean, s.Median, s.Stddev, s.Spread, s.Quartiles[0], s.Bayes, s.Weighted, s.PositiveShare.Value, s.PositiveShare.Low} {
		if v != NoScore {
			t.Fatalf("%+v", s)
		}
	}
	if s.Status != StatusNone {
		t.Error(s.Status)
	}
}
