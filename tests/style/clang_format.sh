#!/bin/sh
# Names every line of C that is not as .clang-format has it: sh tests/style/clang_format.sh CLANG_FORMAT
set -eu
cd "$(dirname -- "$0")/../.."
format=${1:-clang-format}
folders=''
for folder in include lib bindings tests examples; do
    if [ -d "$folder" ]; then
        folders="$folders $folder"
    fi
done
# shellcheck disable=SC2086  # the folders are words of our own
files=$(find $folders -name build -prune -o -type f \( -name '*.c' -o -name '*.h' \) -print | LC_ALL=C sort)
# shellcheck disable=SC2086  # no file of ours has a space in its name
"$format" --dry-run -Werror $files
# shellcheck disable=SC2086
set -- $files
echo "$# files are as .clang-format has them"
