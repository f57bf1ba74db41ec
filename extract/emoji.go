package extract

import "strings"

// Families of emoji that reviews count: the filled ones, then the empty ones of the same shape.
var families = []struct{ full, empty string }{
	{"❤♥💖💗🧡💛💚💙💜🤎", "🤍🩶🖤♡"},
	{"🟡🔴🟢🔵🟠🟣🟤⬤●⚫", "⚪○◯"},
	{"🟩🟨🟥🟦🟧🟪🟫■⬛", "⬜□"},
	{"🌕", "🌑"},
}

const (
	// symbols are units that lie outside the planes of emoji.
	symbols = "❤♥♡☠☕⬤●○◯■□⚪⚫⬜⬛"
	// things are counted without a label as well; any other emoji only behind one.
	things = "💀☠🍿☕🎬👻🔥🍺🍅🌶🎃🍕🍩🏆💎🩸🔪🧀🍌"
	// halfUnits are half a unit wherever they stand.
	halfUnits = "💔🌗🌓◐"
	// emojiSet is the inside of a character class: pictures of things, but neither faces nor hands.
	emojiSet = symbols + `💔◐\x{1F300}-\x{1F43F}\x{1F451}-\x{1F465}\x{1F47B}-\x{1F480}\x{1F484}-\x{1F549}\x{1F573}-\x{1F57A}\x{1F5A4}\x{1F680}-\x{1F6FF}\x{1F7E0}-\x{1F7EB}\x{1F90D}-\x{1F90E}\x{1F940}-\x{1F94F}\x{1F950}-\x{1F96F}\x{1F980}-\x{1F9CC}\x{1F9E0}-\x{1FA7F}\x{1FA80}-\x{1FAFF}`
)

// asStars writes a run of emoji as stars: "🟡🟡⚪" is two of three, "❤❤💛" two and a half, because the last one differs in
// its colour alone. It is "" for a run of different things, which counts nothing.
func asStars(s string) string {
	var unit rune
	var out, empty strings.Builder
	half := false
	for _, r := range strings.NewReplacer("1/2", "½", "\ufe0f", "", " ", "", "\u00a0", "").Replace(s) {
		switch {
		case r == '½' || strings.ContainsRune(halfUnits, r):
			half = true
		case unit == 0 || r == unit:
			if half || empty.Len() > 0 {
				return ""
			}
			unit = r
			out.WriteRune('★')
		case emptyOf(unit, r):
			empty.WriteRune('☆')
		case !half && empty.Len() == 0 && strings.ContainsRune(families[0].full, unit) && strings.ContainsRune(families[0].full, r):
			half = true
		default:
			return ""
		}
	}
	if half {
		out.WriteRune('½')
	}
	return out.String() + empty.String()
}

// emptyOf reports whether a rune is the empty unit of a family; black and white may stand for either.
func emptyOf(unit, r rune) bool {
	for _, f := range families {
		if strings.ContainsRune(f.full+f.empty, unit) {
			return strings.ContainsRune(f.empty, r) || strings.ContainsRune("⚫⬛🖤", r) && strings.ContainsRune(f.full+f.empty, r)
		}
	}
	return false
}

// counted reports whether a run of emoji may be a rating without a label: a known unit, or empty ones beside it.
func counted(s string) bool {
	for _, r := range s {
		if strings.ContainsRune(things, r) {
			return true
		}
		for _, f := range families {
			if strings.ContainsRune(f.full+f.empty, r) {
				return true
			}
		}
	}
	return false
}
