#!/bin/sh
# Every pointer that an exported function takes was tried with NULL: complete_test.sh REPOSITORY
#
# The pointers are those that the public headers declare for the functions of brine.symbols; what
# was tried is what the rows of this folder's tests name (null.h). It also fails when a row names
# what no header declares.
set -eu
repository=$1
here=$repository/tests/house/null_arguments
export LC_ALL=C
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat "$repository"/include/brine/*.h > "$work/headers"
awk -f "$repository/tests/house/declarations.awk" "$work/headers" > "$work/declarations"
callbacks=$(sed -n 's/^typedef [^;]*(\*\(brine_[a-z_]*\)).*/\1/p' "$work/headers" | tr '\n' ' ')
awk -v callbacks="$callbacks" -f "$here/parameters.awk" "$work/declarations" | sort \
    > "$work/pointers"
cat "$here"/*_test.c | tr -d '\n' |
    grep -oE '(REFUSED|OPTIONAL|ZERO|EMPTY|NOTHING_AT|NO_BYTES|RETURNS)\([a-z_]+, *[a-z_]+,' |
    sed 's/.*(\(.*\), *\(.*\),/\1 \2/' | sort -u > "$work/tried"
{
    grep -oE 'brine_[a-z0-9_]+\(' "$work/declarations" | tr -d '('
    awk -v objects=1 -f "$repository/tests/house/declarations.awk" "$work/headers" |
        grep -oE 'brine_[a-z0-9_]+;' | tr -d ';'
} | sort -u > "$work/functions"

failures=0
if ! diff "$repository/tests/house/symbols/brine.symbols" "$work/functions"; then
    echo "FAILED: the functions and objects that were found in the headers (>) are not those exported (<)"
    failures=1
fi
if ! diff "$work/pointers" "$work/tried"; then
    echo "FAILED: the pointers that functions take (<) are not those that were NULL in a test (>)"
    failures=1
fi
echo "$(wc -l < "$work/functions") functions and objects, $(wc -l < "$work/pointers") pointers"
[ "$failures" = 0 ]
