package models

import (
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// roman are the numerals that stand in titles of series, as words of a title key. I is left out: it is a word of its own
// far more often than the number of a first part.
var roman = map[string]string{
	"ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "x": "10", "xi": "11", "xii": "12", "xiii": "13",
}

// articles are what a title may lead with, or trail behind a comma ("Matrix, The"), without being another title. Those that
// are another word in English titles (die, i, o, un) are left out.
var articles = map[string]bool{
	"the": true, "a": true, "an": true, "le": true, "la": true, "les": true, "une": true, "der": true, "das": true, "ein": true, "eine": true,
	"el": true, "los": true, "las": true, "il": true, "lo": true, "gli": true,
}

// TitleKey is what titles are compared by: without case, diacritics, punctuation and articles, with "&" as "and" and
// Roman numerals behind the first word as digits. Titles with equal keys may still be of different films; the year and the
// director tell. A title of nothing but signs is its own key.
func TitleKey(title string) string {
	folded := strings.NewReplacer("&", " and ", "'", "", "’", "", "‘", "", "`", "").Replace(fold(title))
	words := strings.FieldsFunc(folded, func(r rune) bool { return !inWord(r) })
	if i := strings.LastIndexByte(folded, ','); i >= 0 && len(words) > 1 && articles[strings.TrimSpace(folded[i+1:])] {
		words = words[:len(words)-1]
	}
	if len(words) > 1 && articles[words[0]] {
		words = words[1:]
	}
	for i := 1; i < len(words); i++ {
		if digits, found := roman[words[i]]; found {
			words[i] = digits
		}
	}
	if len(words) == 0 {
		return strings.TrimSpace(folded)
	}
	return strings.Join(words, " ")
}

// keepTitles writes the keys that a film is found by from another's spelling of its title.
func keepTitles(tx *gorm.DB, f *Film) error {
	if err := tx.Exec("DELETE FROM film_titles WHERE film_id = ?", f.ID).Error; err != nil {
		return err
	}
	for _, title := range []string{f.Title, f.OriginalTitle} {
		if title == "" {
			continue
		}
		row := map[string]any{"title_key": TitleKey(title), "film_id": f.ID}
		if err := tx.Table("film_titles").Clauses(clause.OnConflict{DoNothing: true}).Create(row).Error; err != nil {
			return err
		}
	}
	return nil
}
