#!/bin/sh
# Writes the generated pages of docs/ anew. usage: update.sh DOCS_VOCABULARY_PROGRAM
set -eu
here=$(cd "$(dirname "$0")" && pwd)
for page in vocabulary states; do
    "$1" "$page" > "$here/../../docs/$page.md"
done
