#!/bin/sh
# A floor includes only what stands below it: floors_test.sh REPOSITORY
#
# First the rule itself is tried on a small house that breaks it in every way, then the real
# one is read.
set -eu
repository=$1
rules=$repository/tests/house/floors/floors.awk
house=$(mktemp -d)
trap 'rm -rf "$house"' EXIT

failures=0

# fails TITLE PATH LINE: a file with this one line is refused.
fails() {
    if (put "$2" "$3" && read_house "$2" > /dev/null); then
        echo "FAILED: $1: $2 may say $3"
        failures=$((failures + 1))
    fi
}

# passes TITLE PATH LINE
passes() {
    if ! (put "$2" "$3" && read_house "$2"); then
        echo "FAILED: $1: $2 may not say $3"
        failures=$((failures + 1))
    fi
}

put() {
    mkdir -p "$house/$(dirname "$1")"
    printf '%s\n' "$2" > "$house/$1"
}

read_house() {
    cd "$house" && awk -f "$rules" "$@"
}

fails "a floor does not include a higher one" src/base/a.c '#include "system/lock.h"'
fails "a floor does not include a higher one" src/x509/a.h '#include "config/config.h"'
fails "x509 and record don't know each other" src/x509/a.c '#include "record/record.h"'
fails "x509 and record don't know each other" src/record/a.c '#include "x509/der.h"'
fails "sub-folders count" src/crypto/ec/a.c '#include "x509/der.h"'
fails "spaces hide nothing" src/base/a.c '  #  include   "conn/conn.h"'
fails "macros hide nothing" src/base/a.c '#include HEADER'
fails "an internal header is named with its floor" src/base/a.c '#include "reader.h"'
fails "no floor is unknown" src/attic/a.c '#include <string.h>'
fails "nobody includes a floor that is unknown" src/conn/a.c '#include "attic/a.h"'
fails "the handshake's state is its own" src/conn/a.c '#include "handshake/state.h"'
fails "the handshake's state is its own" src/stream/a.h '#include "handshake/state.h"'
fails "the handshake's table is its own" src/conn/a.c '#include "handshake/flow.h"'
fails "the connection's inside is its own" src/stream/a.c '#include "conn/conn.h"'
fails "only two floors know the system" src/x509/a.c '#include <unistd.h>'
fails "only two floors know the system" src/conn/a.c '#include <sys/socket.h>'
fails "only two floors know the system" src/config/a.c '#include <pthread.h>'
fails "only two floors know the time" src/handshake/a.c '#include <time.h>'
fails "intrinsics live in crypto" src/record/a.c '#include <immintrin.h>'
fails "intrinsics live in crypto" src/x509/a.c '#include <arm_neon.h>'
fails "public headers need nothing but C" include/brine/a.h '#include <sys/types.h>'
fails "public headers need nothing but C" include/brine/a.h '#include <sodium.h>'
fails "public headers see no internal ones" include/brine/a.h '#include "base/reader.h"'
fails "examples see no internal headers" examples/a.c '#include "base/reader.h"'
fails "examples see no internal headers" examples/a/b.c '#include "../../src/base/reader.h"'
fails "examples use brine alone" examples/a.c '#include <sodium.h>'

put examples/a/own.h ''
passes "a floor includes itself" src/base/a.c '#include "base/reader.h"'
passes "a floor includes what stands below" src/stream/a.c '#include "config/config.h"'
passes "the handshake's door is open" src/conn/a.c '#include "handshake/handshake.h"'
passes "the handshake's door is open" src/conn/a.c '#include "handshake/key_schedule.h"'
passes "the handshake sees its state" src/handshake/a.c '#include "handshake/state.h"'
passes "a floor includes what stands below" src/record/a.c '#include "crypto/lookup.h"'
passes "C's own headers may be anywhere" src/base/a.c '#include <string.h> /* memcpy */'
passes "public headers may be anywhere" src/base/a.c '#include <brine/types.h>'
passes "system knows the system" src/system/a.c '#include <unistd.h>'
passes "stream knows sockets" src/stream/a.c '#include <sys/socket.h>'
passes "intrinsics live in crypto" src/crypto/aes/a.c '#include <immintrin.h>'
passes "examples may have headers of their own" examples/a/b.c '#include "own.h"'
passes "examples may have headers of their own" examples/a.c '#include "a/own.h"'
passes "examples may use the system" examples/a.c '#include <unistd.h>'

cd "$repository"
files=$(find src include examples -name '*.[ch]')
# shellcheck disable=SC2086 # one word for each file
awk -f "$rules" $files || failures=$((failures + 1))
echo "$(echo "$files" | wc -l) files read, $failures failures"
[ "$failures" = 0 ]
