#!/bin/sh
# Where a library is not installed, cmake says which package has it and what else can be done:
# packages_test.sh REPOSITORY CMAKE CC CACHED...
#
# CACHED are settings of the build that this test belongs to, such as SODIUM_LIBRARY=FILE: where its
# libraries are. Each is left out once, while cmake searches no folder of the system.
set -eu
repository=$1
cmake=$2
cc=$3
shift 3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

# configure OPTIONS...: must fail; what cmake says is one line of $work/said then.
configure() {
    rm -rf "$work/build"
    if "$cmake" -S "$repository" -B "$work/build" -DBRINE_BUILD_TESTS=ON -DCMAKE_C_COMPILER="$cc" \
        "$@" > "$work/log" 2>&1; then
        echo "FAILED: configured with $*"
        failures=$((failures + 1))
    fi
    tr -s ' \n' ' ' < "$work/log" > "$work/said"
}

# says WORDS...
says() {
    for words in "$@"; do
        if ! grep -qF -e "$words" "$work/said"; then
            echo "FAILED: cmake does not say \"$words\":"
            cat "$work/log"
            failures=$((failures + 1))
        fi
    done
}

# without SETTING CACHED...
without() {
    left_out=$1
    shift
    for setting in "$@"; do
        shift
        [ "${setting%%=*}" = "$left_out" ] || set -- "$@" "-D$setting"
    done
    configure -DCMAKE_FIND_USE_CMAKE_SYSTEM_PATH=OFF "$@"
    says "($left_out is $left_out-NOTFOUND)"
}

no_tests="or build without the tests: -DBRINE_BUILD_TESTS=OFF"
for part in SODIUM_INCLUDE_DIR SODIUM_LIBRARY; do
    without $part "$@"
    says "libsodium was not found" "Install libsodium-dev" "or say where it is with -DSODIUM_INCLUDE_DIR=FOLDER and -DSODIUM_LIBRARY=FILE"
done
for part in CMOCKA_INCLUDE_DIR CMOCKA_LIBRARY; do
    without $part "$@"
    says "cmocka was not found" "Install libcmocka-dev" "$no_tests"
done
for part in CJSON_INCLUDE_DIR CJSON_LIBRARY; do
    without $part "$@"
    says "cJSON was not found" "Install libcjson-dev" "$no_tests"
done
configure -DCMAKE_DISABLE_FIND_PACKAGE_OpenSSL=ON
says "OpenSSL from 3.0 was not found" "Install libssl-dev" "$no_tests"

echo "$failures failures"
[ "$failures" = 0 ]
