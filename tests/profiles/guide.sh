#!/bin/sh
# The policy that the guide makes: sound, tried by its cases in both directions, and a document that names each clause.
# usage: guide.sh HOMEVISIT_PROGRAM
set -eu
homevisit=$1
folder=examples/policies/fernleigh-primary
"$homevisit" validate "$folder/policy.json"
"$homevisit" test "$folder/policy.json" "$folder/cases.json"
document=$("$homevisit" show "$folder/policy.json" --format markdown)
for clause in F-1 F-2 F-3 F-4 F-5 F-6 F-7 F-8 F-9 F-10 F-11 F-12 F-13 F-14; do
    case $document in
        *"$clause"*) ;;
        *) echo "the document does not name $clause"; exit 1 ;;
    esac
done
