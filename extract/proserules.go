package extract

import (
	"regexp"
	"strings"
)

// capPhrase is a run of capitalised words as titles have it; capWord one of its words.
const (
	capWord   = `(?:(?:Mr|Mrs|Ms|Dr|St|Vol|No|(?:\p{Lu}\.)*\p{Lu})\.|\p{Lu}[\pL\d'’&-]*(?:\.\p{Lu}\b)*|\d{1,4}(?:st|nd|rd|th|-\p{Lu}\pL*)?)`
	capPhrase = `(?:` + capWord + `)(?:(?::? (?:of|the|a|an|and|in|on|to|for|with|at|from|de|del|della|delle|des|do|da|di|dos|la|le|du|der|die|das|und|von|van|het|el|los|las|en|au|aux|y|&|vs\.?) ?| ?[–-] |:? )(?:the |an? )?` + capWord + `)*`
)

const filmWords = `(?i:(?:film|movie|flick|picture|feature|documentary|comedy|drama|thriller|horror|western|musical|sequel|remake|prequel|masterpiece|classic|cartoon|mini-?series|series|serie|show|adaptation|biopic|rom-?com|gem|romance|story|production|action|epic|mess|disaster|tale|spielfilm|komödie|fortsetzung|película|cinta|propuesta|historia|filme|longa|obra|opera|pellicola|comédie|drame|récit|œuvre|conte|cuento|fábula|retrato|portrait|favola|racconto|märchen|relato|fable|commedia|dokumentation|verhaal|vertelling|prent|geval|fiction|ride|hit|instal?lment|outing|offering|debut|work|dramedy)s?)`

// The pieces of the patterns below.
const (
	// sentence is the place where a sentence begins.
	sentence = "(?:^|[.!?…:][\"”»)]{0,2}\\s+|\\n)"
	// openQuote and closeQuote may stand around a title.
	openQuote  = "[\"“„«*_‘']{0,2}"
	closeQuote = "[\"”»*_’']{0,2}"
	// person is a first and last name.
	person = `\p{Lu}[\pL'’-]+(?: (?:\p{Lu}\.|de|van|von|der|del|da))*(?: \p{Lu}[\pL'’-]+){1,2}`
	// by is what stands between a title and the one who made it.
	by = `(?:directed by|a film by|un film d[ei] |ein film von|dirigid[ao] por|réalisé par|regia di|diretto da|geregisseerd door|regie:?|de|di|von|by|van|par|du|af|av|del? director|d['’])`
	// isWord are the forms of to be that a title takes.
	isWord = `(?:is|was|has to be|remains|isn't|isn’t|wasn't|wasn’t|ist|war|bleibt|est|n['’]est|reste|es|era|fue|é|è|foi|era|blijft|är|er)`
	// elided is an article without its vowel.
	elided = `(?:\pL{1,2}['’])?`
	// southArticle opens titles in the languages of the south; with its capital inside a sentence it is part of one. longTail and
	// longWritten are the words of titles written like sentences.
	southArticle = `(?:El|La|Los|Las|Le|Les|Il|Lo|Gli|Os|As) `
	longTail     = `\pL[\pL'’-]*(?: (?:de|del|della|di|du|des|da|do|la|le|el|il|les|los|las|en|et|y|e|à|au|aux|al|sur|sans|sin|con|avec|dans|per|par|pour|que|qui|\pL[\pL'’-]*)){0,4}?`
	longWritten  = `\p{Lu}[\pL'’-]*(?: [\pL'’-]+){1,7}?`
	// written is a title written as a sentence: a capital and a few words more.
	written = `\p{Lu}[\pL\d'’-]*(?: [\pL\d'’-]+){0,4}?`
)

