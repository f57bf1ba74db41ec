package handlers

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"reelscore/internal/fault"
	"reelscore/models"
)

// Import is a file on its way into the collection, or what became of it.
type Import struct {
	ID int64 `json:"id" binding:"required" minimum:"1" example:"1"`
	// The file's name.
	Name string `json:"name" binding:"required" maxLength:"300" example:"ratings.csv"`
	// Where the reviews are from, and the namespace of plain film ids.
	Source string `json:"source" binding:"required" maxLength:"60" example:"ratings"`
	// An upload, or a file that a command reads.
	Origin  string        `json:"origin" binding:"required" enums:"upload,file" example:"upload"`
	DryRun  bool          `json:"dry_run" binding:"required"`
	Options ImportOptions `json:"options" binding:"required"`
	State   string        `json:"state" binding:"required" enums:"receiving,waiting,running,done,failed,cancelled" example:"done"`
	// What is wrong with the file, and where, when it could not be read to its end.
	Error *string `json:"error" binding:"required" extensions:"x-nullable" maxLength:"4000"`
	// The size of the file, and how much of it has been read.
	SizeBytes int64 `json:"size_bytes" binding:"required" minimum:"0" example:"20480"`
	BytesRead int64 `json:"bytes_read" binding:"required" minimum:"0" example:"20480"`
	// How many rows have been taken in.
	Rows   int64        `json:"rows" binding:"required" minimum:"0" example:"3"`
	Counts ImportCounts `json:"counts" binding:"required"`
	// Rows whose rating has a flag; the report names them.
	Flagged       int64  `json:"flagged" binding:"required" minimum:"0"`
	RowsPerSecond *int64 `json:"rows_per_second" binding:"required" extensions:"x-nullable" minimum:"0" example:"20000"`
	// How long it will take still, as far as that can be told.
	SecondsLeft *int64     `json:"seconds_left" binding:"required" extensions:"x-nullable" minimum:"0"`
	StartedAt   *time.Time `json:"started_at" binding:"required" extensions:"x-nullable"`
	FinishedAt  *time.Time `json:"finished_at" binding:"required" extensions:"x-nullable"`
	Version     int64      `json:"version" binding:"required" minimum:"1" example:"1"`
	CreatedAt   time.Time  `json:"created_at" binding:"required"`
	UpdatedAt   time.Time  `json:"updated_at" binding:"required"`
} //@name Import

// ImportCounts counts rows by what became of them.
type ImportCounts struct {
	Created   int64 `json:"created" binding:"required" minimum:"0" example:"2"`
	Updated   int64 `json:"updated" binding:"required" minimum:"0"`
	Unchanged int64 `json:"unchanged" binding:"required" minimum:"0"`
	// Rows that say the same as an earlier one.
	Duplicate int64 `json:"duplicate" binding:"required" minimum:"0"`
	// Rows that are no film and no review, such as series.
	Skipped int64 `json:"skipped" binding:"required" minimum:"0"`
	// Rows whose film has to be named.
	Unmatched int64 `json:"unmatched" binding:"required" minimum:"0"`
	Rejected  int64 `json:"rejected" binding:"required" minimum:"0" example:"1"`
} //@name ImportCounts

// ImportOptions tell how the file is read.
type ImportOptions struct {
	Format   *string           `json:"format" binding:"required" extensions:"x-nullable" maxLength:"20" example:"csv"`
	Preset   *string           `json:"preset" binding:"required" extensions:"x-nullable" maxLength:"40"`
	Map      map[string]string `json:"map" binding:"required" maxLength:"200"`
	Defaults map[string]string `json:"default" binding:"required" maxLength:"200"`
	Critic   *string           `json:"critic" binding:"required" extensions:"x-nullable" maxLength:"300"`
	Dates    *string           `json:"dates" binding:"required" extensions:"x-nullable" maxLength:"3"`
} //@name ImportOptions

// ImportPage is a page of imports.
type ImportPage struct {
	Items []Import `json:"items" binding:"required" maxItems:"100"`
	Next  *string  `json:"next" binding:"required" extensions:"x-nullable" maxLength:"4000"`
	Total *int64   `json:"total,omitempty" minimum:"0"`
} //@name ImportPage

// ListImports godoc
// @Summary  List imports, the newest first
// @ID       listImports
// @Tags     imports
// @Produce  json
// @Param    query query PageQuery false "page"
// @Success  200 {object} ImportPage
// @Security bearer[read]
// @Router   /imports [get]
func (a *API) ListImports(c *gin.Context) error {
	var q PageQuery
	if err := readQuery(c, &q); err != nil {
		return err
	}
	page, err := a.Store.Imports(c.Request.Context(), q.list(""))
	if err != nil {
		return err
	}
	return sendPage(c, page, nil, importWire)
}

// GetImport godoc
// @Summary  Get an import: its state, counts, rate and time left
// @ID       getImport
// @Tags     imports
// @Produce  json
// @Param    import path int true "id" minimum(1) maximum(9007199254740991) example(1)
// @Success  200 {object} Import
// @Security bearer[read]
// @Router   /imports/{import} [get]
func (a *API) GetImport(c *gin.Context) error {
	if err := noQuery(c); err != nil {
		return err
	}
	i, err := a.importOf(c)
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, i.Version, importWire(&i))
}

