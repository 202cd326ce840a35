#!/usr/bin/env bash
# Each suite with each group, from a server that has nothing else; nginx tells what it saw.
source "$(dirname "$0")/check.sh"

declare -A curve_of=([x25519]=X25519 [secp256r1]=prime256v1 [secp384r1]=secp384r1)

for suite in ECDHE-{ECDSA,RSA}-{CHACHA20-POLY1305,AES256-GCM-SHA384,AES128-GCM-SHA256}; do
    case $suite in
    *ECDSA*) chain=p256_1 ;;
    *) chain=rsa2048_1 ;;
    esac
    for group in x25519 secp256r1 secp384r1; do
        curve=${curve_of[$group]}
        needs=("$suite" $group)
        serve_nginx $chain "ssl_ciphers $suite;" "ssl_ecdh_curve $curve;"
        wanted_text="cipher=$suite curve=$curve "
        expect "$suite with $group" 0 "" www.brine.test/facts
        stop_server
    done
done

finish
