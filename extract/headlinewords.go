package extract

import "regexp"

// The words that headlines put around a title, in the languages that reviews were seen in.
const (
	mediumWord = `(?:movies?|films?|cinema|dvd|blu-?ray|4k|uhd|video|vod|tv|kino|series|serie|documentary|anime|netflix|theat(?:er|re)|disc|festival|heimkino|stream(?:ing)?|cine|cinéma)`
	reviewWord = `(?:reviews?|critiques?(?: express| rapide)?|avis|film-?kritik|kino-?kritik|kurz-?kritik|kritik|film-?rezension|rezension|film-?besprechung|besprechung|bespreking|filmtipp|recensione|rese[nñ]a|crítica|critica|resenha|` +
		`análisis|análise|analyse|film-?recensie|recensie|film-?recension|recension|film-?anmeldelse|anmeldelse|recenzja|recenze|рецензия|отзыв)`
	cjkReview = `(?:影评|影評|观后感|觀後感|观影|觀影|电影评论|電影評論|電影心得|映画評|映画レビュー|レビュー|感想|考察|ネタバレ|リ?뷰|리뷰|评论|評論)`
	// qualifier is what stands before the kind of review: "Spoiler-free film review".
	qualifier = `(?:(?:my|our|quick|flash|express|speed|weekly|blitz|short|mini|brief|early|spoiler[- ]free|advance|guest|capsule|classic|retro|horror|double|full|in|tiff|sundance|cannes|berlinale|venice|sxsw|fantasia|\d{4}|(?:one|two|three|four|five|six|ten|\d{1,3})[- ](?:sentence|line|word|minute|second|paragraph)s?)\s+)`
	joint     = `[:：\-–—|·]`
	ofWord    = `(?:of|zu|zum|zur|von|de|du|di|do|da|of the film|du film|de la película|do filme|del film|zum film)`
)

