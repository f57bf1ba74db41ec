package handlers

import "reelscore/models"

// FilmBrief names a film.
type FilmBrief struct {
	ID    int64  `json:"id" binding:"required" minimum:"1" example:"1"`
	Slug  string `json:"slug" binding:"required" maxLength:"120" example:"her-2013"`
	Title string `json:"title" binding:"required" maxLength:"500" example:"Her"`
	Year  *int   `json:"year" binding:"required" extensions:"x-nullable" minimum:"1870" maximum:"2200" example:"2013"`
} //@name FilmBrief

// PersonBrief names a person.
type PersonBrief struct {
	ID   int64  `json:"id" binding:"required" minimum:"1" example:"2"`
	Slug string `json:"slug" binding:"required" example:"joaquin-phoenix" maxLength:"120"`
	Name string `json:"name" binding:"required" example:"Joaquin Phoenix" maxLength:"300"`
} //@name PersonBrief

// OutletBrief names an outlet.
type OutletBrief struct {
	ID   int64  `json:"id" binding:"required" minimum:"1" example:"1"`
	Slug string `json:"slug" binding:"required" maxLength:"120" example:"lantern-film-review"`
	Name string `json:"name" binding:"required" maxLength:"300" example:"Lantern Film Review"`
} //@name OutletBrief

// CriticBrief names a critic.
type CriticBrief struct {
	ID   int64  `json:"id" binding:"required" minimum:"1" example:"1"`
	Slug string `json:"slug" binding:"required" maxLength:"120" example:"mara-lindqvist"`
	Name string `json:"name" binding:"required" maxLength:"300" example:"Mara Lindqvist"`
} //@name CriticBrief

func filmBrief(f *models.Film) FilmBrief {
	return FilmBrief{ID: f.ID, Slug: f.Slug, Title: f.Title, Year: orNull(f.Year)}
}

func outletBrief(o *models.Outlet) OutletBrief {
	return OutletBrief{ID: o.ID, Slug: o.Slug, Name: o.Name}
}
