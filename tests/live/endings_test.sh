#!/usr/bin/env bash
# Connections that end badly: refused with an alert, cut, reset, stalled, not TLS at all.
source "$(dirname "$0")/check.sh"

# ---- The server refuses ----
serve_openssl rsa2048_1 -cipher ECDHE-ECDSA-AES128-SHA256
expect "no suite in common" 35 "handshake_failure" www.brine.test/hello
stop_server
serve_nginx rsa2048_1 "ssl_ecdh_curve secp521r1;"
expect "no group in common" 35 "handshake_failure" www.brine.test/hello
stop_server
serve_nginx rsa2048_1 "ssl_protocols TLSv1.3;"
expect "nginx speaks TLS 1.3 only" 35 "protocol_version" www.brine.test/hello
stop_server
serve_nginx rsa2048_1 "ssl_protocols TLSv1.1;" "ssl_ciphers ALL:@SECLEVEL=0;"
# It can't serve any of our suites in that version, and says that rather than protocol_version.
expect "nginx speaks TLS 1.1 only" 35 "handshake_failure" www.brine.test/hello
stop_server
serve_openssl rsa2048_1 -servername other.test -servername_fatal -cert2 "$pki/certs/rsa2048_0.pem" \
    -key2 "$pki/chains/rsa2048_0.key"
expect "openssl s_server does not serve the name" 35 "unrecognized_name" www.brine.test/hello
stop_server
# The same as a warning must not end the handshake (RFC 6066 section 3).
serve_openssl rsa2048_1 -servername other.test -cert2 "$pki/certs/rsa2048_0.pem" \
    -key2 "$pki/chains/rsa2048_0.key"
expect "openssl s_server warns about the name" 0 "" www.brine.test/hello
stop_server

# ---- Not TLS ----
nginx_tls=
serve_nginx rsa2048_1
expect "nginx without TLS" 35 "does not speak TLS" www.brine.test/hello
nginx_tls=ssl
stop_server
expect "no server listens" 7 "" www.brine.test/hello

# ---- The transport ends: bytes that the server sends until then, and what must come of it ----
head -c 1000000 /dev/zero >"$www/zeros"
ends() {
    local what=$1 status=$2 sentence=$3
    shift 3
    serve_nginx rsa2048_1
    serve_relay "$@"
    expect "$what" "$status" "$sentence" www.brine.test/zeros -o "$work/part" -m 3
    stop_servers
}
ends "the connection ends before a byte" 35 "ended the connection" --cut 0
ends "the connection ends in ServerHello" 35 "ended the connection" --cut 50
ends "the connection ends in Certificate" 35 "ended the connection" --cut 600
ends "the connection is reset in the handshake" 35 "" --reset 600
ends "the server stalls in the handshake" 28 "" --stall 600
ends "the body is cut without close_notify" 18 "without close_notify" --cut 50000
ends "the connection is reset in the body" 56 "" --reset 50000
ends "the server stalls in the body" 28 "" --stall 50000

# ---- A clean end, but not of the body: s_server sends a file as the whole response ----
serve_openssl rsa2048_1 -HTTP
printf 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort' >"$www/short"
expect "close_notify before the body's end" 18 "" www.brine.test/short -o "$work/part"
printf 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nshort' >"$www/chunk"
expect "close_notify in a chunk" 18 "" www.brine.test/chunk -o "$work/part"
: >"$www/nothing"
expect "close_notify and no response" 52 "" www.brine.test/nothing
stop_server

finish
