#!/bin/sh
# Code and constants that programs hold, in bytes: sizes_test.sh RECORD COMPILER PROGRAM... [write]
#
# A program that has grown by more than 5 % over the record fails. The record is for the COMPILER,
# processor and type of build in its first line; elsewhere the sizes are only printed. With `write` as
# the last argument it is made anew, so that the growth can be seen and judged.
set -eu
record=$1
compiler=$2
shift 2
export LC_ALL=C
found=$(mktemp)
trap 'rm -f "$found"' EXIT

echo "$compiler" > "$found"
for program; do
    [ "$program" != write ] || { cp "$found" "$record"; break; }
    # Without tables for unwinding and for the dynamic linker.
    bytes=$(size -A -d "$program" |
        awk '$1 ~ /^\.(text|rodata|data|data\.rel\.ro)$/ { sum += $2 } END { print sum }')
    echo "$(basename "$program") $bytes" >> "$found"
done
cat "$found"
if [ "$(head -n 1 "$record")" != "$compiler" ]; then
    echo "not compared: the record is for $(head -n 1 "$record")"
    exit 0
fi
awk 'FNR == 1 { next }
     NR == FNR { recorded[$1] = $2; next }
     !($1 in recorded) { print "FAILED: " $1 " is not in the record"; bad = 1; next }
     $2 > recorded[$1] * 1.05 { print "FAILED: " $1 " has " $2 " bytes, recorded " recorded[$1]; bad = 1 }
     $2 > 0 { compared++ }
     END { exit bad || compared < 2 }' "$record" "$found"
