package handlers

import (
	"bufio"
	"errors"
	"io"
	"mime"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"reelscore/ingest"
	"reelscore/internal/fault"
	"reelscore/models"
)

// ImportQuery tells how an uploaded file is to be read.
type ImportQuery struct {
	// The file's name, where the form does not give it: it helps to recognise the format, and names the source.
	Name string `form:"name" minLength:"1" maxLength:"300"`
	// The format; found out when left out.
	Format string `form:"format" enums:"ndjson,csv,letterboxd,imdb,movielens,trakt,json-ld"`
	// A set of columns of a known table.
	Preset string `form:"preset" enums:"rotten-tomatoes,tmdb"`
	// Report what would be done, and store nothing.
	DryRun bool `form:"dry_run"`
	// Where the reviews are from, and the namespace of plain film ids; the file's name without its extensions when left out.
	Source string `form:"source" format:"namespace" maxLength:"60"`
	// Which column holds a field, as field=column; several with commas between them.
	Map []string `form:"map" format:"pair" maxItems:"60" maxLength:"300"`
	// The values of fields that rows leave open, as field=value.
	Default []string `form:"default" format:"pair" maxItems:"60" maxLength:"300"`
	// Who wrote the reviews of a personal export that does not say it.
	Critic string `form:"critic" minLength:"1" maxLength:"300"`
	// How 10/11/2018 is to be read; found out when left out.
	Dates string `form:"dates" enums:"dmy,mdy"`
}

// uploadTypes are the media types of an upload that is the body itself.
func uploadTypes() []string {
	return []string{"application/octet-stream", "text/csv", "text/tab-separated-values", "application/x-ndjson"}
}

// CreateImport godoc
// @Summary     Import a file of films and reviews
// @Description The file is the body itself, or the file of a form: own NDJSON, a table, an export of another service, packed or not. It is kept until the import has ended, which goes on by itself, also after a restart. Importing a file again changes only what has changed in it.
// @ID          createImport
// @Tags        imports
// @Accept      octet-stream,mpfd,text/csv,text/tab-separated-values,application/x-ndjson
// @Produce     json
// @Param       query query ImportQuery false "how to read it"
// @Param       file body string true "the file"
// @Success     202 {object} Import
// @Security    bearer
// @Router      /imports [post]
func (a *API) CreateImport(c *gin.Context) error {
	var q ImportQuery
	if err := readQuery(c, &q); err != nil {
		return err
	}
	from, name, err := upload(c)
	if err != nil {
		return err
	}
	job, err := q.job(name)
	if err != nil {
		return err
	}
	// Of all these writes the last one makes the import, and carries the request's name.
	ctx, cancel := detached(c)
	defer cancel()
	if err := a.Store.CreateImport(ctx, &job); err != nil {
		return err
	}
	size, err := a.Store.ReceiveImport(ctx, job.ID, from, a.ImportLimit)
	if err == nil {
		job, err = a.Store.ReceivedImport(c.Request.Context(), job.ID, size)
	}
	if err != nil {
		return errors.Join(received(err), a.Store.DropImport(ctx, job.ID))
	}
	a.Imports.Wake()
	c.Header("Location", "/v1/imports/"+strconv.FormatInt(job.ID, 10))
	return send(c, http.StatusAccepted, job.Version, importWire(&job))
}

// received words what went wrong while a file came in.
func received(err error) error {
	var big *http.MaxBytesError
	var f *fault.Error
	switch {
	case errors.As(err, &big):
		return fault.New(fault.TooLarge, "The file is larger than %d bytes; pack it with gzip, split it, or use the command reelscore import.", big.Limit)
	case errors.As(err, &f):
		return f
	}
	return fault.New(fault.Invalid, "The file did not come in to its end; send it again.").Because(err)
}

// job makes the import.
func (q ImportQuery) job(name string) (models.Import, error) {
	if q.Name != "" {
		name = q.Name
	}
	i := models.Import{
		Name: name, Origin: models.OriginUpload, Source: q.Source, DryRun: q.DryRun, State: models.ImportReceiving,
		Options: models.ImportOptions{Format: q.Format, Preset: q.Preset, Map: pairs(q.Map), Defaults: pairs(q.Default), Critic: q.Critic, Dates: q.Dates},
	}
	if i.Source == "" {
		i.Source = ingest.BaseName(name)
	}
	return i, ingest.CheckImport(&i)
}

func pairs(values []string) map[string]string {
	m := map[string]string{}
	for _, v := range values {
		key, value, _ := strings.Cut(v, "=")
		m[key] = value
	}
	return m
}

// upload finds the file in a request, without reading it.
func upload(c *gin.Context) (from io.Reader, name string, err error) {
	kind, params, err := mime.ParseMediaType(c.GetHeader("Content-Type"))
	switch {
	case err == nil && kind == "multipart/form-data" && params["boundary"] != "":
		return formFile(c)
	case err == nil && slices.Contains(uploadTypes(), kind):
		body := bufio.NewReader(c.Request.Body)
		if _, err := body.Peek(1); errors.Is(err, io.EOF) {
			return nil, "", fault.New(fault.Invalid, "The file is empty.")
		}
		return body, "upload", nil
	}
	return nil, "", fault.New(fault.MediaType, "The file must be the body itself, or the file of a form.").
		In("Content-Type", "must be one of %s, multipart/form-data", strings.Join(uploadTypes(), ", ")).Because(err)
}

// formFile finds the file of a form, which is the form's only part.
func formFile(c *gin.Context) (io.Reader, string, error) {
	refused := fault.New(fault.Invalid, "The form has no file.").At("/file", "send the file as the field file of a multipart form")
	form, err := c.Request.MultipartReader()
	if err != nil {
		return nil, "", refused.Because(err)
	}
	part, err := form.NextPart()
	if err != nil || part.FormName() != "file" {
		return nil, "", refused.Because(err)
	}
	name := path.Base(strings.ReplaceAll(part.FileName(), "\\", "/"))
	if part.FileName() == "" || len(name) > 300 {
		name = "upload"
	}
	return part, name, nil
}
