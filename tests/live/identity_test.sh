#!/usr/bin/env bash
# Client certificates with each kind of key, as each server verifies them.
source "$(dirname "$0")/check.sh"

ca=$pki/certs/client_ca.pem

# identity KEY [FILE]: sets `identity` to the options for the client with that key; the file may
# hold it in another form. Servers hold a client's curve against supported_groups, too.
identity() {
    needs=("key-$1")
    identity=(--cert "$pki/chains/client_$1.pem" --key "${2:-$pki/keys/$1.pem}")
}

serve_nginx rsa2048_1 "ssl_client_certificate $ca;" "ssl_verify_client on;"
for key in rsa2048 rsa4096 rsapss p256 p384 ed25519; do
    identity $key
    wanted_text="verify=SUCCESS client=CN=client_$key,O=brine tests "
    expect "nginx, client with $key" 0 "" www.brine.test/facts "${identity[@]}"
done
for form in rsa2048.pkcs1 p256.sec1 p384.sec1; do
    key=${form%%.*}
    identity $key "$pki/keys/$form.pem"
    wanted_text="verify=SUCCESS client=CN=client_$key,O=brine tests "
    expect "nginx, key in $form.pem" 0 "" www.brine.test/facts "${identity[@]}"
done
wanted_text=
for form in rsa2048.encrypted p256.encrypted; do
    identity "${form%%.*}" "$pki/keys/$form.pem"
    expect "an encrypted key" 58 "decrypt it first" www.brine.test/facts "${identity[@]}"
done
identity p256 "$pki/keys/p384.pem"
expect "a key of another certificate" 58 "does not belong" www.brine.test/facts "${identity[@]}"
needs=()
expect "nginx wants a certificate, we have none" 22 "400" www.brine.test/facts -f
stop_server

# nginx lets a client without a certificate in and says so when it is optional.
serve_nginx rsa2048_1 "ssl_client_certificate $ca;" "ssl_verify_client optional;"
wanted_text="verify=NONE client= "
expect "nginx, optional, no certificate" 0 "" www.brine.test/facts
wanted_text=
stop_server

for key in rsa2048 rsa4096 rsapss p256 p384 ed25519; do
    identity $key
    serve_openssl rsa2048_1 -Verify 2 -verify_return_error -CAfile "$ca"
    expect "openssl s_server, client with $key" 0 "" www.brine.test/hello "${identity[@]}"
    stop_server
done
needs=()
serve_openssl rsa2048_1 -Verify 2 -verify_return_error -CAfile "$ca"
expect "openssl s_server wants a certificate, we have none" 35 "handshake_failure" \
    www.brine.test/hello
identity ed25519
identity[1]=$pki/chains/ed25519_1.pem
expect "openssl s_server names its CAs, ours is none: no certificate is sent" 35 \
    "handshake_failure" www.brine.test/hello "${identity[@]}"
stop_server
serve_openssl rsa2048_1 -Verify 2 -verify_return_error -CAfile "$ca" -no_ca_names
expect "openssl s_server does not know the client's CA" 35 "unknown_ca" www.brine.test/hello \
    "${identity[@]}"
stop_server

for key in rsa2048 rsapss p256 p384 ed25519; do
    identity $key
    serve_gnutls rsa2048_1 --require-client-cert --verify-client-cert --x509cafile "$ca"
    expect "gnutls-serv, client with $key" 0 "" www.brine.test/hello "${identity[@]}"
    stop_server
done

finish
