#!/usr/bin/env bash
# Runs fuzzers, each for so many seconds: tests/fuzz/run.sh BUILD SECONDS [NAME...]
#
# BUILD was configured with -DBRINE_FUZZERS=ON; without names, all of its fuzzers run, as many at
# once as there are processors. Each starts from its seeds, and from what earlier runs found and
# left in BUILD/corpus. Prints a line for each: executions, edges of the program that they covered
# and inputs in the corpus now. An input that breaks a promise is left beside the corpus, and the
# run fails.
set -euo pipefail
if [ $# -lt 2 ]; then
    sed -n '/^# Runs/,/^# run fails/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
    exit 2
fi
seeds=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/seeds
build=$(cd "$1" && pwd)
seconds=$2
shift 2

# run_one NAME
run_one() {
    local name=$1 corpus=$build/corpus/$1 log=$build/corpus/$1.log executions options=()
    mkdir -p "$corpus"
    # Each input of this one goes through thousands of edges, and libFuzzer spends more time on
    # counting how rare they are, and on looking for leaks after each, than the handshake takes.
    # Leaks are found at the end.
    [ "$name" != fuzz_server ] || options=(-entropic=0 -detect_leaks=0)
    if ! "$build/tests/$name" "-max_total_time=$seconds" -timeout=20 -len_control=0 \
        -max_len=4096 -print_final_stats=1 "-artifact_prefix=$corpus-" "${options[@]}" "$corpus" \
        "$seeds/$name" >"$log" 2>&1; then
        tail -n 40 "$log" >&2
        echo "$name: found a fault" >&2
        return 1
    fi
    executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    printf '%-18s %10s executions  %6s edges  %5s inputs\n' "$name" "$executions" \
        "$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$log" | tail -n 1)" \
        "$(find "$corpus" -type f | wc -l)"
}

if [ $# = 0 ]; then
    for path in "$seeds"/fuzz_*; do
        [ ! -x "$build/tests/${path##*/}" ] || set -- "$@" "${path##*/}"
    done
fi
mkdir -p "$build/corpus"
# Files that a fuzzer writes need no disk.
[ ! -w /dev/shm ] || export TMPDIR=/dev/shm
export -f run_one
export build seeds seconds
# 255 stops xargs at the first that fails.
# shellcheck disable=SC2016 # the inner shell expands it
printf '%s\n' "$@" | xargs -P "$(nproc)" -I{} bash -c 'run_one "$1" || exit 255' run {}
