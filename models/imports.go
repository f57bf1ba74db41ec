package models

import (
	"context"
	"time"

	"gorm.io/gorm"

	"reelscore/internal/fault"
)

// ImportState is where an import stands.
type ImportState string

// The states of an import.
const (
	ImportReceiving ImportState = "receiving" // its bytes are coming in
	ImportWaiting   ImportState = "waiting"
	ImportRunning   ImportState = "running"
	ImportDone      ImportState = "done"
	ImportFailed    ImportState = "failed"
	ImportCancelled ImportState = "cancelled"
)

// Ended tells whether nothing more will happen.
func (s ImportState) Ended() bool {
	return s == ImportDone || s == ImportFailed || s == ImportCancelled
}

// Where the bytes of an import are.
const (
	OriginUpload = "upload" // in the collection itself
	OriginFile   = "file"   // with the command that reads them
)

// ImportCounts counts rows by what became of them. Flagged counts the created, updated and unchanged ones whose rating
// has a flag.
type ImportCounts struct {
	Created, Updated, Unchanged, Duplicate, Skipped, Unmatched, Rejected int64
	Flagged                                                              int64
}

// ImportOptions say how a file is read; see exchange.Options.
type ImportOptions struct {
	Format    string            `json:"format,omitempty"`
	Preset    string            `json:"preset,omitempty"`
	Map       map[string]string `json:"map,omitempty"`
	Defaults  map[string]string `json:"default,omitempty"`
	Critic    string            `json:"critic,omitempty"`
	Dates     string            `json:"dates,omitempty"`
	Delimiter string            `json:"delimiter,omitempty"`
}

// Import is one import: a job, and what became of it.
type Import struct {
	ID          int64
	Name        string // of the file
	Origin      string
	Fingerprint string        // of the bytes of a file
	Source      string        // where its reviews are from, and the namespace of its plain film ids
	Options     ImportOptions `gorm:"serializer:json"`
	DryRun      bool
	State       ImportState
	Error       string
	Size        int64 // bytes
	// Position counts the rows of the input that are taken in, BytesRead how far that is; the job goes on there.
	Position, BytesRead int64
	ImportCounts
	BusyMS                int64 // time that its batches took
	StartedAt, FinishedAt int64 // milliseconds since 1970 in UTC; 0 for not yet
	Stamp
}

var importList = listing[Import]{
	orders:  map[string]order[Import]{"added": {"imports.id", "", func(i *Import) any { return i.ID }, nil}},
	initial: "-added",
	id:      "imports.id",
	key:     func(i *Import) int64 { return i.ID },
}

// Imports reads a page of imports, the newest first.
func (s *Store) Imports(ctx context.Context, list List) (Page[Import], error) {
	return importList.page(s.read(ctx).Table("imports"), list)
}

// Import reads one import.
func (s *Store) Import(ctx context.Context, id int64) (Import, error) {
	return oneImport(s.read(ctx), id)
}

func oneImport(db *gorm.DB, id int64) (Import, error) {
	var i Import
	found := db.Where("id = ?", id).Limit(1).Find(&i)
	if found.Error == nil && found.RowsAffected == 0 {
		return i, fault.New(fault.NotFound, "There is no import %d.", id)
	}
	return i, found.Error
}

// LastReview is the highest id of a review; 0 when there is none.
func (s *Store) LastReview(ctx context.Context) (id int64, err error) {
	err = s.read(ctx).Raw("SELECT COALESCE(MAX(id), 0) FROM reviews").Scan(&id).Error
	return id, err
}

// CreateImport stores a new import in the state that it has, and gives it its id.
func (s *Store) CreateImport(ctx context.Context, i *Import) error {
	return s.write(ctx, func(tx *gorm.DB) error {
		touch(tx)
		i.ID, i.Stamp = 0, s.born()
		return tx.Create(i).Error
	})
}