// DeleteImport godoc
// @Summary     Cancel an import, or delete one that has ended
// @Description An import that waits or runs ends behind the batch under way, and keeps its report. One that has ended is deleted with its report. What was taken in stays in both cases.
// @ID          deleteImport
// @Tags        imports
// @Param       import path int true "id" minimum(1) maximum(9007199254740991) example(1)
// @Success     204
// @Security    bearer
// @Router      /imports/{import} [delete]
func (a *API) DeleteImport(c *gin.Context) error {
	if err := noQuery(c); err != nil {
		return err
	}
	id, err := importID(c)
	if err != nil {
		return err
	}
	version, err := ifMatch(c)
	if err != nil {
		return err
	}
	if err := a.Store.DeleteImport(c.Request.Context(), id, version); err != nil {
		return err
	}
	c.Status(http.StatusNoContent)
	return nil
}

// importID reads the number that names an import.
func importID(c *gin.Context) (int64, error) {
	id, err := strconv.ParseInt(c.Param("import"), 10, 64)
	if err != nil {
		return 0, fault.New(fault.NotFound, "There is no import %q; imports are named by their numbers.", c.Param("import"))
	}
	return id, nil
}

func (a *API) importOf(c *gin.Context) (models.Import, error) {
	id, err := importID(c)
	if err != nil {
		return models.Import{}, err
	}
	return a.Store.Import(c.Request.Context(), id)
}

func importWire(i *models.Import) Import {
	o := &i.Options
	w := Import{
		ID: i.ID, Name: i.Name, Source: i.Source, Origin: i.Origin, DryRun: i.DryRun, State: string(i.State), Error: orNull(i.Error),
		Options:   ImportOptions{Format: orNull(o.Format), Preset: orNull(o.Preset), Map: o.Map, Defaults: o.Defaults, Critic: orNull(o.Critic), Dates: orNull(o.Dates)},
		SizeBytes: i.Size, BytesRead: i.BytesRead, Rows: i.Position, Flagged: i.Flagged, RowsPerSecond: orNull(i.Rate()),
		Counts:    ImportCounts{Created: i.Created, Updated: i.Updated, Unchanged: i.Unchanged, Duplicate: i.Duplicate, Skipped: i.Skipped, Unmatched: i.Unmatched, Rejected: i.Rejected},
		StartedAt: stampOrNull(i.StartedAt), FinishedAt: stampOrNull(i.FinishedAt), Version: i.Version, CreatedAt: stamp(i.CreatedAt), UpdatedAt: stamp(i.UpdatedAt),
	}
	for _, m := range []*map[string]string{&w.Options.Map, &w.Options.Defaults} {
		if *m == nil {
			*m = map[string]string{}
		}
	}
	if i.State == models.ImportRunning && i.BytesRead > 0 && i.Size > 0 {
		left := i.BusyMS * (i.Size - i.BytesRead) / i.BytesRead / 1000
		w.SecondsLeft = &left
	}
	return w
}

// How often a followed import is looked at, and how long it may be silent.
const (
	followEvery = 250 * time.Millisecond
	followPulse = 15 * time.Second
)

// FollowImport godoc
// @Summary     Follow an import by server-sent events
// @Description Each event is named progress and holds the import as JSON. The last one, named end, is sent when the import has ended; then the stream ends too.
// @ID          followImport
// @Tags        imports
// @Produce     text/event-stream
// @Param       import path int true "id" minimum(1) maximum(9007199254740991) example(1)
// @Success     200 {string} string "events"
// @Security    bearer[read]
// @Router      /imports/{import}/events [get]
func (a *API) FollowImport(c *gin.Context) error {
	if err := noQuery(c); err != nil {
		return err
	}
	i, err := a.importOf(c)
	if err != nil {
		return err
	}
	c.Header("Content-Type", "text/event-stream; charset=utf-8")
	c.Header("Cache-Control", "no-store")
	c.Header("X-Accel-Buffering", "no")
	if err := sendEvent(c, &i); err != nil || i.State.Ended() {
		return err
	}
	return a.follow(c, i)
}

func (a *API) follow(c *gin.Context, i models.Import) error {
	ctx := c.Request.Context()
	tick := time.NewTicker(followEvery)
	defer tick.Stop()
	for last := time.Now(); ; {
		select {
		case <-ctx.Done():
			return nil
		case <-a.Stopping:
			return nil
		case <-tick.C:
		}
		now, err := a.Store.Import(ctx, i.ID)
		switch {
		case ctx.Err() != nil:
			return nil
		case err != nil:
			return err
		case now.Version != i.Version:
			if err := sendEvent(c, &now); err != nil {
				return nil //nolint:nilerr // The client has gone.
			}
			last = time.Now()
		case time.Since(last) > followPulse:
			if _, err := c.Writer.WriteString(": still there\n\n"); err != nil {
				return nil //nolint:nilerr // As above.
			}
			c.Writer.Flush()
			last = time.Now()
		}
		if i = now; i.State.Ended() {
			return nil
		}
	}
}

// sendEvent sends one event.
func sendEvent(c *gin.Context, i *models.Import) error {
	text, err := encode(importWire(i))
	if err != nil {
		return err
	}
	name := "progress"
	if i.State.Ended() {
		name = "end"
	}
	if _, err := c.Writer.WriteString("event: " + name + "\ndata: " + string(text) + "\n\n"); err != nil {
		return err
	}
	c.Writer.Flush()
	return nil
}

// detached is a context that ends with the request's and does not carry what belongs to its first write.
func detached(c *gin.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(context.Background())
	stop := context.AfterFunc(c.Request.Context(), cancel)
	return ctx, func() { stop(); cancel() }
}
