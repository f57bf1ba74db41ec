package models

import (
	"context"
	"slices"

	"gorm.io/gorm"
)

// laterIndexes are the indexes of SQLite that only lists of reviews need: neither what finds a stored review again nor what
// keeps scores. A collection that is filled from nothing has them built at the end, from sorted rows. They are as in the
// migrations; where one is missing, Open builds it. A migration that drops one of them must bear that it is not there.
var laterIndexes = []laterIndex{
	{"reviews_by_outlet_date", "reviews (outlet_id, published, id)"},
	{"reviews_by_date", "reviews (published, id)"},
	{"reviews_by_score", "reviews (score, id)"},
	{"reviews_by_language_date", "reviews (language, published, id) WHERE language <> ''"},
	{"reviews_by_verdict_score", "reviews (verdict, score, id) WHERE verdict <> ''"},
	{"reviews_unrated_by_date", "reviews (score, published, id) WHERE score = -1"},
	{"review_voices_by_critic", "review_voices (critic_id, review_id) WHERE critic_id IS NOT NULL"},
}

type laterIndex struct{ name, on string }

func (i laterIndex) create() string { return "CREATE INDEX IF NOT EXISTS " + i.name + " ON " + i.on }

const (
	// leaveBelow is with how many reviews a collection is nearly empty: its indexes are soon built again.
	leaveBelow = 5_000
	// mostWithout is with how many reviews the indexes are built at the latest: building one writes all of it into the log
	// at once, and whoever opens the collection after a crash waits for all of them.
	mostWithout = 2_000_000
	// togetherBelow is with how many reviews they are built in one transaction.
	togetherBelow = 50_000
)

// OpenToFill is Open for a program that does nothing but write much, as a command that imports. Where nobody else has the file
// open, and there are few reviews yet, it leaves out indexes that only lists need, until BuildIndexes is called, there are
// many reviews, or somebody else opens the collection, who then builds them. So does the next Open after a crash.
func OpenToFill(ctx context.Context, address string, options ...Option) (*Store, error) {
	return open(ctx, address, true, options)
}

// WithoutIndexes tells whether indexes are left out for the time being.
func (s *Store) WithoutIndexes() bool { return s.unindexed.Load() }

// BuildIndexes builds the indexes that are missing.
func (s *Store) BuildIndexes(ctx context.Context) error {
	missing, err := engineOf(s.reader).missingIndexes(s.reader.WithContext(ctx))
	if err != nil || len(missing) == 0 {
		s.unindexed.Store(false)
		return err
	}
	last, err := s.LastReview(ctx)
	if err != nil {
		return err
	}
	together := 1
	if last < togetherBelow {
		together = len(missing)
	}
	for some := range slices.Chunk(missing, together) {
		if err := s.awaitLog(ctx); err != nil {
			return err
		}
		err := s.writeAs(ctx, bulk, func(tx *gorm.DB) error {
			return engineOf(tx).buildIndexes(turnOf(tx), some)
		})
		if err != nil {
			return err
		}
	}
	s.unindexed.Store(false)
	return nil
}

// indexesInTime builds the indexes that are left out before there are too many reviews, and notices that somebody else has
// built them.
func (s *Store) indexesInTime(ctx context.Context) error {
	if !s.unindexed.Load() {
		return nil
	}
	last, err := s.LastReview(ctx)
	if err != nil {
		return err
	}
	if last >= mostWithout {
		return s.BuildIndexes(ctx)
	}
	missing, err := engineOf(s.reader).missingIndexes(s.reader.WithContext(ctx))
	s.unindexed.Store(len(missing) > 0)
	return err
}
