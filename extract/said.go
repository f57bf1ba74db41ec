package extract

import (
	"regexp"
	"strings"
)

// saying is a sentence with a value, and strings of which a line in small letters must hold one for the pattern to be tried.
type saying struct {
	needs []string
	re    *regexp.Regexp
}

// The shapes of a bare value: a letter, or a number without a scale.
var (
	letterGrade = regexp.MustCompile(`^(?:[A-F](?:[+＋]{1,2}|[-−–]{1,2})?|[A-F][+-]?/[A-F][+-]?)$`)
	labelValue  = regexp.MustCompile(`^(?i:an? |only |about |just |a solid |a strong )*(½|(?:[A-F](?:\+{1,2}|[-−–])?(?:/[A-F][+-]?)?)|[-+]?[0-9０-９]{1,3}(?:[.,][0-9]{1,2})?(?:\s?½|\s1/2)?[+-]?|(?i:` + words + `))(?:[\s.,!;:)#*点分점]|$)`)

	// said are first-person sentences with a bare value: "I give it a 6", "my vote is seven", "I'd give it an A".
	said = []saying{
		{[]string{"give", "giving", "gave", "rate", "score", "award", "grade", "vot", "say", "go with", "going with", "went with", "settle"}, regexp.MustCompile(`(?:^|[^\pL])(?i:(?:i|we)(?:['’´](?:d|ll|m|ve)| would| will| can| could| must| have to| do| did| had to| only| just| personally| still| am| was| have| definitely| probably| really| honestly| generously| happily| say| going to| gonna| giving| to| therefore| also| reluctantly| so| actually| easily| think){0,6}\s+(?:give|giving|gave|given|rate|rated|score|scored|award|awarded|grade|graded|vote|voted|voting|say|go with|going with|went with|settle on|settled on)\s+(?:for )?(?:(?:it|this|that|the|my|film|movie|show|series|one|picture|flick|thing|whole|entire|mini-series|miniseries|documentary|comedy|sequel|remake|dvd|entire|horror|great|awful|terrible|classic|gem)(?:\s*[:=])?\s+){0,5})((?:"[^"]{1,50}"|“[^”]{1,50}”|[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*){0,4})\s+)?(?i:(?:an?|at|as|with|of|around|about|only|just|nothing less than|no more than|solid|strong|generous|big|fat|very|fair|weak|mere|rating|score|grade|high|low|well-deserved|whopping|perfect|bare|light|decent|respectable|resounding|full|measly|lowly|definite|easy|clear|[:=–-])\s+){0,5}["“']?([A-F](?:[+＋]{1,2}|[-−–])?|[0-9]{1,3}(?:[.,][0-9]{1,2})?(?:½| 1/2)?|(?i:` + words + `))(?:["”'.,!;:)\s]|$)`)},
		{[]string{"vote", "rat", "score", "grade", "mark", "note"}, regexp.MustCompile(`(?:^|[^\pL])(?i:my|our)\s+(?i:(?:personal|final|overall|own|honest|humble|imdb|user|total|star|letter)\s+)?(?i:vote|rating|score|grade|mark|rate|note)\s*(?i:(?:for|on|of)\s+(?:\S+\s+){1,6}?)?(?i:is|was|=|:|(?:would|will|can only|has to|must|could only) be|stays? at|remains|goes to)\s*(?:(?i:therefore|thus|only|just|about|still|a|an|at|this|high|low|solid|around|number|something like)\s+){0,3}()["“']?([A-F](?:[+＋]{1,2}|[-−–])?|[0-9]{1,3}(?:[.,][0-9]{1,2})?(?:½| 1/2)?|(?i:` + words + `))(?:["”'.,!;:)\s]|$)`)},
		{[]string{"gets", "earns", "deserves", "receives", "rates", "merits", "scores", "warrants"}, regexp.MustCompile(`(?:^|[^\pL])(?i:(?:it|this (?:film|movie|one|show)|the (?:film|movie|show)|overall|[\w'’]+)\s+(?:gets|earns|deserves|receives|rates|merits|scores|warrants))\s+()(?i:(?:an?|my|from me|only|just|solid|strong|grade|rating|score|of|overall)\s+){1,4}["“']?([A-F](?:[+＋]{1,2}|[-−–])?|[0-9]{1,2}(?:[.,][0-9]{1,2})?)(?:["”'.,!;:)\s]|$)`)},
		{[]string{"from me", "from us", "in my book"}, regexp.MustCompile(`(?:^|[^\pL])()([0-9]{1,2}(?:[.,][0-9]{1,2})?|(?i:` + words + `)) (?i:from me|from us|in my book)(?:[\s.,!;:)]|$)`)},
		{[]string{"perfect ", "solid ", "strong ", "definite ", "resounding ", "whopping ", "weak ", "low ", "high ", "generous ", "decent ", "light "}, regexp.MustCompile(`(?:^|[.!?…] +)(?i:an?\s+)?(?i:perfect|solid|strong|definite|resounding|whopping|weak|low|high|generous|decent|light)\s+()([0-9]{1,2}|(?i:` + words + `))[.!]*$`)},
		{[]string{"a ", "an "}, regexp.MustCompile(`^(?i:so |overall |overall, |definitely )?()[Aa]n? (10|[0-9]|(?i:ten|nine|eight|seven|six|five|four|three|two|one|zero))[.!]*$`)},
		{[]string{"scale"}, regexp.MustCompile(`(?:^|[.!?…] +)()(?i:an? )?([0-9]{1,3}(?:[.,][0-9]{1,2})?|(?i:` + words + `))(?i: on (?:a|my) (?:\S+ )?scale)`)},
		{[]string{"it's ", "it’s ", "it is ", "this is ", "one is "}, regexp.MustCompile(`(?:^|[.!?…] +)(?i:(?:so|overall|for me|to me),? +)?(?i:it['’]s|it is|this is|this one is)\s+()(?i:(?:about|definitely|easily|only|just) )?(?i:an? )([0-9]|10|(?i:` + words + `))(?i: for me| in my book)?[.!]*$`)},
		{[]string{"gave ", "giving ", "give ", "rated ", "rating "}, regexp.MustCompile(`(?:^|[.!?…] +)(?i:(?:so|overall|anyway|still),? )?(?i:(?:would |will |must |gotta |have to |had to )?give|gave|giving|rated|rating) (?i:it|this(?: one| film| movie| flick)?|the (?:film|movie|flick)) ()(?i:(?:an?|just|only|about|solid|strong|perfect|generous) ){1,4}([0-9]{1,2}(?:[.,][0-9])?|(?i:` + words + `))(?:["”'.,!;:)\s]|$)`)},
		{[]string{"donn", "mis ", "mets", "mettrais", "doy", "pongo", "daría", "dou ", "dei ", "daria", "gli d", "le d", "ho dato", "gebe", "gab ", "würde", "geef", "geven", "ger ", "giv", "voor", "i-am dat", "i dau", "daję", "dałem", "dałam"}, regexp.MustCompile(`(?:^|[^\pL])(?i:j['’]ai (?:donné|mis)|je (?:(?:lui|leur) )?(?:donne|mets|donnerais|mettrais)|(?:le|la|lo) (?:doy|pongo|daría)|(?:eu )?(?:dou|dei|daria)|(?:gli|le) (?:do|darei|ho dato)|ich (?:gebe|vergebe|gab|würde)|(?:gebe|vergebe) ich|(?:ik|wij) (?:geef|geven)|jag ger|giv(?:er|et) (?:den|jeg)|ga (?:ik )?(?:dan )?voor|(?:filmului )?i-am dat|[iî]i dau|da(?:ję|łem|łam))\s+()(?i:[\pL'’]+\s+){0,5}?["“']?([0-9]{1,2}(?:[.,][0-9]{1,2})?(?:½| 1/2)?)(?:["”'.,!;:)\s]|$)`)},
		{[]string{"betyg"}, regexp.MustCompile(`(?:^|[^\pL])(?i:(?:mitt |slut)?betyget?|mitt betyg)\s(?i:[^.!?:]{0,60}?\b)?(?i:blir|är)\s+()(?i:(?:en|ett|stark|svag|klar|stabil|solid)\s+){0,3}([0-9]|(?i:etta|tvåa|trea|fyra|femma))(?:["”'.,!;:)\s]|$)`)},
		{[]string{"grade", "overall"}, regexp.MustCompile(`(?i:\b(?:overall|final|letter) grade(?: is| of| would be)?|[.!?…] +grade|\boverall,?(?: it['’]s)?|\bmy grade(?: is)?|^(?:my |overall |final )?grade(?: is)?|\bgrade\s*[-–:=])\s*()(?i:an? )?["“']?([A-F](?:[+＋]{1,2}|[-−–])?)(?:["”'.,!;:)\s]|$)`)},
		{[]string{"voto ", "nota ", "note ", "wertung ", "rating ", "score ", "betyg ", "ocena ", "cijfer "}, regexp.MustCompile(`[.!?…]["”»)]?\s+(?:Voto|Nota|Note|Wertung|Rating|Score|Betyg|Ocena|Cijfer)\s()([0-9]{1,2}(?:[.,][0-9]{1,2})?(?:½| 1/2)?)[.!]*\s*$`)},
		{[]string{"rating", "grade", "score"}, regexp.MustCompile(`\pL[.!,;)]*\s+(?i:my |overall |final )?(?:rating|grade|score)\s?[:=]\s?()([A-F](?:[+＋]{1,2}|[-−–])?)[.!]*\s*$`)},
	}
)

