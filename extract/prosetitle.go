package extract

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// maxProse is how much of a text is searched for the title in prose.
const maxProse = 24_000

// capPhrase is a run of capitalised words as titles have it.
const capPhrase = `(?:\p{Lu}[\pL\d'’.&!-]*|\d{1,4})(?:(?::? (?:of|the|a|an|and|in|on|to|for|with|at|from|de|la|le|du|der|die|das|und|von|el|y|&|vs\.?) ?| ?[–-] |:? )(?:the )?(?:\p{Lu}[\pL\d'’.&!-]*|\d{1,4}))*`

const filmWords = `(?i:(?:film|movie|flick|picture|feature|documentary|comedy|drama|thriller|horror|western|musical|sequel|remake|prequel|masterpiece|classic|cartoon|mini-?series|series|show|adaptation|biopic|rom-?com|gem|romance|story|production|action|epic|mess|disaster|tale|spielfilm|komödie|fortsetzung|película|filme|comédie|dokumentation)s?)`

// titleRule finds titles in prose; group 1 is the title. Each match adds its points.
type titleRule struct {
	re     *regexp.Regexp
	points float64
}

var titleRules = []titleRule{
	{regexp.MustCompile(`["“„«]([\p{Lu}\d][^"”“»\n]{0,70}?)[,.]?["”“»]`), 1.2},
	{regexp.MustCompile(`(?:^|[\s(])['‘]([\p{Lu}\d][^'’"\n]{1,60}?)[,.]?['’](?:[\s.,;:!?)]|$)`), 1.2},
	{regexp.MustCompile(`(?:^|[\s(])[*_]{1,2}([\p{Lu}\d][^*_\n]{1,60}?)[*_]{1,2}(?:[\s.,;:!?)'’]|$)`), 1.2},
	{regexp.MustCompile(`(?:^|[.!?]["”)]{0,2}\s+|\n)["“*_]{0,2}(` + capPhrase + `)["”*_]{0,2}(?: \(\d{4}\))?,? (?:is|was|has to be|ist|est|es|é|è|remains|isn't|isn’t|wasn't|wasn’t) (?:\pL+ ){0,2}(?:a|an|the|one|another|not|by|without|truly|really|definitely|easily|simply|just|perhaps|arguably|eine?|un|una|une|uno|um|uma|de|il|le|la|der|die|das|[a-z]+ly)\b`), 1.5},
	{regexp.MustCompile(`, ["“*_]{1,2}(` + capPhrase + `)["”*_]{1,2}(?: \(\d{4}\))?,? (?:is|was) (?:[\pL\d'’-]+,? ){0,7}?` + filmWords + `\b`), 2},
	{regexp.MustCompile(`(?:that|think|thought|say|said|believe|film|movie|of|see|watch|saw|loved|hated|show) (\p{Lu}{4,}(?:[ '&:-]+\p{Lu}{2,}){0,5}) (?:was|is|has|had|did|and|will)\b`), 1.6},
	{regexp.MustCompile(`(?:^|[.!?]["”)]{0,2}\s+|\n)["“*_]{0,2}(` + capPhrase + `)["”*_]{0,2}(?: \(\d{4}\))?,? (?:is|was|ist|est|es|é|è|remains) (?:[\pL\d'’-]+,? ){0,7}?` + filmWords + `\b`), 2},
	{regexp.MustCompile(`(?:^|[.!?]["”)]{0,2}\s+|\n)["“*_]{0,2}(` + capPhrase + `)["”*_]{0,2},? (?:the|his|her|their|director|die|der|das|le|la|el|il|o|a|an) (?:[\pL\d'’-]+,? ){0,6}?` + filmWords + `\b`), 2},
	{regexp.MustCompile(`(?i:film|movie|picture|documentary|flick|mini-?series|series|show|masterpiece|classic)s?,? (?i:called |titled |entitled |named |known as |version of )?["“*]{0,2}(` + capPhrase + `)`), 0.7},
	{regexp.MustCompile(`["“*_]{0,2}(` + capPhrase + `)["”*_]{0,2},? \((?:19|20)\d\d\)`), 1},
	{regexp.MustCompile(`(?i:(?:saw|seen|watched|watching|see|rented|recommend|bought|caught|enjoyed|loved|liked|love|review of|viewing of|synopsis for|premise of|plot of|story of|watch|about|fans? of|parts of)) ["“*_]{0,2}(` + capPhrase + `)`), 0.6},
	{regexp.MustCompile(`(?:[a-z,] )(\p{Lu}{4,}(?:[ '&:-]+\p{Lu}{2,}){0,5})\b`), 0.6},
	{regexp.MustCompile(`(?:^|[.!?]["”)]{0,2}\s+|\n)(\p{Lu}{4,}(?:[ '&:-]+\p{Lu}{2,}){0,5})[ ,]`), 0.6},
	{regexp.MustCompile(`(?:^|[.!?]["”)]{0,2}\s+|\n)(` + capPhrase + `) (?:is|was) `), 0.8},
	{regexp.MustCompile(`(?:^|\n)(\p{Lu}[\p{Lu}\d '’&:,.!-]{2,60}?)[ (]+(?:\*|★)`), 2},
	{regexp.MustCompile(`(?:^|[.!?]["”)]{0,2}\s+|\n)In (` + capPhrase + `), `), 1.1},
	{regexp.MustCompile(`\b(?:ich|wir|man) (` + capPhrase + `)(?: \pL+){0,4} (?:gesehen|geschaut|angesehen)\b`), 1.2},
	{regexp.MustCompile(`(` + capPhrase + `)(?:,)? (?:ein\w*|die|der|das) (?:[\pL-]+ ){0,2}(?:Film|Fortsetzung|Streifen|Komödie|Thriller|Drama)\b`), 1.6},
	{regexp.MustCompile(`(?:^|[.!?]["”)]{0,2}\s+|\n)(` + capPhrase + `)['’]s?\s`), 0.4},
	{regexp.MustCompile(`(?:^|[.!?]["”)]{0,2}\s+|\n)(` + capPhrase + `),? (?:follows|tells|stars|concerns|takes place|opens|begins|centers|centres|focuses|depicts|features|does|feels|works|succeeds|fails|delivers|manages|boasts|suffers|could|might|definitely|should|deserves|offers|proves|looks|seems)\b`), 1},
}

