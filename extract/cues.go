package extract

import (
	"regexp"
	"strings"
)

// The reasons for which a rating candidate loses, as the Draft tells them.
const (
	reasonUnreadable   = "not readable as a rating"
	reasonOthers       = "somebody else's rating"
	reasonHypothetical = "hypothetical or partial"
	reasonAspect       = "rates one aspect, not the film"
	reasonProse        = "in running prose, without a label or a verb"
	reasonFraction     = "an ordinary fraction, date or proportion"
	reasonCertificate  = "an age certificate"
	reasonOtherFilm    = "another film's rating"
	reasonMulti        = "one of several films on the page"
	reasonAggregate    = "an average of many ratings"
	reasonOtherItem    = "belongs to another item of the page"
	reasonRounded      = "stars beside an explicit number"
	reasonSecond       = "the same review's rating on another scale"
	reasonRepeated     = "repeats the rating"
	reasonWeaker       = "a better placed rating was found"
	reasonEmphasis     = "asterisks or stars that are no rating"
	reasonConflict     = "several ratings that disagree, none marked as the total"
	reasonUnrated      = "a placeholder for no rating"
	reasonLegend       = "explains the scale"
)

// cue is a set of words around a candidate that tells what it is.
type cue struct {
	reason string
	before *regexp.Regexp // in the same sentence, before the candidate
	after  *regexp.Regexp // in the same sentence, directly after it
}

