-- +goose Up
-- What lists are filtered by, in the order in which they are sorted by default; verdicts by score, which they go with, so that a
-- list by score would be walked for long. In other orders few rows are looked up, and many are walked past (see
-- models/lookup.go). Reviews without the value are in none of these.
CREATE INDEX reviews_by_language_date ON reviews (language, published, id) WHERE language <> '';
CREATE INDEX reviews_by_verdict_score ON reviews (verdict, score, id) WHERE verdict <> '';
CREATE INDEX reviews_unrated_by_date ON reviews (score, published, id) WHERE score = -1;
CREATE INDEX film_scores_by_verdict ON film_scores (verdict, mean, film_id);
CREATE INDEX feed_items_in_order ON feed_items (feed_id, id);
