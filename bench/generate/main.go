// Generate writes a collection to measure with, as NDJSON for reelscore import.
package main

import (
	"flag"
	"fmt"
	"os"

	"reelscore/bench/collection"
)

func main() {
	reviews := flag.Int("reviews", 100_000, "how many reviews to make up")
	data := flag.String("data", "", "take the reviews from this packed table of critics' ratings instead")
	times := flag.Int("times", 10, "how many times over to take the table")
	flag.Parse()
	err := collection.Made(os.Stdout, *reviews)
	if *data != "" {
		err = collection.Real(os.Stdout, *data, *times)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}
