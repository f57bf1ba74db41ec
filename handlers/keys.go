package handlers

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"reelscore/internal/fault"
	"reelscore/models"
)

// Key is an API key, without its secret.
type Key struct {
	ID   int64  `json:"id" binding:"required" minimum:"1" example:"1"`
	Name string `json:"name" binding:"required" maxLength:"200" example:"nightly import"`
	// The public start of the key, by which it is told from others.
	Prefix string   `json:"prefix" binding:"required" maxLength:"20" example:"rs_5Q3XGKZ7WA"`
	Scopes []string `json:"scopes" binding:"required" enums:"read,write,admin" maxItems:"3" example:"write"`
	// When it ends; null for never.
	ExpiresAt *time.Time `json:"expires_at" binding:"required" extensions:"x-nullable"`
	// When it was last used, to the minute; null for never.
	LastUsedAt *time.Time `json:"last_used_at" binding:"required" extensions:"x-nullable"`
	// When it was revoked; null while it is not.
	RevokedAt *time.Time `json:"revoked_at" binding:"required" extensions:"x-nullable"`
	Version   int64      `json:"version" binding:"required" minimum:"1" example:"1"`
	CreatedAt time.Time  `json:"created_at" binding:"required"`
	UpdatedAt time.Time  `json:"updated_at" binding:"required"`
} //@name Key

// NewKey is a key with its secret, which is told only this once.
type NewKey struct {
	Key
	// The whole key, for the header "Authorization: Bearer rs_...". It cannot be read again.
	Secret string `json:"key" binding:"required" maxLength:"210" example:"rs_5Q3XGKZ7WAN4YQ2C6H3LEXAMPLEONLYEXAMPLEONLYEXAMPLEO"`
} //@name NewKey

// KeyInput asks for a key.
type KeyInput struct {
	Name string `json:"name" binding:"required" format:"line" minLength:"1" maxLength:"200" example:"nightly import"`
	// What the key may do: admin includes write, write includes read.
	Scopes []string `json:"scopes" binding:"required" enums:"read,write,admin" minItems:"1" maxItems:"3" example:"write"`
	// When it ends; never when left out.
	ExpiresAt *string `json:"expires_at,omitempty" extensions:"x-nullable" format:"date-time" maxLength:"40"`
} //@name KeyInput

// KeyPage is a page of keys.
type KeyPage struct {
	Items []Key   `json:"items" binding:"required" maxItems:"100"`
	Next  *string `json:"next" binding:"required" extensions:"x-nullable" maxLength:"4000"`
	Total *int64  `json:"total,omitempty" minimum:"0"`
} //@name KeyPage

// KeyQuery orders a list of keys.
type KeyQuery struct {
	// Order.
	Sort string `form:"sort" enums:"added,-added" default:"added"`
	PageQuery
}

// Identity is whose key a request came with.
type Identity = models.Key

// Authenticate returns the key whose secret this is; the error is a fault when it is not valid.
func (a *API) Authenticate(ctx context.Context, secret string) (Identity, error) {
	return a.Store.Authenticate(ctx, secret)
}

// ListKeys godoc
// @Summary  List keys, revoked ones too
// @ID       listKeys
// @Tags     keys
// @Produce  json
// @Param    query query KeyQuery false "page"
// @Success  200 {object} KeyPage
// @Security bearer[admin]
// @Router   /keys [get]
func (a *API) ListKeys(c *gin.Context) error {
	var q KeyQuery
	if err := readQuery(c, &q); err != nil {
		return err
	}
	page, err := a.Store.Keys(c.Request.Context(), q.list(q.Sort))
	if err != nil {
		return err
	}
	return sendPage(c, page, nil, keyWire)
}

// GetKey godoc
// @Summary  Get a key
// @ID       getKey
// @Tags     keys
// @Produce  json
// @Param    key path string true "id or prefix" maxLength(20) example(1)
// @Success  200 {object} Key
// @Security bearer[admin]
// @Router   /keys/{key} [get]
func (a *API) GetKey(c *gin.Context) error {
	if err := noQuery(c); err != nil {
		return err
	}
	k, err := a.Store.Key(c.Request.Context(), c.Param("key"))
	if err != nil {
		return err
	}
	return send(c, http.StatusOK, k.Version, keyWire(&k))
}

// CreateKey godoc
// @Summary     Make a key
// @Description The answer holds the secret, this once.
// @ID          createKey
// @Tags        keys
// @Accept      json
// @Produce     json
// @Param       key body KeyInput true "the key"
// @Success     201 {object} NewKey
// @Security    bearer[admin]
// @Router      /keys [post]
func (a *API) CreateKey(c *gin.Context) error {
	if err := noQuery(c); err != nil {
		return err
	}
	var in KeyInput
	if err := a.readBody(c, &in); err != nil {
		return err
	}
	k := models.Key{Name: in.Name, Scopes: in.Scopes}
	if in.ExpiresAt != nil {
		at, err := time.Parse(time.RFC3339, *in.ExpiresAt)
		if err != nil {
			return fault.New(fault.Unprocessable, "The calendar has no such time.").At("/expires_at", "%q is not a time", *in.ExpiresAt)
		}
		k.ExpiresAt = at.UnixMilli()
	}
	secret, err := a.Store.CreateKey(c.Request.Context(), &k)
	if err != nil {
		return err
	}
	c.Header("Location", "/v1/keys/"+strconv.FormatInt(k.ID, 10))
	return send(c, http.StatusCreated, k.Version, NewKey{Key: keyWire(&k), Secret: secret})
}

// RevokeKey godoc
// @Summary     Revoke a key
// @Description The key stays in the list, with the time of its end. Revoking it again changes nothing. The last valid key of scope admin cannot be revoked here (409).
// @ID          revokeKey
// @Tags        keys
// @Param       key path string true "id or prefix" maxLength(20) example(1)
// @Success     204
// @Security    bearer[admin]
// @Router      /keys/{key} [delete]
func (a *API) RevokeKey(c *gin.Context) error {
	if err := noQuery(c); err != nil {
		return err
	}
	version, err := ifMatch(c)
	if err != nil {
		return err
	}
	if _, err := a.Store.RevokeKey(c.Request.Context(), c.Param("key"), version, false); err != nil {
		return err
	}
	c.Status(http.StatusNoContent)
	return nil
}

func keyWire(k *models.Key) Key {
	return Key{
		ID: k.ID, Name: k.Name, Prefix: k.Prefix, Scopes: k.Scopes, ExpiresAt: stampOrNull(k.ExpiresAt),
		LastUsedAt: stampOrNull(k.LastUsedAt), RevokedAt: stampOrNull(k.RevokedAt),
		Version: k.Version, CreatedAt: stamp(k.CreatedAt), UpdatedAt: stamp(k.UpdatedAt),
	}
}

// stampOrNull is stamp, or nil for the time 0, which stands for never.
func stampOrNull(milliseconds int64) *time.Time {
	if milliseconds == 0 {
		return nil
	}
	at := stamp(milliseconds)
	return &at
}
