#!/usr/bin/env bash
# Round trips before the first byte of a response: round_trips.sh BUILD_DIR
#
# Fetches a page from nginx through a relay that holds every byte back for 20 ms, once with a
# full handshake and once with a resumed one, TLS 1.2 each time, and prints a table of brine,
# OpenSSL, GnuTLS, curl and brine's examples; then the same for brine and a server without ALPN,
# s_server. Fails when brine takes more than two with ALPN or with --false-start, or fewer than three
# without (RFC 7918, see brine_config_enable_false_start). What is counted are flights (see relay.c);
# the milliseconds beside them are for the reader. TCP's own round trip is not in the figures.
source "$(dirname "${BASH_SOURCE[0]}")/../check.sh"

readonly DELAY=20

serve_nginx p256_1 "ssl_session_tickets on;" "ssl_session_cache shared:tls:1m;"
serve_relay --delay $DELAY
request=$'GET /hello HTTP/1.1\r\nHost: www.brine.test\r\nConnection: close\r\n\r\n'

# Each fetch_* makes one full and one resumed connection.
fetch_brine() {
    rm -f "$work/session"
    for _ in full resumed; do
        "${https_get[default]}" --session "$work/session" --cacert "$pki/trust.pem" "$@" \
            --resolve "www.brine.test:$server_port:127.0.0.1" \
            "https://www.brine.test:$server_port/hello"
    done
}

fetch_openssl() {
    local session
    for session in -sess_out -sess_in; do
        printf '%s' "$request" | openssl s_client -connect "127.0.0.1:$server_port" -tls1_2 \
            -servername www.brine.test -CAfile "$pki/trust.pem" -ign_eof $session "$work/s_client"
    done
}

# gnutls-cli connects, says goodbye, and comes back with the session; the first connection
# carries no request, so a full one with a request is made on its own.
fetch_gnutls() {
    local resume
    for resume in "" --resume; do
        printf '%s' "$request" | gnutls-cli 127.0.0.1 -p "$server_port" $resume \
            --sni-hostname www.brine.test --verify-hostname www.brine.test \
            --x509cafile "$pki/trust.pem" --priority NORMAL:-VERS-ALL:+VERS-TLS1.2
    done
}

fetch_curl() {
    curl -sS --tlsv1.2 --tls-max 1.2 --cacert "$pki/trust.pem" -H "Connection: close" \
        --resolve "www.brine.test:$server_port:127.0.0.1" \
        "https://www.brine.test:$server_port/hello" "https://www.brine.test:$server_port/hello"
}

# Two full handshakes each: these examples keep no session.
fetch_program() {
    for _ in 1 2; do
        SSL_CERT_FILE="$pki/trust.pem" "${emulator[@]}" "$build/examples/$1" 127.0.0.1 "$server_port"
    done
}

# measure NAME [OPTION]: sets `full` and `resumed` to "ROUND_TRIPS MILLISECONDS", or fails.
measure() {
    local lines seen
    seen=$(wc -l <"$server_log")
    if ! "fetch_$1" "${@:2}" >"$work/out" 2>"$work/err"; then
        return 1
    fi
    mapfile -t lines < <(relay_reports "$seen" 2 |
        sed 's/.*round_trips=\([0-9]*\) milliseconds=\([0-9]*\).*/\1 \2/')
    [ ${#lines[@]} -eq 2 ] || return 1
    full=${lines[0]}
    resumed=${lines[1]}
}

echo "with $(nginx -v 2>&1 | sed 's/.*: //'), which chooses http/1.1 by ALPN:"
echo "| client | full handshake | resumed |"
echo "|---|---|---|"
for name in brine openssl gnutls curl; do
    case $name in
    openssl) program="OpenSSL $(openssl version | cut -d' ' -f2), s_client" ;;
    gnutls) program="GnuTLS $(gnutls-cli --version | sed -n '1s/.* //p'), gnutls-cli" ;;
    curl) program="curl $(curl --version | sed -n '1s/curl \([^ ]*\) .*/\1/p')" ;;
    *) program="brine, https_get" ;;
    esac
    if ! measure $name; then
        fail "$name fetches a page full and resumed" "see above"
        continue
    fi
    echo "| $program | ${full% *} (${full#* } ms) | ${resumed% *} (${resumed#* } ms) |"
    if [ $name = brine ]; then
        with_alpn="${full% *} ${resumed% *}"
    fi
done
stop_servers

serve_nginx by_address
serve_relay --delay $DELAY
for program in stream_get event_loop; do
    measure program $program || full="0 0" resumed="0 0"
    echo "| brine, examples/$program.c | ${full% *} (${full#* } ms) | - |"
    programs+=("${full% *} ${resumed% *}")
done
stop_servers

serve_openssl p256_1
serve_relay --delay $DELAY
for option in "" --false-start; do
    measure brine $option || full="0 0" resumed="0 0"
    echo "| brine, server without ALPN $option | ${full% *} (${full#* } ms) |" \
        "${resumed% *} (${resumed#* } ms) |"
    without_alpn+=("${full% *} ${resumed% *}")
done
echo

# check TITLE EXPECTED FOUND: round trips of a full and a resumed handshake.
check() {
    if [ "$3" = "$2" ]; then
        pass "$1"
    else
        fail "$1" "it took ${3:-none}, not $2"
    fi
}

check "brine takes two round trips, full and resumed" "2 2" "${with_alpn:-}"
check "examples/stream_get.c takes two round trips" "2 2" "${programs[0]}"
check "examples/event_loop.c takes two round trips" "2 2" "${programs[1]}"
check "brine takes three without ALPN, two resumed" "3 2" "${without_alpn[0]}"
check "brine takes two without ALPN with --false-start" "2 2" "${without_alpn[1]}"
finish
