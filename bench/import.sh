#!/usr/bin/env bash
# The rate of imports beside that of sqlite3's own .import of the same rows into a bare table with the same indexes, taken in
# turns, and the memory that they take. It needs sqlite3 (apt-get install sqlite3).
#
#   bench/import.sh [TIMES [ROUNDS]]
#
# takes the table of critics' ratings (REELSCORE_SHARED, or ../shared) TIMES over, each time for other films, or makes as many rows
# up where there is none. TIMES is 10 (278 thousand reviews) when left out, 36 is a million. The best of ROUNDS counts, for
# others may be at work on the machine as well.
set -euo pipefail
times=${1:-10} rounds=${2:-3}
cd "$(dirname "$0")/.."
table=${REELSCORE_SHARED:-../shared}/data/critic-ratings.tsv.gz
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CGO_ENABLED=0
go build -o "$work/reelscore" .
map=(--map film_id=film_id --map critic=critic --map outlet=publication --map rating=rating --map date=date)

if [ -r "$table" ]; then
  zcat "$table" | awk -F'\t' -v OFS='\t' -v n="$times" 'NR == 1 { print; next } { r[NR] = $0 }
    END { for (i = 0; i < n; i++) for (j = 2; j <= NR; j++) print "c" i "-" r[j] }' > "$work/rows.tsv"
else
  echo "there is no $table; rows are made up"
  awk -v n=$((times * 27794)) 'BEGIN { OFS = "\t"; srand(1); print "film_id", "critic", "publication", "rating", "date"
    for (i = 0; i < n; i++) print "f" int(i / 27), "Critic " int(rand() * 3000), "Paper " int(rand() * 1500), (1 + int(rand() * 9)) / 2 "/5",
      sprintf("%d-%02d-%02d", 1990 + int(rand() * 30), 1 + int(rand() * 12), 1 + int(rand() * 28)) }' > "$work/rows.tsv"
fi

# timed NAME COMMAND... runs a command and prints the seconds that it took.
timed() {
  local began ended
  began=$(date +%s%N)
  "${@:2}" > "$work/out" 2>&1 || { cat "$work/out" >&2; exit 1; }
  ended=$(date +%s%N)
  echo "$1 $(((ended - began) / 1000000))"
}

# memory FILE FLAGS... imports and prints the highest resident and anonymous memory: what is between them is mapped from
# the file, and the kernel takes it back when it needs it.
memory() {
  "$work/reelscore" import --db "$work/memory.db" "$@" > /dev/null 2>&1 &
  local pid=$! anon=0 whole=0 a w
  while kill -0 $pid 2> /dev/null; do
    a=$(awk '/RssAnon/ { print $2 }' /proc/$pid/status 2> /dev/null || true)
    w=$(awk '/VmHWM/ { print $2 }' /proc/$pid/status 2> /dev/null || true)
    [ "${a:-0}" -gt $anon ] && anon=$a
    [ "${w:-0}" -gt $whole ] && whole=$w
    sleep 0.1
  done
  wait $pid
  rm -f "$work"/memory.db*
  echo "memory: $((whole / 1024)) MiB resident at the most, $((anon / 1024)) MiB of it anonymous"
}

uptime
for round in $(seq "$rounds"); do
  rm -f "$work"/*.db*
  timed tsv "$work/reelscore" import --db "$work/tsv.db" "$work/rows.tsv" "${map[@]}"
  [ -e "$work/rows.ndjson" ] || "$work/reelscore" export --db "$work/tsv.db" --output "$work/rows.ndjson"
  timed ndjson "$work/reelscore" import --db "$work/ndjson.db" "$work/rows.ndjson"
  [ -e "$work/stored.tsv" ] || sqlite3 "$work/tsv.db" -cmd ".mode tabs" "SELECT * FROM reviews ORDER BY id" > "$work/stored.tsv"
  columns=$(sqlite3 "$work/tsv.db" "SELECT replace(group_concat(name || ' ' || type), 'id INTEGER,film_id', 'id INTEGER PRIMARY KEY,film_id') FROM pragma_table_info('reviews')")
  indexes=$(sqlite3 "$work/tsv.db" "SELECT sql || ';' FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'reviews' AND sql IS NOT NULL")
  sqlite3 "$work/bare.db" "PRAGMA journal_mode = WAL; CREATE TABLE reviews ($columns); $indexes" > /dev/null
  timed bare sqlite3 "$work/bare.db" -cmd ".mode tabs" ".import $work/stored.tsv reviews"
done | tee "$work/times"
uptime
awk -v n="$(wc -l < "$work/stored.tsv")" '!($1 in best) || $2 < best[$1] { best[$1] = $2 }
  END { for (k in best) printf "%-6s %8.0f reviews/s  %.2f of the bare table\n", k, n * 1000 / best[k], best["bare"] / best[k] }' "$work/times" | sort
memory "$work/rows.tsv" "${map[@]}"