// referenceLead are words before a title that make it another film's: "like", "the director of".
var referenceLead = regexp.MustCompile(`(?i)(?:\blike|\bthan|that of|director(?: of)?|\bfrom|answer to|compared? (?:to|with)|reminiscent of|fans of|similar to|\bof the|such as|\bas in|\band|\bor|meets|remake of|sequel to|based on|star of|maker of|makers of|author of|films?:|classics?|song|episode|chapter|titled? track|character|named|unlike|after|see also:?|creator of|called the|\bas|["”’'],|sang|word|channel[^.]{0,20}|another [^.!?]{0,25}in|says?|said|shouts?|screams?|asks?)\s*["“*_'‘(]{0,2}$`)

// otherFilmTail are words behind a title that make it another film's.
var otherFilmTail = regexp.MustCompile(`(?i)^["”*_'’]{0,2}\s*(?:, ["“]|director\b|fame\b|star\b|alum|fans?\b|\(the (?:original|book|novel))`)

// functionWords open sentences; by themselves they are titles only where they keep their capital inside a sentence.
var functionWords = wordSet(`It It's This That The A An He She They We You There Here What When Why How If But And So As In On At For With From To Of My Your His Her Their Our Its Not No Yes Oh Well Now Then After Before
 Overall Also Although Though However While Because Since Even Just Only Some Most Many All Every Each One Two Three First Second Third Last Another Other Anyway
 Unfortunately Fortunately Basically Maybe Perhaps Sure Please Thanks Both Nothing Everything Someone Everyone Nobody People Once Still Despite Until Unlike Whether Like Let Do Did Does Is Was Are Were Have Had Has Can Could Would Should Will
 Don't Didn't Doesn't Isn't Wasn't Can't Won't He's She's They're We're You're That's There's What's Who's Let's Who Which Where These Those Such Too Very Really Actually Finally Instead Otherwise Meanwhile Later
 Auf Mit Für Aus Bei Nach Von Zu Im Am Wie Was Wer Man Hier Da Doch Noch Schon Dieser Diese Dieses Seit Bis Über Vor Unter Dans Pour Avec Sur Mais Ce Cette Ces Son Sa Nous Vous Con Por Para Pero Como Su Sin Di Da Dal Nel Sono Questo Questa Com Em Mas
 Der Die Das Ein Eine Es Und Ich Er Sie Wir Ist Aber Auch Wenn Dass Nicht Nur So Le La Les Un Une Des Et Il Elle El Los Las Y O Os E Um Uma Que De En Se No Si Non Che Ma Per Con
 Sadly Technically Acting Seeing Watching Having Being Going Set Based Directed Written Starring Personally Honestly Apparently Obviously Clearly Certainly Definitely Highly Recommended Score Summary Synopsis Comment Comments Part
 Remake Rating Grade Review Movie Film Director Cast Plot Story Bottom Line See Whoever Whatever Yeah Wow Hey Ok Okay Never Ever Avoid Great Good Bad Best Worst`)

