package api_test

import (
	"encoding/json"
	"math"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"pgregory.net/rapid"
)

// deepest is how far made-up values nest.
const deepest = 4

// madeUp makes up a value that a schema of the document allows.
func madeUp(t *rapid.T, s *openapi3.Schema, depth int) any {
	if len(s.AnyOf) > 0 {
		return madeUp(t, rapid.SampledFrom(s.AnyOf).Draw(t, "branch").Value, depth)
	}
	if len(s.Enum) > 0 {
		return rapid.SampledFrom(s.Enum).Draw(t, "enum")
	}
	kinds := s.Type.Slice()
	if len(kinds) == 0 {
		return map[string]any{}
	}
	if slices.Contains(kinds, "null") && rapid.IntRange(0, 3).Draw(t, "null") == 0 {
		return nil
	}
	switch kinds[0] {
	case "object":
		return madeUpObject(t, s, depth)
	case "array":
		most := 3
		if s.MaxItems != nil {
			most = min(most, int(*s.MaxItems))
		}
		items := make([]any, rapid.IntRange(int(s.MinItems), max(most, int(s.MinItems))).Draw(t, "items"))
		for i := range items {
			items[i] = madeUp(t, s.Items.Value, depth+1)
		}
		return items
	case "integer", "number":
		return madeUpNumber(t, s, kinds[0] == "integer")
	case "boolean":
		return rapid.Bool().Draw(t, "bool")
	case "null":
		return nil
	}
	return madeUpString(t, s)
}

func madeUpObject(t *rapid.T, s *openapi3.Schema, depth int) any {
	o := map[string]any{}
	for _, name := range sorted(s.Properties) {
		if slices.Contains(s.Required, name) || (depth < deepest && rapid.Bool().Draw(t, "with "+name)) {
			o[name] = madeUp(t, s.Properties[name].Value, depth+1)
		}
	}
	if values := s.AdditionalProperties.Schema; values != nil {
		for range rapid.IntRange(0, 2).Draw(t, "entries") {
			o[rapid.StringMatching(`[a-z_]{1,9}`).Draw(t, "entry")] = madeUp(t, values.Value, depth+1)
		}
	}
	return o
}

func madeUpNumber(t *rapid.T, s *openapi3.Schema, whole bool) any {
	least, most := -1e6, 1e6
	if s.Min != nil {
		least = *s.Min
	}
	if s.Max != nil {
		most = *s.Max
	}
	step := 0.001
	if whole {
		step = 1
	}
	if s.MultipleOf != nil {
		step = *s.MultipleOf
	}
	steps := rapid.Int64Range(int64(math.Ceil(least/step)), int64(math.Floor(most/step))).Draw(t, "number")
	if whole {
		return steps * int64(step)
	}
	// Counting in steps and dividing once gives the decimal number that was meant: 3 steps of 0.001 are 3/1000.
	return float64(steps) / math.Round(1/step)
}

func madeUpString(t *rapid.T, s *openapi3.Schema) any {
	if s.Pattern != "" {
		fits := func(v string) bool { return s.MaxLength == nil || len(v) <= int(*s.MaxLength) }
		return rapid.StringMatching(s.Pattern).Filter(fits).Draw(t, "string")
	}
	most := 30
	if s.MaxLength != nil {
		most = min(most, int(*s.MaxLength))
	}
	return rapid.StringN(int(s.MinLength), max(most, int(s.MinLength)), -1).Draw(t, "string")
}

// spoiled changes something somewhere in a value, so that it is mostly no longer allowed.
func spoiled(t *rapid.T, v any) any {
	switch o := v.(type) {
	case map[string]any:
		if len(o) > 0 && rapid.IntRange(0, 2).Draw(t, "deeper") > 0 {
			name := rapid.SampledFrom(sorted(o)).Draw(t, "spoil")
			o[name] = spoiled(t, o[name])
			return o
		}
		if len(o) > 0 && rapid.Bool().Draw(t, "take away") {
			delete(o, rapid.SampledFrom(sorted(o)).Draw(t, "taken"))
			return o
		}
		o[rapid.StringMatching(`[a-z]{1,8}`).Draw(t, "new name")] = 1
		return o
	case []any:
		if len(o) > 0 && rapid.Bool().Draw(t, "deeper") {
			i := rapid.IntRange(0, len(o)-1).Draw(t, "spoil")
			o[i] = spoiled(t, o[i])
			return o
		}
	}
	return rapid.SampledFrom([]any{
		nil, true, -1, 0, 1 << 40, 0.5, 1e300, "", "x", "\x00", strings.Repeat("long ", 5000), []any{}, []any{nil}, map[string]any{}, map[string]any{"a": nil},
	}).Draw(t, "instead")
}

// queryText writes a made-up value as a query has it: lists with commas.
func queryText(v any) string {
	if items, is := v.([]any); is {
		texts := make([]string, len(items))
		for i, item := range items {
			texts[i] = strings.ReplaceAll(queryText(item), ",", "")
		}
		return strings.Join(texts, ",")
	}
	if s, is := v.(string); is {
		return s
	}
	text, err := json.Marshal(v)
	if err != nil {
		return "?"
	}
	return string(text)
}

func sorted[V any](m map[string]V) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
