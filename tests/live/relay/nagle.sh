#!/usr/bin/env bash
# A server that keeps Nagle's algorithm on (RFC 896): nagle.sh BUILD_DIR
#
# The relay plays it (--nagle) before nginx: what the server writes after its Finished leaves when
# the client has acknowledged that, and systems delay acknowledgements by some 40 ms. Prints how
# long brine and curl take for a page, the median of some full handshakes, 3 ms each way.
#
# A server that then resets the connection loses what still waits: brine must get the page each
# time, with False Start and without. That fails without brn_transport_acknowledge, with False
# Start each time.
source "$(dirname "${BASH_SOURCE[0]}")/../check.sh"

readonly DELAY=3 TIMES=9

[ "$(uname -s)" = Linux ] || { echo "skipped: only Linux has TCP_QUICKACK"; exit 0; }

# get PROGRAM...: fetches the page once, with a full handshake.
get() {
    "$@" --cacert "$pki/trust.pem" --resolve "www.brine.test:$server_port:127.0.0.1" \
        "https://www.brine.test:$server_port/hello" >"$work/out" 2>"$work/err" || true
}

# median TITLE PROGRAM...
median() {
    local i seen
    seen=$(wc -l <"$server_log")
    for ((i = 0; i < TIMES; i++)); do
        get "${@:2}"
    done
    echo "| $1 | $(relay_reports "$seen" $TIMES | sed 's/.*left=//' | sort -n |
        sed -n "$(((TIMES + 1) / 2))p") ms |"
}

# fetched TITLE PROGRAM...: the page arrives whole every time.
fetched() {
    local i good=0
    for ((i = 0; i < TIMES; i++)); do
        get "${@:2}"
        ! cmp -s "$work/out" "$www/hello" || good=$((good + 1))
    done
    if [ $good -eq $TIMES ]; then
        pass "$1"
    else
        fail "$1" "$good of $TIMES times"
    fi
}

# RSA's signatures are of one length, and no tickets come: each connection brings as many bytes.
serve_nginx rsa2048_1 "ssl_session_tickets off;" "ssl_session_cache off;"
nginx_port=$server_port
serve_relay --delay $DELAY --nagle 1
brine=${https_get[default]}
median "brine, https_get" "$brine"
median "brine, \`--no-false-start\`" "$brine" --no-false-start
median "curl $(curl --version | sed -n '1s/curl \([^ ]*\) .*/\1/p')" \
    curl -sS --tlsv1.2 --tls-max 1.2
length=$(sed -n 's/.*to_client=\([0-9]*\).*/\1/p' "$server_log" | sort -n | tail -n 1)
stop_server

server_port=$nginx_port
serve_relay --delay $DELAY --nagle 1 --reset "$length"
fetched "a server that resets loses no answer to a False Start" "$brine"
fetched "a server that resets loses no answer without" "$brine" --no-false-start
finish
