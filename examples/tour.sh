#!/bin/sh
# Replays the example visits against five schools and shows what differs between them, and why.
#
#   sh examples/tour.sh HOMEVISIT      HOMEVISIT is the command line program; quickstart.sh builds it and calls this
set -eu
program=${1:-}
if ! command -v "$program" >/dev/null 2>&1; then
    echo "usage: sh examples/tour.sh HOMEVISIT (there is no program '$program')" >&2
    exit 2
fi
case $program in
*/*) program=$(cd "$(dirname -- "$program")" && pwd)/$(basename -- "$program") ;;
esac
cd "$(dirname -- "$0")"

homevisit() {
    command "$program" "$@"
}

# title TEXT [MORE]: a heading, and what is to be seen under it.
title() {
    printf '\n== %s\n' "$1"
    [ -z "${2:-}" ] || printf '%s\n' "$2"
    first=yes
}

# show COMMAND: the command as somebody would type it, then what it says. That a visit is denied is no failure here.
show() {
    [ "$first" = yes ] || echo
    first=no
    printf '$ %s\n' "$1"
    status=0
    eval "$1" || status=$?
    [ "$status" -le 1 ] || exit "$status"
}

title 'Five schools, one visit' 'A family-support worker and an attendance lead have an appointment at ten. All five schools are content with that visit
(model). Each other record is the same one but for a fact or a second. Which school minds, and by which of its clauses?'
show 'schools="-p alumwell-infant -p hsp -p hunsbury-park-primary -p maghull-high -p school-home-support"'
show 'homevisit audit --brief $schools visits/*.json'

title 'Nobody opens the door: to the second' \
    'One school waits twenty minutes, and thirty when the parents gave notice that they are late. Others set no limit.'
show 'homevisit audit --brief -p hunsbury-park-primary visits/parents-absent-20-01.json'
show 'homevisit audit --brief -p hunsbury-park-primary visits/late-notice-30-01.json'

title 'A child is ill in bed: may the two go up to the bedroom?' \
    'Three schools, with the leave of child and parents; and one of them when the parents were not asked.'
show 'homevisit check --brief -p alumwell-infant -e "$(cat events/bedroom-all-agreed.json)" visits/bedroom-asked.json'
show 'homevisit check --brief -p maghull-high -e "$(cat events/bedroom-all-agreed.json)" visits/bedroom-asked.json'
show 'homevisit check --brief -p hsp -e "$(cat events/bedroom-all-agreed.json)" visits/bedroom-asked.json'
show 'homevisit check --brief -p alumwell-infant -e "$(cat events/bedroom-parent-not-asked.json)" visits/bedroom-asked.json'

title 'Somebody is worried before setting out' \
    'One school keeps them at school. Others let a pair set out, and say no at the door.'
show 'homevisit audit --brief $schools visits/worried-before.json'

title 'A dangerous dog that is not shut away'
show 'homevisit audit --brief -p hunsbury-park-primary visits/dog-not-separated.json'

title 'Alone, at twenty past five in Greenwich: it is evening in summer time only'
show 'homevisit audit --brief -p hsp visits/evening-alone-summer-time.json'

title 'Two visitors fall silent: what is due next, to the police call' \
    'They were to be out at 10:45. This school has rung them twice by 11:05; at 12:05:01 the police call is a second late.'
show 'homevisit status --brief -p alumwell-infant --at 2026-03-02T11:05:00Z visits/silent-police-late.json'
show 'homevisit status --brief -p alumwell-infant --at 2026-03-02T12:05:01Z visits/silent-police-late.json'

title 'Where to go from here'
cat <<END
homevisit is $program: try it with --help, and audit without --brief.
README.md tells what the library is for, with ten lines of C; examples/visits/ and rules/ hold the records and policies
of this tour; include/homevisit/homevisit.h is the whole C API.
END