// saidCandidates finds bare values of first-person sentences that no form has found.
func saidCandidates(d *document, i int, lower string, have []candidate) []candidate {
	base := d.lines[i].start
	text := d.line(i)
	var out []candidate
	patterns := said
	if namesScale(text, lower) {
		patterns = append(patterns[:len(patterns):len(patterns)], saying{re: onScale})
	}
	for n, p := range patterns {
		if p.needs != nil && !containsAny(lower, p.needs) {
			continue
		}
		for _, m := range p.re.FindAllStringSubmatchIndex(text, 20) {
			if len(m) == 4 {
				m = append(m, m[2], m[3])
			}
			start, end := base+m[4], base+m[5]
			value := text[m[4]:m[5]]
			if overlaps(have, start, end) || overlaps(out, start, end) || strings.EqualFold(value, "no") || strings.EqualFold(value, "half") {
				continue
			}
			rest := text[m[5]:]
			c := candidate{form: "said", line: i, start: start, end: end, verb: true}
			if letterGrade.MatchString(value) {
				if value == "A" && !loneLetter(text[:m[4]], rest) {
					continue
				}
				c.form, c.scaled = "letter", true
			} else if countsThings(rest) && !(n == 0 && givesUnits(text[:m[4]], rest)) || n == 2 && !strings.HasPrefix(value, "1") && strings.TrimLeft(value, "0123456789.,") != "" {
				continue
			}
			out = append(out, c)
		}
	}
	return out
}