// titleRule finds titles in prose; group 1 is the title. Each match adds its points.
type titleRule struct {
	pattern string
	points  float64
	// quoted says that marks part the title from the text.
	quoted bool
	// free says that the title may be written like a sentence, because the pattern shows where it ends.
	free bool
	// person says that the pattern fits people as well.
	person bool
	// maker says that the pattern ends with the name of who made the film.
	maker bool
	// abroad says that the pattern is of languages other than English.
	abroad bool
	// needs are words of which the text must have one for the pattern to be tried.
	needs []string
	// starts says where matches begin, head is the pattern at such a place, later the one behind the first place; edge says that a word
	// begins there. Without such places the pattern is re.
	starts          startKind
	re, head, later *regexp.Regexp
	edge            bool
	// behind is a pattern for what stands behind the title, of whose literals the text must have one near; capitals says that the text must
	// have two capitals together.
	behind   string
	capitals bool
	// follows are the words of which one must stand before the title.
	follows func(word string) bool
	// noun says that it fits none if the word for a film is what the title is called, not "the star of the film".
	noun bool
}

// where is the rule, tried only on texts that have one of the words.
func (r titleRule) where(needs ...string) titleRule {
	r.needs = needs
	return r
}

// before is the rule, tried only where the literals of a pattern stand behind, which every match has there.
func (r titleRule) before(pattern string) titleRule {
	r.behind = pattern
	return r
}

// ofCapitals is the rule, tried only on texts that have two capitals together.
func (r titleRule) ofCapitals() titleRule {
	r.capitals = true
	return r
}

// following is the rule, tried only behind words of which a function says yes.
func (r titleRule) following(f func(word string) bool) titleRule {
	r.follows = f
	return r
}

// takesCapitals reports whether a word in small letters may stand before a title: "of", "watching".
func takesCapitals(word string) bool { return titleTakers[word] || strings.HasSuffix(word, "ing") }

var titleTakers = wordSet("of in about for to with through by on saw watched see film movie is was called titled")

// elsewhere is the rule, tried only on texts that are not English.
func (r titleRule) elsewhere() titleRule {
	r.abroad = true
	return r
}

func rule(points float64, pattern string) titleRule {
	return titleRule{pattern: pattern, points: points}
}

func quotedRule(points float64, pattern string) titleRule {
	return titleRule{pattern: pattern, points: points, quoted: true}
}

// personRule is a rule that fits people as well as films.
func personRule(points float64, pattern string) titleRule {
	return titleRule{pattern: pattern, points: points, person: true}
}

func freeRule(points float64, pattern string) titleRule {
	return titleRule{pattern: pattern, points: points, free: true}
}

