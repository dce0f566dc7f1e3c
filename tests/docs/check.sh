#!/bin/sh
# Whether the generated pages of docs/ are what the tables say. usage: check.sh DOCS_VOCABULARY_PROGRAM
set -u
here=$(cd "$(dirname "$0")" && pwd)
status=0
for page in vocabulary states; do
    "$1" "$page" | diff -u "$here/../../docs/$page.md" - || status=1
done
[ "$status" -eq 0 ] || echo "write them anew: sh tests/docs/update.sh $1"
exit "$status"
