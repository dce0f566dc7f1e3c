#!/bin/sh
# The manual and the help agree: the same commands, each with the same options, operands and formats; and the manual is
# sound.
#
#   sh tests/cli/manual.sh HOMEVISIT
set -eu
program=$1
page=$(dirname -- "$0")/../../bindings/cli/homevisit.1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# same WHAT: the lists of help and manual.
same() {
    diff -u "$work/help" "$work/manual" || { echo "$1: help (-) and manual (+) differ" >&2; failed=1; }
}

"$program" --help | sed -n 's/^  \([a-z]*\)  .*/\1/p' >"$work/help"
sed -n '/^\.Sh COMMANDS/,/^\.Sh ENVIRONMENT/s/^\.Ss //p' "$page" >"$work/manual"
[ -s "$work/help" ] || { echo "the help names no command" >&2; exit 1; }
same "the commands"

# section COMMAND: its part of the manual.
section() {
    sed -n "/^\.Ss $1\$/,/^\.S[sh] /p" "$page" | sed '1d;$d'
}

for command in $(cat "$work/help"); do
    "$program" "$command" --help >"$work/text"
    sed -n '/^options:/,$p' "$work/text" | sed -n 's/^  \(-[a-z]\)*,* *--\([a-z]*\) *\([A-Z_]*\) .*/\1 --\2 \3/p' |
        tr -s ' ' | sed 's/^ //; s/ $//' | LC_ALL=C sort >"$work/help"
    section "$command" | sed -n 's/^\.It Fl //p' | sed 's/^\([a-z]\) , Fl /-\1 Fl /; s/Fl -/-/; s/^-\([a-z]*\)/-\1/' |
        sed 's/^-\([a-z][a-z]\)/--\1/; s/ -\([a-z][a-z]\)/ --\1/; s/ Ar / /' | LC_ALL=C sort >"$work/manual"
    same "the options of $command"

    sed -n '1s/^usage: homevisit //p' "$work/text" | sed 's/ *\.\.\./.../g' >"$work/help"
    section "$command" | sed '/^\.Pp/,$d' |
        sed -n 's/^\.Cm \(.*\)/\1/p; s/^\.Op \(.*\)/[\1]/p; s/^\.Fl/Fl/p; s/^\.Ar/Ar/p' |
        sed 's/Fl \([a-z]\) /-\1 /; s/Fl -\([a-z]*\)/--\1/; s/Ar //; s/ \.\.\./.../' |
        tr '\n' ' ' | sed 's/ $//' >"$work/manual"
    echo >>"$work/manual"
    same "the usage of $command"
done

# groff is silent over a sound page; man's own reader is what most people have.
if command -v groff >/dev/null 2>&1; then
    groff -mdoc -ww -z "$page" 2>"$work/said"
    [ ! -s "$work/said" ] || { cat "$work/said" >&2; failed=1; }
elif command -v mandoc >/dev/null 2>&1; then
    mandoc -T lint -W warning "$page" || failed=1
else
    echo "neither groff nor mandoc is installed: the page's form is not checked"
fi
grep -n '.\{121,\}' "$page" && { echo "lines of more than 120 columns" >&2; failed=1; }
exit "$failed"