var titleRules = indexRules([]titleRule{
	quotedRule(1.2, `["“„«]\s?([\p{Lu}\d](?:[^"”“»\n]|\n\p{Ll}){0,70}?)[,.!]?\s?["”“»]`),
	quotedRule(1.2, `(?:^|[\s(])['‘]{1,2}([\p{Lu}\d](?:[^'‘’"\n]|['’]\pL){1,60}?)[,.!]?['’]{1,2}(?:[\s.,;:!?)]|$)`),
	quotedRule(1.2, `(?:^|[\s(])[*_]{1,2}([\p{Lu}\d][^*_\n]{1,60}?)[*_]{1,2}(?:[\s.,;:!?)'’]|$)`).where("*", "_"),
	// What is said of a film: it is a film, it has a director, it begins.
	personRule(1.1, sentence+openQuote+`(`+capPhrase+`)`+closeQuote+`(?: \(\d{4}\))?,? `+isWord+` (?:\pL+ ){0,2}(?:a|an|the|one|another|not|by|without|truly|really|definitely|easily|simply|just|perhaps|arguably|eine?|un|una|une|uno|um|uma|een|de|il|le|la|der|die|das|[a-z]+ly)\b`).before(` ` + isWord + ` `),
	{pattern: sentence + openQuote + `(` + capPhrase + `)` + closeQuote + `(?: \(\d{4}\))?,? ` + isWord + ` (?:[\pL\d'’-]+,? ){0,9}?` + elided + filmWords + `\b`, points: 2, person: true, noun: true, behind: ` ` + isWord + ` `},
	{pattern: `, (?:the )?(` + capPhrase + `)(?: \(\d{4}\))?,? (?:is|ist|est|es|é|è) (?:[\pL\d'’-]+,? ){0,7}?` + elided + filmWords + `\b`, points: 1.6, person: true, noun: true},
	quotedRule(1.6, `["“„«]\s?([\p{Lu}\d][^"”“»\n]{0,50}?)[,]?\s?["”“»],? (?:with its|whose|in which|directed by|starring|stars|featuring|has|was|isn't|wasn't|gives|takes|comes|seems|manages|fails|offers|deserves|remains)\b`),
	quotedRule(1.6, `["“„«]\s?([\p{Lu}\d][^"”“»\n]{0,50}?)\s?["”“»] (?:is|begins|tells|follows|opens|es|se|nos|cuenta|narra|trata|est|raconte|suit|nous|è|racconta|ci|é|conta|ist|erzählt|handelt|zeigt|läuft|begint|vertelt)\b`),
	quotedRule(1.5, `(?i:\b(?:questo|questa|este|esta|this|dieser|diesem|diesen|ce|cet|cette|deze|dit|aquest|denne)) (?:film |movie |película |filme )?["“„«]\s?([\p{Lu}\d][^"”“»\n]{0,50}?)\s?["“”»]`).where("\"", "“", "„", "«"),
	quotedRule(1.7, `\b\p{Ll}{2,}t ["„«»]([\p{Lu}\d][^"“”«»\n]{0,50}?)["“”»«] (?:den|die|das|der|dem|ein|eine|einen|einer|sich|als|wie|mit|von|auch|durchaus|in|auf|zu|nicht|kein\pL*)\b`).where("\"", "„", "«", "»"),
	quotedRule(1.7, `["„«»]([\p{Lu}\d][^"“”«»\n]{0,50}?)["“”»«](?: \pL+){0,4} (?:anzu(?:sehen|schauen)|ange(?:sehen|schaut)|anschauen|ansehen|gesehen|geschaut|gezien|bekeken)\b`).where("\"", "„", "«", "»"),
	quotedRule(1.7, `(?:^|[\s(])['‘]([\p{Lu}\d][^'‘’"\n]{0,50}?)['’](?: \pL+){0,4} (?:gezien|bekeken|zagen|bekeek)\b`).where("gezien", "bekeken", "zagen", "bekeek"),
	quotedRule(1.2, `[\s(]”\s([\p{Lu}\d][^"”“»\n]{0,50}?)\s“[\s,.;]`),
	quotedRule(1.4, `[『《]([^』》\n]{1,40})[』》]`).where("『", "《", "「"),
	quotedRule(2.2, `(?:映画|新作|最新作|作品|電影|电影|影片)[『《「]([^』》」\n]{1,40})[』》」]`).where("『", "《", "「"),
	personRule(1.2, sentence+`(?:Con|Com|Avec|Mit|With|Met) `+openQuote+`(`+capPhrase+`)`+closeQuote+` \p{Ll}`).elsewhere(),
	personRule(0.9, ` (?:que|dass|che|dat|that) `+openQuote+`(`+capPhrase+`)`+closeQuote+` (?:es|sea|será|está|soit|est|è|sia|seja|é|is)\b`).elsewhere(),
	rule(2, `, ["“*_]{1,2}(`+capPhrase+`)["”*_]{1,2}(?: \(\d{4}\))?,? (?:is|was) (?:[\pL\d'’-]+,? ){0,7}?`+elided+filmWords+`\b`),
	{pattern: sentence + openQuote + `(` + capPhrase + `)` + closeQuote + `, (?:the|his|her|their|director|die|der|das|dem|den|le|la|el|il|lo|o|a|an|un|una|une|um|uma|ein|eine|de|een|het) (?:[\pL\d'’-]+,? ){0,6}?` + elided + filmWords + `\b`, points: 1.8, person: true, noun: true, behind: `, (?:the|his|her|their|director|die|der|das|dem|den|le|la|el|il|lo|o|a|an|un|una|une|um|uma|ein|eine|de|een|het) `},
	personRule(1.6, sentence+openQuote+`(`+capPhrase+`)`+closeQuote+`, `+person+`['’]s? `).before(`['’]s? `),
	{pattern: openQuote + `(` + capPhrase + `)` + closeQuote + `(?: \(\d{4}\))?,? (?i:` + by + `) ?` + person + `\b`, points: 1.6, maker: true, behind: ` (?i:` + by + `)`},
	freeRule(2.2, `(?:^|\n)[«"“]?(`+written+`)[»"”]?, (?:\(\d{4}\),? )?(?:de|di|von|by|van|par|d['’]) ?`+person+`(?:, |[.(]| con | avec | mit | with )`).before(`(?:, |\) )(?:de|di|von|by|van|par|d['’])`),
	freeRule(1.8, `(?:^|[.!?]\s+|\n|, )(`+longWritten+`),? (?:est|es|è|é)(?:,? sin duda(?: alguna)?,?| sans doute| senza dubbio| sem dúvida)? (?:un|une|una|uno|um|uma|la|le|el|il|o|a) (?:\pL+ ){0,3}`+elided+filmWords+`\b`).elsewhere(),
	freeRule(1.2, `[,:] (`+southArticle+longTail+`)(?:[.,;:!?)]| (?:es|est|è|é|se|nos|nous|ci)\b)`).elsewhere(),
	freeRule(1.2, `\p{Ll} (`+southArticle+longTail+`)(?:[.,;:!?)]| (?:es|est|è|é|se|nos|nous|ci)\b)`).elsewhere(),
	{pattern: `^(` + capPhrase + `)\. (?:Der|Die|Das|The|Le|La|El|Il|A|An|Ein|Eine|Un|Une|Una) (?:[\pL\d'’-]+ ){0,5}?(?:[\pL-]+-)?` + filmWords + `\b`, points: 1.8, person: true, noun: true},
	rule(1.3, sentence+openQuote+`(`+capPhrase+`)`+closeQuote+`,? (?:avec|con|mit|com|with|met|starring) `+person+`\b`).before(` (?:avec|con|mit|com|with|met|starring) `),
	rule(1.6, openQuote+`(`+capPhrase+`)`+closeQuote+`,? \(`+person+`,? \d{4}[),.; ]`).where("(").before(` \(`),
	rule(1, openQuote+`(`+capPhrase+`)`+closeQuote+`,? \((?:\pL{2,12},? )?(?:19|20)\d\d\)`).where("(").before(` \(`),
	rule(0.9, person+`(?:['’]s|s['’]|['’]) (?:(?:new|latest|first|second|third|debut|own) )?(?:`+filmWords+` )?`+openQuote+`(`+capPhrase+`)`).before(`(?:['’]s|s['’]|['’]) `),
	personRule(1, sentence+openQuote+`(`+capPhrase+`)`+closeQuote+`(?: \([^()\n]{1,60}\))?,? (?:follows|tells|sees|finds|stars|concerns|takes place|opens|begins|centers|centres|focuses|depicts|features|does|feels|works|succeeds|fails|delivers|manages|boasts|suffers|could|might|definitely|should|deserves|offers|proves|looks|seems|ends|starts|wants|has)\b`).before(` (?:follows|tells|sees|finds|stars|concerns|takes place|opens|begins|centers|centres|focuses|depicts|features|does|feels|works|succeeds|fails|delivers|manages|boasts|suffers|could|might|definitely|should|deserves|offers|proves|looks|seems|ends|starts|wants|has)`),
	personRule(1, sentence+openQuote+`(`+capPhrase+`)`+closeQuote+`,? (?:begint|blijft|zit|wordt|laat|vertelt|comienza|empieza|cuenta|narra|trata|está|tiene|funciona|logra|raconte|suit|commence|laisse|parle|racconta|inizia|funziona|parla|conta|começa|mistura|prende|traz|tem|transita|doit|possède|mérite|réussit|propose|offre|montre|repose|confirme|parvient|fait|souffre|muestra|nos muestra|ofrece|presenta|resulta|consigue|merece|offre|riesce|mostra|convince|resta|regala|consegue|evidencia|marca|revela|consolida|explora|aborda|retrata|apresenta|ocorre|erzählt|handelt|spielt|beginnt|lebt|zeigt|hat|bietet|überzeugt|funktioniert)\b`).elsewhere().before(` (?:begint|blijft|zit|wordt|laat|vertelt|comienza|empieza|cuenta|narra|trata|está|tiene|funciona|logra|raconte|suit|commence|laisse|parle|racconta|inizia|funziona|parla|conta|começa|mistura|prende|traz|tem|transita|doit|possède|mérite|réussit|propose|offre|montre|repose|confirme|parvient|fait|souffre|muestra|nos muestra|ofrece|presenta|resulta|consigue|merece|offre|riesce|mostra|convince|resta|regala|consegue|evidencia|marca|revela|consolida|explora|aborda|retrata|apresenta|ocorre|erzählt|handelt|spielt|beginnt|lebt|zeigt|hat|bietet|überzeugt|funktioniert)`),
	rule(1.6, sentence+openQuote+`(`+capPhrase+`)`+closeQuote+` stars `+person+`\b`).where(" stars "),
	rule(1.1, sentence+`(?:In|With) (`+capPhrase+`), `),
	{pattern: ` (?:in|with|of) (` + capPhrase + `), (?:a|an|the) (?:[\pL\d'’-]+ ){0,5}?` + filmWords + `\b`, points: 1.6, person: true, noun: true},
	rule(1.1, `(?i:blown away by|went to see|screening of|preview of|premiere of|tickets (?:to|for)|version of|impressed by|disappointed (?:by|with|in)) `+openQuote+`(`+capPhrase+`)`).where(" by ", " with ", " in ", " of ", " to ", " see "),
	personRule(0.8, sentence+`(`+capPhrase+`) `+isWord+` `).before(` ` + isWord + ` `),
	personRule(0.4, sentence+`(`+capPhrase+`)['’]s?\s`).before(`['’]s?\s`),
	quotedRule(2, `(?i:(?:film|movie|picture)['’]s title|its title|the title|titled|entitled),? ["“]([\p{Lu}\d][^"”“\n]{1,60}?)[,.]?["”]`),
	rule(1.6, sentence+openQuote+`(`+capPhrase+`)`+closeQuote+` [(]?(?:aka|a\.k\.a|also known as)\b`).before(` (?:aka|\(aka|a\.k|\(a\.k|also known|\(also known)`),
	// What is called a film.
	rule(0.7, `(?i:film|movie|picture|documentary|flick|mini-?series|series|serie|show|masterpiece|classic|película|pelicula|filme|cinta|largometraje|longa|pellicola|lungometraggio|comédie|commedia|comedy|dramedy|horror|drama|thriller|komödie|streifen|rolprent)s?,? (?i:called |titled |entitled |named |known as |version of )?`+openQuote+`(`+capPhrase+`)`),
	rule(1.1, `(?i:film|movie|picture|documentary|feature|comedy|thriller|drama|masterpiece|película|pellicola|filme)(?:,| –| —|:) `+openQuote+`(`+capPhrase+`)`+closeQuote+`(?:,| –| —|  ?—|\.)`),
	rule(1.2, `(?i:titled|entitled|intitulée?|titulada|titulado|intitolat[oa]|betitelt|namens|intitulad[oa]|getiteld|a title like|the title|film namens) `+openQuote+`(`+capPhrase+`)`).where("titl", "titul", "titol", "titre", "intit", "titel", "namens", "title"),
	personRule(0.6, `(?i:(?:saw|seen|watched|watching|see|seeing|rented|recommend|bought|caught|enjoyed|loved|liked|love|hated|hate|adored?|endur(?:ed|ing)|viewed|renting|view|discovered|missed|review of|viewing of|synopsis for|premise of|plot of|story of|watch|about|fans? of|parts of)) `+openQuote+`(`+capPhrase+`)`),
	rule(1.3, `(?i:\b(?:saw|seen|seeing|watched|watching|rented|renting|caught|viewed)) `+openQuote+`(`+capPhrase+`)`+closeQuote+`,? (?:and (?:found|thought|it|was|really|I)|on (?:TV|DVD|tv|dvd|video|VHS|cable|HBO|Netflix|late|the big)|at (?:the|a)|last|for the|when|because|in (?:the|a|theat|cinema|\d)|twice|again|once|several|many|as a|with my|tonight|today|yesterday|years|back)\b`),
	personRule(0.9, `(?i:\b(?:material|scenes?|acting|performances|story|plot|storyline|script|screenplay|humou?r|direction|ending|opening|premise|problems?|trouble|faults?|flaws?|message|experience|production|cinematography|soundtrack|action|dialogue|characters) (?:of|in|behind|with|for|from)) `+openQuote+`(`+capPhrase+`)`),
	rule(1.2, `(?i:\b(?:sat|sit|sitting|sleep|slept|snored|suffered|suffer|suffering|slogged|yawned|laughed|got|get) through) `+openQuote+`(`+capPhrase+`)`),
	personRule(0.6, `(?i:\b(?:making|made|remaking|filming|directing)) `+openQuote+`(`+capPhrase+`)`),
	rule(0.8, `(?i:\b(?:ver|vi|viendo|veía|visto|assistir|assisti|conferir|voir|vu|regarder|vedere|guardare|kijken|gezien|gekeken naar|geschaut|reseña de|resenha de|crítica de|recensione di|visione de|kritik zu)) `+openQuote+`(`+capPhrase+`)`).elsewhere(),
	freeRule(1.6, `(?:^|[^\pL])(?i:veo|vi|vimos|he visto|hemos visto|ho visto|j['’]ai vu|assisti|fui a ver) (`+longWritten+`)(?:[,.;:]| (?:y|et|e|mientras|con|en|sin|pour|avec|senza)\b)`).elsewhere(),
	rule(1.2, `\b(?:ich|wir|man) (`+capPhrase+`)(?: \pL+){0,4} (?:gesehen|geschaut|angesehen)\b`).elsewhere(),
	rule(1.6, `(`+capPhrase+`)(?:,)? (?:ein\w*|die|der|das) (?:[\pL-]+ ){0,2}(?:Film|Fortsetzung|Streifen|Komödie|Thriller|Drama)\b`).before(` (?:Film|Fortsetzung|Streifen|Komödie|Thriller|Drama)`).elsewhere(),
	rule(1.6, `(?i:\brefer to|\brefers to|\bdescribe|\bcall|\bcalled|\bregard|\bconsider|\brate|\bdismiss|\bsee) `+openQuote+`(`+capPhrase+`)`+closeQuote+` (?:as an?|as the|as one|to be an?|an? ) ?(?:[\pL-]+ ){0,3}?`+filmWords+`\b`),
	rule(2, `^(`+capPhrase+`(?:, Inc\.)?)\.? (?:-{1,2}|–|—) (?:\p{Lu}\pL* )+\p{Ll}`),
	personRule(1.1, `(?i:\b(?:in short|all in all|overall|in the end|to sum up|in conclusion|bottom line|in summary|on the whole|simply put)),? (?:the )?`+openQuote+`(`+capPhrase+`)`+closeQuote+`(?:,| [a-z]+s\b| [a-z]+ [a-z]+)`),
	// What is written in capitals.
	rule(1.6, `(?:that|think|thought|say|said|believe|film|movie|of|see|watch|saw|loved|hated|show) ((?:THE |A |AN )?\p{Lu}{4,}(?:[ '&:-]+\p{Lu}{2,}){0,5}) (?:was|is|has|had|did|and|will)\b`).ofCapitals(),
	rule(0.6, `(?:[a-z,] )((?:THE |A |AN )?\p{Lu}{4,}(?:[ '&:-]+\p{Lu}{2,}){0,5})\b`).ofCapitals(),
	rule(0.6, sentence+`((?:THE |A |AN )?\p{Lu}{4,}(?:[ '&:-]+\p{Lu}{2,}){0,5})[ ,]`).ofCapitals(),
	rule(1, `((?:THE |A |AN )?\p{Lu}{2,}(?:[ '&:-]+\p{Lu}{2,}){2,7})\b`).ofCapitals().following(takesCapitals),
	rule(2, `(?:^|\n)(\p{Lu}[\p{Lu}\d '’&:,.!-]{2,60}?)[ (]+(?:\*|★)`).where("*", "★"),
})

