// Command eval measures the extraction against labelled pages: eval DIR reads DIR/labels.jsonl and the pages that it
// names, and prints a table of recall and precision with the floors of the specification. With -v every miss is printed.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

func main() {
	verbose := flag.Bool("v", false, "print every miss")
	urls := flag.Bool("urls", false, "give the extraction the address of each page")
	flag.Usage = func() {
		fmt.Fprintln(flag.CommandLine.Output(), "usage: eval [-v] [-urls] DIR\nDIR holds labels.jsonl and the pages that it names")
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}
	labels, err := readLabels(filepath.Join(flag.Arg(0), "labels.jsonl"))
	if err != nil {
		fmt.Fprintln(os.Stderr, "eval:", err)
		os.Exit(1)
	}
	misses := io.Discard
	if *verbose {
		misses = os.Stdout
	}
	t, err := measure(flag.Arg(0), labels, *urls, misses)
	if err != nil {
		fmt.Fprintln(os.Stderr, "eval:", err)
		os.Exit(1)
	}
	t.print(os.Stdout)
}

// label is one row of labels.jsonl.
type label struct {
	File           string   `json:"file"`
	URL            string   `json:"url"`
	Title          *string  `json:"film_title"`
	Year           *int     `json:"film_year"`
	Director       *string  `json:"director"`
	Runtime        *int     `json:"runtime_minutes"`
	Author         *string  `json:"author"`
	Published      *string  `json:"published"`
	Rating         *grade   `json:"rating"`
	Score          *float64 `json:"normalized_0_100"`
	HasRating      bool     `json:"has_rating"`
	Multi          bool     `json:"multi"`
	Ambiguous      bool     `json:"ambiguous"`
	Ratings        []grade  `json:"ratings"`
	AlsoAcceptable []grade  `json:"also_acceptable"`
}

// grade is a rating as labelled; missing numbers are null.
type grade struct {
	Raw   *string  `json:"raw"`
	Value *float64 `json:"value"`
	Best  *float64 `json:"best"`
	Kind  string   `json:"kind"`
}

func readLabels(path string) ([]label, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // It was only read.
	var out []label
	sc := bufio.NewScanner(f)
	sc.Buffer(make([]byte, 0, 1<<20), 1<<24)
	for sc.Scan() {
		var l label
		if err := json.Unmarshal(sc.Bytes(), &l); err != nil {
			return nil, fmt.Errorf("%s: row %d: %w", path, len(out)+1, err)
		}
		out = append(out, l)
	}
	return out, sc.Err()
}
