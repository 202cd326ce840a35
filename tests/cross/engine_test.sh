#!/bin/sh
# The engine without streams, for a microcontroller, for Windows, and for this machine: it compiles
# without a warning, asks others for no more than engine.symbols, names no path of a system, and what
# it installs fits together: engine_test.sh BUILD SODIUM_INCLUDE_DIR CC
#
# Builds in BUILD/cross-engine, where a second run builds on. For this machine the objects of BUILD
# itself are looked at.
set -eu
cd "$(dirname "$0")/../.."
folder=$1/cross-engine
sodium=$2
host_cc=$3
export LC_ALL=C
failures=0
ran=0

fail() {
    echo "FAILED: $*"
    failures=$((failures + 1))
}

# libsodium's headers alone: those of another system lie beside them
mkdir -p "$folder/sodium"
cp "$sodium/sodium.h" "$folder/sodium"
cp -R "$sodium/sodium" "$folder/sodium"

# configure NAME OPTIONS...
configure() {
    name=$1
    shift
    env -u CFLAGS cmake -S . -B "$folder/$name" -DBRINE_WERROR=ON \
        -DSODIUM_INCLUDE_DIR="$folder/sodium" "$@" > "$folder/$name.log" 2>&1 && return
    cat "$folder/$name.log"
    fail "$name: cmake fails"
    return 1
}

# build NAME OPTIONS...
build() {
    configure "$@" || return
    cmake --build "$folder/$1" -j 2 > "$folder/$1.log" 2>&1 && return
    cat "$folder/$1.log"
    fail "$1: the engine does not build"
    return 1
}

# wants NAME NM FILES...: the names that the files have not themselves, to NAME.wants
wants() {
    name=$1
    shift
    "$@" > "$folder/$name.names"
    awk 'NF == 2 && $1 == "U" { print $2 }' "$folder/$name.names" | sort -u > "$folder/$name.undefined"
    awk 'NF == 3 { print $3 }' "$folder/$name.names" | sort -u |
        comm -23 "$folder/$name.undefined" - > "$folder/$name.wants"
    [ "$(wc -l < "$folder/$name.wants")" -gt 20 ] || fail "$name: the list of names can't be right"
    ran=$((ran + 1))
}

# look_at NAME NM: a library without a system, built without facts for debuggers, which name paths
look_at() {
    wants "$1" "$2" "$folder/$1/libbrine.a"
    grep -v '^#' tests/cross/engine.symbols > "$folder/allowed"
    if grep -vxEf "$folder/allowed" "$folder/$1.wants"; then
        fail "$1: the engine wants these, which engine.symbols does not list"
    fi
    if grep -aoE '/(etc|usr|system)/[a-z/]+' "$folder/$1/libbrine.a"; then
        fail "$1: the engine names these paths"
    fi
    echo "$1: $(wc -l < "$folder/$1.wants") names of others"
}

# install NAME CC FLAGS...: a program compiles with what is installed, which has no streams
install() {
    name=$1
    shift
    rm -rf "$folder/$name.installed"
    cmake --install "$folder/$name" --prefix "$folder/$name.installed" --component dev \
        > "$folder/$name.log"
    "$@" -std=c11 -Wall -Wextra -Werror -fsyntax-only -I "$folder/$name.installed/include" \
        tests/house/install/main.c || fail "$name: no program compiles with what is installed"
    find "$folder/$name.installed" ! -type d | grep -E '/include/.*(stream|tls)|https_get|libtls' &&
        fail "$name: these are installed without streams"
    [ -e "$folder/$name.installed/include/brine/conn.h" ] || fail "$name: conn.h is not installed"
}

if command -v arm-none-eabi-gcc > /dev/null; then
    if build arm -DCMAKE_BUILD_TYPE=MinSizeRel \
        -DCMAKE_TOOLCHAIN_FILE="$PWD/examples/firmware/toolchain.cmake"; then
        look_at arm arm-none-eabi-nm
        install arm arm-none-eabi-gcc
    fi
else
    echo "skipped: arm-none-eabi-gcc is missing (Debian: gcc-arm-none-eabi, libnewlib-arm-none-eabi)"
fi
if command -v x86_64-w64-mingw32-gcc > /dev/null; then
    if build windows -DCMAKE_SYSTEM_NAME=Windows -DCMAKE_BUILD_TYPE=MinSizeRel \
        -DCMAKE_C_COMPILER=x86_64-w64-mingw32-gcc; then
        look_at windows x86_64-w64-mingw32-nm
        install windows x86_64-w64-mingw32-gcc
    fi
else
    echo "skipped: x86_64-w64-mingw32-gcc is missing (Debian: gcc-mingw-w64-x86-64)"
fi

# This machine's own system, without streams: the objects lack no name of brine's, and want no
# socket.
if configure posix -DCMAKE_C_COMPILER="$host_cc" -DBRINE_STREAM=OFF -DBRINE_INSTALL=OFF; then
    find "$1/CMakeFiles/brine_objects.dir/src" -name '*.o' ! -path '*/src/stream/*' > "$folder/objects"
    # shellcheck disable=SC2046 # a word each
    wants posix nm $(cat "$folder/objects")
    if grep -xE 'br[in]*_.*|socket|connect|poll|getaddrinfo|send|recv|setsockopt' "$folder/posix.wants"
    then
        fail "posix: without streams these are wanted"
    fi
    "$host_cc" -I "$folder/posix/include" -fsyntax-only tests/house/install/main.c ||
        fail "posix: no program compiles with the headers"
    [ ! -e "$folder/posix/include/brine/stream.h" ] || fail "posix: there is a stream.h"
fi

# refused WORDS OPTIONS...: what doesn't go together is told
refused() {
    words=$1
    shift
    if cmake -S . -B "$folder/refused" -DCMAKE_C_COMPILER="$host_cc" "$@" > "$folder/log" 2>&1; then
        fail "cmake takes $*"
    elif ! tr -s '\n ' ' ' < "$folder/log" | grep -qF "$words"; then
        fail "cmake does not say \"$words\" of $*"
    fi
    rm -rf "$folder/refused"
}
refused "BRINE_STREAM needs BRINE_SYSTEM=posix" -DBRINE_SYSTEM=none -DBRINE_STREAM=ON
refused "BRINE_LIBTLS needs streams" -DBRINE_STREAM=OFF -DBRINE_LIBTLS=ON
refused "BRINE_BUILD_TESTS needs streams" -DBRINE_SYSTEM=none -DBRINE_BUILD_TESTS=ON
refused "expected posix or none" -DBRINE_SYSTEM=dos

echo "$ran engines, $failures failures"
[ "$failures" = 0 ]
