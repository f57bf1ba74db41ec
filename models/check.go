package models

import (
	"context"
	"fmt"
	"strings"

	"gorm.io/gorm"
)

// Checked is one of the things that Check looks at, with what it found.
type Checked struct {
	Name string
	// Problems are the first of what is wrong; none when all is well.
	Problems []string
	// Repaired tells that the problems were mended.
	Repaired bool
}

// mostProblems is how many problems of one kind are told.
const mostProblems = 20

// checks are what a collection is checked for; each query finds what is wrong, told in one text a row.
var checks = []struct {
	name, query string
	sqlite      bool // of SQLite alone
}{
	{"integrity", "SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok' LIMIT 20", true},
	{"foreign keys", `SELECT 'row ' || COALESCE("rowid", 0) || ' of ' || "table" || ' refers to a row of ' || "parent" || ' that is not there' FROM pragma_foreign_key_check LIMIT 20`, true},
	{"search index", searchCheck, true},
	{"counts of remarks", `SELECT 'review ' || id || ' counts ' || stored_comments || ' comments and ' || live_note_count || ' live notes and has others' FROM reviews
		WHERE stored_comments <> (SELECT COUNT(*) FROM comments WHERE review_id = reviews.id)
		OR live_note_count <> (SELECT COUNT(*) FROM live_notes WHERE review_id = reviews.id) LIMIT 20`, false},
	{"changes", `SELECT 'review ' || id || ' was created without a change that tells so' FROM reviews
		LEFT JOIN (SELECT DISTINCT resource_id AS told FROM changes WHERE resource = 'review' AND action = 'created') AS created ON told = CAST(id AS TEXT) WHERE told IS NULL LIMIT 20`, false},
}

// searchCheck compares the rows of the search index with the resources that stand in it; kindBits says what its row ids are.
const searchCheck = `WITH rows (rowid, name) AS (
		SELECT id, 'film ' || id FROM films UNION ALL SELECT (1 << 48) + id, 'person ' || id FROM people
		UNION ALL SELECT (2 << 48) + id, 'outlet ' || id FROM outlets UNION ALL SELECT (3 << 48) + id, 'critic ' || id FROM critics
		UNION ALL SELECT (4 << 48) + id, 'review ' || id FROM reviews)
	SELECT name || ' is not in the search index' FROM rows WHERE rowid NOT IN (SELECT id FROM search_index_docsize)
	UNION ALL SELECT 'the search index has a row ' || id || ' of nothing' FROM search_index_docsize WHERE id NOT IN (SELECT rowid FROM rows) LIMIT 20`

// Check looks at everything that the collection keeps true, while others read and write; each is called with every result.
// The rollups of scores are computed anew and compared; repair mends them.
func (s *Store) Check(ctx context.Context, repair bool, each func(Checked) error) error {
	db := s.read(ctx)
	for _, c := range checks {
		if c.sqlite && db.Name() != "sqlite" {
			continue
		}
		result := Checked{Name: c.name}
		if err := db.Raw(c.query).Scan(&result.Problems).Error; err != nil {
			return fmt.Errorf("check %s: %w", c.name, err)
		}
		if err := each(result); err != nil {
			return err
		}
	}
	if db.Name() == "sqlite" {
		result := Checked{Name: "search segments"}
		err := s.writeAlone(ctx, func(tx *gorm.DB) error {
			return tx.Exec("INSERT INTO search_index (search_index) VALUES ('integrity-check')").Error
		})
		if err != nil && !strings.Contains(err.Error(), "malformed") {
			return fmt.Errorf("check %s: %w", result.Name, err)
		}
		if err != nil {
			result.Problems = []string{"the search index is damaged: " + err.Error()}
		}
		if err := each(result); err != nil {
			return err
		}
	}
	if err := s.checkIndexes(ctx, each); err != nil {
		return err
	}
	return s.checkRollups(ctx, repair, each)
}

// checkIndexes tells which indexes are still to be built: Open has built them, unless an import from the shell is under way.
func (s *Store) checkIndexes(ctx context.Context, each func(Checked) error) error {
	missing, err := engineOf(s.reader).missingIndexes(s.reader.WithContext(ctx))
	if err != nil {
		return fmt.Errorf("check indexes: %w", err)
	}
	result := Checked{Name: "indexes"}
	for _, index := range missing {
		result.Problems = append(result.Problems, index.name+" is missing: open the collection again, which builds it")
	}
	return each(result)
}

func (s *Store) checkRollups(ctx context.Context, repair bool, each func(Checked) error) error {
	found, err := s.CheckScores(ctx)
	if err != nil {
		return fmt.Errorf("check scores: %w", err)
	}
	result := Checked{Name: "scores"}
	for _, p := range found[:min(len(found), mostProblems)] {
		of := "all films"
		if p.FilmID != 0 {
			of = fmt.Sprintf("film %d", p.FilmID)
		}
		result.Problems = append(result.Problems, fmt.Sprintf("%s of %s is %q and should be %q", p.Column, of, p.Stored, p.Computed))
	}
	if repair && len(found) > 0 {
		if err := s.RepairScores(ctx); err != nil {
			return fmt.Errorf("repair scores: %w", err)
		}
		result.Repaired = true
	}
	return each(result)
}
