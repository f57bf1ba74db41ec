package models

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
	"gorm.io/gorm"
)

// fractions are kept apart from the digit before them: the title 8½ is "8 1/2", not "81/2".
var fractions = strings.NewReplacer("½", " 1/2", "⅓", " 1/3", "⅔", " 2/3", "¼", " 1/4", "¾", " 3/4")

// plain are the letters that no decomposition makes plain.
var plain = func() *strings.Replacer {
	var pairs []string
	for _, u := range undecomposed {
		pairs = append(pairs, string(u.letter), u.plain)
	}
	return strings.NewReplacer(pairs...)
}()

// fold lowers s and takes its diacritics away, so that names sort and match as people expect.
func fold(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) < 0 { // Nearly all names, and the way below is long.
		return strings.ToLower(s)
	}
	t := transform.Chain(norm.NFKD, runes.Remove(runes.Predicate(diacritic)), norm.NFKC)
	folded, _, err := transform.String(t, fractions.Replace(s))
	if err != nil { // Only for ill-formed input; the text as it is still sorts.
		folded = s
	}
	return plain.Replace(strings.ToLower(folded))
}

// diacritic tells of the marks that readers may leave out. Those that make another letter are none: the vowel signs of
// Indic scripts, and what turns the kana コ into ゴ.
func diacritic(r rune) bool {
	return unicode.Is(unicode.Mn, r) && unicode.In(r, unicode.Inherited, unicode.Hebrew, unicode.Arabic) && r != '\u3099' && r != '\u309A'
}

// sortKey is what a title or name is sorted by: folded, without a leading English, French, German, Italian or Spanish
// article.
func sortKey(s string) string {
	key := strings.TrimSpace(fold(s))
	for _, article := range []string{"the ", "an ", "a ", "le ", "la ", "les ", "l'", "l’", "der ", "die ", "das ", "el ", "los ", "las ", "il ", "lo "} {
		if rest, found := strings.CutPrefix(key, article); found && rest != "" {
			return rest
		}
	}
	return key
}

// maxSlug bounds a slug; longer ones are cut at a word.
const maxSlug = 80

// slugOf makes the readable part of an address: letters and digits of any script, with a hyphen between words. It is
// never empty, never a number alone (that would be an id) and holds no colon (that would be an outside id).
func slugOf(words string) string {
	parts := strings.FieldsFunc(strings.NewReplacer("'", "", "’", "", "&", " and ").Replace(fold(words)), func(r rune) bool { return !inWord(r) })
	slug := strings.Join(parts, "-")
	for len(slug) > maxSlug {
		cut := strings.LastIndexByte(slug, '-')
		if cut < 1 {
			slug = strings.ToValidUTF8(slug[:maxSlug], "")
			break
		}
		slug = slug[:cut]
	}
	if _, err := strconv.ParseInt(slug, 10, 64); err == nil || slug == "" {
		slug = "n-" + slug
	}
	return strings.TrimSuffix(slug, "-")
}

// freeSlug is slugOf(words), with a number behind it when that one is taken in the table.
func freeSlug(tx *gorm.DB, table, words string) (string, error) {
	base := slugOf(words)
	for slug, n := base, 2; ; slug, n = base+"-"+strconv.Itoa(n), n+1 {
		var taken int64
		if err := tx.Table(table).Where("slug = ?", slug).Count(&taken).Error; err != nil {
			return "", err
		}
		if taken == 0 {
			return slug, nil
		}
	}
}
