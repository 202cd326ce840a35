#!/bin/sh
# libtls' library exports what its header declares and nothing else; so does the libtls.so.26 that
# holds brine; and what is global in the static one belongs to us:
# libtls_test.sh HEADER SHARED PRIVATE STATIC NM
set -eu
header=$1
shared=$2
private=$3
static=$4
nm=$5
export LC_ALL=C
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

grep '^BRINE_LIBTLS_API ' "$header" | grep -oE 'tls_[a-z0-9_]+\(' | tr -d '(' | sort \
    > "$work/declared"
for library in "$shared" "$private"; do
    # Names with two underscores in front are the compiler's and the sanitizers'.
    "$nm" -D --defined-only "$library" | awk 'NF == 3 && $3 !~ /^__/ { print $3 }' | sort \
        > "$work/exported"
    if ! diff -u "$work/declared" "$work/exported"; then
        echo "FAILED: $library exports (+) other symbols than the header declares (-)"
        failures=$((failures + 1))
    fi
done
if "$nm" -g --defined-only "$static" 2> /dev/null |
    awk 'NF == 3 && $3 !~ /^(__|brn_tls_|tls_)/ { print $3; found = 1 } END { exit !found }'; then
    echo "FAILED: these are global in the static library and begin with neither brn_tls_ nor tls_"
    failures=$((failures + 1))
fi
echo "$(wc -l < "$work/declared") declared, $failures failures"
[ "$failures" = 0 ] && [ -s "$work/declared" ]