// headlinePatterns take a film's title out of a headline; the first that matches wins. Group 1 is the title. exact says
// that the pattern ends the title itself, so that nothing behind it has to be cut off.
var headlinePatterns = []struct {
	re    *regexp.Regexp
	conf  float64
	exact bool
}{
	{regexp.MustCompile(`(?i)^a ★[^ ]* review of (.+?)(?: \(\d{4}\))?$`), 0.95, true},
	{regexp.MustCompile(`(?i)^(?:.{3,60}?[:–—-]\s+)?(?:(?:an?|my|our|the)\s+)?(?:[\pL'’-]+\s+){0,2}(?:` + mediumWord + `\s+)?(?:review|rating) of\s+(.+)$`), 0.9, false},
	{regexp.MustCompile(`^[^《『]{0,40}[《『]([^》』]{1,60})[》』]`), 0.9, true},
	{regexp.MustCompile(`^(?:【[^】]*】|\[[^\]]*\]|[^「]{0,6}(?:映画|影|レビュー|感想|评|評)[^「]{0,6})?\s*「([^」]{1,60})」`), 0.88, true},
	{regexp.MustCompile(`(?i)^[\[(【]\s*` + qualifier + `*(?:` + mediumWord + `[\s/-]*)*` + reviewWord + `[^\])】]{0,20}[\])】]\s*` + joint + `?\s*(.+)$`), 0.9, false},
	{regexp.MustCompile(`(?i)^\W*` + qualifier + `*(?:` + mediumWord + `[\s/-]*)*(?:` + reviewWord + `|` + cjkReview + `)\s*(?:#?\d+\s*)?` + ofWord + `?\s*` + joint + `+\s*(.+)$`), 0.9, false},
	{regexp.MustCompile(`(?i)^` + qualifier + `*(?:` + mediumWord + `[\s/-]*)*` + reviewWord + ` (?:of the (?:week|day|month)|da semana|de la semana|do dia|del día|de la semaine|du jour|der woche|della settimana|van de week)\s*` + joint + `\s*(.+)$`), 0.9, false},
	{regexp.MustCompile(`(?i)^` + reviewWord + `\s+(?:cr[ií]tica\s+|completa\s+)?(?:do filme|del film|de la película|du film|zum film|of the (?:film|movie)|del largometraje)\s*` + joint + `?\s+(.+)$`), 0.88, false},
	{regexp.MustCompile(`(?i)^` + qualifier + `*(?:` + mediumWord + `[\s/-]*)*(?:kritik|rezension|filmkritik|kurzkritik|gedanken|meinung) zu[mr]? (?:film )?(.+)$`), 0.86, false},
	{regexp.MustCompile(`(?i)^(.+?)\s*,\s*(?:(?:la|il|die|the|une|eine|una|a|le|un|my|mi|mon|unsere|notre)\s+)?(?:` + reviewWord + `|commento|opinion[ei]?|opinión|parere)\b.{0,40}$`), 0.88, true},
	{regexp.MustCompile(`^(.{1,90}?)\s+[-–—]\s+(?:18[89]\d|19\d\d|20\d\d)$`), 0.9, true},
	{regexp.MustCompile(`(?i)^(?:at the movies|at the cinema|now showing|film|movie|movies|(?:film|movie)[ -]?(?:recommendation|recommended|rec|pick|tip|log|time)|filmempfehlung|im kino|kino|kinotagebuch|filmtagebuch|gesehen|im kino gesehen|film of the week|movie of the week|film des monats|film du mois|what i watched|what i'm watching|just watched|watched|seen|rewatch(?:ed)?|weekend watch|movie night|film club|film diary|au cinéma|vu|vu au cinéma|film du jour|en el cine|visto|al cinema|ho visto|cine|cinéma|dvd|blu-?ray|netflix|stream(?:ing)?|cinecr[ií]tica)\s*[:\-–—|]\s*(.+)$`), 0.88, false},
	{regexp.MustCompile(`(?i)^(.+?)\s*[\[(]\s*(?:(?:the|\d{4}|us|uk|spoiler[- ]free|dvd|blu-?ray)\s*[-,]?\s*)*` + mediumWord + `?\s*` + reviewWord + `\s*[\])]`), 0.92, true},
	{regexp.MustCompile(`(?i)^(.+?)(?:\s+[-–—|]+|:)\s+\pL{4,12}\s+` + mediumWord + `\s+` + reviewWord + `\b.*$`), 0.92, true},
	{regexp.MustCompile(`(?i)^(.+?)\s*[-–—|:·]+\s*(?:(?:a|the|my|our|quick|spoiler[- ]free|short|full|in|sundance|cannes|berlin|venice|toronto|tiff|sxsw)\s+)*(?:\d{4}\s+)?(?:` + mediumWord + `[- ]+)?` + mediumWord + `?[- ]?(?:` + reviewWord + `|review:.*)(?:\s+` + mediumWord + `|\s+(?:and|&|\+) (?:trailer|clips?|giveaway|recap|discussion|analysis|summary|ratings?|spoilers|interview|photos))*(?:\s*[-–—|:·(].*)?$`), 0.92, true},
	{regexp.MustCompile(`(?i)^(.+?)\s+(?:\(\d{4}\)\s*)?(?:\d{4}\s+)?(?:a\s+)?(?:(?:short|mini|quick|full|capsule|brief|family|silent|early|late|advance|classic|honest|spoiler-free|non-spoiler)\s+)?` + mediumWord + `?\s*` + reviewWord + `(?:\s*[-–—|:(&].*)?$`), 0.9, true},
	{regexp.MustCompile(`^(.+?)\s*[-–—|:·]?\s*` + cjkReview + `(?:\s*[-–—|:：|｜·(（].*)?$`), 0.88, true},
	{regexp.MustCompile(`(?i)^(?:(?:some|my|a few|quick|brief|final|first|more|random)\s+)*(?:(?:thoughts|musings|reflections|impressions)\s+(?:on|about|from)|(?:some|my|a few|quick|brief) notes\s+(?:on|about|from))\s*:?\s*(.+)$`), 0.86, false},
	{regexp.MustCompile(`(?i)^` + qualifier + `*(?:` + mediumWord + `\s+)?(?:reviewing|reviews? of|a review of|first look at|kritik zu[mr]?|gedanken zu[mr]?|rezension zu[mr]?|critique d[eu]|critique du film|(?:mon )?avis sur|crítica d[eo]|reseña de|recensione (?:d[ie]|su)|anmeldelse af|recensie van|reseña sobre|recensione del film|resenha d[eo]|análisis de)\s*:?\s*(.+)$`), 0.86, false},
	{regexp.MustCompile(`^(?i:film-?recensie|recensie|recension|anmeldelse|film-?kritik|recensione|reseña|resenha)\s+(["“„«‘']?[\p{Lu}\d].*)$`), 0.82, false},
	{regexp.MustCompile(`(?i)^(.{1,90}?)\s*[{\[(]\s*(?:dir(?:ected)?\.?(?: by)?:?|d:|regie:?)\s+[^{}\[\]()]{3,60}[}\])]`), 0.92, true},
	{regexp.MustCompile(`^["“„«‘']\s?(.{1,80}?)\s?["”“»’']\s*(?:\((?:19|20)\d\d\))?\s*(?:[:–—-].*|(?i:review.*|is\b.*))?$`), 0.85, true},
	{regexp.MustCompile(`^(.{1,90}?)\s*[\[(]\s*(?:(?:\pL+|\p{Lu}[\pL.'’-]+(?: (?:de|von|van|\p{Lu}[\pL.'’-]*)){1,3})(?:,? | [-–] ))?(?:18[89]\d|19\d\d|20\d\d)\b[^)\]]{0,80}[\])]`), 0.9, true},
	{regexp.MustCompile(`^(.{1,90}?), (?:de |von |from |di )?(?:18[89]\d|19\d\d|20\d\d),? (?i:dirig\pL+|directed|réalis\pL+|regia|regie|de|di|von|by|un film)\b.*$`), 0.9, true},
	{regexp.MustCompile(`^(.{1,90}?)\s*[,|]\s*(?:18[89]\d|19\d\d|20\d\d)(?:\s*[-–—].*)?$`), 0.88, true},
	{regexp.MustCompile(`^[^"“”„«»]*["“„«]\s?([\p{Lu}\p{Lo}\d][^"“”„«»]{0,60}?)[,.]?\s?["”“»][^"“”„«»]*$`), 0.78, true},
	{regexp.MustCompile(`^(?:[^'‘’]*[\s….])?['‘]([\p{Lu}\d](?:[^'‘’]|['’]\pL){0,60}?)[,.]?['’](?:[\s:;!?][^'‘’]*(?:['’]\pL[^'‘’]*)*)?$`), 0.78, true},
}

