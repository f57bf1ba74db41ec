package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/netip"
	"os"
	"strconv"
	"text/tabwriter"
	"time"

	"reelscore/exchange"
	"reelscore/handlers"
	"reelscore/ingest"
	"reelscore/internal/config"
	"reelscore/internal/fetch"
	"reelscore/models"
)

// feedsCmd are the commands on feeds. They work beside a running server, which notices within a minute.
type feedsCmd struct {
	Add        addFeedCmd     `cmd:"" help:"Add a feed."`
	List       listFeedsCmd   `cmd:"" help:"List all feeds with their state."`
	Refresh    refreshFeedCmd `cmd:"" help:"Read feeds now."`
	ImportOPML importOPMLCmd  `cmd:"" name:"import-opml" help:"Add the feeds of an OPML file."`
	ExportOPML exportOPMLCmd  `cmd:"" name:"export-opml" help:"Write all feeds as OPML."`
}

// newFeeds makes the reader of feeds.
func newFeeds(store *models.Store, allow []netip.Prefix, every time.Duration, log *slog.Logger) *ingest.Feeds {
	o := fetch.Defaults(version())
	o.Allow = allow
	return ingest.NewFeeds(store, fetch.New(o), ingest.FeedOptions{Every: every, Log: log})
}

type addFeedCmd struct {
	URL           string        `arg:"" help:"Address of the feed: RSS, Atom or JSON Feed."`
	Outlet        string        `help:"Its outlet: id or slug, or the name of a new one." placeholder:"OUTLET"`
	Interval      time.Duration `help:"Time between two reads, from 5m to 720h; the server's --feed-interval when left out." placeholder:"TIME"`
	FetchPages    bool          `help:"Fetch the page of an item when the feed holds the beginning of its text only."`
	FetchComments bool          `help:"Read the comments of items from their own feeds."`
}

// Run adds a feed.
func (a addFeedCmd) Run(ctx context.Context, p *program) error {
	_, feeds := handlers.SortFeeds([]exchange.Subscription{{URL: a.URL}})
	if len(feeds) == 0 {
		return fmt.Errorf("%q is no address of a feed: it must start with http:// or https://", a.URL)
	}
	if a.Interval != 0 && (a.Interval < 5*time.Minute || a.Interval > 30*24*time.Hour) {
		return fmt.Errorf("--interval: %s must be from 5m to 720h", a.Interval)
	}
	f := feeds[0]
	f.OutletRef, f.IntervalSeconds, f.FetchPages, f.FetchComments = models.Ref(a.Outlet), int(a.Interval.Seconds()), a.FetchPages, a.FetchComments
	return p.withStore(ctx, func(store *models.Store) error {
		if err := store.CreateFeed(ctx, &f); err != nil {
			return err
		}
		_, err := fmt.Fprintf(p.out, "feed %d: %s\n", f.ID, f.URL)
		return err
	})
}

type listFeedsCmd struct {
	JSON bool `name:"json" help:"Print one JSON object a line, as the API answers it."`
}

// Run lists the feeds.
func (l listFeedsCmd) Run(ctx context.Context, p *program) error {
	return p.withStored(ctx, func(store *models.Store) error {
		feeds, err := store.AllFeeds(ctx)
		if err != nil {
			return err
		}
		w := tabwriter.NewWriter(p.out, 0, 0, 2, ' ', 0)
		if !l.JSON {
			fmt.Fprintln(w, "ID\tREAD\tNEXT\tITEMS\tSTORED\tUNMATCHED\tSTATE\tURL") //nolint:errcheck // Flush tells.
		}
		for i := range feeds {
			if err := l.print(p.out, w, &feeds[i]); err != nil {
				return err
			}
		}
		return w.Flush()
	})
}

