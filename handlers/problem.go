package handlers

// Problem is the answer to everything that went wrong (RFC 9457).
type Problem struct {
	Type      string         `json:"type" binding:"required" maxLength:"200" example:"urn:reelscore:problem:not_found"`
	Title     string         `json:"title" binding:"required" maxLength:"200" example:"Not found"`
	Status    int            `json:"status" binding:"required" minimum:"400" maximum:"599" example:"404"`
	Detail    string         `json:"detail" binding:"required" maxLength:"4000" example:"There is no film \"hers\"."`
	Code      string         `json:"code" binding:"required" maxLength:"60" example:"not_found"`
	RequestID string         `json:"request_id" binding:"required" maxLength:"100" example:"01JD3V7K2Q"`
	Errors    []ProblemField `json:"errors,omitempty" maxItems:"1000"`
	// The films that a page may be about, when that cannot be told.
	Candidates []FilmMatch `json:"candidates,omitempty" maxItems:"1000"`
	// What was read of a page that cannot be stored as it is.
	Draft *Draft `json:"draft,omitempty"`
} //@name Problem

// ProblemField is one field at fault, with its remedy.
type ProblemField struct {
	Pointer   string `json:"pointer,omitempty" maxLength:"2000" example:"/rating/raw"`
	Parameter string `json:"parameter,omitempty" maxLength:"200"`
	Message   string `json:"message" binding:"required" maxLength:"2000" example:"is required"`
} //@name ProblemField
