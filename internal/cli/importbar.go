package cli

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/mattn/go-isatty"
	"github.com/schollz/progressbar/v3"

	"reelscore/models"
)

// barEvery is how often a plain line tells of the progress where there is no terminal.
const barEvery = 5 * time.Second

// importBar shows how far an import is: a bar on a terminal, plain lines otherwise.
type importBar struct {
	out  io.Writer
	bar  *progressbar.ProgressBar
	last time.Time
}

func newImportBar(out io.Writer, job models.Import) *importBar {
	b := &importBar{out: out, last: time.Now()}
	if job.Position > 0 && !job.DryRun {
		fmt.Fprintf(out, "going on with import %d behind row %s\n", job.ID, humanize.Comma(job.Position)) //nolint:errcheck // Words for people.
	}
	if f, is := out.(*os.File); is && isatty.IsTerminal(f.Fd()) && job.Size > 0 {
		b.bar = progressbar.NewOptions64(job.Size, progressbar.OptionSetWriter(out), progressbar.OptionShowBytes(true), progressbar.OptionSetDescription(job.Name),
			progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100*time.Millisecond))
	}
	return b
}

// tell is told of every batch.
func (b *importBar) tell(job models.Import) {
	if b.bar != nil {
		b.bar.Describe(fmt.Sprintf("%s: %s rows", job.Name, humanize.Comma(job.Position)))
		_ = b.bar.Set64(job.BytesRead) // A bar that cannot be drawn is no reason to stop.
		return
	}
	if time.Since(b.last) >= barEvery {
		b.last = time.Now()
		fmt.Fprintf(b.out, "%s: %s rows, %s rows/s\n", job.Name, humanize.Comma(job.Position), humanize.Comma(job.Rate())) //nolint:errcheck // Words for people.
	}
}

func (b *importBar) end() {
	if b.bar != nil {
		_ = b.bar.Finish() // As above.
	}
}