// nonTitles are words with a capital that are no titles by themselves, wherever they stand.
var nonTitles = wordSet(`I I'm I've I'd I'll OK DVD VHS TV IMDB IMDb USA US UK BBC HBO MTV CGI FX NOT EVER NEVER VERY REALLY WORST BEST BAD GOOD GREAT LOVE HATE SPOILERS SPOILER WARNING ALERT ONLY EVERY MUST SEE DONT DON'T WATCH AVOID
 THIS THAT WHAT WHY WHO HOW WITH FROM HAVE BEEN WERE WILL MOVIE FILM YEARS TIME MORE MUCH Hollywood Bollywood Oscar Oscars Academy Award American British French German English Japanese Chinese Korean Indian Italian Spanish God
 Christmas Halloween Sunday Monday Tuesday Wednesday Thursday Friday Saturday January February March April June July August September October November December New York Los Angeles London Paris Disney Pixar Netflix Marvel
 THE AND BUT FOR WAS ARE YOU ALL HIS HER ITS WHOLE THING SHOULD COULD WOULD THEY THEN THAN THERE THEIR SOME SUCH SAME JUST LIKE MAKE MADE KNOW WANT NEED DOES EVEN ALSO INTO OVER BACK DOWN WELL WHEN AFTER AGAIN
 ABSOLUTELY TOTALLY COMPLETELY TERRIBLE HORRIBLE AWFUL AMAZING EXCELLENT PERFECT`)

func wordSet(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(s) {
		out[w] = true
	}
	return out
}

var (
	// filmBefore announces a title in quotes, which may then be written like a sentence.
	filmBefore = regexp.MustCompile(`(?i)(?:film|komödie|thriller|drama|streifen|película|cinta|comédie|commedia|pellicola|filme|movie)\w*,? ["“„«]?$`)
	// adverb is a word that opens sentences in the languages of the south.
	adverb = regexp.MustCompile(`^\p{Lu}\pL+(?:mente|ement)$`)
)

// titleClaim is a title that prose speaks of, with its points.
type titleClaim struct {
	title      string
	points     float64
	start, end int
	// at holds the points of each place; a place counts once, by its best rule.
	at     map[int]float64
	quoted bool
}

// titleInProse finds the film that a text without a headline speaks of. It returns nothing rather than guess: the best
// claim must have enough points and lead clearly.
func titleInProse(text string, base int) (titleClaim, bool) {
	if len(text) > maxProse {
		text = strings.ToValidUTF8(text[:maxProse], "")
	}
	list := titleClaims(text)
	if len(list) == 0 {
		return titleClaim{}, false
	}
	best := *list[0]
	if best.points < enoughPoints(&best) || len(list) > 1 && best.points-list[1].points < 0.35 && !related(best.title, list[1].title) {
		return titleClaim{}, false
	}
	best.start += base
	best.end += base
	return best, true
}

// enoughPoints is what a claim needs: less for a title in quotes of which the text says what it is.
func enoughPoints(c *titleClaim) float64 {
	for _, p := range c.at {
		if p >= 1.5 && c.quoted {
			return 1.5
		}
	}
	return 1.6
}

