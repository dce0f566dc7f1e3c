#!/bin/sh
# A bedroom under alumwell-infant, in every combination of its four conditions (AI-31), against the rule written down
# once more: deny where one is false, else unknown, naming each that nobody has said, else allow. Maghull High denies
# all of them (MH-31), and the HSP policy is silent.
#
#   sh tests/cli/bedroom.sh HOMEVISIT
set -eu
program=$1
cd "$(dirname -- "$0")/../.."
failed=0 tried=0

# member NAME VALUE: the attribute, or nothing where it is not said.
member() {
    [ "$2" = unsaid ] || printf ', "%s": %s' "$1" "$2"
}

# unsaid FACT VALUE…: the facts whose value is unsaid, as a JSON list.
unsaid() {
    list=
    while [ $# -gt 1 ]; do
        [ "$2" != unsaid ] || list="$list${list:+,}\"$1\""
        shift 2
    done
    echo "[$list]"
}

# ask POLICY RECORD EVENT: decision, silence and missing facts of a check, in one line.
ask() {
    "$program" check --format json -p "$1" -e "$3" "$2" >"$answer" || [ $? = 1 ]
    sed 's/.*"decision":"\([a-z]*\)".*"missing":\(\[[^]]*\]\),"silent":\([a-z]*\).*/\1 \2 \3/' "$answer"
}

# expect WHAT WANTED GOT
expect() {
    tried=$((tried + 1))
    if [ "$2" != "$3" ]; then
        echo "$1: wanted $2, got $3"
        failed=$((failed + 1))
    fi
}

answer=$(mktemp)
trap 'rm -f "$answer"' EXIT
for pair in true false unsaid; do
    case $pair in
    true) record=examples/visits/bedroom-asked.json ;;
    false) record=examples/visits/bedroom-asked-alone.json ;;
    unsaid) record=tests/cli/documents/bedroom-staff-unknown.json ;;
    esac
    for unwell in true false unsaid; do for child in true false unsaid; do for parent in true false unsaid; do
        event="{\"at\": \"2026-03-02T10:05:00Z\", \"event\": \"moved\", \"room\": \"bedroom\""
        event="$event$(member child_unwell $unwell)$(member child_permission $child)"
        event="$event$(member parent_permission $parent)}"
        case " $pair $unwell $child $parent " in
        *" false "*) wanted='deny [] false' ;;
        *) wanted="allow [] false" ;;
        esac
        missing=$(unsaid event.child_unwell $unwell staff.present $pair event.child_permission $child \
            event.parent_permission $parent)
        if [ "$wanted" = "allow [] false" ] && [ "$missing" != '[]' ]; then
            wanted="unknown $missing false"
        fi
        expect "alumwell-infant, pair $pair, unwell $unwell, child $child, parent $parent" "$wanted" \
            "$(ask alumwell-infant $record "$event")"
        expect "maghull-high, pair $pair, unwell $unwell, child $child, parent $parent" 'deny [] false' \
            "$(ask maghull-high $record "$event")"
        expect "hsp, pair $pair, unwell $unwell, child $child, parent $parent" 'allow [] true' \
            "$(ask hsp $record "$event")"
    done; done; done
done
echo "$tried answers, $failed of them wrong"
[ "$failed" = 0 ]