// UnfinishedImport finds the newest import of a file that was not brought to its end and that is the same in its bytes,
// its name, its source and its options; nil for none.
func (s *Store) UnfinishedImport(ctx context.Context, like *Import) (*Import, error) {
	options, err := jsonText(like.Options)
	if err != nil {
		return nil, err
	}
	var rows []Import
	err = s.read(ctx).Where("origin = ? AND fingerprint = ? AND name = ? AND source = ? AND options = ? AND dry_run = ? AND state IN ?",
		OriginFile, like.Fingerprint, like.Name, like.Source, options, like.DryRun, []ImportState{ImportWaiting, ImportRunning}).
		Order("id DESC").Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

// NextImport finds the uploaded import to run next: the oldest that is not at its end; nil for none.
func (s *Store) NextImport(ctx context.Context) (*Import, error) {
	var rows []Import
	err := s.read(ctx).Where("origin = ? AND state IN ?", OriginUpload, []ImportState{ImportWaiting, ImportRunning}).Order("id").Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

// DropImport deletes an import whose bytes did not come in.
func (s *Store) DropImport(ctx context.Context, id int64) error {
	return s.write(context.WithoutCancel(ctx), func(tx *gorm.DB) error {
		touch(tx)
		return tx.Exec("DELETE FROM imports WHERE id = ?", id).Error
	})
}

// quietUpload is after how long without a byte another server is held not to receive an upload any more.
const quietUpload = 10 * time.Minute

// DropHalfReceived deletes the imports whose bytes did not come in to their end: those that the last run of the server
// was receiving before the time given. Younger ones are still coming in, as may be, where there are several servers, those
// that had a byte not long before.
func (s *Store) DropHalfReceived(ctx context.Context, before time.Time) error {
	if engineOf(s.reader).shared() {
		before = before.Add(-quietUpload)
	}
	return s.write(ctx, func(tx *gorm.DB) error {
		touch(tx)
		return tx.Exec("DELETE FROM imports WHERE state = ? AND updated_at < ?", ImportReceiving, before.UnixMilli()).Error
	})
}

// StartImport puts an import to work, or back to work. A dry run begins anew.
func (s *Store) StartImport(ctx context.Context, id int64) (Import, error) {
	return s.changeImport(ctx, id, func(tx *gorm.DB, i *Import) error {
		if i.State.Ended() || i.State == ImportReceiving {
			return fault.New(fault.Conflict, "The import is %s.", i.State)
		}
		i.State = ImportRunning
		if i.StartedAt == 0 {
			i.StartedAt = s.now().UnixMilli()
		}
		if !i.DryRun {
			return nil
		}
		i.Position, i.BytesRead, i.BusyMS, i.ImportCounts = 0, 0, 0, ImportCounts{}
		return dropReport(tx, id)
	})
}

// ReceivedImport says that all bytes of an import are there.
func (s *Store) ReceivedImport(ctx context.Context, id, size int64) (Import, error) {
	return s.changeImport(ctx, id, func(_ *gorm.DB, i *Import) error {
		i.State, i.Size = ImportWaiting, size
		return nil
	})
}

// EndImport brings an import to its end; an uploaded one lets go of its bytes. One that has ended already stays as it is.
func (s *Store) EndImport(ctx context.Context, id int64, state ImportState, problem string) (Import, error) {
	return s.changeImport(ctx, id, func(tx *gorm.DB, i *Import) error {
		if i.State.Ended() {
			return nil
		}
		i.State, i.Error, i.FinishedAt = state, problem, s.now().UnixMilli()
		return tx.Exec("DELETE FROM import_chunks WHERE import_id = ?", id).Error
	})
}

// DeleteImport deletes an import that has ended, with its report; what it has stored stays. One that runs is cancelled
// instead: it ends behind the batch under way, and keeps its report. The version is the one that the client saw, or
// AnyVersion.
func (s *Store) DeleteImport(ctx context.Context, id, version int64) error {
	return s.write(ctx, func(tx *gorm.DB) error {
		touch(tx)
		i, err := oneImport(tx, id)
		if err != nil {
			return err
		}
		if err := fresh(i.Version, version); err != nil {
			return err
		}
		if i.State.Ended() {
			return tx.Exec("DELETE FROM imports WHERE id = ?", id).Error
		}
		if err := tx.Exec("DELETE FROM import_chunks WHERE import_id = ?", id).Error; err != nil {
			return err
		}
		i.State, i.FinishedAt, i.Stamp = ImportCancelled, s.now().UnixMilli(), s.changed(i.Stamp)
		return tx.Select("*").Updates(&i).Error
	})
}

func (s *Store) changeImport(ctx context.Context, id int64, change func(*gorm.DB, *Import) error) (Import, error) {
	var i Import
	err := s.write(ctx, func(tx *gorm.DB) error {
		touch(tx)
		var err error
		if i, err = oneImport(tx, id); err != nil {
			return err
		}
		if err := change(tx, &i); err != nil {
			return err
		}
		i.Stamp = s.changed(i.Stamp)
		return tx.Select("*").Updates(&i).Error
	})
	return i, err
}

// Rate is how many rows were taken in a second; 0 before the first batch.
func (i *Import) Rate() int64 {
	if i.BusyMS <= 0 {
		return 0
	}
	return i.Position * 1000 / i.BusyMS
}
