package models

import (
	"strings"
)

// NewReview is a review to be written in a batch, with what comes with it. FilmID and OutletID of the review are settled,
// each voice has a CriticID or a Name, and each liked film its FilmID if it is known. A rating whose columns are settled as well has no Stating.
type NewReview struct {
	Review
	Notes    []LiveNote
	Comments []Comment
}

// plainColumns are those that nearly every row of a table fills; the others have their defaults.
const plainColumns = "id, film_id, outlet_id, published, source, source_id, version, created_at, updated_at, " + ratingColumnNames

// fullColumns are all columns of a review that can be filled.
const fullColumns = plainColumns + ", title, url, url_key, language, excerpt, spoiler, rights, licence, venue, tags, categories, videos, declared_comments, " +
	"stored_comments, live_note_count, previous_title, previous_url, next_title, next_url, retrieved_at, body"

const (
	voiceColumns      = "review_id, position, role, critic_id, name, rating_stated"
	ratedVoiceColumns = "review_id, position, role, critic_id, name, " + ratingColumnNames
)

// insertInto is the statement that inserts a row.
func insertInto(table, columns string) string {
	return "INSERT INTO " + table + " (" + columns + ") VALUES (?" + strings.Repeat(", ?", strings.Count(columns, ",")) + ")"
}

// InsertReviews stores new reviews, in that order, and gives them their ids. Films that stand together are written fastest.
func (b *Batch) InsertReviews(reviews []*NewReview) error {
	if len(reviews) == 0 {
		return nil
	}
	last, err := b.find("SELECT seq FROM sqlite_sequence WHERE name = 'reviews'")
	if err != nil {
		return err
	}
	for i, r := range reviews {
		r.ID, r.Stamp = last+1+int64(i), Stamp{Version: 1, CreatedAt: b.now, UpdatedAt: b.now}
		args, err := b.reviewRow(r)
		if err != nil {
			return err
		}
		text := insertFull
		if r.plain() {
			text = insertPlain
		}
		if err := b.exec(text, args...); err != nil {
			return err
		}
	}
	// What hangs on a review is written behind all of them, so that the engine stays with one table for a while.
	for _, r := range reviews {
		if err := b.insertVoices(r); err != nil {
			return err
		}
	}
	for _, r := range reviews {
		if err := b.insertParts(r); err != nil {
			return err
		}
	}
	return nil
}

// reviewRow settles a review, counts it, and gives the values of plainColumns or fullColumns.
func (b *Batch) reviewRow(r *NewReview) ([]any, error) {
	var outletID int64
	if r.OutletID != nil {
		outletID = *r.OutletID
	}
	facts, err := b.factsOf(outletID)
	if err != nil {
		return nil, err
	}
	read, err := b.settled(&r.Review, facts)
	if err != nil {
		return nil, err
	}
	r.RatingColumns = read.columns
	r.URLKey = urlKey(r.URL)
	r.StoredComments, r.LiveNoteCount = len(r.Comments), len(r.Notes)
	if err := b.count(r.FilmID, read.entry); err != nil {
		return nil, err
	}
	if r.plain() {
		return r.plainValues(read.values), nil
	}
	return r.fullValues(read.values)
}

// plainValues are those of plainColumns; rated are those of the rating.
func (r *Review) plainValues(rated []any) []any {
	var outlet any
	if r.OutletID != nil {
		outlet = *r.OutletID
	}
	args := append(make([]any, 0, 48), r.ID, r.FilmID, outlet, string(r.Published), r.Source, r.SourceID, r.Version, r.CreatedAt, r.UpdatedAt)
	return append(args, rated...)
}

// fullValues are those of fullColumns.
func (r *Review) fullValues(rated []any) ([]any, error) {
	var err error
	lists := [3]string{}
	for i, v := range []any{orNone(r.Tags), orNone(r.Categories), orNone(r.Videos)} {
		if lists[i], err = jsonText(v); err != nil {
			return nil, err
		}
	}
	var declared any
	if r.DeclaredComments != nil {
		declared = *r.DeclaredComments
	}
	return append(r.plainValues(rated), r.Title, r.URL, r.URLKey, r.Language, r.Excerpt, r.Spoiler, r.Rights, r.Licence, r.Venue, lists[0], lists[1], lists[2], declared,
		r.StoredComments, r.LiveNoteCount, r.PreviousTitle, r.PreviousURL, r.NextTitle, r.NextURL, r.RetrievedAt, r.Body), nil
}

