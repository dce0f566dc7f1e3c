#!/bin/sh
# Whether lib/README.md names each file of the library.
set -u
status=0
for file in lib/*.c lib/*.def; do
    name=$(basename "$file")
    grep -q "$name" lib/README.md || { echo "lib/README.md does not name $name"; status=1; }
done
exit "$status"
