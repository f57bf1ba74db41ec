package handlers

import (
	"reelscore/models"
	"reelscore/rating"
)

// scaleMethods tells how ratings of a kind become scores; all other kinds are linear.
var scaleMethods = map[rating.Kind]string{rating.KindLetter: rating.MethodLetters, rating.KindVerdict: "", rating.KindLabel: rating.MethodLabels}

// scaleWire is a built-in scale.
func scaleWire(s rating.Scale) Scale {
	method, special := scaleMethods[s.Kind]
	if !special {
		method = rating.MethodLinear
	}
	verdicts := rating.VerdictMethod
	w := Scale{
		ID: s.ID, Name: s.Name, Kind: string(s.Kind), Best: s.Best, Worst: s.Worst, Step: s.Step, Labels: make([]ScaleLabel, len(s.Labels)),
		PositiveFrom: s.Positive, NegativeTo: s.Negative, ScoreMethod: orNull(method), VerdictMethod: &verdicts, BuiltIn: true, Version: 1,
	}
	for i, l := range s.Labels {
		w.Labels[i] = ScaleLabel(l)
	}
	return w
}

// ownScaleWire is a scale that the collection added.
func ownScaleWire(own *models.OwnScale) Scale {
	w := scaleWire(own.Scale())
	made, changed := stamp(own.CreatedAt), stamp(own.UpdatedAt)
	w.VerdictMethod, w.BuiltIn, w.Version, w.CreatedAt, w.UpdatedAt = nil, false, own.Version, &made, &changed
	return w
}

// scaleInput is the writable form of a stored scale, which a patch is applied to.
func scaleInput(own *models.OwnScale) ScaleInput {
	kind := string(own.Kind)
	in := ScaleInput{
		ID: own.ID, Name: own.Name, Kind: &kind, Best: own.Best, Worst: own.Worst, Step: &own.Step,
		PositiveFrom: &own.Positive, NegativeTo: &own.Negative,
	}
	for _, l := range own.Labels {
		in.Labels = append(in.Labels, ScaleLabelInput(l))
	}
	return in
}
