#!/usr/bin/env bash
# Seconds for one page of a host some of whose addresses never answer: connect.sh BUILD_DIR
#
# The median of three for https_get and for curl, each without and with --connect-timeout 5, in
# turns; "-" where there was no page, and after how long. Without a time limit a run is ended
# after 20 seconds. Addresses are given with --resolve; dead ones are listeners of loopback whose
# queue is full (tests/support/dead_address.h).
set -euo pipefail
build=$1
work=$(mktemp -d)
pids=()
trap 'kill "${pids[@]}"; rm -rf "$work"' EXIT
mkfifo "$work/hold" "$work/says"

# start PROGRAM...: runs it until the end of this script; its first line is in $line.
start() {
    "$@" < "$work/hold" > "$work/says" &
    pids+=($!)
    exec 9> "$work/hold"
    read -r line < "$work/says"
}

start "$build/tests/https_server" "$work/root.pem"
port=$line
dead=()
for i in {11..30}; do dead+=("127.0.0.$i"); done
start "$build/tests/dead_addresses" "$port" ::1 "${dead[@]}"

# once PROGRAM ADDRESSES [OPTIONS...]: the seconds that it took, and whether there was a page.
once() {
    local program=("$1") addresses=$2 begun=$EPOCHREALTIME status=0
    shift 2
    [ "${program[0]}" != curl ] || program+=(-q) # no settings of the user's
    timeout 20 "${program[@]}" -sS --cacert "$work/root.pem" -o "$work/page" "$@" \
        --resolve "localhost:$port:$addresses" "https://localhost:$port/echo" \
        2>/dev/null || status=$?
    awk -v from="$begun" -v to="$EPOCHREALTIME" -v status=$status \
        'BEGIN { printf "%6.3f%s\n", to - from, status ? " -" : "" }'
}

median() {
    sort -n "$1" | sed -n 2p
}

# row TITLE ADDRESSES
row() {
    local addresses=$2 title=$1 name
    rm -f "$work"/times.*
    for _ in 1 2 3; do
        once "$build/examples/https_get" "$addresses" >> "$work/times.1"
        once curl "$addresses" >> "$work/times.2"
        once "$build/examples/https_get" "$addresses" --connect-timeout 5 >> "$work/times.3"
        once curl "$addresses" --connect-timeout 5 >> "$work/times.4"
    done
    printf '%-24s' "$title"
    for name in 1 2 3 4; do printf ' %-12s' "$(median "$work/times.$name")"; done
    printf '\n'
}

joined() {
    local IFS=,
    echo "$*"
}

printf '%-24s %-12s %-12s %-12s %-12s\n' addresses https_get curl '5 s at most' curl
row "1 alive" 127.0.0.1
row "IPv6 dead, 1 alive" "[::1],127.0.0.1"
row "1 dead, 1 alive" "127.0.0.11,127.0.0.1"
row "3 dead, 1 alive" "$(joined "${dead[@]:0:3}" 127.0.0.1)"
row "refused, dead, alive" "127.0.0.40,127.0.0.11,127.0.0.1"
row "8 dead, 1 alive" "$(joined "${dead[@]:0:8}" 127.0.0.1)"
