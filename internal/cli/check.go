package cli

import (
	"context"
	"fmt"

	"reelscore/models"
)

type checkCmd struct {
	Repair bool `help:"Mend the scores of films that do not equal a recomputation from their reviews."`
}

// Run checks the database, also while it is served. The exit code is 0 when all is well, or is now.
func (c checkCmd) Run(ctx context.Context, p *program) error {
	return p.withStored(ctx, func(store *models.Store) error {
		ill := false
		err := store.Check(ctx, c.Repair, func(found models.Checked) error {
			state := "ok"
			if len(found.Problems) > 0 {
				state = "NOT OK"
				if found.Repaired {
					state = "repaired"
				} else {
					ill = true
				}
			}
			if _, err := fmt.Fprintf(p.out, "%-18s %s\n", found.Name, state); err != nil {
				return err
			}
			for _, problem := range found.Problems {
				if _, err := fmt.Fprintf(p.out, "  %s\n", problem); err != nil {
					return err
				}
			}
			return nil
		})
		if err == nil && ill {
			err = codeError(1)
		}
		return err
	})
}
