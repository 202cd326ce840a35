#!/bin/sh
# A floor includes only what stands below it, and so does a room within its floor; private
# headers are included by their own folder alone; no includes lead round: floors_test.sh REPOSITORY
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

# goes_round TITLE FILE...: these files together are refused, for a circle.
goes_round() {
    title=$1
    shift
    if ! read_house "$@" | grep -q "^a circle: "; then
        echo "FAILED: $title: $* may include each other"
        failures=$((failures + 1))
    fi
}

# goes_on TITLE FILE...: these files together are not.
goes_on() {
    title=$1
    shift
    if ! read_house "$@"; then
        echo "FAILED: $title: $* may not include each other"
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
fails "a floor does not include a higher one" src/x509/asn1/a.h '#include "config/config.h"'
fails "x509 and record don't know each other" src/x509/asn1/a.c '#include "record/protection.h"'
fails "x509 and record don't know each other" src/record/a.c '#include "x509/asn1/der.h"'
fails "sub-folders count" src/crypto/ec/a.c '#include "x509/asn1/der.h"'
fails "spaces hide nothing" src/base/a.c '  #  include   "conn/conn.h"'
fails "macros hide nothing" src/base/a.c '#include HEADER'
fails "an internal header is named with its floor" src/base/a.c '#include "reader.h"'
fails "no floor is unknown" src/attic/a.c '#include <string.h>'
fails "no file includes a floor that is unknown" src/conn/a.c '#include "attic/a.h"'
fails "the handshake's state is its own" src/conn/a.c '#include "handshake/state.h"'
fails "the handshake's state is its own" src/stream/a.h '#include "handshake/state.h"'
fails "the handshake's table is its own" src/conn/a.c '#include "handshake/flow.h"'
fails "the connection's inside is its own" src/stream/a.c '#include "conn/conn.h"'
fails "a room does not include a higher one" src/x509/asn1/a.c '#include "x509/pem/pem.h"'
fails "a room does not include a higher one" src/x509/pem/a.c '#include "x509/key/private_key.h"'
fails "a room does not include a higher one" src/x509/name/a.c '#include "x509/key/digest.h"'
fails "a room does not include a higher one" src/x509/key/a.c '#include "x509/name/host_name.h"'
fails "a room does not include a higher one" src/x509/name/a.h \
    '#include "x509/certificate/certificate.h"'
fails "a room does not include a higher one" src/x509/certificate/a.c \
    '#include "x509/trust/store.h"'
fails "a room does not include a higher one" src/x509/trust/a.c '#include "x509/path/verify.h"'
fails "a room does not include a higher one" src/crypto/a.c '#include "crypto/provider/lookup.h"'
fails "a room does not include a higher one" src/crypto/provider/a.c \
    '#include "crypto/bignum/montgomery_wide.h"'
fails "a room does not include a higher one" src/crypto/bignum/a.c '#include "crypto/ec/curve.h"'
fails "a room does not include one beside it" src/crypto/rsa/a.c '#include "crypto/ec/curve.h"'
fails "a room does not include one beside it" src/crypto/aes/a.c \
    '#include "crypto/bignum/montgomery_wide.h"'
fails "a message's form knows no state" src/handshake/codec/a.c '#include "handshake/handshake.h"'
fails "no room is unknown" src/x509/attic/a.c '#include <string.h>'
fails "no room is unknown" src/crypto/ec/a.c '#include "crypto/attic/a.h"'
fails "nothing of X.509 lies outside its rooms" src/x509/a.c '#include <string.h>'
fails "each room of crypto is its own" src/crypto/provider/a.c '#include "crypto/aes/gcm.h"'
fails "how limbs are multiplied is bignum's own" src/crypto/rsa/a.c \
    '#include "crypto/bignum/montgomery_block.h"'
fails "entries are crypto's own" src/config/a.c '#include "crypto/provider/entries.h"'
fails "DER is X.509's own" src/handshake/a.c '#include "x509/asn1/der.h"'
fails "the trust store's inside is its own" src/x509/path/a.c '#include "x509/trust/object.h"'
fails "the trust store's inside is its own" src/config/a.c '#include "x509/trust/object.h"'
fails "the search for a path is its own" src/handshake/a.c '#include "x509/path/search.h"'
fails "the resolving of offers is config's own" src/handshake/a.c '#include "config/offers.h"'
fails "the record's layout is its own" src/conn/a.c '#include "record/record.h"'
fails "only two floors know the system" src/x509/asn1/a.c '#include <unistd.h>'
fails "only two floors know the system" src/conn/a.c '#include <sys/socket.h>'
fails "only two floors know the system" src/config/a.c '#include <pthread.h>'
fails "only two floors know the time" src/handshake/a.c '#include <time.h>'
fails "intrinsics live in crypto" src/record/a.c '#include <immintrin.h>'
fails "intrinsics live in crypto" src/x509/asn1/a.c '#include <arm_neon.h>'
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
passes "the handshake's door is open" src/conn/a.c '#include "handshake/codec/message.h"'
passes "the handshake sees its state" src/handshake/a.c '#include "handshake/state.h"'
passes "a floor includes what stands below" src/record/a.c '#include "crypto/hmac.h"'
passes "a floor includes what stands below" src/record/a.c '#include "crypto/provider/lookup.h"'
passes "a room includes itself" src/x509/trust/a.c '#include "x509/trust/object.h"'
passes "a room includes what stands below" src/x509/path/a.c '#include "x509/trust/store.h"'
passes "a room includes what stands below" src/crypto/rsa/a.c '#include "crypto/bignum/product.h"'
passes "a room includes what lies loose below" src/crypto/ec/a.c '#include "crypto/hmac.h"'
passes "C's own headers may be anywhere" src/base/a.c '#include <string.h> /* memcpy */'
passes "public headers may be anywhere" src/base/a.c '#include <brine/types.h>'
passes "system knows the system" src/system/a.c '#include <unistd.h>'
passes "stream knows sockets" src/stream/a.c '#include <sys/socket.h>'
passes "intrinsics live in crypto" src/crypto/aes/a.c '#include <immintrin.h>'
passes "examples may have headers of their own" examples/a/b.c '#include "own.h"'
passes "examples may have headers of their own" examples/a.c '#include "a/own.h"'
passes "examples may use the system" examples/a.c '#include <unistd.h>'

put src/x509/name/a.h '#include "x509/name/b.h"'
put src/x509/name/b.h '#include "x509/name/a.h"'
goes_round "two headers don't include each other" src/x509/name/a.h src/x509/name/b.h
put src/config/a.h ''
put src/config/a.c '#include "config/b.h"'
put src/config/b.h ''
put src/config/b.c '#include "config/a.h"'
goes_round "nor do their files" src/config/a.h src/config/a.c src/config/b.h src/config/b.c
put src/config/b.c '#include "config/c.h"'
put src/config/c.h '#include "config/d.h"'
put src/config/d.h ''
put src/config/d.c '#include "config/a.h"'
put src/config/e.c '#include "config/a.h"'
goes_round "nor three of them" src/config/e.c src/config/a.h src/config/a.c src/config/b.c \
    src/config/c.h src/config/d.c
goes_on "a file includes its own header and others" src/config/e.c src/config/a.c src/config/b.c \
    src/config/c.h

cd "$repository"
files=$(find src include examples -name '*.[ch]')
# shellcheck disable=SC2086 # one word for each file
awk -f "$rules" $files || failures=$((failures + 1))
echo "$(echo "$files" | wc -l) files read, $failures failures"
[ "$failures" = 0 ]
