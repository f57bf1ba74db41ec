-- +goose Up
-- What lists are filtered by, in the order in which they are sorted by default; other orders look few rows up and walk past
-- many (see models/lookup.go). Reviews without the value are in none of these.
CREATE INDEX reviews_by_language_date ON reviews (language, published, id) WHERE language <> '';
CREATE INDEX reviews_by_verdict_date ON reviews (verdict, published, id) WHERE verdict <> '';
CREATE INDEX reviews_unrated_by_date ON reviews (score, published, id) WHERE score = -1;
CREATE INDEX film_scores_by_verdict ON film_scores (verdict, film_id);
CREATE INDEX feed_items_in_order ON feed_items (feed_id, id);
