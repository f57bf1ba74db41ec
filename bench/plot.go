package main

import (
	"image/color"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
)

// plotTo draws the rates of all cases, of the ceiling's or, where a case has none, of the best.
func plotTo(path string, r results) error {
	p := plot.New()
	p.Title.Text = "Requests a second, as a part of constant bytes"
	p.Y.Min, p.Y.Max = 0, 1.4
	p.Legend.Top = true
	colors := []color.Color{color.Gray{200}, color.RGBA{34, 94, 168, 255}, color.RGBA{120, 170, 220, 255}, color.RGBA{230, 150, 60, 255}, color.RGBA{120, 180, 100, 255}}
	const width = 9
	for i, name := range columns {
		var values plotter.Values
		for _, c := range r.names {
			values = append(values, share(r.of[c], name))
		}
		bars, err := plotter.NewBarChart(values, vg.Points(width))
		if err != nil {
			return err
		}
		bars.Color, bars.LineStyle.Width = colors[i], 0
		bars.Offset = vg.Points(float64(i-len(columns)/2) * width)
		p.Add(bars)
		p.Legend.Add(name, bars)
	}
	p.NominalX(r.names...)
	p.X.Tick.Label.Rotation = 0.35
	p.X.Tick.Label.XAlign = -0.9
	p.X.Tick.Label.YAlign = -0.9
	return p.Save(vg.Points(float64(90*len(r.names)+120)), vg.Points(360), path)
}

// share is a server's rate in a case as a part of the ceiling's, in the same way as in the tables, or, where there is none, of the
// best.
func share(of map[string]*result, name string) float64 {
	if of[ceiling] != nil {
		return of[name].against(of[ceiling], func(s sample) float64 { return s.perSecond })
	}
	best := 0.0
	for _, c := range columns {
		if of[c] != nil {
			best = max(best, of[c].rate())
		}
	}
	if of[name] == nil || best == 0 {
		return 0
	}
	return of[name].rate() / best
}
