// Ceiling answers constant bytes with gin, under the same settings as the server: nothing that says anything can be faster.
package main

import (
	"flag"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"reelscore/internal/config"
)

func main() {
	addr := flag.String("addr", "127.0.0.1:8090", "where to listen")
	flag.Parse()
	config.GC{}.Apply()
	gin.SetMode(gin.ReleaseMode)
	e := gin.New()
	for size := range 1 << 10 { // In steps of 64 bytes.
		text := []byte(`"` + strings.Repeat("x", max(size*step-2, 0)) + `"`)
		e.GET("/"+strconv.Itoa(size*step), func(c *gin.Context) { c.Data(http.StatusOK, "application/json", text) })
	}
	server := &http.Server{Addr: *addr, Handler: e, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, WriteTimeout: 35 * time.Second}
	fmt.Fprintln(os.Stderr, server.ListenAndServe())
	os.Exit(1)
}

const step = 64