// otherWork marks headlines of reviews of books and music.
var otherWork = regexp.MustCompile(`(?i)读后感|讀後感|书评|書評|読書|book review|album review|buchkritik|buchrezension`)

// listHeadline announces several films: a month of them, the best of a year, a volume of short reviews.
var listHeadline = regexp.MustCompile(`(?i)\b(?:round-?up|capsule reviews|(?:mini|short|quick|brief)[- ](?:film |movie )?reviews|(?:films?|movies?) (?:reviews )?vol(?:ume|\.)? ?\d+|(?:films|movies)(?: that)? (?:i|we)(?:['’]ve| have)? (?:watched|seen|saw)|(?:films|movies) (?:of|seen in|watched in) (?:\d{4}|january|february|march|april|may|june|july|august|september|october|november|december)|(?:top|best) \d+ (?:films|movies)|(?:^|(?:the|my|our|\d+) )(?:best|greatest|worst|favou?rite)(?: [\pL-]+){1,4} (?:films|movies) (?:of all time|ever|you|i|to watch|about|for)|best (?:films|movies) of|\d+ (?:films|movies|movie reviews|film reviews)|filmrückblick|gesehene filme|films vus en|películas vistas|films du mois|le meilleur de \d{4})\b`)

// aboutGrades is the headline of a page that explains how its writer rates.
var aboutGrades = regexp.MustCompile(`(?i)\b(?:grading|ratings?) (?:system|scale|policy|guide|explained|key|legend)\b|\bhow (?:i|we) (?:rate|grade|score|review)\b|^(?:on|about) (?:rating|grading)\b|\bgive grades\b|^(?:my |our )?(?:bewertungs|wertungs)(?:system|skala)|système de notation|sistema de (?:puntuación|calificación)`)

