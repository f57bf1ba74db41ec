// Package client uses the API through a client that is generated from the document: that it compiles is half of the test.
package client

import (
	"context"
	"net/http"
	"os"
	"testing"
	"time"

	"reelscoreclient/reelscore"
)

func TestGeneratedClient(t *testing.T) {
	withKey := reelscore.WithRequestEditorFn(func(_ context.Context, r *http.Request) error {
		r.Header.Set("Authorization", "Bearer "+os.Getenv("REELSCORE_KEY"))
		return nil
	})
	c, err := reelscore.NewClientWithResponses(os.Getenv("REELSCORE_URL"), withKey)
	if err != nil {
		t.Fatal(err)
	}
	year := int32(2001)
	title := "Generated " + time.Now().Format(time.RFC3339Nano)
	made, err := c.CreateFilmWithResponse(t.Context(), nil, reelscore.FilmInput{Title: title, Year: &year})
	if err != nil || made.JSON201 == nil {
		t.Fatalf("create: %v %s", err, made.Body)
	}
	film := made.JSON201.Slug
	read, err := c.GetFilmWithResponse(t.Context(), film, nil)
	if err != nil || read.JSON200 == nil || read.JSON200.Title != title || *read.JSON200.Year != year {
		t.Fatalf("read: %v %s", err, read.Body)
	}
	tag := read.HTTPResponse.Header.Get("ETag")
	unchanged, err := c.GetFilmWithResponse(t.Context(), film, &reelscore.GetFilmParams{IfNoneMatch: &tag})
	if err != nil || unchanged.StatusCode() != http.StatusNotModified {
		t.Fatalf("read again: %v %d", err, unchanged.StatusCode())
	}
	limit := int32(0)
	refused, err := c.ListFilmsWithResponse(t.Context(), &reelscore.ListFilmsParams{Limit: &limit})
	if err != nil || refused.ApplicationproblemJSON400 == nil || *(*refused.ApplicationproblemJSON400.Errors)[0].Parameter != "limit" {
		t.Fatalf("list: %v %s", err, refused.Body)
	}
	gone, err := c.DeleteFilmWithResponse(t.Context(), film, &reelscore.DeleteFilmParams{IfMatch: &tag})
	if err != nil || gone.StatusCode() != http.StatusNoContent {
		t.Fatalf("delete: %v %s", err, gone.Body)
	}
}
