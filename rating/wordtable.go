package rating

import (
	"cmp"
	"slices"
	"strings"
)

// vocabulary holds every word that the parser knows but for numbers, by the part that it can play.
var vocabulary = [...]struct {
	class wordClass
	words string
}{
	{wordNo, "aucun aucune geen ingen kein keine nenhuma nessuna nessuno ninguna no"},
	{wordHalf, "demi demie halb halbe halber half halva halve media medio meia meio mezza mezzo 半"},
	{wordQuarter, "quart quarter quarters viertel"},
	{wordAnd, "and e et och og und y"},
	{wordPoint, "coma komma point virgola virgule vírgula"},
	{wordOut, "out ud ut"},
	{wordOf, "af auf aus av dari de di din from iš na od of op outta sobre su sur trên uit van von z στα из от מתוך از من"},
	{wordOfPart, "max maximal maximum mögliche posibles possible possibles 満 满 滿"},
	{wordWhole, "중 中 üzerinden 만점에 만점 में"},
	{wordScale, "scale skala skalaen skalan schaal échelle escala scala шкале"},
	{wordDie, "terning terningkast"},
	{wordArticle, "a an its the"},
	{wordStar, "asterisks bintang csillag estrela estrelas estrella estrellas etoile etoiles gwiazdek gwiazdka gwiazdki " +
		"hviezdičiek hviezdičky hvězd hvězda hvězdiček hvězdička hvězdičky hvězdy star stars stele stella stelle " +
		"stellette stellina stelline steluțe ster stern sternchen sterne sternen sterren stjerne stjerner stjärna " +
		"stjärnor stjörnur tähteä tähti zvezdic zvezdice zvjezdica zvjezdice étoile étoiles αστέρια αστεράκια " +
		"звезд звезда звездочек звезды звёзд звёздочек звёзды зірки зірок כוכבים نجمة نجوم 星"},
	{wordMeasure, "个 個 顆 颗"},
	{wordUnit, "balle ballen bodov bodů partes pistettä pkt poeng poin points ponto pontos poäng pt pts puan punkt punkte " +
		"punkten punktów punten punti punto puntos балл балла баллов балів очка очков 分 点 點 점"},
	{wordPercent, "cent cento ciento pct percent percento procent prozent"},
	{wordPer, "per por pour"},
	{wordTo, "até bis do o oder or ou till to à"},
	{wordPlus, "più plus"},
	{wordMinus, "meno menos minus moins"},
	{wordLabel, "arvosana avaliacao avaliação beoordeling betyg bewertung calificacion calificación cijfer evaluation giudizio " +
		"grade hodnocení hodnotenie karakter mark marks nota note notes ocena punktzahl puntuacion puntuación raing " +
		"rank rate rated rating ratings schulnote score valoracion valoración valutazione verdict vote voto wertung " +
		"értékelés évaluation βαθμολογία оценка оцінка рейтинг ציון التقييم 評 评 별점 평점"},
	{wordTotal, "bottom complessivo conclusion endnote fazit final finale gesamt gesamtwertung global insgesamt overall total " +
		"totale"},
	{wordLead, "about as at award awarded awarding das dem den der deserves die donne doy earn earns easy film for full gave " +
		"gebe generous get gets give given gives giving got grading he i i'd i'll i'm ich il is it je just la le lui ma " +
		"me mein meine mi mijn minha mio mon movie my only our perfect personal rates receives reviewer's say scored " +
		"scores she so solid strong they this was we weak wins with"},
	{wordPeople, "audiences critics doctors friends kids leute leuten men menschen nutzer people person personas personen " +
		"personnes persons readers reviewers users viewers voters women zuschauer"},
	{wordCount, "comments episodes films fois hour hours hrs mal min mins minuten minutes minutos movies reviews scenes times " +
		"votes"},
	{wordBetween, "between entre zwischen"},
	{wordOther, "cinemascore imdb metacritic metascore rottentomatoes tomatoes tomatometer"},
	{wordWould, "could might sarebbe serait seria sería should would wäre würde"},
	{wordHave, "be been has have"},
	{wordUntil, "except jusqu ohne sans unless until without"},
	{wordIf, "if si wenn"},
	{wordThumb, "daumen pollice pollici pouce pouces pulgar pulgares thumb thumbs"},
	{wordUp, "hoch up"},
	{wordDown, "down runter"},
	{wordSideways, "sideways"},
}

