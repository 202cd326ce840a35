#!/bin/sh
# tests/README.md has a row for each folder of tests/, and no other, and tests/bench/README.md
# one for each bench; in a checkout, nothing else lies at the top than what belongs there:
# folders_test.sh REPOSITORY
set -eu
tests=$1/tests
export LC_ALL=C
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

# rows FILE: the first word between backquotes in the first cell of each row.
rows() {
    sed -n 's/^| `\([a-z0-9_]*\)[^`]*`.*/\1/p' "$1" | sort -u
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
