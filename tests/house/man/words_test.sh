#!/bin/sh
# The names of the pages are those of the public headers: a page names nothing that they lack, and
# every call, type, constant and member of a struct is named by some page:
# words_test.sh REPOSITORY TREE
set -eu
repository=$1
tree=$2
export LC_ALL=C
here=$repository/tests/house/man
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
words='(brine_[a-z0-9_]*[a-z0-9]|BRINE_[A-Za-z0-9_]*[A-Za-z0-9])'
# What headers need for themselves.
own='^BRINE_(.*_H|API|MUST_USE|PRINTF|SHARED|RESULTS|ALERTS|(RESULT|ALERT)_ENUMERATOR)$'

cat "$repository"/include/brine/*.h > "$work/headers"
awk -f "$here/members.awk" "$work/headers" > "$work/members"
{
    # Words of the headers, but for file names and beginnings that a list completes.
    grep -oE "$words[a-z_0-9.]*" "$work/headers" | grep -v '[._]$' | grep -vE "\.h$|$own" |
        grep -v '\.' || true
    sed -nE 's/^    X\(((ERROR|WANT)_[A-Z_]+|OK|CLOSED),.*/BRINE_\1/p
             s/^    X\(([a-zA-Z_0-9]+), *[0-9]+,.*/BRINE_ALERT_\1/p' "$work/headers"
} | grep -vE '^BRINE_(ERROR|ALERT|CATEGORY|WANT|CONN|WATCH)$' | sort -u > "$work/known"
# Pages name each other, and options of the build, which no header has.
{
    sed -nE 's/^\.Dt ([A-Z_]+) [0-9]$/\1/p' "$tree"/man?/* | tr 'A-Z' 'a-z'
    sed -nE 's/^option\((BRINE_[A-Z_]+) .*/\1/p
             s/^set\((BRINE_[A-Z_]+) .* CACHE .*/\1/p' "$repository/CMakeLists.txt"
} | sort -u > "$work/titles"

# check TREE: prints what is wrong.
check() {
    rm -rf "$work/pages"
    mkdir "$work/pages"
    find "$1" -type f -exec cp {} "$work/pages" \;
    cd "$work/pages"
    cat ./* | grep -v '^\.Dt ' | grep -oE "$words" | sort -u > "$work/said"
    sort -u "$work/known" "$work/titles" | comm -13 - "$work/said" |
        sed 's/$/: a page names it, and no header has it/'
    comm -23 "$work/known" "$work/said" | sed 's/$/: a header has it, and no page names it/'
    while read -r struct member; do
        grep -lE "(^|[^a-z_])$struct([^a-z_0-9]|\$)" ./* |
            xargs grep -qE "^\.(It )?(Va|Fa) (.*[ (])?$member( |\$)" ||
            echo "$struct.$member: no page that names the struct tells of it"
    done < "$work/members"
}

# refuses WHAT WORDS EXPRESSION: the pages, changed by sed's expression, must lead to these words.
refuses() {
    cp -r "$tree" "$work/tree"
    for page in brine_stream brine_errors; do
        sed "$3" "$tree/man3/$page.3" > "$work/tree/man3/$page.3"
    done
    if ! check "$work/tree" | grep -qF "$2"; then
        echo "FAILED: the check does not notice $1"
        exit 1
    fi
    rm -r "$work/tree"
}
refuses "a call that there is not" "brine_stream_reed: a page" 's/brine_stream_read/brine_stream_reed/'
refuses "an alert that is missing" "BRINE_ALERT_access_denied: a header" '/access_denied/d'
refuses "a member that is missing" "brine_dial_options.connect_only" 's/^\(.*[FV]a \)connect_only/\1it/'

check "$tree" > "$work/wrong"
cat "$work/wrong"
echo "$(wc -l < "$work/known") names, $(wc -l < "$work/members") members, $(wc -l < "$work/wrong") wrong"
[ ! -s "$work/wrong" ]
