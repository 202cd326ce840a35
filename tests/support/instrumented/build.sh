#!/bin/sh
# The libraries that tests are linked with, from Debian 12's sources, such that clang's
# MemorySanitizer knows which of the bytes that they hand out were set: build.sh FOLDER
#
# FOLDER/lib and FOLDER/include then hold libsodium, cmocka, cJSON, and, which takes minutes,
# libcrypto and libssl. What is there already is not built again. Ends with 77, and says why, where
# the sources can't be had.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1/lib" "$1/include"
folder=$(cd "$1" && pwd)
"$here/../debian_source.sh" "$folder/source" libsodium cmocka cjson openssl

export CC=clang CFLAGS="-O1 -g1 -w -fsanitize=memory -fno-omit-frame-pointer"
jobs=$(nproc)

build_small() {
    cmake -S "$here" -B "$folder/small" -DSOURCES="$folder/source"
    cmake --build "$folder/small" -j "$jobs"
    cp "$folder/small/lib/"*.a "$folder/lib"
    cp -R "$folder/small/include/." "$folder/include"
}

# Without assembly, which the sanitizer can't follow, and what no test asks for.
build_openssl() {
    cd "$folder/source/openssl"
    cp "$here/ignored.txt" .
    CFLAGS="$CFLAGS -fsanitize-ignorelist=ignored.txt" ./Configure linux-x86_64-clang \
        no-asm no-async no-cmp no-cms no-comp no-ct no-dso no-dtls no-engine no-legacy no-shared \
        no-srp no-srtp no-ssl3 no-tests no-ts no-ui-console no-aria no-bf no-camellia no-cast \
        no-dsa no-gost no-idea no-md4 no-mdc2 no-ocb no-rc2 no-rc4 no-rfc3779 no-rmd160 no-seed \
        no-siphash no-siv no-sm2 no-sm3 no-sm4 no-whirlpool
    make -s -j "$jobs" build_generated
    make -s -j "$jobs" libcrypto.a libssl.a
    cp libcrypto.a libssl.a "$folder/lib"
    cp -R include/openssl "$folder/include"
}

for part in small openssl; do
    [ ! -e "$folder/log.$part.done" ] || continue
    build_$part >"$folder/log.$part" 2>&1 ||
        { tail -n 50 "$folder/log.$part"; echo "$part: not built"; exit 1; }
    mv "$folder/log.$part" "$folder/log.$part.done"
done
