package ingest

import (
	"context"
	"encoding/csv"
	"slices"
	"strconv"
	"strings"

	"reelscore/exchange"
	"reelscore/internal/fault"
	"reelscore/models"
)

// reportColumns are the columns of a report as CSV.
var reportColumns = [...]string{"row", "file", "line", "status", "kind", "reason", "flags", "rating", "film", "id", "text"}

// WriteReport writes what became of the rows of an import as CSV, with each row as it stands in the file. Only rows of
// the statuses are written, all when there are none.
func WriteReport(ctx context.Context, store *models.Store, id int64, statuses []models.RowStatus, w *csv.Writer) error {
	if err := w.Write(reportColumns[:]); err != nil {
		return err
	}
	return store.ReportRows(ctx, id, statuses, 0, func(r *models.ReportRow) (bool, error) {
		reason := strings.Join(append([]string{r.Reason}, r.Notes...), "; ")
		cells := []string{
			strconv.FormatInt(r.Row, 10), r.File, strconv.FormatInt(r.Line, 10), string(r.Status), r.Kind, strings.TrimPrefix(reason, "; "),
			strings.Join(r.Flags, ","), r.Rating, orBlank(r.Film), orBlank(r.ID), r.Text,
		}
		for i, c := range cells {
			cells[i] = exchange.Guard(c)
		}
		return true, w.Write(cells)
	})
}

func orBlank(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

// CheckImport refuses options that no reader knows.
func CheckImport(i *models.Import) error {
	bad := fault.New(fault.Unprocessable, "The import cannot be run so.")
	o := &i.Options
	if o.Format != "" && !slices.Contains(exchange.Formats(), exchange.Format(o.Format)) {
		bad.In("format", "%q is not one of %s", o.Format, joined(exchange.Formats()))
	}
	if o.Preset != "" && !slices.Contains(exchange.Presets(), o.Preset) {
		bad.In("preset", "%q is not one of %s", o.Preset, strings.Join(exchange.Presets(), ", "))
	}
	for _, fields := range []struct {
		name   string
		values map[string]string
	}{{"map", o.Map}, {"default", o.Defaults}} {
		for field := range fields.values {
			if !slices.Contains(exchange.Fields(), field) {
				bad.In(fields.name, "%q is not a field; the fields are %s", field, strings.Join(exchange.Fields(), ", "))
			}
		}
	}
	if !slices.Contains([]string{"", "dmy", "mdy"}, o.Dates) {
		bad.In("dates", "%q is neither dmy nor mdy", o.Dates)
	}
	if len(o.Delimiter) > 1 || !strings.Contains(",\t;|", o.Delimiter) {
		bad.In("delimiter", "%q is not a comma, tab, semicolon or bar", o.Delimiter)
	}
	if !idSpace.MatchString(i.Source) || len(i.Source) > 60 {
		bad.In("source", "%q must be 1 to 60 small letters, digits and hyphens", clipped(i.Source))
	}
	if len(bad.Fields) > 0 {
		return bad
	}
	return nil
}

func joined(formats []exchange.Format) string {
	var names []string
	for _, f := range formats {
		names = append(names, string(f))
	}
	return strings.Join(names, ", ")
}
