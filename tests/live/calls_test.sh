#!/usr/bin/env bash
# System calls of a connection, from socket to close, with a request and the first read of its
# answer: at most 14 with a full handshake and 12 when the session is resumed, with one address and
# no deadline. With ALPN, and so False Start, a full one has 13: a round trip less, and a call that
# asks for an acknowledgement. Prints them.
source "$(dirname "$0")/check.sh"

readonly FULL=14 RESUMED=12 FALSE_START=13

strace -f -o "$work/trace" true 2>/dev/null || { echo "skipped: strace can't trace here"; exit 0; }

# count TITLE MOST FIRST: the calls of connection number FIRST in the trace.
count() {
    awk -v wanted="$3" '
        / socket\(AF_INET, SOCK_STREAM/ { number++ }
        number == wanted { sub(/^[0-9]+ +/, ""); print }
        number == wanted && /^close\(/ { exit }' "$work/trace" >"$work/calls"
    local calls
    calls=$(wc -l <"$work/calls")
    sed 's/(.*//' "$work/calls" | tr '\n' ' '
    echo
    if [ "$calls" -gt 0 ] && [ "$calls" -le "$2" ]; then
        pass "$1: $calls calls"
    else
        fail "$1" "$calls calls, not 1 to $2"
    fi
}

# measure TITLE FULL RESUMED [PROTOCOL]
measure() {
    strace -f -o "$work/trace" "$build/tests/calls" www.brine.test "$server_port" \
        "$pki/trust.pem" "${@:4}" 2>"$work/err" || fail "two connections" "calls failed"
    count "full handshake$1" "$2" 1
    count "resumed handshake$1" "$3" 2
}

serve_openssl p256_1 -alpn http/1.1
measure "" $FULL $RESUMED
measure " with ALPN" $FALSE_START $RESUMED http/1.1
acknowledged=$(grep -c TCP_QUICKACK "$work/trace" || true)
if [ "$acknowledged" -ge 1 ]; then
    pass "an answer behind a False Start is acknowledged at once"
else
    fail "an answer behind a False Start is acknowledged at once" "no TCP_QUICKACK"
fi
finish
