#!/bin/sh
# The shared library exports the symbols of a list and no others, which are those that the public
# headers declare, and every global symbol of the static one belongs to us:
# symbols_test.sh LIST HEADERS SHARED STATIC NM [write]
#
# A symbol that disappears from the list breaks programs; one that appears is a promise. With
# `write` the list is made anew, so that the change can be seen and judged.
set -eu
list=$1
headers=$2
shared=$3
static=$4
nm=$5
export LC_ALL=C
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Names with two underscores in front are the compiler's and the sanitizers'.
# Their version (@@BRINE_0.1) and its own symbol are abi_test.sh's to check.
"$nm" -D --defined-only "$shared" |
    awk 'NF == 3 && $2 != "A" && $3 !~ /^__/ { sub(/@.*/, "", $3); print $3 }' | sort \
    > "$work/exported"
"$nm" -g --defined-only "$static" 2> /dev/null | awk 'NF == 3 && $3 !~ /^__/ { print $3 }' | sort \
    > "$work/global"
{
    cat "$headers"/*.h | awk -f "$(dirname "$0")/../declarations.awk" |
        grep -oE 'brine_[a-z0-9_]+\(' | tr -d '('
    cat "$headers"/*.h | awk -v objects=1 -f "$(dirname "$0")/../declarations.awk" |
        grep -oE 'brine_[a-z0-9_]+;' | tr -d ';'
} | sort > "$work/declared"
if [ "${6:-}" = write ]; then
    cp "$work/exported" "$list"
fi

failures=0
if ! diff -u "$list" "$work/exported"; then
    echo "FAILED: the exported symbols (+) are not those of the list (-)"
    failures=1
fi
if ! diff -u "$work/declared" "$work/exported"; then
    echo "FAILED: the exported symbols (+) are not those that the headers declare (-)"
    failures=1
fi
if grep -v '^brine_' "$work/exported"; then
    echo "FAILED: these are exported and don't begin with brine_"
    failures=1
fi
if grep -vE '^(brine|brn)_' "$work/global"; then
    echo "FAILED: these are global in the static library and begin with neither brine_ nor brn_"
    failures=1
fi
echo "$(wc -l < "$work/exported") exported, $(wc -l < "$work/global") global, $failures failures"
[ "$failures" = 0 ]
