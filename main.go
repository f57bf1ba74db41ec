// Reelscore is one REST/JSON API for every review of a film, on one scale.
package main

import "reelscore/internal/cli"

func main() { cli.Main() }
