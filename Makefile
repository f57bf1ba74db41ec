# make test is all that a change needs; make ci is what CI runs.
export CGO_ENABLED = 0

.PHONY: run test lint generate build bench benchmarks fuzz eval ci clean

run:
	go run .

test:
	go test ./...

lint:
	bash .ci/lint

generate:
	go generate ./...

build:
	go build -trimpath -ldflags '-s -w' -o bin/reelscore .

# Side by side with a ceiling, naive handlers and PocketBase, see bench/RESULTS.md. It needs wrk (apt-get install wrk).
# make bench BENCH="--reviews 1000000" measures without writing the results.
BENCH = --out .
bench:
	cd bench && go run . $(BENCH)

# The benchmarks of single rooms.
benchmarks:
	go test -run "^$$" -bench . -benchmem ./...

# make fuzz FUZZTIME=5m
FUZZTIME = 20s
fuzz:
	bash .ci/fuzz $(FUZZTIME)

# make eval CORPUS=../shared/review-corpus
eval:
	go run ./extract/eval $(CORPUS)

ci:
	bash .ci/run

clean:
	rm -rf bin
