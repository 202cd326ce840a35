#!/bin/sh
# Prose names who acts: the server, the application, an attacker, the handshake; no word in it
# hides the actor. And no file has the marks of a conflict between two changes:
# prose_test.sh REPOSITORY
#
# First the rules are tried on single lines, then the real ones are read.
set -eu
repository=$1
hidden='nobody|somebody|someone|anybody|everybody|whoever|he|him|his|himself'
marks='^(<<<<<<<|>>>>>>>) '
failures=0

# finds RULE LINE
finds() {
    if ! printf '%s\n' "$2" | grep -qiE "$1"; then
        echo "FAILED: this passes: $2"
        failures=$((failures + 1))
    fi
}

# passes RULE LINE
passes() {
    if printf '%s\n' "$2" | grep -qiE "$1"; then
        echo "FAILED: this is refused: $2"
        failures=$((failures + 1))
    fi
}

words="(^|[^[:alnum:]_])($hidden)([^[:alnum:]_]|\$)"
for word in nobody Somebody someone anybody everybody whoever; do
    finds "$words" " * bytes that $word owns"
done
finds "$words" '/* He may change them. */'
finds "$words" 'a file of his'
passes "$words" ' * the history of the header, this and the other'
passes "$words" 'static void nobody_reads_it(void **state)'
finds "$marks" '<<<<<<< HEAD'
finds "$marks" '>>>>>>> abc (Say so)'
passes "$marks" 'a << b'

# refuse RULE FILE...
refuse() {
    rule=$1
    shift
    if grep -rniE "$rule" "$@"; then
        failures=$((failures + 1))
    fi
}

cd "$repository"
refuse "$words" src include examples README.md tests/README.md
refuse "$marks" src include examples tests README.md CMakeLists.txt
echo "$failures failures"
[ "$failures" = 0 ]
