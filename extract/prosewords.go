package extract

import (
	"regexp"
	"strings"
)

// functionWords open sentences; by themselves they are titles only where they keep their capital inside a sentence.
var functionWords = wordSet(`It It's This That The A An He She They We You There Here What When Why How If But And So As In On At For With From To Of My Your His Her Their Our Its Not No Yes Oh Well Now Then After Before
 Overall Also Although Though However While Because Since Even Just Only Some Most Many All Every Each One Two Three First Second Third Last Another Other Anyway
 Everybody Somebody Anybody Anyone Something Anything Unfortunately Fortunately Basically Maybe Perhaps Sure Please Thanks Both Nothing Everything Someone Everyone Nobody People Once Still Despite Until Unlike Whether Like Let Do Did Does Is Was Are Were Have Had Has Can Could Would Should Will
 Don't Didn't Doesn't Isn't Wasn't Can't Won't He's She's They're We're You're That's There's What's Who's Let's Who Which Where These Those Such Too Very Really Actually Finally Instead Otherwise Meanwhile Later
 Auf Mit Für Aus Bei Nach Von Zu Im Am Wie Was Wer Man Hier Da Doch Noch Schon Dieser Diese Dieses Seit Bis Über Vor Unter Dans Pour Avec Sur Mais Ce Cette Ces Son Sa Nous Vous Con Por Para Pero Como Su Sin Di Da Dal Nel Sono Questo Questa Com Em Mas
 Der Die Das Ein Eine Es Und Ich Er Sie Wir Ist Aber Auch Wenn Dass Nicht Nur So Le La Les Un Une Des Et Il Elle El Los Las Y O Os E Um Uma Que De En Se No Si Non Che Ma Per Con
 Played Produced Voiced Shot Adapted Inspired Created Filmed Released Reviewed Posted Published Updated Rated Distributed Regia Regie Réalisé Realizada Dirigida Dirigido Dirigé Diretto Actualisé
 Gran Grande Rien Ici Tout Toute Tous Aquí Todo Todos Esto Este Esta Eso Ese Qui Tutto Tutti Aqui Isso Tudo Quando Cuando Quand Wenn Neben Hier Hij Zij Het Een Maar Voor Dit Deze Op Met
 More Most Less Below Above Inside Outside Somewhere Sometimes Often Yesterday Today Tonight Tomorrow Recently Ayer Ieri Hier Gestern Ontem Sembra Parece Lo
 Chances Easily Luckily Happily Primarily Whilst Regrettably Sadly Technically Acting Seeing Watching Having Being Going Set Based Directed Written Starring Personally Honestly Apparently Obviously Clearly Certainly Definitely Highly Recommended Score Summary Synopsis Comment Comments Part
 Remake Rating Grade Review Movie Film Director Cast Plot Story Bottom Line See Whoever Whatever Yeah Wow Hey Ok Okay Never Ever Avoid Great Good Bad Best Worst Surely Nevertheless`)

// nonTitles are words with a capital that are no titles by themselves, wherever they stand.
var nonTitles = wordSet(`I I'm I've I'd I'll OK DVD VHS TV IMDB IMDb USA US UK BBC HBO MTV CGI FX NOT EVER NEVER VERY REALLY WORST BEST BAD GOOD GREAT LOVE HATE SPOILERS SPOILER WARNING ALERT ONLY EVERY MUST SEE DONT DON'T WATCH AVOID
 THIS THAT WHAT WHY WHO HOW WITH FROM HAVE BEEN WERE WILL MOVIE FILM YEARS TIME MORE MUCH Hollywood Bollywood Oscar Oscars Academy Award American British French German English Japanese Chinese Korean Indian Italian Spanish God
 Christmas Halloween Sunday Monday Tuesday Wednesday Thursday Friday Saturday January February March April June July August September October November December New York Los Angeles London Paris Disney Pixar Netflix Marvel
 THE AND BUT FOR WAS ARE YOU ALL HIS HER ITS WHOLE THING SHOULD COULD WOULD THEY THEN THAN THERE THEIR SOME SUCH SAME JUST LIKE MAKE MADE KNOW WANT NEED DOES EVEN ALSO INTO OVER BACK DOWN WELL WHEN AFTER AGAIN
 ABSOLUTELY TOTALLY COMPLETELY TERRIBLE HORRIBLE AWFUL AMAZING EXCELLENT PERFECT`)

// leadWords open a sentence before a title without being part of it.
var leadWords = wordSet("What Who Why How Where But And So Yet While When As If In Of For With Then Now Because Although Though Since Overall However Is Was Unlike Like Well Yes No Still Also Even Watch See Watching Seeing Nevertheless Aber Und Doch Denn Mais Donc Car Quand Pero Pues Porque Cuando Así Ma Però Dunque Quindi Quando Mas Porém Então Maar Dus Want")

// buts are those that no title begins with.
var buts = wordSet("Mais Donc Pero Pues Aber Doch Denn Però Mas Porém Maar Nevertheless")

// conjunctions open a clause; the name of a person behind one is its subject.
var conjunctions = wordSet("When While As If Because Although Though Since")

// shoutedWords stand in what is written in capitals for its sound.
var shoutedWords = wordSet("NAME BOY NOT THIS MOVIE FILM EVER NEVER WORST BEST VERY YOU YOUR DON'T DO SEE WATCH COSTS AVOID EVERY EVERYONE REALLY MUST SHOULD SPOILER SPOILERS WARNING CONTAINS AHEAD PLEASE WHY WHAT SO MUCH TOO IS ARE WAS IT ITS IT'S MY ME WILL WOULD TERRIBLE HORRIBLE AWFUL AMAZING GREAT SUCKS STARS RATING REVIEW NAMED ABSOLUTELY TOTALLY COMPLETELY")

// southArticles are function words that open titles in the languages of the south.
var southArticles = wordSet("El La Los Las Le Les Il Lo Gli Os As Un Une Una Um Uma")

// ownNoun is the writer's own word for the film or a part of it: "El final de la película".
var ownNoun = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:` + filmWords + `|trama|guion|guión|final|resultado|dirección|fotografía|histoire|scénario|mise|réalisation|résultat|trame|storia|regia|sceneggiatura|risultato|enredo|roteiro|direção|critique|crítica|recensione|mejor|peor|meilleur|pire)(?:[^\pL]|$)`)

// compound is a word of two of which only the first has a capital: "English-language".
var compound = regexp.MustCompile(`^\p{Lu}\pL+-\p{Ll}+$`)

// participles tell who did what for a film, and end no title that its maker follows.
var participles = wordSet("Directed Written Produced Starring Edited Presented Played Reviewed")

// prepositions open a sentence whose subject comes later.
var prepositions = wordSet("Neben Mit Nach Bei Trotz Ohne Dank Con Sin Avec Sans Malgré Para Senza Com Sem Met Zonder Despite Without With By Given")

func wordSet(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(s) {
		out[w] = true
	}
	return out
}
