package handlers

import (
	"context"

	"reelscore/models"
)

// RequestName is the name that a client gave to a request with the header Idempotency-Key.
type RequestName = models.RequestName

// NamedRequest is what became of a named request.
type NamedRequest = models.NamedRequest

// Once is the mark that a named request leaves with its effect.
type Once = models.Once

// NamedRequest reads what became of a named request.
func (a *API) NamedRequest(ctx context.Context, name RequestName) (row NamedRequest, found bool, err error) {
	return a.Store.NamedRequest(ctx, name)
}

// WithOnce makes the first write under the context leave the name of its request behind.
func (a *API) WithOnce(ctx context.Context, name RequestName) (context.Context, *Once) {
	return models.WithOnce(ctx, name)
}

// KeepAnswer keeps the answer to a named request.
func (a *API) KeepAnswer(ctx context.Context, row *NamedRequest) error {
	return a.Store.KeepAnswer(ctx, row)
}
