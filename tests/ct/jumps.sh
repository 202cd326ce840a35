#!/usr/bin/env bash
# The conditional jumps that compilers make of the functions that handle secrets, held against
# jumps.list, which has a reason for each: jumps.sh FOLDER [write]
#
# Compiles those files as a release does, by each compiler and at each level, into FOLDER, and
# takes the jumps from the disassembly. A jump that jumps.list does not have, or not for this
# compiler, is an error, and so is one that is gone. `write` writes jumps.list anew; a new line gets
# the reason `?`, which is an error until a person has replaced it. README.md explains the list.
set -euo pipefail
[ $# = 1 ] || { [ $# = 2 ] && [ "$2" = write ]; } ||
    { echo "usage: jumps.sh FOLDER [write]" >&2; exit 2; }
mkdir -p "$1"
folder=$(cd "$1" && pwd)
do=${2:-check}
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
record=tests/ct/jumps.list
compilers="gcc-12 clang-14 clang-19"
export LC_ALL=C

for tool in $compilers objdump; do
    command -v "$tool" >/dev/null || { echo "jumps.sh: $tool is not installed" >&2; exit 2; }
done

# The files whose functions see secrets. Those that only verify, or only read what a peer sent,
# are left out.
secret_files() {
    git ls-files 'src/crypto/aes/*.c' 'src/crypto/bignum/*.c' 'src/crypto/chacha/*.c' \
        'src/crypto/curve25519/*.c' 'src/crypto/ec/*.c' 'src/crypto/rsa/*.c' 'src/crypto/sha/*.c' 'src/crypto/sodium/*.c' \
        src/crypto/hmac.c src/record/protection.c src/handshake/client_key_exchange.c \
        src/handshake/finished.c src/handshake/key_schedule.c src/handshake/keys.c \
        src/x509/key/encrypted_key.c src/x509/key/key_derivation.c \
        'src/x509/key/private_key*.c' src/x509/pem/base64_secret.c |
        grep -vE '/(check_sum|ecdsa_der|ecdsa_verify|montgomery_public|public|verify)\.c$'
}

# compile COMPILER LEVEL FILE
compile() {
    local object
    object=$folder/$1$2/$(echo "${3#src/}" | tr / .).o
    "$1" -std=c11 "$2" -g -gdwarf-4 -DNDEBUG -fPIC -fvisibility=hidden -fno-plt \
        -D_POSIX_C_SOURCE=200809L -D_FILE_OFFSET_BITS=64 -D_TIME_BITS=64 \
        -Iinclude -Isrc -c "$3" -o "$object" && objdump -dl --no-show-raw-insn "$object" >"$object.dis"
}
export -f compile
export folder

# jumps COMPILER LEVEL: a line for each, "reason-to-be, file, function, text"
jumps() {
    rm -rf "${folder:?}/$1$2"
    mkdir "$folder/$1$2"
    secret_files | xargs -P "$(nproc)" -I{} bash -c 'compile "$@"' compile "$1" "$2" {}
    # shellcheck disable=SC2046 # names of the tree's own files have no blanks
    awk -f tests/ct/jumps.awk $(git ls-files 'src/*.c' 'src/*.h') said=1 "$folder/$1$2"/*.dis |
        sort -u | sed "s/^/$1$2\t/"
}

for compiler in $compilers; do
    for level in -O2 -O3; do
        jumps "$compiler" "$level"
    done
done >"$folder/found"

awk -f tests/ct/jumps_list.awk said=1 $record said=2 "$folder/found" >"$folder/new.list"
if [ "$do" = write ]; then
    cp "$folder/new.list" $record
fi
if ! diff -u $record "$folder/new.list"; then
    echo "jumps.sh: the compilers' jumps are not those of $record" >&2
    exit 1
fi
if grep -n '^?' $record; then
    echo "jumps.sh: these lines of $record have no reason yet" >&2
    exit 1
fi
echo "$(grep -c '^[a-z]' $record) jumps, each with its reason:" \
    "$(grep -o '^[a-z]*' $record | sort | uniq -c | xargs)"