// referenceLead are words before a title that make it another film's: "like", "the director of".
var referenceLead = regexp.MustCompile(`(?i)(?:\blike|\b(?:die|den|der|seine|ihre) filmen?|\ba\.?k\.?a\.?|also known as|\banother|\b(?:songs?|tunes?|renditions?|covers?|numbers?|theme) (?:of|from|like)|\bthe (?:first|original|earlier|previous|other|third|fourth)|confused with(?: \S+){0,3}|nel caso di|\bcome|\bcomme|\bwie|\bcomo|après|dopo|\bnach|después de|\btras|depois de|regista di|réalisateurs? de|director de|autor(?:es)? de|success of|successo di|succès de|éxito de|sucesso de|erfolg von|aceptación de|\bthan|that of|director(?: of)?|\bfrom|answer to|\btry|compared? (?:to|with)|reminiscent of|fans of|similar to|\bof the|such as|\bas in|, (?:o|ou|e|y|u|et|und|oder|en)|\band|\bor|\b(?:to be|been|worked) in|meets|remake of|(?:sequel|prequel|follow-up|successor) (?:to|of)|based on|star of|maker of|makers of|author of|films?:|classics?|song|episode|chapter|titled? track|character|named|unlike|after|see also:?|["”»’] (?:o|e|et|ou|oder|und|y|u|of)|creator of|called the|\bas|["”’'],|sang|word|channel[^.]{0,20}|name(?:['’]s| is| was)|(?:depicted|portrayed|seen|shown|featured|starred|appeared|was great|was good) in|another (?:film|movie|role|part|entry|chapter|turn|character|man|woman|actor)[^.!?]{0,15}in|says?|said|shouts?|screams?|asks?)\s*["“*_'‘(]{0,2}$`)

