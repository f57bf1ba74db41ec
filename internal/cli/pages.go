package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"reelscore/extract"
	"reelscore/handlers"
	"reelscore/ingest"
	"reelscore/internal/config"
	web "reelscore/internal/fetch"
	"reelscore/models"
)

// pageArgs say where a page is, and what is known about it.
type pageArgs struct {
	Page       string   `arg:"" help:"A file, an address of the web, or - for the standard input."`
	Type       string   `help:"What the page is: text, html, feed, json or markdown; found out when left out." placeholder:"KIND"`
	URL        string   `name:"url" help:"Where the page stands on the web; it is not fetched." placeholder:"URL"`
	FetchAllow []string `help:"Networks beside the public ones that may be fetched from." placeholder:"CIDR"`
	JSON       bool     `name:"json" help:"Print JSON."`
}

// read reads the page, and the draft that it makes.
func (a pageArgs) read(ctx context.Context) (content []byte, d extract.Draft, err error) {
	kind, address := a.Type, a.URL
	switch {
	case a.Page == "-":
		content, err = io.ReadAll(os.Stdin)
	case strings.HasPrefix(a.Page, "http://") || strings.HasPrefix(a.Page, "https://"):
		var page web.Page
		if page, err = a.fetch(ctx); err == nil {
			content, address = page.Body, page.URL
			if given, _, err := mime.ParseMediaType(page.ContentType); err == nil && kind == "" {
				kind = given
			}
		}
	default:
		content, err = os.ReadFile(a.Page)
		if kind == "" && filepath.Ext(a.Page) == ".md" {
			kind = "markdown"
		}
	}
	if err != nil {
		return nil, d, fmt.Errorf("read the page: %w", err)
	}
	d, err = ingest.Read(content, kind, address)
	return content, d, err
}

func (a pageArgs) fetch(ctx context.Context) (web.Page, error) {
	allow, err := config.Networks("fetch-allow", a.FetchAllow)
	if err != nil {
		return web.Page{}, err
	}
	o := web.Defaults(version())
	o.Allow = allow
	return web.New(o).Get(ctx, web.Request{URL: a.Page})
}

type extractCmd struct {
	pageArgs
}

// Run prints what a page says; nothing is stored.
func (c extractCmd) Run(ctx context.Context, p *program) error {
	_, d, err := c.read(ctx)
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(p.out, handlers.NewDraft(d))
	}
	return draftTable(p.out, d)
}

type ingestCmd struct {
	pageArgs
	Film   string `help:"The film: id, slug or prefixed outside id." placeholder:"FILM"`
	Outlet string `help:"The outlet: id or slug, or a new one by its name." placeholder:"OUTLET"`
}

// Run stores the review that a page holds, beside a running server or without one.
func (c ingestCmd) Run(ctx context.Context, p *program) error {
	content, d, err := c.read(ctx)
	if err != nil {
		return err
	}
	return p.withStore(ctx, func(store *models.Store) error {
		taken, err := ingest.Take(ctx, store, d, ingest.Source{Content: content, Film: models.Ref(c.Film), Outlet: models.Ref(c.Outlet)})
		if err != nil {
			return err
		}
		if c.JSON {
			return printJSON(p.out, map[string]any{
				"film": taken.Film.Slug, "review": taken.Review.ID, "score": taken.Review.Score,
				"created": map[string]bool{"film": taken.NewFilm, "outlet": taken.NewOutlet, "review": taken.NewReview},
			})
		}
		what := "is known already as"
		if taken.NewReview {
			what = "is stored as"
		}
		_, err = fmt.Fprintf(p.out, "The review of %s %s review %d.\n", title(taken.Film.Title, taken.Film.Year), what, taken.Review.ID)
		return err
	})
}

func title(name string, year int) string {
	if year == 0 {
		return name
	}
	return fmt.Sprintf("%s (%d)", name, year)
}

func printJSON(out io.Writer, v any) error {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// draftTable prints a draft for people: each field with where it was found and how sure that is.
func draftTable(out io.Writer, d extract.Draft) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	row := func(pointer, name, value string) {
		if value == "" {
			return
		}
		where := ""
		if e, known := d.Evidence[pointer]; known {
			where = fmt.Sprintf("%s, %.0f %%", e.Source, 100*e.Confidence)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\n", name, short(value), where) //nolint:errcheck // Flush tells.
	}
	f, r := d.Film, d.Review
	row("/film/title", "film", f.Title)
	row("/film/original_title", "original title", f.OriginalTitle)
	row("/film/year", "year", number(f.Year))
	row("/film/directors", "directors", strings.Join(f.Directors, ", "))
	row("/film/writers", "writers", strings.Join(f.Writers, ", "))
	row("/film/cast", "cast", strings.Join(f.Cast, ", "))
	row("/film/runtime_minutes", "minutes", number(f.RuntimeMinutes))
	row("/film/genres", "genres", strings.Join(f.Genres, ", "))
	row("/film/tagline", "tagline", f.Tagline)
	row("/film/synopsis", "synopsis", f.Synopsis)
	row("/review/title", "review", r.Title)
	row("/review/outlet", "outlet", r.Outlet)
	for i, a := range r.Authors {
		row(fmt.Sprintf("/review/authors/%d", i), a.Role, a.Name)
	}
	row("/review/published", "published", r.Published)
	if r.Rating != nil {
		row("/review/rating", "rating", r.Rating.Raw)
		row("/review/rating", "score", strings.TrimPrefix(r.Rating.Score.String(), "null"))
		row("/review/rating", "verdict", string(r.Rating.Verdict))
	} else {
		row("/review/rating", "rating", "none")
	}
	row("/review/body", "text", r.Body)
	row("/live_notes", "live notes", number(len(d.LiveNotes)))
	row("/comments/items", "comments", number(len(d.Comments.Items)))
	row("/entries", "films", number(len(d.Entries)))
	for _, x := range d.Rejected {
		fmt.Fprintf(w, "not a rating\t%s\t%s\n", short(x.Text), x.Reason) //nolint:errcheck // Flush tells.
	}
	for _, x := range d.Warnings {
		fmt.Fprintf(w, "warning\t%s\t%s\n", short(x.Message), x.Code) //nolint:errcheck // Flush tells.
	}
	return w.Flush()
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}

// short is a text on one line of at most 72 characters.
func short(s string) string {
	line := []rune(strings.Join(strings.Fields(s), " "))
	if len(line) > 72 {
		return string(line[:71]) + "…"
	}
	return string(line)
}
