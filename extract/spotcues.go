package extract

import (
	"regexp"
	"strings"
	"unicode"
)

// The cues of a phrase: what speaks for or against its being the film's title, at some place of it at least.
const (
	cueBase    = iota
	cueTwo     // two words
	cueFour    // four words and more
	cueArticle // an article with a capital inside a sentence
	cueSmall   // a small word inside
	cueCapitals
	cueQuoted
	cueGiven // a given name
	cuePart  // a part of somebody's name
	cueTwice // named twice
	cueOften
	cueEarly   // in the first lines
	cueLast    // in the last ones
	cueWatched // behind a word for watching
	cueFilm    // behind a word for a film
	cueRefers  // behind words for other films
	cueIn
	cueOpens     // opens a sentence
	cueOpensOnly // a word that has its capital nowhere else
	cueIs
	cueIsFilm // it is called a film
	cueListed
	cuePronoun  // he, she, who
	cueBody     // a place, a company
	cueSubject  // no name, and something is said of it
	cueSeen     // no name, behind a word for watching or a film
	cueWordSeen // the same of a single word
	cueQuoteSaid
	cueNameSeen
	cueNameSaid
	cueSums // behind "in short", "all in all"
	cueWordSaid
	cueCount
)

// cueWeights are what each cue adds. They were fitted to some 300 labelled English texts (a choice between the phrases of a text and none,
// by maximum likelihood with a penalty), and say how likely a phrase is the title: its share of the sum of all exponentials, none counting one.
var cueWeights = [cueCount]float64{
	cueBase: -2.48, cueTwo: -0.36, cueArticle: 0.89, cueSmall: -0.64, cueCapitals: 1.10, cueQuoted: 1.71, cueGiven: -1.14, cuePart: -1.06,
	cueTwice: 1.36, cueOften: 0.68, cueEarly: 0.86, cueLast: -0.30, cueWatched: 1.30, cueFilm: 0.56, cueRefers: -0.83, cueIn: 0.79,
	cueOpens: 0.52, cueOpensOnly: -0.64, cueIs: 1.49, cueIsFilm: 1.76, cueListed: -0.25, cuePronoun: -0.61, cueBody: -0.34, cueSubject: 0.88,
	cueSeen: 0.87, cueWordSeen: 0.57, cueQuoteSaid: 1.06, cueNameSeen: 0.42, cueNameSaid: -0.30, cueSums: 0.43, cueWordSaid: 0.74,
}

// cuePattern is a cue that a pattern tells behind a phrase.
type cuePattern struct {
	cue int
	re  *regexp.Regexp
}

// cueDoes is no cue of its own: something is said of the phrase.
const cueDoes = cueCount

var (
	cuesBehind = []cuePattern{
		{cueRefers, otherFilmTail},
		{cueRefers, regexp.MustCompile(`^["”»’']? (?:(?:is|was|appears?|appeared|shows up|turns up) in (?:it|this|the (?:film|movie))|[^.!?]{0,30}\b(?:instead|far better|much better|more fun))\b`)},
		{cueIs, regexp.MustCompile(`^["”»’']?,?\s+(?:is|was|isn't|isn’t|wasn't|are|were|has to be|remains|may be|might be|would be|will be|could be|might have been|must be)\b`)},
		{cueIsFilm, regexp.MustCompile(`^["”»’']?,?\s+(?:is|was|has to be|remains|may be|might be|must be|isn't|wasn't|as)\b[^.!?\n]{0,60}?\b(?:film|movie|flick|picture|documentary|comedy|drama|thriller|western|musical|sequel|remake|masterpiece|classic|piece|horror|adventure|romance|series|show|noir|mess|gem|entertainment)\b`)},
		{cueDoes, regexp.MustCompile(`^["”»’']?,?\s+(?:[a-z]+ly )?(?:had|does|doesn't|did|didn't|will|would|can|could|should|might|made|took|came|got|went|[a-z]{2,}s|as an?|on (?:DVD|TV|video))\b`)},
		{cueListed, regexp.MustCompile(`^["”»’',]{0,2}(?:,|,? (?:and|or|&))\s+["“„«‘']?\p{Lu}`)},
		{cuePronoun, regexp.MustCompile(`^[^.!?]{0,40}?\b(?:he|she|his|her|him|himself|herself|who|whose|(?:is|was) in (?:it|this|the (?:film|movie))|(?:great|good|excellent|terrific|perfect) as)\b`)},
	}
	behindSieve = siftCues(cuesBehind)
)

// watchWords are words before a film that somebody watched, filmNouns words for it.
var (
	watchWords = wordSet(`saw seen see seeing watch watched watching rent rented renting recommend bought buy caught catch enjoy enjoyed loved love like liked hated hate adore view viewing
 viewed through making made finished review reviewing called titled entitled find found discovered missed skip avoid about`)
	filmNouns  = wordSet("film movie flick picture documentary comedy drama thriller western musical sequel show series classic films movies shows")
	watchEnds  = regexp.MustCompile(`(?i)(?:minutes (?:on|of)|hours (?:on|of)|passed up|refers? to|(?:viewing|review|showing|screening) of|of all)$`)
	sumsUp     = regexp.MustCompile(`(?i)\b(?:in short|all in all|overall|in the end|to sum up|in conclusion|bottom line|in summary|on the whole|simply put|to me|for me|in my opinion),?(?: the| this)?$`)
	nameListed = regexp.MustCompile(`\p{Lu}[\pL'’-]*["”»’',]{0,2}(?:,|,? (?:and|or|&))$`)
)

