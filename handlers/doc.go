package handlers

// What follows is the head of the OpenAPI document; docs/gen reads it together with the annotations of the endpoints.

// @title       Reelscore
// @version     1
// @description Every review of a film, on one scale from 0 to 100, and a score for each film that can be explained down to the last review.
// @description
// @description Reading is public. Writing needs a key (`Authorization: Bearer rs_...`) with the scope that the operation names.
// @description Lists come in pages: follow `next` until it is null. What went wrong comes as `application/problem+json` with the fields at fault and the remedy.
// @license.name Apache-2.0
// @license.url  https://www.apache.org/licenses/LICENSE-2.0
// @contact.name Reelscore
// @BasePath    /v1
// @accept      json
// @produce     json

// @securityDefinitions.apikey bearer
// @in                         header
// @name                       Authorization
// @description                A key made by `reelscore keys create`.

// @tag.name        films
// @tag.description Films and what is known about them.
// @tag.name        reviews
// @tag.description Reviews of films, with their ratings, voices, comments and live notes.
// @tag.name        scores
// @tag.description What all reviews of a film come to, explained down to the last one.
// @tag.name        search
// @tag.description Search through films, people, outlets, critics and reviews.
// @tag.name        people
// @tag.description The people in the credits of films.
// @tag.name        outlets
// @tag.description Where reviews appear: magazines, blogs, programmes.
// @tag.name        critics
// @tag.description Who writes reviews.
// @tag.name        scales
// @tag.description The scales that ratings are given on.
// @tag.name        ratings
// @tag.description Read and convert ratings; nothing is stored.
// @tag.name        ingest
// @tag.description Turn pages, feeds and exports of other services into reviews.
// @tag.name        imports
// @tag.description Files of films and reviews on their way into the collection.
// @tag.name        exports
// @tag.description The collection as a file.
// @tag.name        changes
// @tag.description What has changed, in order.
// @tag.name        keys
// @tag.description The keys that writes need.
// @tag.name        system
// @tag.description The state of the server.
