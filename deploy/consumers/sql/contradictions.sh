#!/bin/sh
# Prints new contradictions as they come, with psql: contradictions.sh [FILE]. CROSSWIRE_DATABASE is the address.
# FILE keeps what was printed, an id and a time a line, so that the next start goes on from there.
set -eu

file="${1:-printed.tsv}"
touch "$file"
while :; do
    since="$(cut -f 2 "$file" | sort | tail -n 1)"
    # A database that is away is asked again.
    psql -X -q -A -t -F "$(printf '\t')" -v since="${since:--infinity}" -f "$(dirname "$0")/contradictions.sql" \
        "$CROSSWIRE_DATABASE" |
        awk -F '\t' -v file="$file" '
            BEGIN { while ((getline line < file) > 0) { split(line, part, "\t"); known[part[1]] = 1 } close(file) }
            !($2 in known) { print $1 "\t" $2 "\t" $3; print $2 "\t" $4 >> file }'
    sleep 2
done
