package extract

import "strings"

// headingWords are headings of sections, with what they open.
var headingWords = map[string]string{"review": "body", "the review": "body", "my review": "body", "our review": "body", "film info": "info", "movie info": "info", "details": "info",
	"film details": "info", "live blog": "notes", "liveblog": "notes", "verdict": "end", "the verdict": "end", "conclusion": "end", "final thoughts": "end", "overall": "end",
	"summary": "synopsis", "plot": "synopsis", "synopsis": "synopsis", "the plot": "synopsis", "story": "synopsis", "the story": "synopsis", "pros": "end", "cons": "end", "the good": "body",
	"the bad": "body", "the ugly": "body", "what i liked": "body", "what i didn't like": "body", "rating": "end", "my rating": "end", "the rating": "end", "credits": "info", "cast": "info", "spoilers": "body", "trailer": "info",
	"comments": "tail", "kritik": "body", "fazit": "end", "handlung": "synopsis", "inhalt": "synopsis", "critique": "body", "sinopsis": "synopsis", "trama": "synopsis", "recensione": "body", "time comment": "notes",
	"introduction": "body", "intro": "body", "acting": "body", "direction": "body", "recommendation": "end", "the recommendation": "end", "bottom line": "end"}

func isSectionHeading(s string) bool {
	return headingWords[strings.ToLower(strings.Trim(s, " .:!#*_-"))] != ""
}
