#!/usr/bin/env bash
# Each suite with each group, from a server that has nothing else; nginx tells what it saw.
source "$(dirname "$0")/check.sh"

declare -A curve_of=([x25519]=X25519 [secp256r1]=prime256v1 [secp384r1]=secp384r1)

# alone SUITE CHAIN: with each group.
alone() {
    local group curve
    for group in x25519 secp256r1 secp384r1; do
        curve=${curve_of[$group]}
        needs=("$1" $group)
        serve_nginx "$2" "ssl_ciphers $1;" "ssl_ecdh_curve $curve;"
        wanted_text="cipher=$1 curve=$curve "
        expect "$1 with $group and $2" 0 "" www.brine.test/facts
        stop_server
    done
}

for aead in CHACHA20-POLY1305 AES256-GCM-SHA384 AES128-GCM-SHA256; do
    alone ECDHE-ECDSA-$aead p256_1
    alone ECDHE-ECDSA-$aead ed25519_1
    alone ECDHE-RSA-$aead rsa2048_1
done

finish
