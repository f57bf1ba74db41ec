-- +goose Up
-- Unknown is '' for texts, 0 for years and minutes, -1 for scores; every one of these columns can so stand in an index
-- that a list walks without a special case for NULL. Scores are thousandths of the common scale, rating values
-- millionths, times milliseconds since 1970 in UTC.

CREATE TABLE films (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  slug           TEXT NOT NULL UNIQUE CHECK (slug <> ''),
  title          TEXT NOT NULL CHECK (title <> ''),
  sort_title     TEXT NOT NULL,
  original_title TEXT NOT NULL DEFAULT '',
  year           INTEGER NOT NULL DEFAULT 0 CHECK (year = 0 OR year BETWEEN 1870 AND 2200),
  released       TEXT NOT NULL DEFAULT '',
  runtime        INTEGER NOT NULL DEFAULT 0 CHECK (runtime BETWEEN 0 AND 60000),
  tagline        TEXT NOT NULL DEFAULT '',
  synopsis       TEXT NOT NULL DEFAULT '',
  languages      TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(languages)),
  countries      TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(countries)),
  genres         TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(genres)),
  external_ids   TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(external_ids)),
  videos         TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(videos)),
  links          TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(links)),
  version        INTEGER NOT NULL DEFAULT 1,
  created_at     INTEGER NOT NULL,
  updated_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX films_by_title ON films (sort_title, id);
CREATE INDEX films_by_year ON films (year, id);
CREATE INDEX films_by_runtime ON films (runtime, id);