var cues = []cue{
	{reason: reasonOthers,
		before: regexp.MustCompile(`(?i)\b(?:imdb|rotten ?tomatoes|tomatometer|metacritic|metascore|cinemascore|letterboxd average|filmaffinity|allociné|douban|critics?(?:'s?|’s?)?|viewers?|users?|voters?|audiences?|reviewers?|readers?|people|others?|some|everyone|everybody|somebody|someone|anyone|those(?: of you)?|whoever|he|she|they|maltin|ebert|siskel|kael|guide|magazine|times|average[sd]?|durchschnitt(?:lich)?|moyenne|promedio|gemiddelde?|genomsnitt|średnia|currently|(?:has|had|have|with|see|saw|at|such) (?:a|an|this|its|such a|the|so)? ?(?:high |low |average |overall |current |mean |user |solid )?(?:score|rating|vote|grade)s?(?: of| at| here)?|given|holds|sits|sitting|boasts?|stands|rated (?:it )?(?:as )?(?:only |just )?|my (?:wife|husband|friend|son|daughter|girlfriend|boyfriend|brother|sister|kids?|mother|father|mom|dad)\b[^.!?]{0,30})\b[^.!?;]{0,60}$`),
		after:  regexp.MustCompile(`(?i)^[\s)\]"'”]{0,3}(?:rating |score |stars? |average |fresh |rotten )?(?:(?:on|at|from|in|by|over at|according to|here on|here at) (?:the )?(?:imdb|rotten|rt\b|metacritic|letterboxd|tomat|critics|users|viewers|voters|douban|average|internet movie|here\b)|here\b|fresh\b|rotten\b|tomatometer|metascore|imdb|average|(?:of|from|by) (?:the )?(?:critics|users|viewers|voters|people|reviewers|audience|imdb))`)},
	{reason: reasonHypothetical, after: regexp.MustCompile(`(?i)^[\s)\]"'”]{0,3},? but (?:now|today)\b`)}, // what it once was
	{reason: reasonOthers, // "a lot of guys giving this a 1/10"
		before: regexp.MustCompile(`(?i)\b(?:guys|folks|fans|haters|posters|commenters|idiots|lots?|bunch|plenty|loads|tons|many|few|most)\b[^.!?;]{0,30}\b(?:giv(?:e|en|ing)|gave|rat(?:e|ed|ing)|scor(?:e|ed|ing)|vot(?:e|ed|ing))\b[^.!?;]{0,40}$`)},
	{reason: reasonHypothetical, // "the sound keeps this from being a 10/10"
		before: regexp.MustCompile(`(?i)\b(?:stop(?:s|ped)?|keeps?|kept|prevent(?:s|ed)?|saves?|saved|holds?|held) (?:it|this|the|me|my)\b[^.!?;]{0,40}\b(?:from|getting|being|giving|reaching|earning)\b[^.!?;]{0,25}$`)},
	{reason: reasonOthers, before: regexp.MustCompile(`(?i)\b(?:these|those|all the|the many|so many|other) (?:\pL+ )?$`)},
	{reason: reasonAggregate, after: regexp.MustCompile(`^[\s·|(]{1,3}\d[\d.,]*\s?[KkM]\b`)}, // 7.3/10 115K
	{reason: reasonOthers, // "it has a meagre 4.7/10"
		before: regexp.MustCompile(`(?i)\b(?:it|this|film|movie|show|series|one|that)(?:['’]s got| has| had| only has| still has| currently has)(?: only| just| currently| now)? an? (?:\pL+ )?$`)},
	{reason: reasonAggregate,
		after: regexp.MustCompile(`(?i)^(?: stars?| sternen?)?[\s)\]"'”,·|–-]{0,4}(?:\(|based on |from |bei |aus |basierend auf |sur |su )?\s*\d[\d.,]*k? (?:(?:user|customer|reader|total|google|imdb) )?(?:votes?|ratings?|users?|reviews?|voters?|voters|stimmen|bewertungen|rezensionen|votos|voti|avis|opiniones|opinioni|stemmen|röster|głos\pL*|оцен\pL*|голос\pL*)\b`)},
	{reason: reasonFraction,
		after: regexp.MustCompile(`(?i)^[\s"'”]{0,2}(?:of (?:the|my|his|her|their|its|all|this|these|those|our|us|them|which|you)\b|people|persons?|users?|viewers?|moviegoers|fans|comments?|user comments|reviews?|reviewers?|critics|voters?|doctors|times|movies|films|women|men|kids|dentists|were\b|was just|are\b|million|percent|years?|of an? |hours?|minutes?|days?|weeks?|months?|found this|ratio|miles|inch|scale model|the (?:time|people|size)|way\b|crowd|cases|episodes|scenes?|jokes|attendance|accuracy|sure\b|certain\b|accurate|of it\b)`)},
	{reason: reasonHypothetical,
		before: regexp.MustCompile(`(?i)\b(?:would(?:'ve|’ve| have)(?: been| given| got| gotten| rated| scored)?|could(?:'ve|’ve| have)|might have|should have|can(?:'|’)?t (?:be|give|get)|if (?:only )?(?:i|it|this|they|you) (?:could|can|had|were|was|weren)|wish i could|wanted to (?:give|rate)|would be|was going to|tempted to|almost|instead of|rather than|deserves? (?:more|better|less) than|better than|more than|less than|minder dan|weniger als|moins de|menos de|meno di|mindre än|mindre end|lower than|higher than|if (?:it|this|there) (?:was|were|wasn|weren|hadn|had))\b[^.!?;]{0,40}$`),
		after:  regexp.MustCompile(`(?i)^[^.!?;:\n]{0,80}\?|^[\s)\]"'”,.…-]{0,4}(?:if i could|if only|if it (?:was|were|had|wasn|weren|hadn)|if they (?:had|hadn)|if (?:there|this) |without (?:the|that|this|its)|until\b|up to (?:the|that)|were it not|had (?:it|they|the)|but for the)`)},
	{reason: reasonFraction, // halves, sight and beats
		before: regexp.MustCompile(`(?i)\b(?:split|divided|top|hindsight (?:is|was)|vision (?:is|was))\s*$`),
		after:  regexp.MustCompile(`(?i)^ (?:(?:is|was|ai)(?:n['’]t| not) (?:so |too )?bad|time\b|beat\b|rhythm|hindsight|vision|chance)`)},
	{reason: reasonAspect, before: regexp.MustCompile(`(?i)\b(?:girls?|wom[ae]n|ladies|lady|guys?|m[ae]n|boys?|actors?|actress(?:es)?|cast|he|she|they) (?:is|are|was|were) (?:all |both |really |easily )?(?:an? )?$|(?:^|[.!?] )(?:the )?(?:trailer|poster|cover|extras) ?(?::|=|-|is|gets) (?:an? )?$`)},
	{reason: reasonAspect, before: regexp.MustCompile(`(?i)\bonly (?:good |decent )?(?:thing|part|aspect|scene|bit|one)s? (?:(?:that|which|who|here|in it|about it) ?){0,2}(?:gets?|got|deserves?|earns?|merits?|(?:is |are )?worth)\b[^.!?;]{0,25}$`)},
	{reason: reasonAspect, before: regexp.MustCompile(`(?i)\bon (?:an?|the) \pL+ level\b[^.!?;]{0,25}$`)},
	{reason: reasonHypothetical, // what the writer does as a rule
		before: regexp.MustCompile(`(?i)\b(?:when(?:ever)?|if|(?:films?|movies?|ones|anything|something)(?: that)?) (?:i|we) (?:do )?(?:give|rate|award|assign|score)\b[^.!?;]{0,40}$|\b(?:i|we) (?:usually|rarely|normally|generally|typically|never|always|seldom|hardly ever|do(?:n['’]t| not) (?:usually|often|normally|generally)) (?:give|rate|award|assign|score|hand out)\b[^.!?;]{0,40}$`)},
	{reason: reasonHypothetical, // "if one film gets a 4 stars though it is no better than another"
		before: regexp.MustCompile(`(?i)\b(?:if|when(?:ever)?|should) (?:an?|any|one|some) (?:film|movie|picture|show|book) (?:\pL+ )?(?:gets?|has|receives?|earns?|is|scores?)\b[^.!?;]{0,40}$`)},
	{reason: reasonMulti, before: regexp.MustCompile(`(?i)^\W*(?:all |more |other )?(?:posts|reviews|films|movies|articles|entries)(?: (?:filed|tagged|posted|rated|archived))? (?:in|under|with|at|as|by|from|rated|tagged)\W*$`)}, // the heading of a list
	{reason: reasonHypothetical, after: regexp.MustCompile(`(?i)^[\s)\]"'”,.…-]{0,4}(?:but|though|except|only)\b[^.!?;]{0,90}` + changedTo + `\S`)},
	{reason: reasonHypothetical, before: regexp.MustCompile(`(?i)(?:\bnot|n['’]t|(?:\bis|\bwas|['’]s) no) (?:(?:even|quite|really|exactly|worth|at all) )?(?:an?)?\s*$`)},
	{reason: reasonAspect,
		before: regexp.MustCompile(`(?i)\b(?:music|acting|story ?line|story|plot|script|direction|directing|soundtrack|sound(?: effects?)?|visuals?|cinematography|special effects|effects|gore|scares?|humou?r|action|romance|pacing|characters?|performances?|atmosphere|writing|dialogues?|editing|violence|nudity|originality|rewatchability|replay value|video|audio|extras|picture(?: quality)?|features|animation|costumes|production(?: values?)?|suspense|creativity|chemistry|ending|musical score|film score)\s*(?:[:=\-–—]|is|gets|was|(?:gets|is) an?)?\s*$`),
		after:  regexp.MustCompile(`(?i)^[\s)\]"'”]{0,3}(?:,? ?(?:and )?(?:that|this|it|which)(?:['’]s| is| was)(?: only| just| mainly| solely)? )?for (?:(?:the |trying |its )?effort|the (?:(?:dvd |vhs |box )?(?:cover|art|artwork)|scenery|location|locations|music|acting|story|plot|script|direction|soundtrack|sound|visuals?|cinematography|effects|gore|editing|special effects|performances?|costumes|idea|concept|premise|trailer|title|poster|first half|second half|beginning|ending)(?:[\s.,;:!?)"'”’]|$)|(?:acting|effects|direction|style|cinematography|originality|trying)\b|(?:his|her|their) (?:performance|acting|work))|^\s*(?:from me )?for (?:acting|story)`)},
	{reason: reasonOtherFilm,
		before: regexp.MustCompile(`(?i)\b(?:the (?:first|original|previous|last|second|third|other|earlier) (?:one|film|movie|part|instal?lment|two|three)?|part (?:i{1,3}|one|two|three|[1-9])|the (?:sequel|prequel|remake|book|novel|original)|(?:unlike|compared to|same (?:grade|rating|score)))\b[^.!?;,]{0,50}$`)},
	{reason: reasonOthers, // the readers' own label, with a legend or a mark behind it
		before: regexp.MustCompile(`(?i)^\s*(?:user|leser|besucher|zuschauer|publikums|community|lezers|bezoekers)[\pL-]{0,14}(?:bewertung|wertung|note|waardering|beoordeling)(?:\s*\[\?\])?\s*:[^:.]{0,90}$`)},
	{reason: reasonOthers,
		before: regexp.MustCompile(`(?i)(?:scale (?:of|from)|rating scale|on a)\s*$`)},
	{reason: reasonFraction,
		before: regexp.MustCompile(`(?i)\b(?:on|since|until|till|sortie le|ab|am|vom|bis|el día|dal)\s*$`)},
}

