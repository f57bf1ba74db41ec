package models

import (
	"testing"

	"gorm.io/gorm"
)

// TestFilteredChangesGoOn follows the changes of a film among very many others: a page may be empty, and leads on.
func TestFilteredChangesGoOn(t *testing.T) {
	s := openTest(t)
	const many = changesLookedAt + changesLookedAt/2
	must(t, s.write(t.Context(), func(tx *gorm.DB) error {
		return tx.Exec(`WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < ?)
			INSERT INTO changes (at, resource, resource_id, film_id, action, version) SELECT 0, 'film', i, i, 'created', 1 FROM n`, many).Error
	}))
	for _, f := range []ChangeFilter{{Film: "149999"}, {Film: "149999", Resources: []string{"film"}}} {
		first, err := s.Changes(t.Context(), f, 0, 20)
		must(t, err)
		if len(first.Items) != 0 || !first.More || first.Last != changesLookedAt {
			t.Errorf("the first page is %+v", first)
		}
		second, err := s.Changes(t.Context(), f, first.Last, 20)
		must(t, err)
		if len(second.Items) != 1 || second.More || second.Last != many {
			t.Errorf("the second page is %+v", second)
		}
	}
	all, err := s.Changes(t.Context(), ChangeFilter{}, 0, 20)
	must(t, err)
	if len(all.Items) != 20 || !all.More || all.Last != 20 {
		t.Errorf("without a filter: %d items until %d", len(all.Items), all.Last)
	}
}
