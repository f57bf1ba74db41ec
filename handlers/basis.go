package handlers

import "reelscore/models"

// Basis is what an answer rests on, see models.Store.Resting.
type Basis = models.Basis