// changedTo is what a fault or a merit does to the rating that the writer had in mind: "but the end brings it down to 6/10".
const changedTo = `\b(?:brings?|brought|drops?|dropped|takes?|took|knocks?|knocked|pulls?|pulled|pushes|pushed|bumps?|bumped|lowers?|lowered|raises?|raised|reduces?|reduced) (?:it|this|them|the (?:film|movie|show|whole thing)|(?:the|my|its)(?: \w+)? (?:score|rating|grade|mark|total|vote))(?: back| right| all the way)?(?: down| up)? to (?:an? |only |about )*`

// ownVoice tells that the writer speaks of the own rating, whatever else the sentence names.
var ownVoice = regexp.MustCompile(`(?i)^\W*(?:(?:so|overall|still),? )?(?:(?:have|had|got|gotta|must|would|will|going|gonna)(?: to)? )?(?:give|giving|gave) (?:it|this|the)\b[^.!?;]{0,40}$|(?i)(?:^|[^\pL])i(?:['’´]d| would|['’´]ll) (?:say|call)\b[^.!?;]{0,40}$|(?i)(?:^|[^\pL])(?:i|we)(?:['’´](?:d|ll|m|ve))?(?: \w+){0,5} (?:give|giving|gave|given|rate|rated|score|scored|award|awarded|grade|graded|vote|voted)\b[^.!?;]{0,80}$|(?:^|[^\pL])(?:i|we)\b[^.!?;]{0,70} (?:and|to) (?:give|rate|score) (?:it|this)\b[^.!?;]{0,40}$|(?:^|[^\pL])(?:i|we)(?:['’´](?:d|ll|m|ve))?(?: \w+){0,4} (?:go|going|went) with\b[^.!?;]{0,25}$|\bga (?:ik )?(?:\pL+ )?voor\b[^.!?]{0,20}$|(?:^|[^\pL])(?:my|our)(?: \w+){0,3} (?:rating|score|grade|vote|mark|verdict)\b[^.!?;]{0,60}$|\b(?:hence|thus|therefore)(?: the| my| an?| only)+\s*$|` + changedTo + `$|(?:^|[^\pL])(?:gets?|earns?|deserves?|receives?|merits|rates|scores) (?:an? |only |my |from me |at least )*[^.!?;,]{0,25}$|\b(?:ich|wir)\b[^.!?]{0,30}\b(?:gebe|geben|vergebe)\b[^.!?]{0,60}$|\b(?:je|on)\b[^.!?]{0,30}\b(?:donne|mets)\b[^.!?]{0,60}$|\b(?:le doy|le pongo|dou|gli do|ik geef)\b[^.!?]{0,60}$`)

