// Gen writes docs/openapi.json: the OpenAPI 3.1 document of the annotations and struct tags in handlers.
//
// swag reads the annotations into Swagger 2.0, kin-openapi turns that into OpenAPI 3.1, and the rules here add what neither
// can say: limits and formats from the struct tags, null, merge patches, headers, failures, examples. What is missing or
// misspelt fails the run, all of it told at once.
package main

import (
	"fmt"
	"os"
)

const (
	handlersDir  = "../handlers"
	documentFile = "openapi.json"
)

func main() {
	text, err := build(handlersDir)
	if err == nil {
		err = validate(text)
	}
	if err == nil {
		err = os.WriteFile(documentFile, text, 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "docs/gen:", err)
		os.Exit(1)
	}
}