// numberWords holds the words for numbers, by their value.
var numberWords = [...]struct {
	val   Decimal
	words string
}{
	{0, "cero noll nul null zero zéro ноль"},
	{1 * decimalUnit, "bir een ein eine eins en ett etta jeden jedna one um uma un una une uno yksi один 一"},
	{1*decimalUnit + decimalUnit/2, "anderthalb eineinhalb"},
	{2 * decimalUnit, "deux dois dos duas due dvije dvě dwa dwie iki kaksi två tvåa twee two zwei два две 两 二"},
	{2*decimalUnit + decimalUnit/2, "zweieinhalb"},
	{3 * decimalUnit, "drei drie három kolme three tre trea trei tres trois trzy três tři üç τρία три 三"},
	{3*decimalUnit + decimalUnit/2, "dreieinhalb"},
	{4 * decimalUnit, "cuatro cztery dört fire four fyra neljä négy patru quatre quatro quattro vier čtyři τέσσερα четыре четырех четырёх 四"},
	{4*decimalUnit + decimalUnit/2, "viereinhalb"},
	{5 * decimalUnit, "beş cinco cinq cinque fem femma five fünf pięciu pięć pět viisi vijf öt πέντε пяти пять 五"},
	{5*decimalUnit + decimalUnit/2, "fünfeinhalb"},
	{6 * decimalUnit, "kuusi sechs sei seis seks six sześć zes šest шести шесть 六"},
	{6*decimalUnit + decimalUnit/2, "sechseinhalb"},
	{7 * decimalUnit, "sedm seitsemän sept sete sette seven sieben siedem siete sju syv yedi zeven семи семь 七"},
	{7*decimalUnit + decimalUnit/2, "siebeneinhalb"},
	{8 * decimalUnit, "acht eight huit kahdeksan nyolc ocho oito osiem osm otte otto sekiz åtta восемь восьми 八"},
	{8*decimalUnit + decimalUnit/2, "achteinhalb"},
	{9 * decimalUnit, "devět dokuz dziewięć negen neuf neun nine nio nove nueve yhdeksän девяти девять 九"},
	{9*decimalUnit + decimalUnit/2, "neuneinhalb"},
	{10 * decimalUnit, "deset dez dieci diez dix dziesięciu dziesięć kymmenen kymmenestä ten ti tien tio tíz zece zehn δέκα десяти десять 十"},
	{11 * decimalUnit, "eleven elf once onze undici"},
	{12 * decimalUnit, "doce dodici douze doze twelve zwölf"},
	{13 * decimalUnit, "thirteen"},
	{14 * decimalUnit, "fourteen"},
	{15 * decimalUnit, "fifteen"},
	{16 * decimalUnit, "sixteen"},
	{17 * decimalUnit, "seventeen"},
	{18 * decimalUnit, "eighteen"},
	{19 * decimalUnit, "nineteen"},
	{20 * decimalUnit, "twenty veinte venti vingt vinte zwanzig"},
	{100 * decimalUnit, "cien hundert hundred"},
}

// words is both tables, sorted for the search.
var words = func() (all []word) {
	for _, v := range vocabulary {
		for _, text := range strings.Fields(v.words) {
			all = append(all, word{text: text, class: v.class})
		}
	}
	for _, n := range numberWords {
		for _, text := range strings.Fields(n.words) {
			all = append(all, word{text, wordNumber, n.val})
		}
	}
	slices.SortFunc(all, func(a, b word) int { return cmp.Compare(a.text, b.text) })
	return all
}()
