#!/usr/bin/env bash
# 100 MB from nginx with each AEAD, byte for byte; and from the other two servers.
source "$(dirname "$0")/check.sh"

# Bytes that never repeat, the same on every run.
head -c 100000000 /dev/zero |
    openssl enc -aes-128-ctr -K 00112233445566778899aabbccddeeff -iv 0 -out "$www/large" 2>/dev/null
wanted_body=$www/large

for suite in ECDHE-RSA-{CHACHA20-POLY1305,AES256-GCM-SHA384,AES128-GCM-SHA256}; do
    needs=($suite)
    serve_nginx rsa2048_1 "ssl_ciphers $suite;"
    expect "100 MB from nginx with $suite" 0 "" www.brine.test/large
    stop_server
done
needs=()

serve_openssl ed25519_2
expect "100 MB from openssl s_server" 0 "" www.brine.test/large
stop_server

serve_gnutls rsa4096_1 --httpdata="$www/large"
expect "100 MB from gnutls-serv" 0 "" www.brine.test/large
stop_server

finish
