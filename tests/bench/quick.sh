#!/bin/sh
# The benchmark's short form as a test: all engines' answers agree, and the document comes out whole. Nothing is said of
# times. usage: sh tests/bench/quick.sh FOLDER_OF_THE_PROGRAMS ENGINE...   (engines in C that were built in)
set -eu
programs=$1
shift
document=$programs/quick.md
sh "$(dirname "$0")/run.sh" --quick --programs "$programs" >"$document"

# row PATTERN: the document has a row of a table that begins so and has its figures.
row() {
    grep -q "^| $1.*| [0-9]" "$document" || { echo "the document has no row of figures for: $1" >&2 && exit 1; }
}
! grep -n '^@' "$document" || { echo "a part of the template was not filled in" >&2 && exit 1; }
for name in 'the 24 rules by hand' '\*\*libhomevisit\*\*' 'cJSON only parses the document' "$@" \
    '`check` of each step' '`status` at each step' 'the strict scan alone' '`audit`, from text to text' '`homevisit_audit_stream`' \
    'decisions and summary by one process' 'each record loaded' maghull-high 1,000 \
    'a loaded profile: standard' 'a session on it' 'one session: decide'; do
    row "$name"
done
tail -n +1 "$document" | sed -n '/^## The decision/,/^## Questions/p'
