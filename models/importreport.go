package models

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/klauspost/compress/zstd"
	"gorm.io/gorm"

	"reelscore/internal/fault"
)

// RowStatus is what became of a row of an import.
type RowStatus string

// The statuses of rows.
const (
	RowCreated   RowStatus = "created"
	RowUpdated   RowStatus = "updated"
	RowUnchanged RowStatus = "unchanged"
	RowDuplicate RowStatus = "duplicate" // an earlier row of the file says the same
	RowSkipped   RowStatus = "skipped"   // not a film or review, such as a series
	RowUnmatched RowStatus = "unmatched" // a person should say which film is meant
	RowRejected  RowStatus = "rejected"
)

// rowStatuses are the statuses; one has the bit of its place here in import_reports.
var rowStatuses = [...]RowStatus{RowCreated, RowUpdated, RowUnchanged, RowDuplicate, RowSkipped, RowUnmatched, RowRejected}

// RowStatuses lists the statuses.
func RowStatuses() []RowStatus { return slices.Clone(rowStatuses[:]) }

func (s RowStatus) place() int { return slices.Index(rowStatuses[:], s) }

func (s RowStatus) bit() int64 { return 1 << s.place() }

// Add counts a row.
func (c *ImportCounts) Add(s RowStatus, n int64) {
	*[len(rowStatuses)]*int64{&c.Created, &c.Updated, &c.Unchanged, &c.Duplicate, &c.Skipped, &c.Unmatched, &c.Rejected}[s.place()] += n
}

// ReportRow is what became of one row.
type ReportRow struct {
	Row    int64     `json:"row"`
	File   string    `json:"file,omitempty"`
	Line   int64     `json:"line"`
	Status RowStatus `json:"status"`
	Kind   string    `json:"kind,omitempty"`
	Reason string    `json:"reason,omitempty"`
	Notes  []string  `json:"notes,omitempty"`
	Flags  []string  `json:"flags,omitempty"`
	Rating string    `json:"rating,omitempty"` // as written, where it has flags
	Film   int64     `json:"film,omitempty"`
	ID     int64     `json:"id,omitempty"` // of the review or other resource
	Text   string    `json:"text"`         // the row as it stands in the file
}

// Progress is how far a batch has brought an import.
type Progress struct {
	// From is the position before the batch, To the one behind it.
	From, To, BytesRead, BusyMS int64
	Counts                      ImportCounts
}

// errElsewhere tells that an import is not ours any more.
var errElsewhere = fault.New(fault.Conflict, "The import was cancelled, or goes on in another process.")

// Elsewhere tells whether an error is that of an import that was cancelled or is run by somebody else.
func Elsewhere(err error) bool { return errors.Is(err, errElsewhere) }

// Advance brings an import forward. It is part of the batch: a job that is killed goes on behind its last batch.
func (b *Batch) Advance(id int64, p Progress) error {
	c := p.Counts
	n, err := b.find(`UPDATE imports SET position = ?, bytes_read = ?, busy_ms = busy_ms + ?, created = created + ?, updated = updated + ?, unchanged = unchanged + ?,
		duplicate = duplicate + ?, skipped = skipped + ?, unmatched = unmatched + ?, rejected = rejected + ?, flagged = flagged + ?,
		version = version + 1, updated_at = ? WHERE id = ? AND position = ? AND state = ? RETURNING 1`,
		p.To, p.BytesRead, p.BusyMS, c.Created, c.Updated, c.Unchanged, c.Duplicate, c.Skipped, c.Unmatched, c.Rejected, c.Flagged,
		b.now, id, p.From, string(ImportRunning))
	if err == nil && n == 0 {
		return errElsewhere
	}
	return err
}

// rowsABlob is how many rows of a report stand in one row of the database.
const rowsABlob = 2000

// Reporter packs reports.
type Reporter struct{ packer *zstd.Encoder }

// NewReporter makes a reporter.
func NewReporter() (*Reporter, error) {
	packer, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithWindowSize(1<<18), zstd.WithLowerEncoderMem(true))
	return &Reporter{packer}, err
}

// packedRows are some rows of a report as they are kept.
type packedRows struct {
	first, last, statuses int64
	rows                  []byte
}

// PackedReport is what became of the rows of a batch, as it is kept.
type PackedReport []packedRows

// Pack packs what became of the rows of a batch. It does not touch the collection.
func (r *Reporter) Pack(rows []ReportRow) (PackedReport, error) {
	var packed PackedReport
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	for part := range slices.Chunk(rows, rowsABlob) {
		text.Reset()
		statuses := int64(0)
		for i := range part {
			statuses |= part[i].Status.bit()
			if err := e.Encode(&part[i]); err != nil {
				return nil, err
			}
		}
		packed = append(packed, packedRows{part[0].Row, part[len(part)-1].Row, statuses, r.packer.EncodeAll(text.Bytes(), nil)})
	}
	return packed, nil
}