-- The lookups below repeat what the film's own row holds as JSON: the row answers a film in one read, these find it.
CREATE TABLE film_genres (
  film_id INTEGER NOT NULL REFERENCES films (id) ON DELETE CASCADE,
  genre   TEXT NOT NULL,
  PRIMARY KEY (genre, film_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX film_genres_by_film ON film_genres (film_id);

-- Titles by their key (see models/titlekey.go), original titles too.
CREATE TABLE film_titles (
  title_key TEXT NOT NULL,
  film_id   INTEGER NOT NULL REFERENCES films (id) ON DELETE CASCADE,
  PRIMARY KEY (title_key, film_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX film_titles_by_film ON film_titles (film_id);

CREATE TABLE film_ids (
  namespace TEXT NOT NULL,
  value     TEXT NOT NULL,
  film_id   INTEGER NOT NULL REFERENCES films (id) ON DELETE CASCADE,
  PRIMARY KEY (namespace, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX film_ids_by_film ON film_ids (film_id);

CREATE TABLE people (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  slug         TEXT NOT NULL UNIQUE CHECK (slug <> ''),
  name         TEXT NOT NULL CHECK (name <> ''),
  sort_name    TEXT NOT NULL,
  bio          TEXT NOT NULL DEFAULT '',
  born         TEXT NOT NULL DEFAULT '',
  external_ids TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(external_ids)),
  links        TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(links)),
  version      INTEGER NOT NULL DEFAULT 1,
  created_at   INTEGER NOT NULL,
  updated_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX people_by_name ON people (sort_name, id);

CREATE TABLE people_ids (
  namespace TEXT NOT NULL,
  value     TEXT NOT NULL,
  person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  PRIMARY KEY (namespace, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX people_ids_by_person ON people_ids (person_id);

CREATE TABLE film_credits (
  film_id   INTEGER NOT NULL REFERENCES films (id) ON DELETE CASCADE,
  position  INTEGER NOT NULL CHECK (position >= 0),
  person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE RESTRICT,
  role      TEXT NOT NULL CHECK (role <> ''),
  character TEXT NOT NULL DEFAULT '',
  billing   INTEGER NOT NULL DEFAULT 0 CHECK (billing >= 0),
  PRIMARY KEY (film_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX film_credits_by_person ON film_credits (person_id, role, film_id);

CREATE TABLE outlets (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  slug          TEXT NOT NULL UNIQUE CHECK (slug <> ''),
  name          TEXT NOT NULL CHECK (name <> ''),
  sort_name     TEXT NOT NULL,
  url           TEXT NOT NULL DEFAULT '',
  feed_url      TEXT NOT NULL DEFAULT '',
  description   TEXT NOT NULL DEFAULT '',
  language      TEXT NOT NULL DEFAULT '',
  default_scale TEXT NOT NULL DEFAULT '',
  weight        INTEGER NOT NULL DEFAULT 1000 CHECK (weight BETWEEN 0 AND 100000),
  sample        INTEGER NOT NULL DEFAULT 0 CHECK (sample IN (0, 1)),
  version       INTEGER NOT NULL DEFAULT 1,
  created_at    INTEGER NOT NULL,
  updated_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX outlets_by_name ON outlets (sort_name, id);

CREATE TABLE critics (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  slug       TEXT NOT NULL UNIQUE CHECK (slug <> ''),
  name       TEXT NOT NULL CHECK (name <> ''),
  sort_name  TEXT NOT NULL,
  bio        TEXT NOT NULL DEFAULT '',
  links      TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(links)),
  version    INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX critics_by_name ON critics (sort_name, id);

CREATE TABLE critic_outlets (
  critic_id INTEGER NOT NULL REFERENCES critics (id) ON DELETE CASCADE,
  outlet_id INTEGER NOT NULL REFERENCES outlets (id) ON DELETE CASCADE,
  PRIMARY KEY (critic_id, outlet_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX critic_outlets_by_outlet ON critic_outlets (outlet_id);

-- The body stands last, so that a list reads a row without walking through it. rating_stated is what was said about the
-- rating beside its text (scale, best, worst, lowest, blurb): what a second reading starts from.
CREATE TABLE reviews (
  id                INTEGER PRIMARY KEY AUTOINCREMENT,
  film_id           INTEGER NOT NULL REFERENCES films (id) ON DELETE RESTRICT,
  outlet_id         INTEGER REFERENCES outlets (id) ON DELETE RESTRICT,
  title             TEXT NOT NULL DEFAULT '',
  url               TEXT NOT NULL DEFAULT '',
  url_key           TEXT NOT NULL DEFAULT '',
  language          TEXT NOT NULL DEFAULT '',
  published         TEXT NOT NULL DEFAULT '',
  excerpt           TEXT NOT NULL DEFAULT '',
  rating_raw        TEXT NOT NULL DEFAULT '',
  rating_stated     TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(rating_stated)),
  rating_text       TEXT NOT NULL DEFAULT '',
  rating_value      INTEGER,
  rating_best       INTEGER,
  rating_worst      INTEGER,
  rating_lowest     INTEGER,
  rating_scale      TEXT NOT NULL DEFAULT '',
  rating_kind       TEXT NOT NULL DEFAULT '',
  rating_blurb      TEXT NOT NULL DEFAULT '',
  rating_method     TEXT NOT NULL DEFAULT '',
  rating_flags      INTEGER NOT NULL DEFAULT 0,
  score             INTEGER NOT NULL DEFAULT -1 CHECK (score BETWEEN -1 AND 100000),
  verdict           TEXT NOT NULL DEFAULT '' CHECK (verdict IN ('', 'positive', 'mixed', 'negative')),
  spoiler           INTEGER NOT NULL DEFAULT 0 CHECK (spoiler IN (0, 1)),
  rights            TEXT NOT NULL DEFAULT 'full' CHECK (rights IN ('full', 'excerpt', 'link')),
  licence           TEXT NOT NULL DEFAULT '',
  venue             TEXT NOT NULL DEFAULT '',
  tags              TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tags)),
  categories        TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(categories)),
  videos            TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(videos)),
  declared_comments INTEGER CHECK (declared_comments >= 0),
  stored_comments   INTEGER NOT NULL DEFAULT 0 CHECK (stored_comments >= 0),
  live_note_count   INTEGER NOT NULL DEFAULT 0 CHECK (live_note_count >= 0),
  previous_title    TEXT NOT NULL DEFAULT '',
  previous_url      TEXT NOT NULL DEFAULT '',
  next_title        TEXT NOT NULL DEFAULT '',
  next_url          TEXT NOT NULL DEFAULT '',
  source            TEXT NOT NULL DEFAULT '',
  source_id         TEXT NOT NULL DEFAULT '',
  retrieved_at      INTEGER NOT NULL DEFAULT 0,
  version           INTEGER NOT NULL DEFAULT 1,
  created_at        INTEGER NOT NULL,
  updated_at        INTEGER NOT NULL,
  body              TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX reviews_by_film_date ON reviews (film_id, published, id);
CREATE INDEX reviews_by_film_score ON reviews (film_id, score, id);
CREATE INDEX reviews_by_outlet_date ON reviews (outlet_id, published, id);
CREATE INDEX reviews_by_date ON reviews (published, id);
CREATE INDEX reviews_by_score ON reviews (score, id);
CREATE UNIQUE INDEX reviews_by_url ON reviews (url_key, film_id) WHERE url_key <> '';
CREATE UNIQUE INDEX reviews_by_source ON reviews (source, source_id) WHERE source_id <> '';

CREATE TABLE review_tags (
  tag       TEXT NOT NULL,
  review_id INTEGER NOT NULL REFERENCES reviews (id) ON DELETE CASCADE,
  PRIMARY KEY (tag, review_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX review_tags_by_review ON review_tags (review_id);

-- "See it if you liked": the other film by its title as written, and by its row when it is known.
CREATE TABLE review_likes (
  review_id INTEGER NOT NULL REFERENCES reviews (id) ON DELETE CASCADE,
  position  INTEGER NOT NULL CHECK (position >= 0),
  title     TEXT NOT NULL CHECK (title <> ''),
  film_id   INTEGER REFERENCES films (id) ON DELETE SET NULL,
  PRIMARY KEY (review_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX review_likes_by_film ON review_likes (film_id) WHERE film_id IS NOT NULL;

CREATE TABLE review_voices (
  review_id     INTEGER NOT NULL REFERENCES reviews (id) ON DELETE CASCADE,
  position      INTEGER NOT NULL CHECK (position >= 0),
  role          TEXT NOT NULL CHECK (role IN ('author', 'host', 'guest', 'quoted')),
  critic_id     INTEGER REFERENCES critics (id) ON DELETE RESTRICT,
  name          TEXT NOT NULL DEFAULT '',
  rating_raw    TEXT NOT NULL DEFAULT '',
  rating_stated TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(rating_stated)),
  rating_text   TEXT NOT NULL DEFAULT '',
  rating_value  INTEGER,
  rating_best   INTEGER,
  rating_worst  INTEGER,
  rating_lowest INTEGER,
  rating_scale  TEXT NOT NULL DEFAULT '',
  rating_kind   TEXT NOT NULL DEFAULT '',
  rating_blurb  TEXT NOT NULL DEFAULT '',
  rating_method TEXT NOT NULL DEFAULT '',
  rating_flags  INTEGER NOT NULL DEFAULT 0,
  score         INTEGER NOT NULL DEFAULT -1 CHECK (score BETWEEN -1 AND 100000),
  verdict       TEXT NOT NULL DEFAULT '' CHECK (verdict IN ('', 'positive', 'mixed', 'negative')),
  PRIMARY KEY (review_id, position),
  -- A host may be heard without being named.
  CHECK (critic_id IS NOT NULL OR name <> '' OR role = 'host')
) STRICT, WITHOUT ROWID;
CREATE INDEX review_voices_by_critic ON review_voices (critic_id, review_id) WHERE critic_id IS NOT NULL;

CREATE TABLE live_notes (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  review_id      INTEGER NOT NULL REFERENCES reviews (id) ON DELETE CASCADE,
  film_id        INTEGER NOT NULL REFERENCES films (id) ON DELETE RESTRICT,
  offset_seconds INTEGER NOT NULL CHECK (offset_seconds BETWEEN 0 AND 3600000),
  text           TEXT NOT NULL CHECK (text <> ''),
  version        INTEGER NOT NULL DEFAULT 1,
  created_at     INTEGER NOT NULL,
  updated_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX live_notes_by_review ON live_notes (review_id, offset_seconds, id);
CREATE INDEX live_notes_by_film ON live_notes (film_id, offset_seconds, id);

CREATE TABLE comments (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  review_id  INTEGER NOT NULL REFERENCES reviews (id) ON DELETE CASCADE,
  parent_id  INTEGER REFERENCES comments (id) ON DELETE SET NULL,
  name       TEXT NOT NULL DEFAULT '',
  url        TEXT NOT NULL DEFAULT '',
  posted     TEXT NOT NULL DEFAULT '',
  body       TEXT NOT NULL CHECK (body <> ''),
  version    INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX comments_by_review ON comments (review_id, id);
CREATE INDEX comments_by_parent ON comments (parent_id) WHERE parent_id IS NOT NULL;

-- Scales that a collection adds to the built-in ones. A scale of named grades alone has no ends.
CREATE TABLE scales (
  id         TEXT PRIMARY KEY,
  name       TEXT NOT NULL CHECK (name <> ''),
  kind       TEXT NOT NULL,
  best       INTEGER,
  worst      INTEGER,
  step       INTEGER NOT NULL DEFAULT 0 CHECK (step >= 0),
  labels     TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(labels)),
  positive   INTEGER NOT NULL CHECK (positive BETWEEN 0 AND 100000),
  negative   INTEGER NOT NULL CHECK (negative BETWEEN 0 AND 100000),
  version    INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  CHECK (best <> worst),
  CHECK ((best IS NULL) = (worst IS NULL)),
  CHECK (negative < positive)
) STRICT, WITHOUT ROWID;

-- The score rollup: one row a film from the film's first moment, kept in the transaction of every review write. The
-- tally is the exact multiset of ratings (see rating.Tally); the other columns are derived from it, for lists to walk.
CREATE TABLE film_scores (
  film_id    INTEGER PRIMARY KEY REFERENCES films (id) ON DELETE CASCADE,
  reviews    INTEGER NOT NULL DEFAULT 0 CHECK (reviews >= 0),
  rated      INTEGER NOT NULL DEFAULT 0 CHECK (rated BETWEEN 0 AND reviews),
  positive   INTEGER NOT NULL DEFAULT 0 CHECK (positive >= 0),
  mixed      INTEGER NOT NULL DEFAULT 0 CHECK (mixed >= 0),
  negative   INTEGER NOT NULL DEFAULT 0 CHECK (negative >= 0),
  mean       INTEGER NOT NULL DEFAULT -1 CHECK (mean BETWEEN -1 AND 100000),
  bayes      INTEGER NOT NULL DEFAULT -1 CHECK (bayes BETWEEN -1 AND 100000),
  spread     INTEGER NOT NULL DEFAULT -1 CHECK (spread BETWEEN -1 AND 100000),
  sum        INTEGER NOT NULL DEFAULT 0 CHECK (sum >= 0),
  verdict    TEXT NOT NULL DEFAULT '' CHECK (verdict IN ('', 'positive', 'mixed', 'negative')),
  tally      BLOB NOT NULL,
  version    INTEGER NOT NULL DEFAULT 1,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX film_scores_by_mean ON film_scores (mean, film_id);
CREATE INDEX film_scores_by_bayes ON film_scores (bayes, film_id);
CREATE INDEX film_scores_by_spread ON film_scores (spread, film_id);
CREATE INDEX film_scores_by_reviews ON film_scores (reviews, film_id);

-- The one row that the bayes figure of every film shrinks towards. rated and sum follow every write; mean, the prior in
-- force, follows them in steps (see models/prior.go), so that a single review does not rewrite every film.
CREATE TABLE score_prior (
  id    INTEGER PRIMARY KEY CHECK (id = 1),
  rated INTEGER NOT NULL CHECK (rated >= 0),
  sum   INTEGER NOT NULL CHECK (sum >= 0),
  mean  INTEGER NOT NULL CHECK (mean BETWEEN -1 AND 100000)
) STRICT;
INSERT INTO score_prior (id, rated, sum, mean) VALUES (1, 0, 0, -1);

-- Full-text index without a copy of the texts: models/words.go folds and splits them before they come here, and
-- models/searchindex.go says what a rowid stands for.
CREATE VIRTUAL TABLE search_index USING fts5 (
  title, body, content = '', contentless_delete = 1, prefix = '2 3',
  tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* Co'"
);

CREATE TABLE changes (
  seq         INTEGER PRIMARY KEY AUTOINCREMENT,
  at          INTEGER NOT NULL,
  resource    TEXT NOT NULL,
  resource_id TEXT NOT NULL,
  film_id     INTEGER NOT NULL DEFAULT 0,
  action      TEXT NOT NULL CHECK (action IN ('created', 'updated', 'deleted')),
  version     INTEGER NOT NULL
) STRICT;

-- configured marks the key that comes from REELSCORE_ADMIN_KEY. A key is revoked, never deleted.
CREATE TABLE keys (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  name         TEXT NOT NULL CHECK (name <> ''),
  prefix       TEXT NOT NULL UNIQUE,
  hash         BLOB NOT NULL CHECK (length(hash) = 32),
  scopes       TEXT NOT NULL CHECK (json_valid(scopes)),
  configured   INTEGER NOT NULL DEFAULT 0 CHECK (configured IN (0, 1)),
  expires_at   INTEGER NOT NULL DEFAULT 0,
  last_used_at INTEGER NOT NULL DEFAULT 0,
  revoked_at   INTEGER NOT NULL DEFAULT 0,
  version      INTEGER NOT NULL DEFAULT 1,
  created_at   INTEGER NOT NULL,
  updated_at   INTEGER NOT NULL
) STRICT;
