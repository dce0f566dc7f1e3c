#!/bin/sh
# Runs the commands of transcripts and compares everything that they say with what is written there.
#
#   sh tests/cli/transcript.sh HOMEVISIT FILE...            compares; shows what differs
#   sh tests/cli/transcript.sh --update HOMEVISIT FILE...   writes the transcripts anew: look at the diff before you commit
#
# A transcript is text in which a line that begins with "$ " is a command, which lines beginning with "> " go on with.
# Under it stand what it wrote to standard output ("  | "), to standard error ("  ! ") and its exit status where that is
# not 0 ("  = "). Everything else is for the reader. Commands run in the project's folder; $T is a folder of their own.
set -eu

update=no
if [ "${1:-}" = --update ]; then
    update=yes
    shift
fi
[ $# -ge 2 ] || { echo "usage: transcript.sh [--update] HOMEVISIT FILE..." >&2; exit 2; }
program=$(cd "$(dirname -- "$1")" && pwd)/$(basename -- "$1")
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/t"
ln -s "$program" "$work/bin/homevisit"

# Nothing of the caller's surroundings changes what is printed, but what a test of that sets itself.
T=$work/t
PATH=$work/bin:$PATH
TERM=dumb
export T PATH TERM
unset NO_COLOR
: "${LC_ALL:=C}"
export LC_ALL

# answer PREFIX FILE: its lines with a prefix; a last line without an end is marked.
answer() {
    if [ -s "$2" ]; then
        sed "s#^#$1#" "$2"
        [ "$(tail -c 1 "$2" | od -An -tx1 | tr -d ' ')" = 0a ] || printf '\n  \\ (no newline)\n'
    fi
}

# run COMMAND: runs it and prints its answers. The folder of its own is called $T whatever it is.
run() {
    status=0
    sh -c "$1" </dev/null >"$work/out" 2>"$work/err" || status=$?
    for stream in out err; do
        sed "s#$T#\$T#g" "$work/$stream" >"$work/$stream.told"
    done
    answer '  | ' "$work/out.told"
    answer '  ! ' "$work/err.told"
    [ "$status" = 0 ] || echo "  = $status"
}

# retell FILE: the transcript with the answers of now.
retell() {
    command=
    while IFS= read -r line || [ -n "$line" ]; do
        case $line in
        '  | '* | '  ! '* | '  = '* | '  \'*) continue ;;
        '> '*)
            command="$command
${line#> }"
            printf '%s\n' "$line"
            continue
            ;;
        esac
        if [ -n "$command" ]; then
            run "$command"
            command=
        fi
        printf '%s\n' "$line"
        case $line in
        '$ '*) command=${line#\$ } ;;
        esac
    done <"$1"
    if [ -n "$command" ]; then
        run "$command"
    fi
}

here=$(pwd)
cd "$(dirname -- "$0")/../.."
failed=0
for file in "$@"; do
    case $file in
    /*) ;;
    *) file=$here/$file ;;
    esac
    grep -q '^\$ ' "$file" || { echo "$file holds no command" >&2; exit 2; }
    rm -rf "$T" && mkdir "$T"
    retell "$file" >"$work/retold"
    if [ "$update" = yes ]; then
        cp "$work/retold" "$file"
    else
        diff -u "$file" "$work/retold" || failed=1
    fi
done
exit "$failed"
