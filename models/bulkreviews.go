package models

import (
	"errors"
	"strings"
)

// NewReview is a review to be written in a batch, with what comes with it. FilmID and OutletID of the review are settled,
// each voice has a CriticID or a Name, and each liked film its FilmID if it is known. A rating whose columns are settled as well has no Stating.
type NewReview struct {
	Review
	Notes    []LiveNote
	Comments []Comment
	read     *readRating // set by Rate
}

// outlet is the id of the review's outlet; 0 for none.
func (r *NewReview) outlet() int64 {
	if r.OutletID == nil {
		return 0
	}
	return *r.OutletID
}

// plainColumns are those that nearly every row of a table fills; the others have their defaults.
const plainColumns = "id, film_id, outlet_id, published, source, source_id, version, created_at, updated_at, " + ratingColumnNames

// fullColumns are all columns of a review that can be filled.
const fullColumns = plainColumns + ", title, url, url_key, language, excerpt, spoiler, rights, licence, venue, tags, categories, videos, declared_comments, " +
	"stored_comments, live_note_count, previous_title, previous_url, next_title, next_url, retrieved_at, body"

const ratedVoiceColumns = "review_id, position, role, critic_id, name, " + ratingColumnNames

// insertInto is the statement that inserts a row.
func insertInto(table, columns string) string {
	return "INSERT INTO " + table + " (" + columns + ") VALUES (?" + strings.Repeat(", ?", strings.Count(columns, ",")) + ")"
}

// InsertReviews stores new reviews, in that order, and gives them their ids. Films that stand together are written fastest.
func (b *Batch) InsertReviews(reviews []*NewReview) error {
	if len(reviews) == 0 {
		return nil
	}
	first, err := engineOf(b.tx).reserve(b.turn, "reviews", len(reviews))
	if err != nil {
		return err
	}
	plain := &plainReviews{b: b}
	for i, r := range reviews {
		r.ID, r.Stamp = first+int64(i), Stamp{Version: 1, CreatedAt: b.now, UpdatedAt: b.now}
		if err := b.insertReview(r, plain); err != nil {
			return err
		}
	}
	if err := plain.flush(); err != nil {
		return err
	}
	// What hangs on a review is written behind all of them, so that the engine stays with one table for a while.
	if err := b.insertVoices(reviews); err != nil {
		return err
	}
	for i, r := range reviews {
		if i%64 == 0 {
			b.giveWay()
		}
		if err := b.insertParts(r); err != nil {
			return err
		}
	}
	return b.created(reviews)
}

// changesTogether is how many changes one statement writes: none takes longer than a millisecond.
const changesTogether = 500

// created writes the changes of new reviews, whose ids follow on each other, behind the changes noted before.
func (b *Batch) created(reviews []*NewReview) error {
	if err := b.changes(); err != nil {
		return err
	}
	first, last := reviews[0], reviews[len(reviews)-1]
	for i, r := range reviews {
		if i == 0 || r.FilmID != reviews[i-1].FilmID {
			touch(b.tx, r.FilmID)
		}
	}
	for id := first.ID; id <= last.ID; id += changesTogether {
		b.giveWay()
		if err := b.exec(noteReviews, id, min(id+changesTogether-1, last.ID)); err != nil {
			return err
		}
	}
	return nil
}

// insertReview settles a review, counts it, and writes its row.
func (b *Batch) insertReview(r *NewReview, plain *plainReviews) error {
	read, err := b.settled(r)
	if err != nil {
		return err
	}
	r.RatingColumns = read.columns
	r.URLKey = urlKey(r.URL)
	r.StoredComments, r.LiveNoteCount = len(r.Comments), len(r.Notes)
	if err := b.count(r.FilmID, read.entry); err != nil {
		return err
	}
	if r.plain() && !b.conn.sends() {
		return plain.add(r, read)
	}
	if err := plain.flush(); err != nil {
		return err
	}
	values, err := r.fullValues(read.values)
	if err != nil {
		return err
	}
	return b.exec(insertFull, values...)
}

// firstValues are those of the columns before the version.
func (r *Review) firstValues() []any {
	return append(make([]any, 0, 48), r.ID, r.FilmID, r.outletValue(), string(r.Published), r.Source, r.SourceID)
}

// outletValue is the outlet as the engine takes it.
func (r *Review) outletValue() any {
	if r.OutletID == nil {
		return nil
	}
	return *r.OutletID
}

// fullValues are those of fullColumns; rated are those of the rating.
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
	args := append(append(r.firstValues(), r.Version, r.CreatedAt, r.UpdatedAt), rated...)
	return append(args, r.Title, r.URL, r.URLKey, r.Language, r.Excerpt, r.Spoiler, r.Rights, r.Licence, r.Venue, lists[0], lists[1], lists[2], declared,
		r.StoredComments, r.LiveNoteCount, r.PreviousTitle, r.PreviousURL, r.NextTitle, r.NextURL, r.RetrievedAt, r.Body), nil
}

// settled is the rating of a review: read from what is stated, or as it was settled before.
func (b *Batch) settled(r *NewReview) (*readRating, error) {
	if r.read != nil {
		return r.read, nil
	}
	facts, err := b.factsOf(r.outlet())
	if err != nil {
		return nil, err
	}
	return b.settledAs(r.RatingColumns, r.Stating, facts)
}

func (b *Batch) settledAs(columns RatingColumns, stating *Stated, facts outletFacts) (*readRating, error) {
	if stating != nil || !columns.Rated() {
		return b.read(stating, facts)
	}
	read := &readRating{columns: columns}
	return read, read.complete(facts.weight)
}

// plain tells whether the review has no more than plainColumns, and no id elsewhere.
func (r *NewReview) plain() bool {
	return r.SourceID == "" && r.Title == "" && r.URL == "" && r.Language == "" && r.Excerpt == "" && !r.Spoiler && r.Rights == "full" && r.Licence == "" && r.Venue == "" &&
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
	return nil
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
	insertFull       = insertInto("reviews", fullColumns)
	insertRatedVoice = insertInto("review_voices", ratedVoiceColumns)
)

func (b *Batch) insertVoices(reviews []*NewReview) error {
	unrated, err := unstated()
	if err != nil {
		return err
	}
	const head = "INSERT OR FAIL INTO review_voices (review_id, position, role, critic_id, name, rating_stated) VALUES "
	rows := b.rowsInto(head, "(?, ?, ?, ?, ?, '"+unrated+"')", "")
	authors := b.rowsInto(head, "(?, 0, 'author', ?, '', '"+unrated+"')", "") // Nearly all of them.
	for _, r := range reviews {
		for i := range r.Voices {
			v := &r.Voices[i]
			v.ReviewID, v.Position = r.ID, i
			var critic any
			if v.CriticID != nil {
				critic = *v.CriticID
			}
			switch {
			case v.Stating != nil || v.Rated():
				err = b.insertRatedVoice(r, v)
			case i == 0 && v.Role == "author" && v.Name == "" && !b.conn.sends():
				err = authors.add(r.ID, critic)
			default:
				err = rows.add(r.ID, int64(i), v.Role, critic, v.Name)
			}
			if err != nil {
				return err
			}
		}
	}
	return errors.Join(rows.flush(), authors.flush())
}

func (b *Batch) insertRatedVoice(r *NewReview, v *Voice) error {
	facts, err := b.factsOf(r.outlet())
	if err != nil {
		return err
	}
	read, err := b.settledAs(v.RatingColumns, v.Stating, facts)
	if err != nil {
		return err
	}
	v.RatingColumns = read.columns
	return v.insert(b.turn)
}
