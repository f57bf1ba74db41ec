#!/usr/bin/env bash
# Readers on PostgreSQL, when it is idle and beside an import, of a server that reads from a replica and one that does not, with
# answers from memory and without. It needs wrk (apt-get install wrk); the cluster is a throwaway one with the settings of durability
# that are the default.
#
#   bench/postgres.sh [TIMES [SECONDS [ROUNDS]]]
#
# takes the table of critics' ratings (REELSCORE_SHARED, or ../shared) TIMES over, each time for other films: 10 (278 thousand reviews)
# when left out. The two servers are asked in turns, in ROUNDS (3) of SECONDS (5), and medians are told: others may be at work on the
# machine as well.
set -euo pipefail
times=${1:-10} seconds=${2:-5} rounds=${3:-3}
cd "$(dirname "$0")/.."
table=${REELSCORE_SHARED:-../shared}/data/critic-ratings.tsv.gz
work=$(mktemp -d)
chmod 755 "$work"
running=''
trap 'kill $running 2>/dev/null || true; wait; .ci/postgres stop "$work/pg"; rm -rf "$work"' EXIT
export CGO_ENABLED=0
go build -o "$work/reelscore" .
url=$(REELSCORE_POSTGRES_DURABLE=1 .ci/postgres start "$work/pg")
map=(--map film_id=film_id --map critic=critic --map outlet=publication --map rating=rating --map date=date)

# rows NAME COUNT prints the table so many times over.
rows() {
  zcat "$table" | awk -F'\t' -v OFS='\t' -v name="$1" -v n="$2" 'NR == 1 { print; next } { r[NR] = $0 }
    END { for (i = 0; i < n; i++) for (j = 2; j <= NR; j++) print name i "-" r[j] }'
}

rows c "$times" >"$work/rows.tsv"
began=$(date +%s%N)
"$work/reelscore" import --db "$url" "$work/rows.tsv" "${map[@]}" >/dev/null 2>&1
echo "imported $(($(wc -l <"$work/rows.tsv") - 1)) reviews in $((($(date +%s%N) - began) / 1000000)) ms"
replica=$(.ci/postgres replica "$work/pg")
sql() { psql -Atc "$1" "$url"; }
FILMS=$(sql 'SELECT max(id) FROM films')
export FILMS

# serve PORT FLAGS... starts a server.
serve() {
  "$work/reelscore" serve --db "$url" --addr 127.0.0.1:$1 --rate-limit off --feeds off --log-level warn "${@:2}" >>"$work/out" 2>>"$work/log" &
  running="$running $!"
  until curl -fs http://127.0.0.1:$1/readyz >/dev/null; do sleep 0.1; done
}

# load PORT prints the requests a second, the 50th and 99th percentile in ms, and the errors.
load() { wrk -t1 -c8 -d"${seconds}s" -s bench/postgres.lua http://127.0.0.1:$1 | awk '/requests\/s/ { print $1, $4, $7, $9 }'; }

# medians WHAT asks both servers in turns.
medians() {
  local round name
  for round in $(seq "$rounds"); do
    echo "primary $(load 18766)"
    echo "replica $(load 18767)"
  done >"$work/loads"
  for name in primary replica; do
    echo "$1, reads from the $name: $(for column in 2 3 4; do awk -v n=$name -v c=$column '$1 == n { print $c }' "$work/loads" | sort -n | sed -n "$(((rounds + 1) / 2))p"; done | xargs printf '%5.0f requests/s, p50 %6.2f ms, p99 %7.2f ms'), $(awk -v n=$name '$1 == n { e += $5 } END { print e }' "$work/loads") errors"
  done
}

for cache in 64MiB 0B; do
  serve 18766 --answer-cache $cache
  serve 18767 --answer-cache $cache --db-replica "$replica" --debug-addr 127.0.0.1:18768
  sleep 2
  medians "warming" >/dev/null # What is read often gets into memory.
  medians "answers from memory $cache, idle"
  rows "m$cache-" 40 >"$work/more.tsv"
  "$work/reelscore" import --db "$url" "$work/more.tsv" "${map[@]}" >"$work/import" 2>&1 &
  import=$!
  running="$running $import"
  sleep 3
  before=$(sql 'SELECT count(*) FROM reviews') began=$SECONDS
  medians "answers from memory $cache, import"
  kill -0 $import || { cat "$work/import" >&2; exit 1; }
  echo "  $((($(sql 'SELECT count(*) FROM reviews') - before) / (SECONDS - began))) reviews/s were imported meanwhile"
  curl -fs http://127.0.0.1:18768/metrics | awk '/^reelscore_replica/ { sub(/reelscore_/, ""); sub(/\{[^}]*\}/, ""); printf "  %s %d\n", $1, $2 }'
  kill $running
  wait $running || true
  running=''
done
cat "$work/log"
