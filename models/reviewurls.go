package models

import (
	"net/url"
	"slices"
	"strings"

	"gorm.io/gorm"
)

// trackers are parameters that tell where a reader came from, not what is read. A name that ends in _ is a prefix.
var trackers = [...]string{"utm_", "fbclid", "gclid", "dclid", "msclkid", "mc_cid", "mc_eid", "igshid"}

// urlKey is what two addresses of the same page have in common: the host in lower case, without a port that goes without
// saying; the path without a slash at its end; the query without what only tracks readers. The scheme and the fragment
// say nothing about which page it is. An address that cannot be read is its own key.
func urlKey(address string) string {
	if address == "" {
		return ""
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return address
	}
	host := strings.ToLower(u.Hostname())
	if port := u.Port(); port != "" && port != map[string]string{"http": "80", "https": "443"}[strings.ToLower(u.Scheme)] {
		host += ":" + port
	}
	key := host + strings.TrimRight(u.EscapedPath(), "/")
	query := u.Query()
	for name := range query {
		if slices.ContainsFunc(trackers[:], func(t string) bool {
			return name == t || strings.HasSuffix(t, "_") && strings.HasPrefix(name, t)
		}) {
			query.Del(name)
		}
	}
	if len(query) > 0 {
		key += "?" + query.Encode()
	}
	return key
}

// findNeighbours finds the reviews that come before and after others in their outlets' reading order. That is looked up
// when it is read, by address within the outlet, so that it is right whichever of two neighbours is stored first.
func findNeighbours(db *gorm.DB, reviews []Review) error {
	var keys []string
	for i := range reviews {
		if r := &reviews[i]; r.OutletID != nil {
			for _, address := range []string{r.PreviousURL, r.NextURL} {
				if address != "" {
					keys = append(keys, urlKey(address))
				}
			}
		}
	}
	if len(keys) == 0 {
		return nil
	}
	restOnAll(db.Statement.Context) // A neighbour is of any film, and may come or go with every write.
	var rows []struct {
		ID, OutletID int64
		URLKey       string
	}
	err := db.Table("reviews").Select("id, outlet_id, url_key").
		Where("url_key IN ? AND url_key <> '' AND outlet_id IS NOT NULL", keys).Order("id DESC").Find(&rows).Error
	if err != nil {
		return err
	}
	type page struct {
		outlet int64
		key    string
	}
	// One page may review several films; the review that was stored first stands for it.
	found := make(map[page]int64, len(rows))
	for _, row := range rows {
		found[page{row.OutletID, row.URLKey}] = row.ID
	}
	for i := range reviews {
		if r := &reviews[i]; r.OutletID != nil {
			r.PreviousID = found[page{*r.OutletID, urlKey(r.PreviousURL)}]
			r.NextID = found[page{*r.OutletID, urlKey(r.NextURL)}]
		}
	}
	return nil
}
