package extract

import (
	"regexp"
	"strings"
	"unicode"
)

// The cues of a phrase: what speaks for or against its being the film's title, at some place of it at least.
const (
	cueBase    = iota
	cueArticle // an article with a capital inside a sentence
	cueSmall   // a small word inside
	cueCapitals
	cueGiven     // a given name
	cuePart      // a part of somebody's name
	cueTwice     // named twice, or more often and of several words
	cueEarly     // in the first lines
	cueWatched   // behind a word for watching
	cueRefers    // behind words for other films
	cueOpensOnly // a word that has its capital nowhere else
	cueWord      // a word that the text also writes in small letters
	cueIs
	cueIsFilm    // it is called a film
	cueSubject   // no name, and something is said of it
	cueWordSaid  // the same of a single word
	cueQuoteSaid // the same of what stands in quotes
	cuePoints    // what the patterns of titles tell of it
	cueClear     // they tell it by themselves
	cueCount
)

// cueWeights are what each cue adds. They were fitted to some 620 labelled English texts (a choice between the phrases of a text and none,
// by maximum likelihood with a penalty), and say how likely a phrase is the title: its share of the sum of all exponentials, none counting one.
var cueWeights = [cueCount]float64{
	cueBase: -3.26, cueArticle: 0.82, cueSmall: -0.63, cueCapitals: 0.29, cueGiven: -2.35, cuePart: -1.22, cueTwice: 1.20, cueEarly: 1.04,
	cueWatched: 1.66, cueRefers: -0.18, cueOpensOnly: -0.45, cueWord: -1.78, cueIs: 0.93, cueIsFilm: 1.11, cueSubject: 1.42, cueWordSaid: 0.59,
	cueQuoteSaid: 1.01, cuePoints: 1.56, cueClear: 1.05,
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
		{cueRefers, regexp.MustCompile(`^["”»’']? (?:(?:is|was|appears?|appeared|shows up|turns up) in (?:it|this|the (?:film|movie))|[^.!?]{0,30}\b(?:instead|(?:far|much) better(?:[.,;!)]| (?:film|movie|than this|option|choice))|more fun)(?:\W|$))`)},
		{cueIs, regexp.MustCompile(`^["”»’']?,?\s+(?:is|was|isn't|isn’t|wasn't|are|were|has to be|remains|may be|might be|would be|will be|could be|might have been|must be)\b`)},
		{cueIsFilm, regexp.MustCompile(`^["”»’']?,?\s+(?:is|was|has to be|remains|may be|might be|must be|isn't|wasn't|as)\b[^.!?\n]{0,60}?\b(?:film|movie|flick|picture|documentary|comedy|drama|thriller|western|musical|sequel|remake|masterpiece|classic|piece|horror|adventure|romance|series|show|noir|mess|gem|entertainment|episode|sitcom|mini-?series|cartoon|anime|biopic|flop|bomb|farce|satire|tale|fantasy|spoof|parody)\b`)},
		{cueDoes, regexp.MustCompile(`^["”»’']?,?\s+(?:[a-z]+ly )?(?:had|does|doesn't|did|didn't|will|would|can|could|should|might|made|took|came|got|went|[a-z]{2,}s|as an?|on (?:DVD|TV|video))\b`)},
	}
	behindSieve = siftCues(cuesBehind)
)

// watchWords are words before a film that somebody watched.
var (
	watchWords = wordSet(`saw seen see seeing watch watched watching rent rented renting recommend bought buy caught catch enjoy enjoyed loved love like liked hated hate adore view viewing
 viewed through making made finished review reviewing called titled entitled find found discovered missed skip avoid about`)
	watchEnds = regexp.MustCompile(`(?i)(?:minutes (?:on|of)|hours (?:on|of)|passed up|refers? to|(?:viewing|review|showing|screening) of|of all)$`)
)

// watched reports whether what stands before a phrase says that somebody watched it. lead is that without blanks and opening marks, word its
// last word.
func watched(lead, word string) bool {
	low := strings.ToLower(word)
	return watchWords[low] && !strings.HasSuffix(lead, ",") || (low == "on" || low == "of" || low == "up" || low == "to" || low == "all") && watchEnds.MatchString(lead)
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
