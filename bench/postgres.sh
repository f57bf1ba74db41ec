#!/usr/bin/env bash
# Readers on PostgreSQL, when it is idle and beside an import, with a replica and without, with answers from memory and
# without. It needs wrk (apt-get install wrk); the cluster is a throwaway one with the settings of durability that are the default.
#
#   bench/postgres.sh [TIMES [SECONDS]]
#
# takes the table of critics' ratings (REELSCORE_SHARED, or ../shared) TIMES over, each time for other films: 10 (278 thousand reviews)
# when left out. Each figure is taken for SECONDS, 15 when left out.
set -euo pipefail
times=${1:-10} seconds=${2:-15}
cd "$(dirname "$0")/.."
table=${REELSCORE_SHARED:-../shared}/data/critic-ratings.tsv.gz
work=$(mktemp -d)
chmod 755 "$work"
server='' import=''
trap '[ -z "$import" ] || kill $import; [ -z "$server" ] || kill $server; wait; .ci/postgres stop "$work/pg"; rm -rf "$work"' EXIT
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

measure() { wrk -t1 -c8 -d"${seconds}s" -s bench/postgres.lua http://127.0.0.1:18766 | grep requests/s; }

figures() { curl -fs http://127.0.0.1:18767/metrics | awk '/^reelscore_replica/ { sub(/reelscore_/, ""); sub(/\{[^}]*\}/, ""); printf "  %s %d\n", $1, $2 }'; }

round=0
for cache in 64MiB 0B; do
  for reads in primary replica; do
    flags=()
    [ $reads = primary ] || flags=(--db-replica "$replica")
    "$work/reelscore" serve --db "$url" "${flags[@]}" --addr 127.0.0.1:18766 --debug-addr 127.0.0.1:18767 --rate-limit off --answer-cache $cache --log-level warn >"$work/out" 2>"$work/log" &
    server=$!
    until curl -fs http://127.0.0.1:18766/readyz >/dev/null; do sleep 0.1; done
    sleep 2
    measure >/dev/null # So that what is read often is in memory.
    echo "answers from memory $cache, reads from the $reads, idle:   $(measure)"
    round=$((round + 1))
    rows "m$round-" 40 >"$work/more.tsv"
    "$work/reelscore" import --db "$url" "$work/more.tsv" "${map[@]}" >"$work/import" 2>&1 &
    import=$!
    sleep 3
    before=$(sql 'SELECT count(*) FROM reviews')
    echo "answers from memory $cache, reads from the $reads, import: $(measure)"
    kill -0 $import || { cat "$work/import" >&2; exit 1; }
    echo "  $((($(sql 'SELECT count(*) FROM reviews') - before) / seconds)) reviews/s were imported"
    kill $import
    wait $import || true
    import=''
    [ $reads = primary ] || figures
    cat "$work/log"
    kill $server
    wait $server || true
    server=''
  done
done
