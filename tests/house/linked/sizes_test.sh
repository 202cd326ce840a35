#!/bin/sh
# Code and constants that programs hold, in bytes: sizes_test.sh RECORD BUILD PROGRAM... [write]
#
# A program that has grown by more than 5 % over the record fails. BUILD names compiler, processor and
# type of build; the record has a part for each that was measured, and elsewhere the sizes are only
# printed. With `write` as the last argument that part is made anew, so that the growth can be seen
# and judged.
set -eu
record=$1
build=$2
shift 2
export LC_ALL=C
found=$(mktemp)
trap 'rm -f "$found" "$found.new"' EXIT

echo "$build" > "$found"
for program; do
    if [ "$program" = write ]; then
        awk -v build="$build" '!/^linked_/ { other = $0 != build } other' "$record" > "$found.new"
        cat "$found.new" "$found" > "$record"
        break
    fi
    # Without tables for unwinding and for the dynamic linker.
    bytes=$(size -A -d "$program" |
        awk '$1 ~ /^\.(text|rodata|data|data\.rel\.ro)$/ { sum += $2 } END { print sum }')
    echo "$(basename "$program") $bytes" >> "$found"
done
cat "$found"
if ! grep -qxF "$build" "$record"; then
    echo "not compared: the record has no such build"
    exit 0
fi
awk -v build="$build" '
     NR == FNR && !/^linked_/ { ours = $0 == build; next }
     NR == FNR { if (ours) recorded[$1] = $2; next }
     FNR == 1 { next }
     !($1 in recorded) { print "FAILED: " $1 " is not in the record"; bad = 1; next }
     $2 > recorded[$1] * 1.05 { print "FAILED: " $1 " has " $2 " bytes, recorded " recorded[$1]; bad = 1 }
     $2 > 0 { compared++ }
     END { exit bad || compared < 2 }' "$record" "$found"
