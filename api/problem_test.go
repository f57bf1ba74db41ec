package api

import (
	"encoding/json"
	"testing"

	"reelscore/docs"
	"reelscore/internal/fault"
)

func TestExamplesOfProblemsAreWhatIsSent(t *testing.T) {
	var doc struct {
		Components struct {
			Responses map[string]struct {
				Content map[string]struct {
					Example struct {
						Status      int
						Title, Code string
					}
				}
			}
		}
	}
	if err := json.Unmarshal(docs.OpenAPI(), &doc); err != nil {
		t.Fatal(err)
	}
	if len(doc.Components.Responses) < 10 {
		t.Fatalf("the document has %d shared answers", len(doc.Components.Responses))
	}
	for name, r := range doc.Components.Responses {
		e := r.Content["application/problem+json"].Example
		if sent := answers[fault.Code(e.Code)]; sent.status != e.Status || sent.title != e.Title {
			t.Errorf("%s shows %d %q, but %d %q is sent", name, e.Status, e.Title, sent.status, sent.title)
		}
	}
}
