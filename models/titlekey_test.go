package models

import "testing"

func TestTitleKeysJoinSpellingsOfOneTitle(t *testing.T) {
	for _, same := range [][]string{
		{"The Matrix", "Matrix, The", "MATRIX", "matrix"},
		{"Amélie", "Amelie", "AMÉLIE"},
		{"Robot & Frank", "Robot and Frank"},
		{"Rocky II", "Rocky 2"},
		{"Le Fabuleux Destin d'Amélie Poulain", "Fabuleux destin d’Amelie Poulain, Le"},
		{"2001: A Space Odyssey", "2001 – a space odyssey"},
		{"Spider-Man", "Spider Man"},
		{"Ocean's Eleven", "Oceans Eleven", "Ocean’s Eleven"},
		{"千と千尋の神隠し", " 千と千尋の神隠し "},
	} {
		for _, title := range same[1:] {
			if TitleKey(title) != TitleKey(same[0]) {
				t.Errorf("%q has the key %q, %q has %q", title, TitleKey(title), same[0], TitleKey(same[0]))
			}
		}
	}
}

func TestTitleKeysKeepTitlesApart(t *testing.T) {
	seen := map[string]string{}
	for _, title := range []string{"Rocky", "Rocky II", "Rocky III", "V", "M", "A", "I", "X", "It", "Her", "Heroes", "10", "???", "!", "The The", "Alien", "Aliens", "Die Hard", "Hard", "I, Robot"} {
		key := TitleKey(title)
		if key == "" || seen[key] != "" {
			t.Errorf("%q has the key %q of %q", title, key, seen[key])
		}
		seen[key] = title
	}
}
