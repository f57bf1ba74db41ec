package models

// fillWholeSearch makes the search index of a collection whose index is empty.
func (b *Batch) fillWholeSearch() error {
	err := fillSearch(b, filmText, func(f *Film) int64 { return f.ID }, func(f *Film) (string, string) { return f.texts() })
	if err == nil {
		err = fillNamed[Person](b, personKind)
	}
	if err == nil {
		err = fillNamed[Outlet](b, outletKind)
	}
	if err == nil {
		err = fillNamed[Critic](b, criticKind)
	}
	if err != nil {
		return err
	}
	names := map[int64][]string{}
	return fillSearch(b, reviewText, func(r *Review) int64 { return r.ID }, func(r *Review) (string, string) { return r.Title, reviewWords(r, names[r.ID]) },
		func(ids []int64) (err error) {
			names, err = voiceNames(b.tx, ids...)
			return err
		})
}

func fillNamed[T any, R namedRow[T]](b *Batch, kind namedKind) error {
	return fillSearch(b, kind.text, func(row *T) int64 { return R(row).named().ID }, func(row *T) (string, string) { return R(row).named().Name, R(row).about() })
}

// fillSearch puts all rows of a kind into the index, some at a time; before, unless it is left out, is called with the ids of each part.
func fillSearch[T any](b *Batch, kind textKind, id func(*T) int64, texts func(*T) (title, body string), before ...func(ids []int64) error) error {
	for last := int64(0); ; {
		var rows []T
		if err := b.tx.Where("id > ?", last).Order("id").Limit(transferRows).Find(&rows).Error; err != nil || len(rows) == 0 {
			return err
		}
		ids := make([]int64, len(rows))
		for i := range rows {
			ids[i] = id(&rows[i])
		}
		for _, do := range before {
			if err := do(ids); err != nil {
				return err
			}
		}
		found := make([]searched, len(rows))
		for i := range rows {
			title, body := texts(&rows[i])
			found[i] = searched{kind.rowid(ids[i]), spaced(title), spaced(body)}
		}
		if err := engineOf(b.tx).fillSearch(b.turn, found); err != nil {
			return err
		}
		last = ids[len(ids)-1]
	}
}