// Report keeps what became of the rows of a batch.
func (b *Batch) Report(id int64, report PackedReport) error {
	for _, p := range report {
		if err := b.exec("INSERT INTO import_reports (import_id, first_row, last_row, statuses, rows) VALUES (?, ?, ?, ?, ?)", id, p.first, p.last, p.statuses, p.rows); err != nil {
			return err
		}
	}
	return nil
}

// ReportRows calls each with the rows of a report behind row after, in order, until it returns false. Only rows of the
// statuses are given, of all when there are none. A row that was settled since has its new status.
func (s *Store) ReportRows(ctx context.Context, id int64, statuses []RowStatus, after int64, each func(*ReportRow) (bool, error)) error {
	unpacker, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true))
	if err != nil {
		return err
	}
	defer unpacker.Close()
	settled, err := s.settledRows(ctx, id)
	if err != nil {
		return err
	}
	var wanted int64
	for _, st := range statuses {
		wanted |= st.bit()
	}
	for more := true; more; {
		var blobs []struct {
			LastRow, Statuses int64
			Rows              []byte
		}
		q := s.read(ctx).Table("import_reports").Where("import_id = ? AND last_row > ?", id, after)
		if wanted != 0 { // A row that was unmatched may have any status by now.
			q = q.Where("statuses & ? <> 0", wanted|RowUnmatched.bit())
		}
		if err := q.Order("first_row").Limit(1).Find(&blobs).Error; err != nil || len(blobs) == 0 {
			return err
		}
		text, err := unpacker.DecodeAll(blobs[0].Rows, nil)
		if err != nil {
			return fmt.Errorf("report of import %d: %w", id, err)
		}
		if more, err = eachRow(text, statuses, after, settled, each); err != nil {
			return err
		}
		after = blobs[0].LastRow
	}
	return nil
}

func eachRow(text []byte, statuses []RowStatus, after int64, settled map[int64]Unmatched, each func(*ReportRow) (bool, error)) (more bool, err error) {
	lines := bufio.NewScanner(bytes.NewReader(text))
	lines.Buffer(nil, len(text)+1)
	for lines.Scan() {
		var row ReportRow
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			return false, err
		}
		if u, there := settled[row.Row]; there {
			row.Status, row.Film, row.ID, row.Reason = u.Status, u.FilmID, u.ReviewID, ""
		}
		if row.Row <= after || len(statuses) > 0 && !slices.Contains(statuses, row.Status) {
			continue
		}
		if more, err := each(&row); err != nil || !more {
			return false, err
		}
	}
	return true, lines.Err()
}

func dropReport(tx *gorm.DB, id int64) error {
	for _, table := range []string{"import_reports", "import_unmatched"} {
		if err := tx.Exec("DELETE FROM "+table+" WHERE import_id = ?", id).Error; err != nil {
			return err
		}
	}
	return nil
}

// Plus is the sum of two counts.
func (c ImportCounts) Plus(o ImportCounts) ImportCounts {
	return ImportCounts{
		c.Created + o.Created, c.Updated + o.Updated, c.Unchanged + o.Unchanged, c.Duplicate + o.Duplicate, c.Skipped + o.Skipped,
		c.Unmatched + o.Unmatched, c.Rejected + o.Rejected, c.Flagged + o.Flagged,
	}
}

// ReportPage reads a page of a report in the order of the rows, those of the statuses or all.
func (s *Store) ReportPage(ctx context.Context, id int64, statuses []RowStatus, list List) (Page[ReportRow], error) {
	var page Page[ReportRow]
	after := int64(0)
	if list.Cursor != "" {
		at, err := readCursor(list.Cursor, "row")
		if err != nil {
			return page, err
		}
		after = at.id
	}
	if list.Total {
		page.Total = new(int64)
		err := s.ReportRows(ctx, id, statuses, 0, func(*ReportRow) (bool, error) {
			*page.Total++
			return true, nil
		})
		if err != nil {
			return page, err
		}
	}
	err := s.ReportRows(ctx, id, statuses, after, func(r *ReportRow) (bool, error) {
		if len(page.Items) == list.Limit {
			last := page.Items[list.Limit-1].Row
			page.Next = writeCursor("row", last, last)
			return false, nil
		}
		page.Items = append(page.Items, *r)
		return true, nil
	})
	return page, err
}