// loneLetter reports whether a capital A is a grade and not the article: an article stands before it, and no word that
// it could belong to stands behind it.
func loneLetter(before, after string) bool {
	before = strings.TrimRight(strings.ToLower(before), " \"“'")
	if !strings.HasSuffix(before, " an") && !strings.HasSuffix(before, "grade") && !strings.HasSuffix(before, "solid") && !strings.HasSuffix(before, ":") && !strings.HasSuffix(before, " is") && !strings.HasSuffix(before, "grade of") {
		return false
	}
	return !strings.HasPrefix(strings.TrimLeft(strings.ToLower(after), " \"”'"), "for effort")
}

// countsThings reports whether a number counts the thing behind it: "six friends", "two reasons".
func countsThings(rest string) bool {
	if after, ok := strings.CutPrefix(rest, " As"); ok && (after == "" || !latin(rune(after[0]))) {
		return true // grades
	}
	rest = strings.ToLower(strings.TrimLeft(rest, "\"”'"))
	if rest == "" || !strings.HasPrefix(rest, " ") {
		return false
	}
	word, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	word = strings.Trim(word, ".,;:!?()")
	return len(word) > 0 && !afterValue[word]
}

var (
	filmGiven = regexp.MustCompile(`(?i)\b(?:it|this|one|film|movie|flick|picture|documentary)\s+(?:(?:an?|with|only|just|about|around|solid|full|a solid)\s+)*$`)
	jokeUnits = regexp.MustCompile(`^\s(?:\pL[\pL'’-]*\s){0,3}\pL[\pL'’-]*\s*(?:[.!?;,(]|$)`)
	noUnit    = regexp.MustCompile(`(?i)^\s(?:\S+\s)?(?:minutes?|hours?|seconds?|days?|weeks?|months?|years?|times?|chances?|tries|try|reasons?|viewings?|looks?|shots?|points? (?:less|more)|more|less|extra|and)\b`)
)

// givesUnits reports whether a film is given so many of a thing, and nothing else: "I give this movie 3 pools of blood!"
func givesUnits(before, rest string) bool {
	return filmGiven.MatchString(before) && jokeUnits.MatchString(rest) && !noUnit.MatchString(rest)
}

// afterValue are words that may follow a rating without being counted by it.
var afterValue = map[string]bool{"because": true, "for": true, "and": true, "but": true, "on": true, "out": true, "in": true, "as": true, "just": true, "only": true,
	"from": true, "to": true, "if": true, "since": true, "-": true, "–": true, "—": true, "rating": true, "instead": true, "though": true, "although": true, "overall": true, "at": true,
	"here": true, "simply": true, "mainly": true, "mostly": true, "solely": true, "due": true, "which": true, "i": true, "it": true, "when": true, "so": true, "this": true, "the": true,
	"purely": true, "cause": true, "'cause": true, "cos": true, "coz": true, "cuz": true, "becuz": true, "thanks": true, "despite": true, "while": true, "considering": true, "even": true, "also": true, "merely": true, "strictly": true, "after": true, "until": true, "again": true, "rather": true, "or": true, "with": true, "stars": true, "star": true, "points": true, "maybe": true, "perhaps": true, "title": true, "is": true, "not": true, "sur": true, "von": true, "su": true, "sobre": true, "de": true, "punkte": true, "punkten": true, "sterne": true, "sternen": true, "étoiles": true,
	"estrellas": true, "estrelas": true, "stelle": true, "sterren": true, "mais": true, "pero": true, "aber": true, "parce": true, "porque": true, "weil": true, "easily": true, "however": true, "yet": true, "still": true, "unless": true, "whereas": true, "that": true, "anyway": true, "personally": true, "honestly": true, "please": true, "max": true, "tops": true, "till": true, "til": true, "för": true, "av": true, "voor": true, "pour": true, "per": true, "para": true, "für": true, "a": true}