// titleClaims are the claims of a text, those with the most points first.
func titleClaims(text string) []*titleClaim {
	claims := map[string]*titleClaim{}
	for n, r := range titleRules {
		for _, m := range r.re.FindAllStringSubmatchIndex(text, 300) {
			claim(claims, text, m[2], m[3], r.points, n < 3)
		}
	}
	list := make([]*titleClaim, 0, len(claims))
	for _, c := range claims {
		strong := false
		for _, p := range c.at {
			c.points += p
			strong = strong || p >= 2
		}
		if c.start < len(text)/3 || c.start < 400 {
			c.points += 0.5
		}
		if c.start <= 1 {
			c.points += 0.2
		}
		if !c.quoted && !strong && (fullName(c.title) || partOfName(claims, c.title)) {
			c.points *= 0.4
		}
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b *titleClaim) int {
		return cmp.Or(cmp.Compare(b.points, a.points), cmp.Compare(a.start, b.start))
	})
	return list
}

// partOfName reports whether a single word is the last name of somebody whom the text names in full.
func partOfName(claims map[string]*titleClaim, word string) bool {
	if strings.Contains(word, " ") {
		return false
	}
	for _, c := range claims {
		if fullName(c.title) && strings.HasSuffix(c.title, " "+word) {
			return true
		}
	}
	return false
}

func related(a, b string) bool {
	a, b = strings.ToLower(a), strings.ToLower(b)
	return strings.Contains(a, b) || strings.Contains(b, a)
}

func claim(claims map[string]*titleClaim, text string, start, end int, points float64, quoted bool) {
	title := strings.Trim(text[start:end], " ,.:;-–*_\"“”")
	title = strings.TrimSuffix(strings.TrimSuffix(title, "'s"), "’s")
	for !quoted {
		first, rest, two := strings.Cut(title, " ")
		if !two || !leadWords[first] || !titleCase(rest) || mentions(text, rest) <= mentions(text, title) {
			break
		}
		title = rest
	}
	before := strings.ToValidUTF8(text[max(0, start-30):start], "")
	introduced := quoted && len(strings.Fields(title)) <= 8 && filmBefore.MatchString(before)
	if introduced {
		points += 0.8
	} else if !possibleTitle(title, functionWords[title] && keepsCapital(text, title)) || !quoted && adverb.MatchString(title) {
		return
	}
	if referenceLead.MatchString(before) || otherFilmTail.MatchString(text[end:min(len(text), end+30)]) {
		points *= 0.1
	}
	key := strings.ToLower(title)
	c := claims[key]
	if c == nil {
		c = &titleClaim{title: title, start: start, end: end, at: map[int]float64{}}
		claims[key] = c
	}
	if strings.ToUpper(c.title) == c.title && strings.ToUpper(title) != title {
		c.title = title
	}
	c.quoted = c.quoted || quoted
	c.at[start] = max(c.at[start], points)
}

// leadWords open a sentence before a title without being part of it.
var leadWords = wordSet("What Who Why How Where But And So Yet While When As If In Of For With Then Now Because Although Though Since Overall However Is Was Unlike Like Well Yes No Still Also Even Watch See Watching Seeing Aber Und")

// keepsCapital reports whether a word has its capital inside a sentence, behind a comma or a small word.
func keepsCapital(text, word string) bool {
	for pos := 0; ; {
		i := strings.Index(text[pos:], word)
		if i < 0 {
			return false
		}
		at := pos + i
		pos = at + len(word)
		if at > 1 && text[at-1] == ' ' && (text[at-2] == ',' || text[at-2] >= 'a' && text[at-2] <= 'z') && wordEdge(text, at, pos) {
			return true
		}
	}
}

// possibleTitle refuses single common words, sentences and what is only punctuation.
func possibleTitle(s string, functionTitle bool) bool {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 10 || len(s) < 2 {
		return false
	}
	if strings.IndexFunc(s, unicode.IsLetter) < 0 {
		return false
	}
	known := 0
	for _, w := range words {
		if w = strings.Trim(w, ".,!?'’"); nonTitles[w] || functionWords[w] && (len(words) > 1 || !functionTitle) {
			known++
		}
	}
	if known == len(words) {
		return false
	}
	if isPronoun := len(words) > 1 && (words[0] == "I" || words[0] == "It's" || words[0] == "I'm"); isPronoun && !titleCase(s) {
		return false
	}
	lower := 0
	for _, w := range words {
		if r := []rune(w); unicode.IsLower(r[0]) && !smallWords[w] {
			lower++
		}
	}
	return lower == 0 || lower*3 < len(words)
}
