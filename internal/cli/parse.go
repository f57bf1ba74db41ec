package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"

	"reelscore/rating"
)

type parseCmd struct {
	Text  []string `arg:"" help:"The rating as it was written, such as \"3 1/2 stars out of 4\"."`
	Scale string   `help:"The scale of a rating that names none, such as points-10." placeholder:"ID"`
	To    string   `default:"stars-5-half" help:"The scale to show it on as well." placeholder:"ID"`
	JSON  bool     `name:"json" help:"Print JSON."`
}

// parsed is a rating that was read, as --json prints it.
type parsed struct {
	rating.Rating
	Detail    string     `json:"detail,omitempty"`
	Converted *converted `json:"converted,omitempty"`
}

type converted struct {
	Scale string         `json:"scale"`
	Value rating.Decimal `json:"value"`
	Text  string         `json:"text"`
}

// Run reads a rating and prints what it means. What is no rating is printed as far as it was read, and is an error.
func (p parseCmd) Run(prog *program) error {
	given := rating.NewContext()
	if p.Scale != "" {
		scale, known := rating.LookupScale(p.Scale)
		if !known {
			return unknownScale("--scale", p.Scale)
		}
		given.Scale = &scale
	}
	to, known := rating.LookupScale(p.To)
	if !known {
		return unknownScale("--to", p.To)
	}
	r, refused := rating.Parse(strings.Join(p.Text, " "), given)
	shown := parsed{Rating: r, Detail: r.Detail()}
	if r.Score.Known() {
		c, err := rating.Convert(r.Score, to)
		if err != nil {
			return fmt.Errorf("--to: %w", err)
		}
		shown.Converted = &converted{c.Scale, c.Value, c.Text}
	}
	show := shown.table
	if p.JSON {
		show = shown.json
	}
	return errors.Join(show(prog), refused)
}

func unknownScale(flag, id string) error {
	var ids []string
	for _, s := range rating.Scales() {
		ids = append(ids, s.ID)
	}
	return fmt.Errorf("%s: there is no scale %q; the scales are %s", flag, id, strings.Join(ids, ", "))
}

func (r parsed) json(p *program) error {
	e := json.NewEncoder(p.out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(r)
}

func (r parsed) table(p *program) error {
	w := tabwriter.NewWriter(p.out, 0, 0, 2, ' ', 0)
	score, shownAs := "none", ""
	if r.Score.Known() {
		score, shownAs = r.Score.String()+" of 100", r.Converted.Text
	}
	for _, row := range [][2]string{
		{"Rating", r.Text}, {"Score", score}, {"Verdict", string(r.Verdict)}, {"Kind", string(r.Kind)}, {"Scale", r.Scale},
		{"As " + r.to(), shownAs}, {"Blurb", r.Blurb}, {"Method", r.Method}, {"Flags", strings.Join(r.Flags.Names(), ", ")}, {"Detail", r.Detail},
	} {
		if row[1] == "" {
			continue
		}
		if _, err := fmt.Fprintf(w, "%s\t%s\n", row[0], row[1]); err != nil {
			return err
		}
	}
	return w.Flush()
}

// to is the scale that the rating is shown on as well; "" for none.
func (r parsed) to() string {
	if r.Converted == nil {
		return ""
	}
	return r.Converted.Scale
}
