-- +goose Up

-- Feeds that are read again and again. What the reader remembers of a feed (from etag on) is no part of its version.
CREATE TABLE feeds (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  url            TEXT NOT NULL UNIQUE CHECK (url <> ''),
  outlet_id      INTEGER REFERENCES outlets (id) ON DELETE SET NULL,
  interval_seconds INTEGER NOT NULL DEFAULT 0 CHECK (interval_seconds >= 0),
  paused         INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),
  fetch_pages    INTEGER NOT NULL DEFAULT 0 CHECK (fetch_pages IN (0, 1)),
  fetch_comments INTEGER NOT NULL DEFAULT 0 CHECK (fetch_comments IN (0, 1)),
  title          TEXT NOT NULL DEFAULT '',
  etag           TEXT NOT NULL DEFAULT '',
  last_modified  TEXT NOT NULL DEFAULT '',
  fetched_at     INTEGER NOT NULL DEFAULT 0,
  last_status    INTEGER NOT NULL DEFAULT 0,
  last_error     TEXT NOT NULL DEFAULT '',
  failures       INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0),
  next_at        INTEGER NOT NULL DEFAULT 0,
  busy_until     INTEGER NOT NULL DEFAULT 0,
  version        INTEGER NOT NULL DEFAULT 1,
  created_at     INTEGER NOT NULL,
  updated_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX feeds_by_next ON feeds (next_at, id) WHERE NOT paused;
CREATE INDEX feeds_by_outlet ON feeds (outlet_id) WHERE outlet_id IS NOT NULL;

-- Every item that a feed has shown, so that it is taken once. fingerprint is of what was taken; review_version is what
-- the review was at when it was stored from here. The document is kept while there is no review, so that a person can say which film is meant.
CREATE TABLE feed_items (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  feed_id        INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
  guid           TEXT NOT NULL CHECK (guid <> ''),
  title          TEXT NOT NULL DEFAULT '',
  url            TEXT NOT NULL DEFAULT '',
  status         TEXT NOT NULL CHECK (status IN ('stored', 'unmatched', 'skipped', 'failed')),
  reason         TEXT NOT NULL DEFAULT '',
  candidates     TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(candidates)),
  film_id        INTEGER REFERENCES films (id) ON DELETE SET NULL,
  review_id      INTEGER REFERENCES reviews (id) ON DELETE SET NULL,
  review_print   TEXT NOT NULL DEFAULT '',
  fingerprint    TEXT NOT NULL DEFAULT '',
  tries          INTEGER NOT NULL DEFAULT 0,
  comments       INTEGER NOT NULL DEFAULT -1,
  document       BLOB,
  created_at     INTEGER NOT NULL,
  updated_at     INTEGER NOT NULL,
  UNIQUE (feed_id, guid)
) STRICT;
CREATE INDEX feed_items_by_status ON feed_items (feed_id, status, id);
CREATE INDEX feed_items_by_film ON feed_items (film_id) WHERE film_id IS NOT NULL;
CREATE INDEX feed_items_by_review ON feed_items (review_id) WHERE review_id IS NOT NULL;