// seriesHead is the name of a series of posts before a title: "Throwback Tuesday: ...".
var seriesHead = regexp.MustCompile(`(?i)^(?:[^:–—|]{0,50}\b)?(?:mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|week|weekend|month|show|challenge|marathon|tipp?|filmtipp|kinotipp|spotlight|showcase|edition|corner|festival|fest|oscars?|watch|rewatch|(?:my|our) (?:view|take|verdict|thoughts)|viewing|session|screening|woche|monats|day \d+|#\d+|no\.? ?\d+|kultur|culture|cinema|kino|cine|dvd|blu-ray|streaming|netflix|movies?|films?)(?:\s+(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:of|vom|del|du) \d+))?\s*(?::|–|—|\||\s-)\s+(\S.*)$`)

// gradeOnly is a rating where a title would stand: "My review - D-", "Movie - ****/5".
var gradeOnly = regexp.MustCompile(`^(?:[A-F][+-]?|[\d.,½ ]+(?:/|out of|von|sur|de)\s*\d+.*|[★☆⭐*½\d]*[★☆⭐*½/][★☆⭐*½/ \d]*|#\d+)$`)

// atLarge is a word for films at large, which a headline about watching films has and a title rarely.
var atLarge = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:cinema|cinémat\pL*|cinematográfic[oa]|cinematogr[aá]fic[oa]|kinos?|films?|movies|filmmaking|checklist)(?:[^\pL]|$)`)

// countWithin is a summary of many reviews and no headline: "9.2 out of 10 based on 17 reviews".
var countWithin = regexp.MustCompile(`(?i)out of \d|based on \d`)

// genericTitle are headlines that name the kind of page and no film.
var genericTitle = map[string]bool{"": true, "movie": true, "film": true, "review": true, "reviews": true, "movie review": true, "film review": true, "the": true, "home": true,
	"blog": true, "my": true, "movies": true, "films": true, "film reviews": true, "movie reviews": true, "a": true, "our": true, "this week": true, "dvd": true, "untitled": true, "kino": true, "kritik": true,
	"filmkritik": true, "cinema": true, "cine": true, "cinéma": true, "critique": true, "crítica": true, "recensione": true, "reseña": true, "blu-ray": true, "bewertung": true, "blu-ray review": true, "dvd review": true,
	"new reviews": true, "latest reviews": true, "recent reviews": true, "more reviews": true, "new": true, "recent": true, "latest": true, "more": true, "other": true, "all": true, "two line": true, "capsule": true, "mini": true, "user": true, "entertainment": true, "arts": true, "culture": true, "news": true, "top of page": true, "sci-fi": true, "sf": true, "horror": true, "drama": true,
	"thriller": true, "comedy": true, "action": true, "documentary": true, "animation": true, "classic corner": true, "kinotipp": true, "filmtipp": true, "film-tipp": true, "dvd-tipp": true, "tv-tipp": true, "film der woche": true, "film des tages": true, "film of the week": true, "movie of the week": true, "電影": true, "电影": true, "映画": true}