// otherFilmTail are words behind a title that make it another film's.
var otherFilmTail = regexp.MustCompile(`(?i)^["”*_'’]{0,2}\s*(?:, ["“]|director\b|fame\b|star\b|alum|fans?\b|trilogy\b|franchise\b|saga\b|series\b|films\b|movies\b|meets\b|(?:had|has|have|did it) (?:\w+ )?better\b|\(the (?:original|book|novel))`)

// honorific are words before a name that make it a person's: "Dr", "director", "played by".
var honorific = regexp.MustCompile(`(?i)\b(?:dr|mr|mrs|ms|miss|sir|captain|capt|director|directed by|actor|actress|actors|starring|stars|regisseur\w*|réalisat\w+|protagonist\w*|person(?:aggio|aje)|character|characters|played by|plays|playing|portrays|as|detective|inspector|agent|lieutenant|king|queen|prince|princess|uncle|aunt|señor\w*|monsieur|madame|herr|frau|producer|screenwriter|writer|composer|novelist|author)\.?\s+["“*_]{0,2}$`)

// leadSieve tells whether words before a title may be a reference to another, and whether an honorific.
var leadSieve = sift(referenceLead.String(), honorific.String())

// actorIn is an actor before a title in which he was seen.
var actorIn = regexp.MustCompile(`\p{Lu}\pL+ (?:in|en|dans|em|nel|de) ["“„«*_]{0,2}$`)