// overallBehind marks the total of a review that rates aspects as well: "scores a 4/5 rating overall".
var overallBehind = regexp.MustCompile(`(?i)^[\s)]{0,2}(?:(?:rating|score|grade|stars?|points?) )?overall\b`)

// ofSomebody tells that a person of the story or the cast gets the points.
var ofSomebody = regexp.MustCompile(`(?i)\b(?:he|she|they|who)\s+(?:gets?|got|earns?|earned|deserves?|receives?|scores?|scored)\b[^.!?;]{0,30}$`)

// ownAfter tells the same behind the candidate.
var ownAfter = regexp.MustCompile(`(?i)^[\s)\]"'”,]{0,3}(?:from me|for me|in my book|from this (?:reviewer|critic)|is my|in my opinion|rating from me|for (?:this|the) (?:film|movie|show|one|series|game|miniseries)|from us)\b`)

// surround returns the sentence around a range, cut into what stands before and after it.
func surround(d *document, c *candidate) (before, after string) {
	ln := d.lines[c.line]
	from := max(ln.start, c.start-220)
	to := min(ln.end, c.end+120)
	before, after = d.text[from:c.start], d.text[c.end:to]
	if partLabel.MatchString(before) && c.scaled {
		// The parts of a series are told apart later, when all ratings are known.
		return "", after
	}
	if glued.MatchString(before) {
		before = ""
	}
	if i := lastSentenceEnd(before); i >= 0 {
		before = before[i:]
	}
	return strings.ToValidUTF8(before, ""), strings.ToValidUTF8(after, "")
}

