#!/usr/bin/env bash
# One program on Debian's libtls and on ours, against the same servers: libtls_test.sh BUILD_DIR
# BRINE_DEBIAN_LIBTLS is the path of the other libtls.so.26.
set -euo pipefail
export LC_ALL=C
unset SSL_CERT_FILE SSL_CERT_DIR SSLKEYLOGFILE
build=$(cd "${1:?usage: ${0##*/} BUILD_DIR}" && pwd)
live=$(cd "$(dirname "$0")/.." && pwd)
pki=$build/pki
program=$build/tests/libtls_program
ours=$build/libtls
theirs=${BRINE_DEBIAN_LIBTLS:-}
if [ ! -e "$theirs" ]; then
    echo "skipped: libtls26 is not installed (Debian 12 has it)"
    exit 0
fi
source "$live/servers.sh"
mkdir "$work/theirs"
ln -s "$theirs" "$work/theirs/libtls.so.26"
head -c 100000 /dev/zero | tr '\0' x >"$www/hello"

cases=0
failed=0

fail() {
    failed=$((failed + 1))
    echo "FAILED   $1: $2"
}

# run LIBRARY FOLDER ARGUMENTS...: what the program says with it goes to $work/LIBRARY.out.
run() {
    local status=0 out=$work/$1.out
    if [[ $(LD_LIBRARY_PATH=$2 ldd "$program") != *"$2/libtls.so.26"* ]]; then
        echo "${0##*/}: $program does not load $2/libtls.so.26" >&2
        exit 1
    fi
    LD_LIBRARY_PATH=$2 timeout 20 "$program" "$server_port" "${@:3}" >"$out" 2>&1 || status=$?
    [ "$status" = 0 ] || echo "exit status $status" >>"$out"
}

# agree TITLE WORDS ARGUMENTS...: both libraries say the same, and it holds these words.
# Each library has a session file of its own where the arguments say session=FILE.
agree() {
    local title=$1 words=$2
    shift 2
    cases=$((cases + 1))
    run theirs "$work/theirs" "${@/session=/session=$work/theirs.}"
    run ours "$ours" "${@/session=/session=$work/ours.}"
    if ! diff "$work/theirs.out" "$work/ours.out" >"$work/diff"; then
        fail "$title" "they differ (< Debian's libtls, > ours)"
        head -n 20 "$work/diff"
    elif ! grep -qF -- "$words" "$work/ours.out"; then
        fail "$title" "both lack \"$words\""
        head -n 30 "$work/ours.out"
    else
        echo "ok       $title"
    fi
}

ca=$pki/trust.pem
# Each library has an order of its own.
aes128=ciphers=ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES128-GCM-SHA256
for chain in rsa2048_1 p256_2 p384_1 ed25519_0 rsapss_1; do
    serve_openssl $chain
    for way in name socket fds cbs poll; do
        agree "$chain by $way" "read: 100" "$ca" $way $aes128
    done
    stop_server
done

for cipher in ECDHE-RSA-AES128-GCM-SHA256 ECDHE-RSA-AES256-GCM-SHA384 \
    ECDHE-RSA-CHACHA20-POLY1305 AES128-GCM-SHA256; do
    serve_openssl rsa2048_1 -alpn http/1.1 -cipher ALL
    agree $cipher "cipher: $cipher" "$ca" name ciphers=$cipher alpn=h2,http/1.1
    stop_server
done

serve_openssl rsa2048_1 -cipher ECDHE-RSA-AES128-GCM-SHA256
agree "another name" "handshake: -1, with a sentence" "$ca" name servername=www.other.test
agree "another name, noverifyname" "handshake: 0" "$ca" name servername=www.other.test \
    noverifyname $aes128
agree "another name, noverifycert" "handshake: -1" "$ca" name servername=www.other.test noverifycert
agree "another name, verify again" "handshake: -1" "$ca" name servername=www.other.test \
    noverifyname verify
agree "another root" "handshake: -1, with a sentence" "$pki/certs/root_p256.pem" name
agree "another root, noverifycert" "handshake: 0" "$pki/certs/root_p256.pem" name noverifycert \
    $aes128
agree "no file of CAs" "ca_file: -1, with a sentence" /nonexistent name
agree "ciphers that do not exist" "ciphers: -1, with a sentence" "$ca" name ciphers=nonsense
agree "curves that do not exist" "curves: -1, with a sentence" "$ca" name curves=nonsense
agree "an empty protocol" "alpn: -1, with a sentence" "$ca" name alpn=a,,b
agree "misuse" "tls_handshake(ctx): -1" "$ca" socket misuse
agree "misuse of the context's socket" "tls_handshake(ctx): -1" "$ca" name misuse
agree "a curve" "handshake: 0" "$ca" name curves=P-384 $aes128
stop_server

serve_openssl rsa2048_2
agree "too deep" "handshake: -1" "$ca" name depth=0
stop_server
serve_openssl expired
agree "expired" "handshake: -1" "$ca" name
agree "expired, noverifytime" "handshake: 0" "$ca" name noverifytime $aes128
stop_server

serve_openssl rsa2048_1 -cipher ECDHE-RSA-AES128-GCM-SHA256
agree "a session, first" "resumed: 0" "$ca" name session=file
agree "a session, again" "resumed: 1" "$ca" name session=file
stop_server

client=$pki/chains/client_p256.pem
serve_openssl rsa2048_1 -Verify 2 -verify_return_error -CAfile "$pki/certs/client_ca.pem" \
    -cipher ECDHE-RSA-AES128-GCM-SHA256
agree "a client's certificate" "handshake: 0" "$ca" name cert="$client" key="$pki/keys/p256.pem"
agree "an encrypted key" "handshake: 0" "$ca" name cert="$client" \
    key="$pki/keys/p256.encrypted.pem" password=secret
agree "a wrong password" "load_file: NULL" "$ca" name key="$pki/keys/p256.encrypted.pem" \
    password=nonsense
agree "no certificate" "handshake: -1" "$ca" name
stop_server

echo "$cases cases, $failed failed"
[ "$failed" = 0 ] && [ "$cases" -gt 0 ]