// settled is the rating of a review: read from what is stated, or as it was settled before.
func (b *Batch) settled(r *Review, facts outletFacts) (readRating, error) {
	if r.Stating != nil || !r.Rated() {
		return b.read(r.Stating, facts)
	}
	read := readRating{columns: r.RatingColumns}
	return read, read.complete(facts.weight)
}

// plain tells whether the review has no more than plainColumns.
func (r *NewReview) plain() bool {
	return r.Title == "" && r.URL == "" && r.Language == "" && r.Excerpt == "" && !r.Spoiler && r.Rights == "full" && r.Licence == "" && r.Venue == "" &&
		len(r.Tags)+len(r.Categories)+len(r.Videos) == 0 && r.DeclaredComments == nil && r.StoredComments+r.LiveNoteCount == 0 &&
		r.PreviousTitle == "" && r.PreviousURL == "" && r.NextTitle == "" && r.NextURL == "" && r.RetrievedAt == 0 && r.Body == ""
}

// insertParts writes what a review holds in other tables, and what follows from it.
func (b *Batch) insertParts(r *NewReview) error {
	for i, tag := range r.Tags {
		key := fold(tag)
		if !foldedBefore(r.Tags[:i], key) {
			if err := b.exec("INSERT INTO review_tags (tag, review_id) VALUES (?, ?)", key, r.ID); err != nil {
				return err
			}
		}
	}
	if len(r.Liked) > 0 {
		for i := range r.Liked {
			r.Liked[i].ReviewID, r.Liked[i].Position = r.ID, i
		}
		if err := b.tx.Create(&r.Liked).Error; err != nil {
			return err
		}
	}
	if len(r.Notes)+len(r.Comments) > 0 {
		b.remarked = append(b.remarked, r)
	}
	names, err := b.voiceNames(r.Voices)
	if err != nil {
		return err
	}
	title := ""
	if r.Title != "" {
		title = spaced(r.Title)
	}
	b.texts = append(b.texts, searched{reviewText.rowid(r.ID), title, b.words([]string{r.Body, r.Excerpt, r.RatingBlurb}, names)})
	return b.note("review", r.ID, r.FilmID, Created, r.Version)
}

// voiceNames are the names that voices are found by.
func (b *Batch) voiceNames(voices []Voice) ([]string, error) {
	names := make([]string, len(voices))
	for i := range voices {
		names[i] = voices[i].Name
		id := voices[i].CriticID
		if id == nil {
			continue
		}
		name, there := b.known.names[*id]
		if !there {
			if err := b.row("SELECT name FROM critics WHERE id = ?", *id).Scan(&name); err != nil {
				return nil, err
			}
			remember(b.known.names, *id, name)
		}
		names[i] = name
	}
	return names, nil
}

func foldedBefore(tags []string, key string) bool {
	for _, t := range tags {
		if fold(t) == key {
			return true
		}
	}
	return false
}

var (
	insertPlain      = insertInto("reviews", plainColumns)
	insertFull       = insertInto("reviews", fullColumns)
	insertOne        = insertInto("reviews", strings.TrimPrefix(fullColumns, "id, ")) + " RETURNING id" // its values are without the id
	insertVoice      = insertInto("review_voices", voiceColumns)
	insertRatedVoice = insertInto("review_voices", ratedVoiceColumns)
)

func (b *Batch) insertVoices(r *NewReview) error {
	for i := range r.Voices {
		v := &r.Voices[i]
		v.ReviewID, v.Position = r.ID, i
		var critic any
		if v.CriticID != nil {
			critic = *v.CriticID
		}
		var outlet int64
		if r.OutletID != nil {
			outlet = *r.OutletID
		}
		facts, err := b.factsOf(outlet)
		if err != nil {
			return err
		}
		voice := Review{RatingColumns: v.RatingColumns, Stating: v.Stating}
		read, err := b.settled(&voice, facts)
		if err != nil {
			return err
		}
		v.RatingColumns = read.columns
		if !v.Rated() {
			err = b.exec(insertVoice, r.ID, i, v.Role, critic, v.Name, read.values[1])
		} else {
			err = b.exec(insertRatedVoice, append([]any{r.ID, i, v.Role, critic, v.Name}, read.values...)...)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
