package extract

// labelKey is the meaning of a label.
type labelKey string

const (
	kTitle       labelKey = "title"
	kOriginal    labelKey = "original"
	kDirector    labelKey = "director"
	kWriter      labelKey = "writer"
	kBoth        labelKey = "writer and director"
	kCast        labelKey = "cast"
	kYear        labelKey = "year"
	kRuntime     labelKey = "runtime"
	kGenre       labelKey = "genre"
	kTagline     labelKey = "tagline"
	kSynopsis    labelKey = "synopsis"
	kRating      labelKey = "rating"
	kTotal       labelKey = "total"
	kGrade       labelKey = "grade"
	kVerdict     labelKey = "verdict"
	kCertificate labelKey = "certificate"
	kAuthor      labelKey = "author"
	kPublished   labelKey = "published"
	kOtherDate   labelKey = "other date"
	kTags        labelKey = "tags"
	kCategories  labelKey = "categories"
	kSimilar     labelKey = "similar"
	kVenue       labelKey = "venue"
	kOthers      labelKey = "others"
	kAspect      labelKey = "aspect"
	kIgnored     labelKey = "ignored"
)

// labelWords lists the words of each label in lower case, for the languages that reviews were seen in. Words that mean
// different things in different languages stand with the meaning that reviews give them.
var labelWords = map[labelKey][]string{
	kTitle: {"title", "film", "movie", "film title", "movie title", "titel", "titre", "título", "titulo", "titolo", "filmtitel",
		"name of film", "us title", "english title", "international title", "deutscher titel", "film:", "片名", "タイトル", "film name", "movie name"},
	kOriginal: {"original title", "originaltitel", "titre original", "título original", "titulo original", "titolo originale",
		"originele titel", "aka", "also known as", "原名", "原題"},
	kDirector: {"director", "directors", "directed by", "director(s)", "dir", "dir.", "direction", "film director", "regie", "regisseur",
		"regisseurin", "regia", "regista", "réalisateur", "réalisatrice", "réalisation", "réalisé par", "de", "dirección", "direccion",
		"dirigida por", "dirigido por", "directora", "direção", "direcao", "diretor", "realização", "realizador", "导演", "監督", "regi",
		"instruktör", "regissör", "reżyseria", "режиссер", "режиссёр"},
	kWriter: {"writer", "writers", "written by", "writer(s)", "writer[s]", "screenplay", "screenplay by", "screenwriter", "screenwriters",
		"script", "scenario", "drehbuch", "buch", "scénario", "scénariste", "guion", "guión", "guionista", "roteiro", "sceneggiatura",
		"story by", "编剧", "脚本", "scenarist"},
	kBoth: {"writer/director", "director/writer", "writer-director", "writer & director", "director & writer", "written and directed by",
		"written & directed by", "writer and director", "director and writer", "directed and written by", "regie & drehbuch", "buch und regie",
		"drehbuch & regie", "drehbuch und regie", "regie und drehbuch", "director/writers", "directors/writers", "writers/directors", "writer / director"},
	kCast: {"cast", "starring", "stars", "actors", "actor", "featuring", "with", "main cast", "lead actors", "lead cast", "cast members",
		"cast includes", "the cast", "schauspieler", "darsteller", "besetzung", "mit", "hauptdarsteller", "acteurs", "avec", "distribution",
		"casting", "interprètes", "reparto", "actores", "intérpretes", "protagonistas", "elenco", "com", "interpreti", "con", "attori", "rolverdeling",
		"主演", "キャスト", "演员", "medverkande", "obsada", "в ролях", "key cast", "voice cast", "star cast"},
	kYear: {"year", "release year", "year of release", "year released", "released", "release", "release date", "released on", "released in", "jahr",
		"erscheinungsjahr", "produktionsjahr", "erschienen", "kinostart", "année", "sortie", "date de sortie", "año", "ano", "anno", "uscita",
		"estreno", "jaar", "copyright", "in theaters", "theatrical release", "opens", "opening", "in cinemas", "premiere", "年份", "年代", "公開",
		"上映", "estreia", "lançamento", "uk release date", "us release date"},
	kRuntime: {"runtime", "run time", "running time", "run-time", "length", "duration", "time", "laufzeit", "länge", "dauer", "spielzeit", "filmlänge",
		"durée", "duración", "duracion", "duração", "durata", "speelduur", "片长", "上映時間", "minutes", "running length", "film length"},
	kGenre:   {"genre", "genres", "genre(s)", "género", "géneros", "gênero", "genere", "generi", "category/genre", "类型", "ジャンル", "genre/s"},
	kTagline: {"tagline", "tag line", "tag-line", "slogan"},
	kSynopsis: {"synopsis", "plot", "plot summary", "plot synopsis", "story", "the plot", "the story", "inhalt", "handlung", "kurzinhalt", "histoire",
		"l'histoire", "sinopsis", "argumento", "sinopse", "trama", "verhaal", "premise", "the premise", "summary", "logline", "简介", "剧情", "あらすじ",
		"imdb synopsis", "pitch", "(synopsis)", "synopse", "imdb plot"},
	kRating: {"rating", "my rating", "our rating", "the rating", "ratings", "film rating", "movie rating", "review rating", "star rating", "my star rating",
		"rate", "rated", "i rate", "my rate", "stars", "score", "my score", "our score", "the score", "film score", "movie score", "review score",
		"points", "my vote", "vote", "my votes", "rating out of 5", "rating out of 10", "wertung", "bewertung", "meine wertung", "meine bewertung",
		"unsere wertung", "filmwertung", "note", "ma note", "notre note", "la note", "nota", "mi nota", "nuestra nota", "a nota", "minha nota",
		"puntuación", "puntuacion", "puntaje", "mi puntaje", "calificación", "calificacion", "valoración", "valoracion", "classificação", "avaliação", "voto", "il voto",
		"il mio voto", "mio voto", "valutazione", "giudizio", "beoordeling", "waardering", "cijfer", "mijn cijfer", "betyg", "omdöme", "karakter", "terningkast",
		"arvosana", "评分", "我的评分", "評分", "评价", "評価", "点数", "採点", "評点", "スコア", "推荐指数", "推薦指數", "个人评分", "個人評分", "平分", "оценка", "моя оценка", "ocena", "moja ocena", "puan", "marks", "mark", "critic rating",
		"critic's rating", "reviewer rating", "reviewer's rating", "author rating", "editor rating", "user_rating", "member rating", "rate:", "评级", "rating (out of 5)",
		"rating (out of 10)", "my rating (out of 10)", "my rating (out of 5)", "tl;dr", "tldr", "stars out of 5", "bottom line rating", "punkte",
		"punteggio", "évaluation", "critique", "pontuação", "estrellas", "estrelas", "stelle", "sterne", "étoiles", "skor", "평점", "별점", "hodnocení", "moje hodnocení", "értékelés", "bedømmelse", "vurdering", "arvio", "tähdet", "звёзды", "рейтинг", "мой рейтинг", "note perso", "ma note perso", "mijn score", "mijn waardering", "min betyg", "mitt betyg", "slutbetyg", "la mia valutazione", "mi puntuación", "mi calificación", "mi valoración", "my score out of 10", "punktzahl", "sternewertung", "filmnote", "cote", "ma cote", "my stars", "reviewer score", "critic score:", "ocjena", "hodnotenie", "оценка фильма", "我的打分", "打分", "星级", "満足度", "おすすめ度"},
	kTotal: {"overall", "overall rating", "overall score", "overall grade", "total", "total score", "total rating", "final score", "final rating",
		"final grade", "final verdict", "final", "in total", "overall film", "overall verdict", "overall film rating", "grand total", "gesamt",
		"gesamtwertung", "gesamtbewertung", "gesamtnote", "gesamteindruck", "overall impression", "total impression", "impressione generale", "impression générale", "impresión general", "fazit", "note globale", "note finale", "nota final", "nota finale",
		"voto finale", "voto complessivo", "puntuación final", "nota global", "eindoordeel", "eindcijfer", "totaal", "total points", "average score", "final thoughts rating",
		"verdict", "the verdict", "my verdict", "our verdict", "bottom line", "the bottom line", "final thoughts", "综合", "总分", "総合", "general", "nota general", "en general", "valoración final", "final vote"},
	kGrade: {"grade", "my grade", "overall grade:", "letter grade", "the grade", "our grade", "final grade:", "film grade", "movie grade", "grade:", "review grade"},
	kCertificate: {"certificate", "certification", "cert", "mpaa", "mpaa rating", "mpaa rated", "age rating", "bbfc", "fsk", "ab", "freigabe", "usk",
		"altersfreigabe", "classification", "content rating", "content_rating", "contentrating", "parental rating", "rated (mpaa)", "clasificación",
		"classificação indicativa", "film classification", "us rating", "uk rating", "kijkwijzer", "leeftijd", "tv rating", "censor rating", "parental guidance", "mpa rating"},
	kAuthor: {"author", "authors", "reviewed by", "review by", "by", "written by:", "reviewer", "critic", "posted by", "post author", "writer:", "words by", "words",
		"autor", "autorin", "von", "verfasst von", "geschrieben von", "kritik von", "rezension von", "par", "critique de", "rédigé par", "publié par",
		"publicado por", "por", "escrito por", "postado por", "recensione di", "di", "scritto da", "pubblicato da", "a cura di", "door", "geschreven door",
		"recensie door", "作者", "filed by", "published by", "a review by", "film review by", "movie review by", "review:by", "reviewed-by", "text", "texte", "texto"},
	kPublished: {"published", "posted", "date", "posted on", "published on", "published date", "publication date", "review date", "date published",
		"dated", "datum", "veröffentlicht", "veröffentlicht am", "geschrieben am", "publié le", "posté le", "publicado", "publicado el",
		"publicado em", "fecha", "data", "pubblicato", "pubblicato il", "geplaatst op", "gepubliceerd", "日期", "发布", "投稿日", "date of review", "reviewed",
		"reviewed on", "dtreviewed", "pubdate", "posted at", "date posted", "first published"},
	kOtherDate: {"watched", "date watched", "watched on", "seen", "seen on", "viewed", "viewing date", "geschaut", "gesehen", "gesehen am", "visto", "updated",
		"last updated", "modified", "last modified", "date modified", "vu le", "watch", "lastmod", "dvd release", "dvd release date", "blu-ray release"},
	kTags: {"tags", "tagged", "tagged with", "keywords", "tagged as", "schlagwörter", "schlagworte", "stichworte", "etiquetas", "mots-clés", "mots clés",
		"étiquettes", "tag", "labels", "标签", "タグ", "trefwoorden", "hashtags"},
	kCategories: {"categories", "category", "posted in", "filed under", "filed in", "kategorie", "kategorien", "catégorie", "catégories", "categoría",
		"categorías", "categoria", "categorias", "categorie", "section", "分类", "カテゴリー", "subcategories", "rubrik", "posted under"},
	kSimilar: {"see it if you liked", "see this if you liked", "if you liked", "if you like", "if you enjoyed", "for fans of", "fans of", "similar films",
		"similar movies", "similar to", "recommended if you like", "riyl", "you'll like this if you liked", "you might also like", "watch this if you liked",
		"see also", "see it if you like", "see it if you loved", "if you liked this, try", "if you loved", "may also like", "für fans von", "wer das mochte",
		"si vous avez aimé", "si te gustó", "se ti è piaciuto", "watch it if you liked"},
	kVenue: {"venue", "cinema", "theater", "theatre", "seen at", "watched at", "kino", "screening", "lieu", "cine"},
	kOthers: {"imdb", "internet movie database", "imdb rating", "imdb score", "imdb user rating", "rotten tomatoes", "rottentomatoes", "tomatometer", "rt", "rt score", "metacritic", "metascore",
		"metacritic score", "letterboxd", "letterboxd rating", "letterboxd average", "user rating", "users", "user score", "users rating", "reader rating",
		"readers", "readers' rating", "reader's rating", "audience", "audience score", "audience rating", "cinemascore", "critics", "critics score", "critics'score",
		"average", "average rating", "avg rating", "community rating", "community score", "douban", "豆瓣", "豆瓣评分", "imdb评分", "tmdb", "allociné",
		"filmaffinity", "leserwertung", "leserbewertung", "user-wertung", "note des lecteurs", "note spectateurs", "note presse", "voto medio",
		"average_rating", "public rating", "rotten tomatoes score", "critic score", "box office", "moviepilot", "mubi", "trakt", "kinopoisk", "imdb-wertung",
		"imdb-rating", "imdb-bewertung", "media", "media voti", "voto utenti", "voto lettori", "voto del pubblico", "reviewers"},
	kAspect: {"acting", "story", "plot", "script", "direction", "directing", "music", "score/music", "soundtrack", "sound", "visuals", "cinematography", "effects",
		"special effects", "sound effect", "sound effects", "gore", "scares", "scariness", "humor", "humour", "action", "romance", "pacing", "characters", "character", "performances", "performance",
		"atmosphere", "writing", "dialogue", "editing", "violence", "nudity", "sex", "language", "entertainment", "entertainment value", "originality", "rewatchability",
		"replay value", "rewatch value", "video", "audio", "extras", "picture", "picture quality", "audio quality", "video quality", "sound quality", "bonus features",
		"special features", "features", "3d", "animation", "costumes", "design", "production", "production design", "production value", "emotion", "fun", "suspense", "tension",
		"spannung", "humor:", "anspruch", "erotik", "gefühl", "ton", "bild", "musik", "handlung", "schauspieler", "darsteller", "atmosphäre", "atmosphere",
		"regia", "sceneggiatura", "fotografia", "fotografía", "photographie", "interprétation", "mise en scène", "scénario", "scenario", "interpretazione", "colonna sonora", "cast", "drehbuch",
		"guion", "guión", "actuaciones", "banda sonora", "música", "musique", "réalisation", "roteiro", "atuações", "trilha sonora", "trama", "ending", "opening", "technical",
		"visual effects", "graphics", "gameplay", "creativity", "chemistry", "villain", "comedy", "drama", "horror", "thrills", "family friendly", "education", "message",
		"storytelling", "production values", "production-values", "setting", "world building", "worldbuilding", "scenery", "acting/cast", "sound design", "technical aspects", "presentation", "art", "art style", "enjoyment", "spectacle", "laughs", "jump scares",
		"fear factor", "blood", "kills", "tone", "themes", "rewatch", "dialog", "darstellung", "optik", "unterhaltung", "unterhaltungswert", "originalität", "émotion", "rythme", "humour noir", "image", "son", "bonus", "ritmo", "actuación", "dirección", "efectos",
		"剧情", "演技", "音乐", "画面", "故事", "ストーリー", "音楽", "映像"},
	kIgnored: {"country", "countries", "land", "pays", "país", "paese", "sprache", "langue", "idioma", "lingua", "budget", "studio", "distributor",
		"distribution company", "production company", "producer", "producers", "produced by", "produzent", "producteur", "productor", "music by", "cinematographer", "editor",
		"verleih", "distribuzione", "distributeur", "format", "aspect ratio", "website", "official site", "url", "link", "trailer", "share", "source", "details", "kamera",
		"composer", "production budget", "disc", "region", "screening date", "verfügbar bei", "available on", "watch on", "streaming", "where to watch", "slug", "layout",
		"featured", "cover", "image", "permalink", "status", "type", "template", "draft", "produktion", "musik:", "photography", "based on"},
}
