package models

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"

	"gorm.io/gorm"

	"reelscore/internal/fault"
)

// spoolChunk is how many bytes of an upload stand in one row, and are held in memory.
const spoolChunk = 1 << 20

// ReceiveImport keeps the bytes of an upload, piece by piece, so that they need not fit in memory and survive a restart.
// More than limit bytes are refused.
func (s *Store) ReceiveImport(ctx context.Context, id int64, from io.Reader, limit int64) (int64, error) {
	buf := make([]byte, spoolChunk)
	var size int64
	for {
		n, err := io.ReadFull(from, buf)
		if n > 0 {
			if size+int64(n) > limit {
				return size, fault.New(fault.TooLarge, "The file is larger than %d bytes; pack it with gzip, split it, or use the command reelscore import.", limit)
			}
			err := s.write(ctx, func(tx *gorm.DB) error {
				touch(tx)
				if err := tx.Exec("UPDATE imports SET updated_at = ? WHERE id = ?", s.now().UnixMilli(), id).Error; err != nil {
					return err // Others see that it is still coming in.
				}
				return tx.Table("import_chunks").Create(map[string]any{"import_id": id, "start": size, "bytes": buf[:n]}).Error
			})
			if err != nil {
				return size, err
			}
			size += int64(n)
		}
		switch {
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
			return size, nil
		case err != nil:
			return size, fmt.Errorf("receive the upload: %w", err)
		}
	}
}

// Spool reads the bytes of an upload, at any place.
type Spool struct {
	ctx  context.Context //nolint:containedctx // io.Reader has no place for it.
	s    *Store
	id   int64
	size int64
	at   int64
	// the piece that was read last
	start int64
	piece []byte
}

// Spool opens the bytes of an import.
func (s *Store) Spool(ctx context.Context, i *Import) *Spool {
	return &Spool{ctx: ctx, s: s, id: i.ID, size: i.Size, start: -1}
}

// Read implements io.Reader.
func (p *Spool) Read(b []byte) (int, error) {
	n, err := p.ReadAt(b, p.at)
	p.at += int64(n)
	if n > 0 {
		err = nil
	}
	return n, err
}

// ReadAt implements io.ReaderAt. It is not safe for concurrent use.
func (p *Spool) ReadAt(b []byte, at int64) (int, error) {
	n := 0
	for n < len(b) {
		if at+int64(n) >= p.size {
			return n, io.EOF
		}
		if err := p.load(at + int64(n)); err != nil {
			return n, err
		}
		n += copy(b[n:], p.piece[at+int64(n)-p.start:])
	}
	return n, nil
}

func (p *Spool) load(at int64) error {
	start := at - at%spoolChunk
	if start == p.start {
		return nil
	}
	var piece []byte
	err := p.s.read(p.ctx).Raw("SELECT bytes FROM import_chunks WHERE import_id = ? AND start = ?", p.id, start).Row().Scan(&piece)
	if errors.Is(err, sql.ErrNoRows) || err == nil && at-start >= int64(len(piece)) {
		return fault.New(fault.Conflict, "The bytes of import %d are gone: it was cancelled.", p.id)
	}
	if err == nil {
		p.start, p.piece = start, piece
	}
	return err
}

// Seek implements io.Seeker.
func (p *Spool) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += p.at
	case io.SeekEnd:
		offset += p.size
	}
	if offset < 0 {
		return 0, errors.New("seek before the beginning")
	}
	p.at = offset
	return offset, nil
}
