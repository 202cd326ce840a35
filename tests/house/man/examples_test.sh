#!/usr/bin/env bash
# The programs of the pages are compiled as they stand there, without a warning, and those that need
# no server are run and end well; every page about calls has one; and the program without sockets
# has nothing of the floor that knows them:
# examples_test.sh REPOSITORY TREE COMPILER LIBBRINE LIBSODIUM SODIUM_INCLUDE_DIR NM [FLAG]
set -euo pipefail
repository=$1 tree=$2 compiler=$3 brine=$4 sodium=$5 include=$6 nm=$7
here=$repository/tests/house/man
flags=(-std=c11 -D_POSIX_C_SOURCE=200809L -Wall -Wextra -Wpedantic -Werror)
[ -z "${8:-}" ] || flags+=("$8")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# try PAGE: counts what is good in programs and runs; false when something is not.
programs=0 runs=0
try() {
    local kind file here_count=0
    while read -r kind file; do
        if [ "$kind" = wrong ]; then
            echo "$file"
            return 1
        fi
        if ! "$compiler" "${flags[@]}" -I"$repository/include" -I"$include" "$file" "$brine" "$sodium" \
            -lpthread -o "${file%.c}"; then
            return 1
        fi
        programs=$((programs + 1)) here_count=$((here_count + 1))
        [ "$kind" = run ] || continue
        if ! timeout 120 "${file%.c}" >"$work/out" 2>&1; then
            echo "$1: this program does not end well:"
            cat "$file" "$work/out"
            return 1
        fi
        runs=$((runs + 1))
    done < <(awk -v stem="$work/$(basename "$1")" -f "$here/examples.awk" "$1")
    if [ "$here_count" = 0 ] && grep -q '^\.In brine/' "$1"; then
        echo "$1 has no example"
        return 1
    fi
}

# refuses WHAT EXPRESSION: the page of limits, changed by sed's expression, must be refused.
refuses() {
    sed "$2" "$tree/man3/brine_limits.3" >"$work/other.3"
    if try "$work/other.3" >/dev/null 2>&1; then
        echo "FAILED: the check does not notice $1"
        exit 1
    fi
}
refuses "a program that does not compile" 's/BRINE_RECORD_MAX\];/BRINE_RECORD_MOST];/'
refuses "a program that ends badly" 's,? buffer.0. : 1;,? 1 : 0;,'
refuses "a program that is not marked" '/^\.\\" example:/d'
refuses "a page without an example" '/^\.\\" example:/,/^\.Ed/d'

programs=0 runs=0 wrong=0
while IFS= read -r page; do
    try "$page" || wrong=$((wrong + 1))
done < <(find "$tree/man3" "$tree/man7" -type f | sort)
# Without a server there is one clear sentence and a status that says so.
status=0
"$work/brine_conn.3_2" localhost 1 2>"$work/error" || status=$?
if [ "$status" != 1 ] || [ "$(grep -c '' "$work/error")" != 1 ]; then
    echo "FAILED: the program with poll ends with $status and says:"
    cat "$work/error"
    wrong=$((wrong + 1))
fi
# streams PROGRAM: prints what of the floor stream is in it.
streams() {
    "$nm" "$1" | grep -oE ' [TtDdRr] (brine|brn)_stream_[a-z_]+' || true
}
if [ -z "$(streams "$work/brine.3_1")" ] || [ -n "$(streams "$work/brine_porting.7_1")" ]; then
    echo "FAILED: what brine_porting(7) says of programs without streams is not so"
    wrong=$((wrong + 1))
fi
echo "$programs programs compiled, $runs run, $wrong pages wrong"
[ "$wrong" = 0 ] && [ "$programs" -gt 0 ]
