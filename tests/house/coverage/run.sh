#!/usr/bin/env bash
# Which lines and branches of src/ the tests reach: run.sh SOURCE BUILD [show]
#
# Builds SOURCE with clang's counters in BUILD, runs the unit tests, the attack, the seeds of the
# fuzzers and the live tests, and prints how much of each floor was reached. Then compares what was
# not with SOURCE/tests/coverage.md, and fails where they differ. `show` runs nothing: it reports
# what an earlier run in BUILD has counted. BUILD/report/ holds the tables, and src/ line by line.
#
# COVERAGE_TESTS narrows the tests, as ctest -R does.
set -euo pipefail
here=$(dirname "${BASH_SOURCE[0]}")
source=$1
build=$2
jobs=$(nproc)
export LC_ALL=C

# Of several programs of clang's, the one that belongs to the compiler.
tool() {
    local major
    major=$(clang -dumpversion | cut -d. -f1)
    command -v "$1-$major" || command -v "$1" || {
        echo "coverage: $1-$major is missing (Debian: llvm-$major)" >&2
        exit 1
    }
}

# The counters of a program lie in a file that it maps (%c), so that one that ends by _exit or by a
# signal has counted, too; %m is for the program or shared library. That is a number that two
# programs of the same objects may share in another order, so each test has files of its own; the
# live tests start one program again and again, and share. What a test that failed has counted is
# reported as well, at the end of an hour; the run fails all the same.
run_tests() {
    local names=$report/tests.list
    export build
    rm -rf "$build/profiles"
    mkdir -p "$build/profiles"
    ctest --test-dir "$build" -N -L 'unit|strictness|attack' -LE long -R "${COVERAGE_TESTS:-.}" |
        sed -n 's/^ *Test *#[0-9]*: //p' >"$names"
    # shellcheck disable=SC2016 # the inner shell expands them
    xargs -P "$jobs" -I{} sh -c 'LLVM_PROFILE_FILE=$build/profiles/$1-%m%c.profraw \
        ctest --test-dir "$build" -R "^$1\$" --output-on-failure >"$build/profiles/$1.log" 2>&1 ||
        { cat "$build/profiles/$1.log"; exit 1; }' sh {} <"$names" || failed=1
    echo "coverage: $(wc -l <"$names") tests were run"
    LLVM_PROFILE_FILE=$build/profiles/live-%m%c.profraw \
        ctest --test-dir "$build" -j "$jobs" --output-on-failure -L live -R "${COVERAGE_TESTS:-.}" ||
        failed=1
}

failed=0
report=$build/report
mkdir -p "$report"
if [ "${3:-}" != show ]; then
    cmake -S "$source" -B "$build" -DCMAKE_C_COMPILER=clang -DBRINE_COVERAGE=ON \
        -DBRINE_BUILD_TESTS=ON -DCMAKE_BUILD_TYPE=Debug -DCMAKE_C_FLAGS_DEBUG="-O1 -g"
    cmake --build "$build" -j "$jobs"
    run_tests
fi

# The two shared libraries hold each function of src/ once, as the tests' programs do.
libraries=("$build/libbrine.so" -object "$build/src/libtls/libbrine-libtls.so")
find "$build/profiles" -name '*.profraw' -size +0 >"$report/profiles.list"
"$(tool llvm-profdata)" merge -sparse -f "$report/profiles.list" -o "$report/all.profdata"
"$(tool llvm-cov)" export -format=lcov -instr-profile "$report/all.profdata" "${libraries[@]}" \
    >"$report/src.lcov"
"$(tool llvm-cov)" show -show-branches=count -instr-profile "$report/all.profdata" \
    "${libraries[@]}" >"$report/src.txt"
awk -v root="$(cd "$source" && pwd)/src/" -v floors="$report/floors" -f "$here/holes.awk" \
    "$report/src.lcov" | sort >"$report/holes"
cat "$report/floors"
awk -v goal_lines=99 -v goal_branches=95 -v rows="$report/rows.md" -f "$here/compare.awk" "$report/floors" "$report/holes" \
    "$source/tests/coverage.md"
[ $failed = 0 ] || {
    echo "coverage: tests failed, see above" >&2
    exit 1
}