func (l listFeedsCmd) print(out, table io.Writer, f *models.Feed) error {
	if l.JSON {
		return json.NewEncoder(out).Encode(handlers.FeedOf(f))
	}
	state, next := "ok", day(f.NextAt)
	switch {
	case f.Paused:
		state, next = "paused", "never"
	case f.LastError != "":
		state = fmt.Sprintf("failed %dx: %s", f.Failures, f.LastError)
	case f.FetchedAt == 0:
		state = "new"
	}
	_, err := fmt.Fprintf(table, "%d\t%s\t%s\t%d\t%d\t%d\t%s\t%s\n", f.ID, day(f.FetchedAt), next, f.Items.Seen, f.Items.Stored, f.Items.Unmatched, state, f.URL)
	return err
}

type refreshFeedCmd struct {
	Feed       []int64  `arg:"" optional:"" help:"Ids of the feeds; all that are not paused when left out."`
	FetchAllow []string `help:"Addresses or networks, beside the public ones, from which pages and feeds may be fetched." placeholder:"CIDR"`
}

// Run reads feeds. It fails when one of them cannot be read, after all have been tried.
func (r refreshFeedCmd) Run(ctx context.Context, p *program) error {
	allow, err := config.Prefixes(r.FetchAllow)
	if err != nil {
		return err
	}
	return p.withStored(ctx, func(store *models.Store) error {
		if len(r.Feed) == 0 {
			all, err := store.AllFeeds(ctx)
			if err != nil {
				return err
			}
			for i := range all {
				if !all[i].Paused {
					r.Feed = append(r.Feed, all[i].ID)
				}
			}
		}
		feeds := newFeeds(store, allow, 0, slog.New(slog.DiscardHandler))
		var failed error
		for _, id := range r.Feed {
			run, err := feeds.Refresh(ctx, models.Ref(strconv.FormatInt(id, 10)))
			if err == nil && run.Result == ingest.FeedFailed {
				err = errors.New(run.Error)
			}
			if err != nil {
				failed = errors.Join(failed, fmt.Errorf("feed %d: %w", id, err))
				continue
			}
			if _, err := fmt.Fprintf(p.out, "feed %d: %d items, %d created, %d updated, %d unchanged, %d unmatched, %d skipped, %d failed, %d comments\n",
				id, run.Seen, run.Created, run.Updated, run.Unchanged, run.Unmatched, run.Skipped, run.Failed, run.Comments); err != nil {
				return err
			}
		}
		return failed
	})
}

type importOPMLCmd struct {
	File string `arg:"" help:"The OPML file; - for the standard input."`
}

// Run adds the feeds of a file.
func (i importOPMLCmd) Run(ctx context.Context, p *program) error {
	in := io.Reader(os.Stdin)
	if i.File != "-" {
		file, err := os.Open(i.File)
		if err != nil {
			return err
		}
		defer file.Close() //nolint:errcheck // It was only read.
		in = file
	}
	list, err := exchange.ReadOPML(in)
	if err != nil {
		return fmt.Errorf("%s: %w", i.File, err)
	}
	answer, feeds := handlers.SortFeeds(list)
	return p.withStore(ctx, func(store *models.Store) error {
		ids, added, err := store.AddFeeds(ctx, feeds)
		if err != nil {
			return err
		}
		answer.Settle(ids, added)
		for _, item := range answer.Items {
			if item.Feed == nil {
				fmt.Fprintf(p.log, "refused: %q is no address of the web\n", item.URL) //nolint:errcheck // Words for people.
			}
		}
		_, err = fmt.Fprintf(p.out, "%d added, %d known, %d refused\n", answer.Added, answer.Known, answer.Refused)
		return err
	})
}

type exportOPMLCmd struct{}

// Run writes all feeds.
func (exportOPMLCmd) Run(ctx context.Context, p *program) error {
	return p.withStored(ctx, func(store *models.Store) error {
		feeds, err := store.AllFeeds(ctx)
		if err != nil {
			return err
		}
		return exchange.WriteOPML(p.out, "Reelscore", handlers.Subscriptions(feeds))
	})
}
