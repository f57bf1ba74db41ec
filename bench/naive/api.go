package main

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"gorm.io/gorm"
)

// Genre is a kind of film.
type Genre struct {
	ID   int64  `json:"-"`
	Name string `json:"name"`
}

// Film is a film.
type Film struct {
	ID          int64   `json:"id"`
	Slug        string  `json:"slug" gorm:"uniqueIndex"`
	Title       string  `json:"title" gorm:"index"`
	Year        int     `json:"year" gorm:"index"`
	Runtime     int     `json:"runtime_minutes"`
	Tagline     string  `json:"tagline"`
	Synopsis    string  `json:"synopsis"`
	Languages   string  `json:"languages"`
	Countries   string  `json:"countries"`
	ExternalIDs string  `json:"external_ids" gorm:"column:external_ids"`
	Genres      []Genre `json:"genres" gorm:"many2many:film_genres"`
	CreatedAt   int64   `json:"created_at"`
	UpdatedAt   int64   `json:"updated_at"`
}

// Outlet is where reviews appear.
type Outlet struct {
	ID   int64  `json:"id"`
	Slug string `json:"slug" gorm:"uniqueIndex"`
	Name string `json:"name"`
	URL  string `json:"url"`
}

// Critic is somebody who reviews.
type Critic struct {
	ID   int64  `json:"id"`
	Slug string `json:"slug" gorm:"uniqueIndex"`
	Name string `json:"name"`
}

// Voice is a critic in a review.
type Voice struct {
	ID       int64  `json:"-"`
	ReviewID int64  `json:"-" gorm:"index"`
	CriticID int64  `json:"-" gorm:"index"`
	Critic   Critic `json:"critic"`
	Role     string `json:"role"`
}

// Review is a review.
type Review struct {
	ID        int64   `json:"id"`
	FilmID    int64   `json:"film_id" gorm:"index:by_film,priority:1"`
	Film      Film    `json:"film"`
	OutletID  *int64  `json:"outlet_id" gorm:"index:by_outlet,priority:1"`
	Outlet    *Outlet `json:"outlet"`
	Title     string  `json:"title"`
	URL       string  `json:"url" gorm:"index"`
	Language  string  `json:"language"`
	Published string  `json:"published" gorm:"index:by_film,priority:2;index:by_outlet,priority:2;index"`
	Body      string  `json:"body"`
	Rating    string  `json:"rating"`
	Score     int64   `json:"score" gorm:"index"`
	Verdict   string  `json:"verdict"`
	Tags      string  `json:"tags"`
	Voices    []Voice `json:"voices"`
	CreatedAt int64   `json:"created_at"`
	UpdatedAt int64   `json:"updated_at"`
}

// chart is a film with its mean.
type chart struct {
	Film
	Mean    float64 `json:"mean"`
	Reviews int64   `json:"reviews"`
}

const page = 20

func routes(db *gorm.DB) http.Handler {
	e := gin.New()
	send := func(c *gin.Context, what any, err error) {
		if err != nil {
			c.JSON(http.StatusInternalServerError, gin.H{"error": err.Error()})
			return
		}
		c.JSON(http.StatusOK, what)
	}
	reviews := func() *gorm.DB { return db.Preload("Film").Preload("Outlet").Preload("Voices.Critic").Limit(page) }
	e.GET("/films/:film", func(c *gin.Context) {
		var f Film
		err := db.Preload("Genres").First(&f, "id = ?", c.Param("film")).Error
		send(c, f, err)
	})
	e.GET("/films/:film/reviews", func(c *gin.Context) {
		var found []Review
		err := reviews().Where("film_id = ?", c.Param("film")).Order("published DESC, id DESC").Find(&found).Error
		send(c, found, err)
	})
	e.GET("/films/:film/score", func(c *gin.Context) {
		var score chart
		err := db.Model(&Review{}).Select("AVG(score) AS mean, COUNT(*) AS reviews").Where("film_id = ? AND score >= 0", c.Param("film")).Scan(&score).Error
		send(c, gin.H{"mean": score.Mean, "reviews": score.Reviews}, err)
	})
	e.GET("/reviews", func(c *gin.Context) {
		var found []Review
		err := reviews().Where("outlet_id = ? AND score >= ?", c.Query("outlet"), c.Query("score_from")+"000").Order("published DESC, id DESC").Find(&found).Error
		send(c, found, err)
	})
	e.GET("/films", func(c *gin.Context) {
		var best []chart
		err := db.Table("films").Select("films.*, AVG(reviews.score) AS mean, COUNT(*) AS reviews").Joins("JOIN reviews ON reviews.film_id = films.id AND reviews.score >= 0").
			Group("films.id").Order("mean DESC, films.id DESC").Limit(page).Find(&best).Error
		send(c, best, err)
	})
	e.GET("/search", func(c *gin.Context) {
		var found []Review
		like := "%" + c.Query("q") + "%"
		err := reviews().Where("title LIKE ? OR body LIKE ?", like, like).Order("id DESC").Find(&found).Error
		send(c, found, err)
	})
	e.POST("/reviews", func(c *gin.Context) {
		var r Review
		err := c.ShouldBindJSON(&r)
		if err == nil {
			err = db.Create(&r).Error
		}
		send(c, r, err)
	})
	return e
}