// ofSomething stands between a person and a film: "the star of this film".
var ofSomething = regexp.MustCompile(`(?i) (?:of|who|whose|in|from|behind|de|du|des|d['’]|von|aus|in|del|della|di|van|do|da) `)

// personTail are words behind a name that make it a person's: an actor in brackets, a performance, what he plays.
var personTail = regexp.MustCompile(`^["”*_]{0,2}(?: \(\p{Lu}[\pL'’.-]+ \p{Lu}[\pL'’. -]+\)|['’]s? (?:performance|acting|character|portrayal|role|voice|mother|father|wife|husband|son|daughter|brother|sister|family|friends?|house|face|work|best|career|direction|script|screenplay|score|novel|book)\b|s? (?:plays|played|portrays|gives|stars as|is played|delivers a|says|tells [a-z]+ that|spielt|joue|interpreta|interprète|speelt)\b| is (?:Dr|Mr|Mrs|excellent as|great as|perfect as)\b)`)

// sentenceEnd is a quotation that is a sentence and no title.
var sentenceEnd = regexp.MustCompile(`[.!?…,]["”“»’']?$`)

var (
	// filmBefore announces a title in quotes, which may then be written like a sentence.
	filmBefore = regexp.MustCompile(`(?i)(?:film|title|komödie|thriller|drama|streifen|película|cinta|comédie|commedia|pellicola|filme|movie|longa)\b,?(?: que es| es| is| ist| est| è| é| namens| called| titled)? ["“„«]?$`)
	// adverb is a word that opens sentences.
	adverb = regexp.MustCompile(`^\p{Lu}\pL+(?:mente|ement|ally|ously|fully|ately|ingly|edly|antly|ently|lessly|ually)$`)
)
