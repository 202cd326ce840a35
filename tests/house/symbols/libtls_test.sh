#!/bin/sh
# libtls' library exports what its header declares and nothing else; so does the libtls.so.26 that
# holds brine; and what is global in the static one belongs to us:
# libtls_test.sh HEADER SHARED PRIVATE STATIC NM READELF [OTHER]
# The private one carries its soname and needs no other library of ours. OTHER is another libtls of
# the same soname, whose programs must find all of its symbols.
set -eu
header=$1
shared=$2
private=$3
static=$4
nm=$5
readelf=$6
other=${7:-}
export LC_ALL=C
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

fail() {
    echo "FAILED: $*"
    failures=$((failures + 1))
}

grep '^BRINE_LIBTLS_API ' "$header" | grep -oE 'tls_[a-z0-9_]+\(' | tr -d '(' | sort \
    > "$work/declared"
for library in "$shared" "$private"; do
    # Names with two underscores in front are the compiler's and the sanitizers'.
    "$nm" -D --defined-only "$library" | awk 'NF == 3 && $3 !~ /^__/ { print $3 }' | sort \
        > "$work/exported"
    if ! diff -u "$work/declared" "$work/exported"; then
        fail "$library exports (+) other symbols than the header declares (-)"
    fi
done
if "$nm" -g --defined-only "$static" 2> /dev/null |
    awk 'NF == 3 && $3 !~ /^(__|brn_tls_|tls_)/ { print $3; found = 1 } END { exit !found }'; then
    fail "these are global in the static library and begin with neither brn_tls_ nor tls_"
fi
"$readelf" -d "$private" > "$work/dynamic"
grep -q 'SONAME.*\[libtls\.so\.26\]' "$work/dynamic" || fail "$private is not called libtls.so.26"
if grep -E 'NEEDED.*(brine|ssl|crypto)' "$work/dynamic"; then
    fail "$private needs more than libc and libsodium"
fi
if [ -e "$other" ]; then
    # Two that its header lacks: for servers that keep their keys in another process.
    "$nm" -D --defined-only "$other" | awk '{ sub(/@.*/, "", $3); print $3 }' | grep '^tls_' |
        grep -vE '^tls_config_(skip_private_key_check|use_fake_private_key)$' | sort > "$work/other"
    diff -u "$work/other" "$work/declared" || fail "$other exports (-) other symbols than ours (+)"
    [ -s "$work/other" ] || fail "$other exports nothing"
fi
echo "$(wc -l < "$work/declared") declared, $failures failures"
[ "$failures" = 0 ] && [ -s "$work/declared" ]