// cuesBefore are the cues of what stands before a phrase. lead is that without blanks and opening marks, word its last word.
func cuesBefore(before, lead, word string) (cues []int, refers bool) {
	if leadSieve.of(before)&1 > 0 && referenceLead.MatchString(before) {
		return nil, true
	}
	comma := strings.HasSuffix(lead, ",")
	low := strings.ToLower(word)
	switch {
	case watchWords[low] && !comma, (low == "on" || low == "of" || low == "up" || low == "to" || low == "all") && watchEnds.MatchString(lead):
		cues = append(cues, cueWatched)
	case filmNouns[low] || comma && filmNouns[strings.ToLower(lastWord(strings.TrimSuffix(lead, ",")))]:
		cues = append(cues, cueFilm)
	}
	if comma || low == "and" || low == "or" {
		if nameListed.MatchString(lead) {
			cues = append(cues, cueListed)
		}
	}
	if comma || low == "the" || low == "this" || low == "overall" || low == "all" || low == "short" || low == "me" {
		if sumsUp.MatchString(lead) {
			cues = append(cues, cueSums)
		}
	}
	return cues, false
}

// lastWord is the word that a text ends in, "" behind other marks.
func lastWord(s string) string {
	return s[strings.LastIndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })+1:]
}

func siftCues(cues []cuePattern) *sieve {
	var all []string
	for _, c := range cues {
		all = append(all, c.re.String())
	}
	return sift(all...)
}

// spotJunk is a date, a number or a short form of two words.
var spotJunk = regexp.MustCompile(`^(?:\p{Lu}['’](?:m|ve|ll|d|s)\b.*|\d+(?:/\d+| ?[–-] .*)|\d+ (?:of|out|to) .*|(?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d+.*)?|\p{Lu}|\d+(?:st|nd|rd|th)|\d\d?s)$`)

// roleWords begin a person's name.
var roleWords = wordSet("Director Directors Writer Writers Producer Producers Actor Actors Actress Star Co-star Screenwriter Cinematographer Composer Filmmaker Critic")

// bodies end the names of places and of what is no film.
var bodies = wordSet(`Theater Theatre Cinema Times Post Channel Network University College School Club Award Awards Festival Hotel Church Army Navy Union States Kingdom City Street Avenue Company Studio Studios Pictures
 Collection Archive Museum War Wars Internet World Boys Girls Beatles Street Guild Corporation Inc Press Magazine Bible God Lord President Police Department Century Age`)

// givenNames are the first names that people in English reviews have most.
var givenNames = wordSet(`Aaron Adam Al Alan Albert Alec Alex Alexander Alexis Alfred Alice Amanda Amy Andrea Andrew Andy Angela Angelina Ann Anna Anne Annie Anthony Antonio Arnold Arthur Ashley Audrey Barbara Barry Ben Benjamin Bernard Bette Betty Bill Billy Bob
 Bobby Brad Brian Bruce Burt Cameron Carl Carol Cary Cate Catherine Charles Charlie Charlton Cher Chris Christian Christina Christine Christopher Chuck Claire Clark Claude Clint Colin Courtney Craig Cuba Cynthia Dan Daniel Danny Darren Dave David Dean Debbie Deborah Demi Denis Denise Dennis
 Denzel Diane Dick Don Donald Donna Dorothy Doug Douglas Drew Dustin Ed Eddie Edgar Edward Edwin Elizabeth Ellen Elliott Elvis Emily Emma Eric Ernest Errol Ethan Eva Eve Forrest Francis Frank Frankie Fred Freddie Freddy Gary Gena Gene George Gerald Gerard Gina Ginger Glenn Grace Graham Greg Gregory Guy
 Gwyneth Hal Halle Hank Harold Harrison Harry Harvey Heath Heather Helen Henry Herbert Holly Howard Hugh Humphrey Ian Ingrid Irene Isabelle Jack Jackie James Jamie Jan Jane Janet Jason Jay Jean Jeff Jeffrey Jennifer Jeremy Jerry Jesse Jessica Jim Jimmy Joan Jodie Joe Joel John Johnny Jon Jonathan Jose Joseph Josh
 Juan Judd Jude Judy Julia Julian Julianne Julie Juliette Justin Karen Kate Katharine Katherine Kathleen Kathy Katie Keanu Keira Keith Kelly Ken Kenneth Kevin Kim Kirk Kirsten Kris Kurt Lana Larry Laura Lauren Laurence Laurie Lee Leo Leonardo Leslie Lewis Liam Linda Lindsay Lisa Liv Liza Lloyd Lon Loretta Louis Lucille
 Lucy Luis Luke Lynn Marcello Margaret Maria Marie Marilyn Mario Marion Marisa Mark Marlon Martin Mary Matt Matthew Max Meg Mel Melanie Meryl Michael Michelle Mickey Miguel Mike Miranda Monica Morgan Myrna Nancy Naomi Natalie Nathan Neil Nicholas Nick Nicolas Nicole Nigel Nora Norman Oliver Olivia Olympia Orlando Orson
 Oscar Owen Pam Pamela Patricia Patrick Paul Paula Penelope Peter Phil Philip Phillip Pierce Rachel Ralph Ray Raymond Rebecca Reese Rex Richard Rick Rob Robert Robin Rodney Roger Roman Ron Ronald Rosa Ross Roy Russell Ruth Ryan Sally Sam Samuel Sandra Sandy Sara Sarah Scarlett Scott Sean Sergio Seth Shannon Sharon Shelley
 Shirley Sidney Sigourney Simon Sofia Sophia Spencer Stan Stanley Stella Stephen Steve Steven Stewart Stuart Sue Susan Sylvester Ted Terence Teresa Terry Thelma Thomas Tim Timothy Tina Toby Todd Tom Tommy Tony Tracy Tyler Uma Val Vanessa Vera Victor Victoria Vin Vince Vincent Vivien Walter Warren Wayne Wendy Wes Wesley Whoopi
 Will William Winona Woody Zach`)