// glued is the end of a sentence or bracket right before a bracket of its own: "... PG-13)(" "... go and see it. (".
var glued = regexp.MustCompile(`[.!?)\]]["”]?\s*[(\[]$`)

// lastSentenceEnd returns the offset behind the last end of a sentence, or -1.
func lastSentenceEnd(s string) int {
	for i := len(s) - 2; i >= 0; i-- {
		if strings.IndexByte(".!?;", s[i]) >= 0 && (s[i+1] == ' ' || s[i+1] == '\n' || s[i+1] == ')') {
			if s[i] == '.' && abbreviated(s[:i]) {
				continue
			}
			return i + 1
		}
	}
	return -1
}

var abbreviations = []string{"mr", "mrs", "ms", "dr", "st", "vs", "no", "jr", "sr", "e.g", "i.e", "approx", "min", "mins", "u.s", "vol"}

func abbreviated(s string) bool {
	s = strings.ToLower(s[max(0, len(s)-8):])
	for _, a := range abbreviations {
		if strings.HasSuffix(s, " "+a) {
			return true
		}
	}
	return false
}

var (
	// mustGive is what a writer says who gives the rating against his will; it is no condition.
	mustGive = regexp.MustCompile(`(?i)\bwould (?:still )?have to\b|\bmy (?:\pL+ )?(?:rating|score|vote|grade|mark) would be\b`)
	// hereAfter is where a writer votes: "I gave it a 7 here".
	hereAfter = regexp.MustCompile(`(?i)^[\s)"']{0,3}here\b`)
)

var (
	// givenTo is what the points are given to: "I'd give the dog 10/10".
	givenTo = regexp.MustCompile(`(?i)\b(?:give|gave|giving)\s+(?:the|his|her|their|its)\s+((?:[\pL'’-]+\s+){0,2}[\pL'’-]+)\s+(?:(?:an?|only|about|at least|solid|overall)\s+)*$`)
	// filmNoun is in what stands for the whole film.
	filmNoun = regexp.MustCompile(`(?i)\b(?:film|movie|show|series|season|episode|picture|flick|thing|whole|game|documentary|doc|short|sequel|prequel|remake|reboot|dvd|disc|adaptation|production|effort|one|version|cut|instal?lment|entry|comedy|drama|thriller|western|musical|benefit|original|first|second|third|last|book|novel)\b`)
	// otherGets is another film that gets the rating.
	otherGets = regexp.MustCompile(`(?i)\bthe (?:original|sequel|prequel|remake|book|novel|(?:first|second|third|previous|other|last|next) (?:one|film|movie|part))(?: (?:film|movie|version))? (?:gets?|got|was|is|had|deserves?|deserved|earns?|earned|scores?|scored|rates?)(?: (?:an?|only|about|at least|like))*\s*$`)
)

