-- +goose Up
-- A film that is known by an outside id only has a title that stands for the true one.
ALTER TABLE films ADD COLUMN placeholder INTEGER NOT NULL DEFAULT 0 CHECK (placeholder IN (0, 1));

-- Import jobs. position counts the rows of the input that committed batches have taken in: where a job goes on. An
-- upload's bytes stand in import_chunks; a job of origin file is run by the command that reads the file.
CREATE TABLE imports (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  name        TEXT NOT NULL,
  origin      TEXT NOT NULL CHECK (origin IN ('upload', 'file')),
  fingerprint TEXT NOT NULL DEFAULT '',
  source      TEXT NOT NULL,
  options     TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(options)),
  dry_run     INTEGER NOT NULL DEFAULT 0 CHECK (dry_run IN (0, 1)),
  state       TEXT NOT NULL CHECK (state IN ('receiving', 'waiting', 'running', 'done', 'failed', 'cancelled')),
  error       TEXT NOT NULL DEFAULT '',
  size        INTEGER NOT NULL DEFAULT 0,
  position    INTEGER NOT NULL DEFAULT 0,
  bytes_read  INTEGER NOT NULL DEFAULT 0,
  created     INTEGER NOT NULL DEFAULT 0,
  updated     INTEGER NOT NULL DEFAULT 0,
  unchanged   INTEGER NOT NULL DEFAULT 0,
  duplicate   INTEGER NOT NULL DEFAULT 0,
  skipped     INTEGER NOT NULL DEFAULT 0,
  unmatched   INTEGER NOT NULL DEFAULT 0,
  rejected    INTEGER NOT NULL DEFAULT 0,
  flagged     INTEGER NOT NULL DEFAULT 0,
  busy_ms     INTEGER NOT NULL DEFAULT 0,
  started_at  INTEGER NOT NULL DEFAULT 0,
  finished_at INTEGER NOT NULL DEFAULT 0,
  version     INTEGER NOT NULL DEFAULT 1,
  created_at  INTEGER NOT NULL,
  updated_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX imports_by_state ON imports (state, id);

CREATE TABLE import_chunks (
  id        INTEGER PRIMARY KEY,
  import_id INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  start     INTEGER NOT NULL CHECK (start >= 0),
  bytes     BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX import_chunks_in_order ON import_chunks (import_id, start);

-- The report: what became of every row, a stretch of rows a blob (see models/importreport.go). statuses has a bit for
-- each status among them, so that a page of few rows does not unpack all.
CREATE TABLE import_reports (
  id        INTEGER PRIMARY KEY,
  import_id INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  first_row INTEGER NOT NULL,
  last_row  INTEGER NOT NULL,
  statuses  INTEGER NOT NULL,
  rows      BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX import_reports_in_order ON import_reports (import_id, first_row);

-- Rows whose film a person has to name. status is '' until then, and afterwards what became of the row.
CREATE TABLE import_unmatched (
  import_id  INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  row_number INTEGER NOT NULL,
  hint_key   TEXT NOT NULL,
  occurrence INTEGER NOT NULL,
  record     TEXT NOT NULL CHECK (json_valid(record)),
  candidates TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(candidates)),
  status     TEXT NOT NULL DEFAULT '',
  film_id    INTEGER NOT NULL DEFAULT 0,
  review_id  INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (import_id, row_number)
) STRICT, WITHOUT ROWID;

-- What people have said about the films of such rows.
CREATE TABLE match_decisions (
  hint_key   TEXT PRIMARY KEY,
  film_id    INTEGER NOT NULL REFERENCES films (id) ON DELETE CASCADE,
  decided_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX match_decisions_by_film ON match_decisions (film_id);

-- Where the films have gone that were merged into others: by old id and by old slug.
CREATE TABLE film_redirects (
  ref     TEXT PRIMARY KEY,
  film_id INTEGER NOT NULL REFERENCES films (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX film_redirects_by_film ON film_redirects (film_id);
