#!/bin/sh
# tests/README.md has a row for each folder of tests/, and no other, tests/bench/README.md one for
# each bench, and examples/README.md one for each program to copy, which keeps its limit of lines;
# in a checkout, nothing else lies at the top than what belongs there:
# folders_test.sh REPOSITORY
set -eu
tests=$1/tests
export LC_ALL=C
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

# rows FILE: the first word between backquotes in the first cell of each row, unless that is a
# command's: "folder/", "folder/below/", "bench [FILE]".
rows() {
    sed -nE 's/^\| `([a-z0-9_]+)(\/[^`]*| \[[^`]*)?`.*/\1/p' "$1" | sort -u
}

# same WHAT README: $work/there has what there is.
same() {
    rows "$2" > "$work/rows"
    if ! diff "$work/there" "$work/rows"; then
        echo "FAILED: $1 (<) and the rows of $2 (>) differ"
        failures=$((failures + 1))
    fi
}

(cd "$tests" && for folder in */; do echo "${folder%/}"; done) | sort > "$work/there"
same "the folders of tests/" "$tests/README.md"
sed -n 's/.*brine_bench(\(bench_[a-z0-9_]*\).*/\1/p' "$tests/bench/CMakeLists.txt" |
    sort -u > "$work/there"
same "the programs of tests/bench/" "$tests/bench/README.md"

# Of the programs to copy, those have more lines that speak another interface or protocol, too.
for program in "$1"/examples/*.c; do
    name=$(basename "$program" .c)
    case $name in
    https_get | tls_pipe) continue ;; # tools
    event_loop | many | many_libuv | starttls_smtp | through_proxy) limit=130 ;;
    *) limit=80 ;;
    esac
    lines=$(wc -l < "$program")
    if [ "$lines" -gt "$limit" ]; then
        echo "FAILED: examples/$name.c has $lines lines, expected $limit at most"
        failures=$((failures + 1))
    fi
    if ! grep -q "^|.*]($name.c)" "$1/examples/README.md"; then
        echo "FAILED: examples/README.md has no row for $name.c"
        failures=$((failures + 1))
    fi
done

# Files that git keeps; those whose names begin with a dot may be there or not.
if git -C "$1" ls-files -- . > "$work/files" 2> /dev/null && [ -s "$work/files" ]; then
    sed -e 's|/.*||' -e '/^\./d' "$work/files" | sort -u > "$work/there"
    printf '%s\n' CMakeLists.txt LICENSE README.md examples include src tests > "$work/rows"
    if ! diff "$work/there" "$work/rows"; then
        echo "FAILED: at the top there is (<) something else than what belongs there (>)"
        failures=$((failures + 1))
    fi
fi

[ "$failures" = 0 ]
