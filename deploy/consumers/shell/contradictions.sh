#!/bin/sh
# Prints new contradictions as they come, with kcat and jq: contradictions.sh [GROUP]. CROSSWIRE_KAFKA is the address.
set -eu

# -G reads as a group, so that the next start goes on where this one stopped; -E goes on when the broker comes back.
kcat -q -u -E -b "${CROSSWIRE_KAFKA:-127.0.0.1:29092}" -f '%s\n' \
    -X auto.offset.reset=earliest -X auto.commit.interval.ms=1000 \
    -G "${1:-newsdesk}" crosswire.contradictions.v1 |
    # A tombstone is an empty line, which jq passes over; a repeat has an id that was there before.
    jq -nr --unbuffered 'foreach inputs as $c ({};
        .new = (.ids[$c.contradiction_id] | not) | .ids[$c.contradiction_id] = true;
        select(.new and $c.state == "open") | "\($c.type)\t\($c.contradiction_id)\t\($c.explanation)")'
