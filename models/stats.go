package models

import (
	"context"
	"database/sql"
	"math/bits"
	"sync/atomic"
	"time"
)

// Stats are figures of a store for those who watch over it.
type Stats struct {
	// Readers and Writer are the pools of connections.
	Readers, Writer sql.DBStats
	// Waiting is how many writes wait for their turn.
	Waiting int
	// Writes were committed in Commits, and Groups tells how many of them had at most GroupSizes[i] writes, beyond the last
	// of which there is one more.
	Writes, Commits int64
	Groups          []int64
	// Busy is how long the writer was in transactions, commits included.
	Busy time.Duration
	// LogBytes is the size of SQLite's write-ahead log; 0 elsewhere.
	LogBytes int64
	// Replicas are those that are read from, and Passed is how many answers were the primary's because none had what they need.
	Replicas []ReplicaStats
	Passed   int64
	// Imports by state, their rows by what became of them, and how many rows a second the one that runs takes.
	Imports     map[ImportState]int64
	ImportRows  map[string]int64
	ImportSpeed int64
	// Feeds are all feeds, Failing those whose last read failed; Overdue is how long the one that is due for longest has
	// been waiting to be read.
	Feeds, Failing int64
	Overdue        time.Duration
}

// GroupSizes are the bounds by which Stats.Groups counts.
func GroupSizes() []int { return []int{1, 2, 4, 8, 16, 32, 64, 128, 256} }

// groupCounts count commits by the size of their groups.
type groupCounts [10]atomic.Int64

// add counts a group of that many writes.
func (g *groupCounts) add(size int) { g[min(bits.Len(uint(max(1, size)-1)), len(g)-1)].Add(1) }

// Stats reads the figures. What the database has to be asked for are small tables.
func (s *Store) Stats(ctx context.Context) (Stats, error) {
	st := Stats{Writes: s.writer.units.Load(), Commits: s.writer.commits.Load(), Busy: time.Duration(s.writer.busy.Load())}
	for i := range s.writer.groups {
		st.Groups = append(st.Groups, s.writer.groups[i].Load())
	}
	s.writer.mu.Lock()
	st.Waiting = len(s.writer.waiting)
	s.writer.mu.Unlock()
	st.Replicas, st.Passed = s.replicas.stats()
	if s.wal != nil {
		st.LogBytes = s.wal.size()
	}
	readers, err := s.reader.DB()
	if err != nil {
		return st, err
	}
	writer, err := s.writer.db.DB()
	if err != nil {
		return st, err
	}
	st.Readers, st.Writer = readers.Stats(), writer.Stats()
	if err := s.importStats(ctx, &st); err != nil {
		return st, err
	}
	var next int64
	err = s.read(ctx).Raw(`SELECT COUNT(*), COALESCE(SUM(CASE WHEN failures > 0 THEN 1 ELSE 0 END), 0), COALESCE(MIN(CASE WHEN NOT paused THEN next_at END), 0) FROM feeds`).
		Row().Scan(&st.Feeds, &st.Failing, &next)
	if next > 0 {
		st.Overdue = max(0, s.now().Sub(time.UnixMilli(next)))
	}
	return st, err
}

func (s *Store) importStats(ctx context.Context, st *Stats) error {
	var rows []struct {
		State                     ImportState
		Jobs, Position, BusyTotal int64
		ImportCounts
	}
	err := s.read(ctx).Raw(`SELECT state, COUNT(*) AS jobs, SUM(position) AS position, SUM(busy_ms) AS busy_total, SUM(created) AS created, SUM(updated) AS updated,
		SUM(unchanged) AS unchanged, SUM(duplicate) AS duplicate, SUM(skipped) AS skipped, SUM(unmatched) AS unmatched, SUM(rejected) AS rejected
		FROM imports WHERE NOT dry_run GROUP BY state`).Scan(&rows).Error
	st.Imports, st.ImportRows = map[ImportState]int64{}, map[string]int64{}
	for _, r := range rows {
		st.Imports[r.State] = r.Jobs
		for outcome, n := range map[string]int64{
			"created": r.Created, "updated": r.Updated, "unchanged": r.Unchanged, "duplicate": r.Duplicate,
			"skipped": r.Skipped, "unmatched": r.Unmatched, "rejected": r.Rejected,
		} {
			st.ImportRows[outcome] += n
		}
		if r.State == ImportRunning && r.BusyTotal > 0 {
			st.ImportSpeed = r.Position * 1000 / r.BusyTotal
		}
	}
	return err
}