// personGiven is in what stands for somebody.
var personGiven = regexp.MustCompile(`(?i)\b(?:persons?|people|guys?|m[ae]n|wom[ae]n|girls?|boys?|kids?|child|children|actors?|actress(?:es)?|cast|crew|director|writers?|dogs?|cats?|team|makers|filmmakers|studio)\b`)

// aboutFilm reports whether points are given to a film, by a noun for it or by its title.
func aboutFilm(s string) bool {
	if personGiven.MatchString(s) {
		return false
	}
	return filmNoun.MatchString(s) || s != strings.ToLower(s)
}

var (
	// starredFilm and filmOfStars are around the stars of a writer who says what the film is: "this is a solid 3 star film".
	starredFilm = regexp.MustCompile(`(?i)\b(?:(?:it|this|that|this (?:film|movie|one|picture))(?:['’]s| is| was)|(?:i['’]d|i would|i['’]ll|i must|i have to|i) (?:call|consider|make) (?:it|this))(?: (?:just|still|only|simply|easily|definitely|overall|why this is|for me))* an? (?:(?:solid|strong|weak|very|definite|clear|comfortable|generous|sturdy) )*$`)
	filmOfStars = regexp.MustCompile(`(?i)^[\s-](?:film|movie|flick|picture|review|rating)\b`)
)

// proportion is what so many out of so many do: "9 out of 10 horror fans will ...".
var proportion = regexp.MustCompile(`^ (?:[a-z]+ )?[a-z]+s (?:will|would|are|were|have|had|can|could|do|did|don['’]?t|agree|prefer|say|think|who)\b`)

// cueOf returns the reason that the words around a candidate give to leave it out; empty when they give none.
func cueOf(d *document, c *candidate) string {
	before, after := surround(d, c)
	before = mustGive.ReplaceAllString(before, "my rating is")
	starred := c.form == "star words" && starredFilm.MatchString(before) && filmOfStars.MatchString(after)
	own := c.verb || starred || ownVoice.MatchString(before) && !ofSomebody.MatchString(before) || ownAfter.MatchString(after)
	if own {
		c.verb = true
		c.total = overallBehind.MatchString(after)
	}
	if (c.form == "fraction" || c.form == "out of" || c.form == "words out of") && proportion.MatchString(after) {
		return reasonFraction
	}
	if m := givenTo.FindStringSubmatch(before); m != nil && !aboutFilm(m[1]) {
		return reasonAspect
	}
	if otherGets.MatchString(before) {
		return reasonOtherFilm
	}
	for _, q := range cues {
		if q.reason == reasonFraction && (c.form == "letter" || c.form == "label value") {
			continue
		}
		if starred && q.reason == reasonFraction {
			continue
		}
		if own && (q.reason == reasonFraction && q.before != nil || q.reason == reasonOthers || q.reason == reasonOtherFilm) && q.after == nil {
			continue
		}
		before := before
		if i := strings.LastIndex(before, " but "); i >= 0 && q.reason == reasonHypothetical {
			before = before[i:] // "I would have given it more, but it gets a 6"
		}
		if q.before != nil && !(own && q.reason == reasonOthers) && q.before.MatchString(before) && !(c.label != nil && c.label.valueLine == c.line && c.label.start >= c.start-len(before) && q.reason == reasonOthers && isRatingLabel(c.label)) {
			return q.reason
		}
		if q.after != nil && q.after.MatchString(after) && !((c.verb || strings.TrimSpace(before) == "") && q.reason == reasonOthers && hereAfter.MatchString(after)) {
			return q.reason
		}
	}
	return ""
}
