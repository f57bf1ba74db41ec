package api_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"reelscore/internal/testkit"
)

// TestPopularListsAreMadeBeforeABatchMakesThemOld asks for a list that clients ask for often, behind an import.
func TestPopularListsAreMadeBeforeABatchMakesThemOld(t *testing.T) {
	s := testkit.Start(t)
	s.RunImports()
	const popular = "/v1/reviews?sort=-added&limit=1&total=true"
	ask := func(path string, want int) (asked int64) {
		t.Helper()
		var answer page
		before := s.Queries()
		s.Get(path, "Authorization", "").Want(200, &answer) // A key would be read again.
		if path == popular && answer.Total != want {
			t.Fatalf("%d reviews, not %d: %+v", answer.Total, want, answer)
		}
		return s.Queries() - before
	}
	fromMemory := false
	for n := range 5 { // A server that lost sight of its database forgets all, as it must, but not five times in a row.
		for range 2 { // It is asked for again behind a write.
			s.Do(http.MethodPost, "/v1/films", map[string]any{"title": "Her"}).Want(201, nil)
			time.Sleep(250 * time.Millisecond) // Our own writes are not taken for those of another program, which are seen by then.
			ask(popular, n)
		}
		rare := fmt.Sprintf("/v1/reviews?sort=-added&limit=%d", 2+n)
		ask(rare, n)
		upload(t, s, fmt.Sprintf("?name=%d.csv", n), fmt.Sprintf("title,year,outlet,rating,date\nBrazil,1985,The Kettle,3/5,2014-01-%02d\n", n+1))
		if again := ask(popular, n+1); again == 0 {
			fromMemory = true
		}
		if ask(rare, n) == 0 {
			t.Error("a list that was asked for once came from memory behind a write")
		}
	}
	if !fromMemory {
		t.Error("the list was never made ahead")
	}
}
