#!/usr/bin/env bash
# Makes the seeds of fuzz_libcrypto anew: tests/fuzz/seeds/make_libcrypto.sh
#
# From those of fuzz_certificate and fuzz_private_key, by openssl; keys that are encrypted have
# new salts each time. Two bytes stand before each: mode and options (fuzz_libcrypto.c).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/fuzz_libcrypto"
keys=../fuzz_private_key

# seed NAME MODE OPTIONS: reads the bytes behind them
seed() {
    # shellcheck disable=SC2059 # the format is the two bytes
    { printf "\\x0$2\\x0$3" && cat; } >"$1"
}

rm -f ./*
for path in ../fuzz_certificate/*.der; do
    name=${path##*/}
    seed "certificate_${name%.der}" 0 0 <"$path"
done
printf 'text' | openssl dgst -sha256 -sign "$keys/p384.sec1.pem" | seed signature_p384 1 0
printf '\x30\x06\x02\x01\x05\x02\x01\x07' | seed signature_small 1 0
printf '\x30\x08\x02\x02\x00\x85\x02\x02\x00\xff' | seed signature_padded 1 0
printf '\x30\x08\x02\x02\x00\x05\x02\x02\x00\x07' | seed signature_not_minimal 1 0
for key in ed25519.pem p384.sec1.pem rsa.pkcs1.pem; do
    name=${key%%.*}
    openssl pkey -in "$keys/$key" -pubout -outform der | seed "public_$name" 2 0
    openssl pkcs8 -topk8 -nocrypt -in "$keys/$key" -outform der >content
    seed "private_$name" 3 0 <content
    seed "encrypted_$name" 4 1 <content
    seed "scrypt_$name" 4 6 <content
    rm content
done
openssl pkey -inform der -in "$keys/rsa-pss.pkcs8.der" -pubout -outform der |
    seed public_rsa_pss 2 0
seed private_sec1 3 0 <"$keys/p384.sec1.der"
seed private_pkcs1 3 0 <"$keys/rsa.pkcs1.der"
seed private_p256 3 0 <"$keys/p256.pkcs8.der"
encrypt() {
    openssl pkcs8 -topk8 -in "$keys/ed25519.pem" -outform der -passout 'pass:correct horse' "$@"
}
encrypt -iter 5 -v2 aes-256-cbc -v2prf hmacWithSHA512 | seed encryption_pbkdf2 5 0
encrypt -iter 5 -v2 aes-128-cbc | seed encryption_aes_128 5 0
encrypt -scrypt -scrypt_N 16 -scrypt_r 1 -scrypt_p 1 | seed encryption_scrypt 5 0
encrypt -iter 5 -v2 des3 | seed encryption_des3 5 0
