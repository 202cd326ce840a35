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

serve_nginx rsa2048_1 "ssl_client_certificate '$ca';" "ssl_verify_client on;"
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
wanted_text="verify=SUCCESS client=CN=client_rsa2048,O=brine tests "
identity rsa2048
openssl x509 -in "${identity[1]}" -outform DER -out "$work/client.der"
openssl rsa -in "$pki/keys/rsa2048.pem" -outform DER -out "$work/key.der" 2>"$work/openssl.log"
identity=(--cert "$work/client.der" --key "$work/key.der")
expect "nginx, certificate and key in DER" 0 "" www.brine.test/facts "${identity[@]}"
for form in rsa2048.scrypt p256.encrypted; do
    key=${form%%.*}
    identity $key "$pki/keys/$form.pem"
    wanted_text="verify=SUCCESS client=CN=client_$key,O=brine tests "
    expect "an encrypted key, --pass" 0 "" www.brine.test/facts "${identity[@]}" --pass secret
    identity[1]+=:secret
    expect "an encrypted key, --cert FILE:PASS" 0 "" www.brine.test/facts "${identity[@]}"
    identity $key "$pki/keys/$form.pem"
    expect "an encrypted key, a wrong passphrase" 58 "the passphrase is wrong" \
        www.brine.test/facts "${identity[@]}" --pass nonsense
    expect "an encrypted key and no passphrase" 58 \
        "no passphrase was given; give its passphrase (brine_config_set_passphrase), or decrypt it: openssl pkey -in KEY -out PLAIN_KEY; try --pass PASSPHRASE" \
        www.brine.test/facts "${identity[@]}"
done
wanted_text=
identity rsa2048 "$pki/keys/rsa2048.encrypted.pem"
expect "a key that is encrypted in an old way" 58 "openssl pkcs8 -topk8 -in KEY -out NEW_KEY" \
    www.brine.test/facts "${identity[@]}" --pass secret
identity p256 "$pki/keys/p384.pem"
expect "a key of another certificate" 58 "does not belong" www.brine.test/facts "${identity[@]}"
needs=()
expect "nginx wants a certificate, we have none" 22 "400" www.brine.test/facts -f
stop_server

# nginx lets a client without a certificate in and says so when it is optional.
serve_nginx rsa2048_1 "ssl_client_certificate '$ca';" "ssl_verify_client optional;"
wanted_text="verify=NONE client= "
expect "nginx, optional, no certificate" 0 "" www.brine.test/facts
wanted_text=
stop_server

# nginx names the root alone; the certificate comes from an intermediate, and need not be named.
serve_nginx rsa2048_1 "ssl_client_certificate '$ca';" "ssl_verify_client on;" "ssl_verify_depth 2;"
identity sub "$pki/keys/rsa2048.pem"
needs=()
wanted_text="verify=SUCCESS client=CN=client_sub,O=brine tests "
expect "nginx names the root, an intermediate issued" 0 "" www.brine.test/facts "${identity[@]}"
wanted_text=
stop_server
# Likewise where the client does not send the intermediate either: the server knows it.
serve_nginx rsa2048_1 "ssl_client_certificate '$ca';" "ssl_verify_client on;" "ssl_verify_depth 2;" \
    "ssl_trusted_certificate '$pki/certs/client_sub_ca.pem';"
identity[1]=$pki/certs/client_sub.pem
wanted_text="verify=SUCCESS client=CN=client_sub,O=brine tests "
expect "nginx names the root and knows the intermediate" 0 "" www.brine.test/facts "${identity[@]}"
wanted_text=
expect "--match-cert: no certificate is sent then" 22 "400" www.brine.test/facts -f \
    "${identity[@]}" --match-cert
stop_server

# Where a certificate is optional, nginx refuses one of another CA, and takes none at all.
serve_nginx rsa2048_1 "ssl_client_certificate '$pki/certs/root_p256.pem';" \
    "ssl_verify_client optional;"
identity rsa2048
expect "nginx, optional, another CA: 400" 22 "400" www.brine.test/facts -f "${identity[@]}"
expect "-v tells that it was sent" 22 "client certificate: sent" www.brine.test/facts -f -v \
    "${identity[@]}"
wanted_text="verify=NONE client= "
expect "nginx, optional, another CA, --match-cert" 0 "" www.brine.test/facts "${identity[@]}" \
    --match-cert
expect "-v tells that it was not" 0 "not sent: its type or CA is not among those" \
    www.brine.test/facts "${identity[@]}" --match-cert -v
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
expect "openssl s_server wants a certificate, we have none" 35 \
    "the server asked for the client's certificate, and none is configured" www.brine.test/hello
identity ed25519
identity[1]=$pki/chains/ed25519_1.pem
expect "openssl s_server names its CAs, and says of ours that it does not know it" 35 \
    "unknown_ca" www.brine.test/hello "${identity[@]}"
expect "openssl s_server names its CAs, --match-cert: no certificate is sent" 35 \
    "ours is not of a type, or not from a CA, that the server named" \
    www.brine.test/hello "${identity[@]}" --match-cert
stop_server
serve_openssl rsa2048_1 -Verify 2 -verify_return_error -CAfile "$ca" -no_ca_names
expect "openssl s_server does not know the client's CA" 35 "unknown_ca" www.brine.test/hello \
    "${identity[@]}"
stop_server
serve_openssl rsa2048_1 -Verify 2 -verify_return_error -CAfile "$ca"
identity ed25519
other=(--cert "$pki/chains/ed25519_1.pem" --key "$pki/keys/ed25519.pem")
expect "several identities: the second is of a CA that the server named" 0 "" www.brine.test/hello \
    "${other[@]}" "${identity[@]}"
identity p256 "$pki/keys/p256.encrypted.pem"
expect "several identities: each has its own passphrase" 0 "" www.brine.test/hello \
    "${other[@]}" --pass nonsense "${identity[@]}" --pass secret
expect "several identities: none is of a CA that the server named" 35 "unknown_ca" \
    www.brine.test/hello "${other[@]}" "${other[@]}"
stop_server
identity ed25519
serve_openssl rsa2048_1 -Verify 2 -verify_return_error -CAfile "$ca" \
    -client_sigalgs ECDSA+SHA256:RSA+SHA256
expect "openssl s_server takes no signature of our key" 35 \
    "our key can sign with ed25519, the server accepts ecdsa_secp256r1_sha256, rsa_pkcs1_sha256" \
    www.brine.test/hello "${identity[@]}"
stop_server

for key in rsa2048 rsapss p256 p384 ed25519; do
    identity $key
    serve_gnutls rsa2048_1 --require-client-cert --verify-client-cert --x509cafile "$ca"
    expect "gnutls-serv, client with $key" 0 "" www.brine.test/hello "${identity[@]}"
    stop_server
done

finish
