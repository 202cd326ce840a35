#!/bin/sh
# The library prints with what small C libraries have, too, and foreign bytes only through its
# filter: formats_test.sh REPOSITORY
#
# First the rule itself is tried on single lines, then the real ones are read.
set -eu
repository=$1
rules=$repository/tests/house/floors/formats.awk
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

# refused LINE
refused() {
    printf '%s\n' "$1" > "$work/a.c"
    if awk -f "$rules" "$work/a.c" > /dev/null; then
        echo "FAILED: this passes: $1"
        failures=$((failures + 1))
    fi
}

# allowed LINE
allowed() {
    printf '%s\n' "$1" > "$work/a.c"
    if ! awk -f "$rules" "$work/a.c"; then
        echo "FAILED: this is refused: $1"
        failures=$((failures + 1))
    fi
}

for conversion in %zu %zd %5zu %-5zx %td %ju %jd %lld %llu %016llx %.3llu %hhu %02hhx %f %5.1f %g \
    %Lf %*zu %.*zu %.*s %.80s %-8.*s %c %lc; do
    refused "    f(\"of $conversion bytes\", x);"
    refused "    f(\"of %d, $conversion\" \"%s\", x);"
done
refused '    f("of %" PRIu64 " bytes", x);'
refused '    f("%%%zu", x);'
for conversion in %u %d %lu %ld %lx %s %-8s %02x %5d %p %hu %i; do
    allowed "    f(\"of $conversion bytes\", x);"
done
allowed '    f("100%% full", x);'
allowed '    f("%%zu", x);'
allowed '    i = a % ti + b %zu;'
allowed '    char scope; /* "fe80::1%eth0" */'
allowed ' * "fe80::1%eth0" names'
allowed "    c == '\"' ? a % fi : \"x\";"

cd "$repository"
files=$(find src include -name '*.[ch]')
# shellcheck disable=SC2086 # one word for each file
awk -f "$rules" $files || failures=$((failures + 1))
echo "$(echo "$files" | wc -l) files read, $failures failures"
[ "$failures" = 0 ]
