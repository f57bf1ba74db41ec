package models

import "testing"

func TestSlugsOfManyScripts(t *testing.T) {
	for title, want := range map[string]string{
		"Amélie": "amelie", "Der große Ærø-Krimi": "der-grosse-aero-krimi", "8½": "8-1-2", "1917": "n-1917", "WALL·E": "wall-e",
		"ゴジラ": "ゴジラ", "ｇｏｄｚｉｌｌａ": "godzilla", "बाहुबली": "बाहुबली", "괴물": "괴물", "Ёлки": "елки", "שָׁלוֹם": "שלום", "ไทย": "ไทย", "?!": "n", "Robot & Frank": "robot-and-frank",
	} {
		if got := slugOf(title); got != want {
			t.Errorf("%q has the slug %q, want %q", title, got, want)
		}
	}
	if TitleKey("8½") != TitleKey("8 1/2") || TitleKey("Große") != TitleKey("GROSSE") || TitleKey("ゴジラ") == TitleKey("コシラ") {
		t.Error("title keys do not tell what is the same from what is not")
	}
}
