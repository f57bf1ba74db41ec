-- +goose Up

-- Requests that named themselves (Idempotency-Key), with their answers. A row without a status is written in the
-- transaction of the request's own effect; the answer follows when it is made. The body is sealed with the caller's key.
CREATE TABLE named_requests (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  key_id      INTEGER NOT NULL REFERENCES keys (id) ON DELETE CASCADE,
  method      TEXT NOT NULL,
  path        TEXT NOT NULL,
  name        TEXT NOT NULL CHECK (name <> ''),
  fingerprint BLOB,
  status      INTEGER NOT NULL DEFAULT 0,
  headers     TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(headers)),
  body        BLOB,
  at          INTEGER NOT NULL,
  UNIQUE (key_id, method, path, name)
) STRICT;
CREATE INDEX named_requests_by_time ON named_requests (at);
