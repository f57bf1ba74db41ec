package api

import (
	"io"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"reelscore/internal/fault"
)

// long are the routes whose bodies or answers may be of any length. They may take as long as bytes keep coming, and settle
// with their client what the answer is.
var long = map[string]bool{
	http.MethodPost + " /imports":               true,
	http.MethodGet + " /imports/:import/rows":   true,
	http.MethodGet + " /imports/:import/events": true,
	http.MethodGet + " /exports":                true,
}

func (r route) long() bool { return long[r.method+" "+r.path] }

// usualPatience is how long a long request may stand still where no time-out is set.
const usualPatience = 30 * time.Second

// unhurried lets a request take as long as its bytes keep coming: each read and write gets the time that other requests
// have as a whole.
func (s *server) unhurried(c *gin.Context) error {
	patience := s.RequestTimeout
	if patience <= 0 {
		patience = usualPatience
	}
	control := http.NewResponseController(c.Writer)
	c.Request.Body = &patientBody{c.Request.Body, control, patience}
	w := &patientWriter{ResponseWriter: c.Writer, control: control, patience: patience}
	w.extend()
	c.Writer = w
	return nil
}

type patientBody struct {
	io.ReadCloser
	control  *http.ResponseController
	patience time.Duration
}

// Read implements io.Reader.
func (b *patientBody) Read(p []byte) (int, error) {
	_ = b.control.SetReadDeadline(time.Now().Add(b.patience)) // Where it cannot be set there is none.
	return b.ReadCloser.Read(p)
}

type patientWriter struct {
	gin.ResponseWriter
	control  *http.ResponseController
	patience time.Duration
}

func (w *patientWriter) extend() {
	_ = w.control.SetWriteDeadline(time.Now().Add(w.patience)) // As above.
}

// Write implements io.Writer.
func (w *patientWriter) Write(p []byte) (int, error) {
	w.extend()
	return w.ResponseWriter.Write(p)
}

// WriteString implements io.StringWriter.
func (w *patientWriter) WriteString(s string) (int, error) {
	w.extend()
	return w.ResponseWriter.WriteString(s)
}

// Flush implements http.Flusher.
func (w *patientWriter) Flush() {
	w.extend()
	w.ResponseWriter.Flush()
}

// largeBody is body for imports, which have a limit of their own.
func (s *server) largeBody(c *gin.Context) error {
	limit := s.handlers.ImportLimit
	if c.Request.ContentLength > limit {
		return fault.New(fault.TooLarge, "The file has %d bytes, and at most %d are taken; pack it with gzip, split it, or use the command reelscore import.", c.Request.ContentLength, limit)
	}
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, limit)
	return nil
}
