package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"reelscore/internal/config"
	"reelscore/models"
)

// keysCmd are the commands on keys. They work beside a running server, which notices within a second.
type keysCmd struct {
	Create createKeyCmd `cmd:"" help:"Make a key and print it, this once."`
	List   listKeysCmd  `cmd:"" help:"List all keys."`
	Revoke revokeKeyCmd `cmd:"" help:"Revoke a key."`
}

type createKeyCmd struct {
	Name    string   `arg:"" help:"What the key is for."`
	Scope   []string `default:"write" enum:"read,write,admin" help:"What it may do: read, write (and read) or admin (and write)."`
	Expires string   `help:"When it ends: after a time such as 720h, or at one such as 2027-01-31T12:00:00Z." placeholder:"TIME"`
}

// Run makes a key. Only the key itself goes to the standard output, so that a script can take it.
func (c createKeyCmd) Run(ctx context.Context, p *program) error {
	name := strings.TrimSpace(c.Name)
	if name == "" || len(name) > 200 {
		return errors.New("the name must have 1 to 200 characters: it tells what the key is for")
	}
	expires, err := expiry(c.Expires, time.Now())
	if err != nil {
		return err
	}
	return p.withStore(ctx, func(store *models.Store) error {
		k := models.Key{Name: name, Scopes: c.Scope, ExpiresAt: expires}
		secret, err := store.CreateKey(ctx, &k)
		if err != nil {
			return err
		}
		fmt.Fprintf(p.log, "Key %d (%s), scope %s. It is shown only this once:\n", k.ID, k.Name, strings.Join(k.Scopes, ", ")) //nolint:errcheck // Words for people.
		_, err = fmt.Fprintln(p.out, secret)
		return err
	})
}

// expiry reads --expires, in milliseconds since 1970; 0 for never.
func expiry(text string, now time.Time) (int64, error) {
	if text == "" {
		return 0, nil
	}
	at, err := time.Parse(time.RFC3339, text)
	if after, notDuration := time.ParseDuration(text); notDuration == nil {
		at, err = now.Add(after), nil
	}
	if err != nil || !at.After(now) {
		return 0, fmt.Errorf("--expires: %q is neither a time above 0, such as 720h, nor one in the future, such as 2027-01-31T12:00:00Z", text)
	}
	return at.UnixMilli(), nil
}

type listKeysCmd struct {
	JSON bool `name:"json" help:"Print one JSON object a line."`
}

// listedKey is a key as --json prints it: as the API does.
type listedKey struct {
	ID         int64      `json:"id"`
	Name       string     `json:"name"`
	Prefix     string     `json:"prefix"`
	Scopes     []string   `json:"scopes"`
	CreatedAt  time.Time  `json:"created_at"`
	LastUsedAt *time.Time `json:"last_used_at"`
	ExpiresAt  *time.Time `json:"expires_at"`
	RevokedAt  *time.Time `json:"revoked_at"`
}

// Run lists the keys.
func (l listKeysCmd) Run(ctx context.Context, p *program) error {
	return p.withStored(ctx, func(store *models.Store) error {
		w := tabwriter.NewWriter(p.out, 0, 0, 2, ' ', 0)
		if !l.JSON {
			fmt.Fprintln(w, "ID\tPREFIX\tSCOPE\tCREATED\tLAST USED\tSTATE\tNAME") //nolint:errcheck // Flush tells.
		}
		for cursor := ""; ; {
			page, err := store.Keys(ctx, models.List{Limit: 100, Cursor: cursor})
			if err != nil {
				return err
			}
			for i := range page.Items {
				if err := l.print(p.out, w, &page.Items[i]); err != nil {
					return err
				}
			}
			if cursor = page.Next; cursor == "" {
				return w.Flush()
			}
		}
	})
}

func (l listKeysCmd) print(out io.Writer, table io.Writer, k *models.Key) error {
	if l.JSON {
		return json.NewEncoder(out).Encode(listedKey{
			k.ID, k.Name, k.Prefix, k.Scopes, *moment(k.CreatedAt), moment(k.LastUsedAt), moment(k.ExpiresAt), moment(k.RevokedAt),
		})
	}
	state := "valid"
	switch now := time.Now().UnixMilli(); {
	case k.RevokedAt != 0:
		state = "revoked " + day(k.RevokedAt)
	case k.ExpiresAt != 0 && k.ExpiresAt <= now:
		state = "expired " + day(k.ExpiresAt)
	case k.ExpiresAt != 0:
		state = "valid until " + day(k.ExpiresAt)
	}
	_, err := fmt.Fprintf(table, "%d\t%s\t%s\t%s\t%s\t%s\t%s\n", k.ID, k.Prefix, strings.Join(k.Scopes, ","), day(k.CreatedAt), day(k.LastUsedAt), state, k.Name)
	return err
}

// moment is a stored time; nil for 0, which stands for never.
func moment(milliseconds int64) *time.Time {
	if milliseconds == 0 {
		return nil
	}
	at := time.UnixMilli(milliseconds).UTC()
	return &at
}

func day(milliseconds int64) string {
	if at := moment(milliseconds); at != nil {
		return at.Format(time.DateTime)
	}
	return "never"
}

type revokeKeyCmd struct {
	Key string `arg:"" help:"Id or prefix of the key."`
}

// Run revokes a key.
func (r revokeKeyCmd) Run(ctx context.Context, p *program) error {
	return p.withStored(ctx, func(store *models.Store) error {
		k, err := store.RevokeKey(ctx, r.Key, models.AnyVersion, true)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(p.out, "key %d (%s, %s) is revoked\n", k.ID, k.Prefix, k.Name)
		return err
	})
}

// withStored is withStore on a database that must be there already.
func (p *program) withStored(ctx context.Context, do func(*models.Store) error) error {
	address, err := config.Database(p.DB)
	if err != nil {
		return err
	}
	schema, err := models.SchemaOf(ctx, address)
	if err == nil && schema.Stored == 0 {
		err = errors.New("it holds no collection yet")
	}
	if err != nil {
		return fmt.Errorf("--db (REELSCORE_DB): there is no database to work on: %w", err)
	}
	return p.withStore(ctx, do)
}

// withStore opens the database, which is made when there is none, for the time of do.
func (p *program) withStore(ctx context.Context, do func(*models.Store) error) error {
	return p.withOpened(ctx, models.Open, do)
}

// opener opens the database at an address.
type opener func(context.Context, string, ...models.Option) (*models.Store, error)

// withOpened is withStore with another way to open it.
func (p *program) withOpened(ctx context.Context, open opener, do func(*models.Store) error) (err error) {
	address, err := config.Database(p.DB)
	if err != nil {
		return err
	}
	store, err := open(ctx, address)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	return do(store)
}
