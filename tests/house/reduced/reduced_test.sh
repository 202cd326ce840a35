#!/bin/sh
# The library without texts and with the lowest limits, optimised for size, as a build for a small
# device has it, but for this machine: reduced_test.sh REPOSITORY BUILD GENERATOR CACHED...
#
# The limits are those of src/cmake/limits.cmake, but for the second certificate that makes a path
# too long. Runs the programs of this folder and of unit/conn that are for such a build, and
# measures those of house/linked. Lies in BUILD/reduced, where a second run builds on.
# CACHED are settings of BUILD that are the same here: its compiler, say.
set -eu
repository=$1
build=$2/reduced
generator=$3
shift 3
limits=$(grep -oE '"BRINE_[A-Z_]+ [0-9]+"' "$repository/src/cmake/limits.cmake" | tr -d '"' |
    sed 's/\(.*\) \(.*\)/-D\1=\2/; s/\(SENT_MAX\)=1/\1=2/')
[ "$(echo "$limits" | wc -l)" -ge 7 ] || { echo "limits.cmake names its limits otherwise"; exit 1; }

mkdir -p "$build"
# shellcheck disable=SC2086 # one word for each limit
{
    cmake -S "$repository" -B "$build" -G "$generator" "$@" -DBRINE_WERROR=ON \
        -DCMAKE_BUILD_TYPE=MinSizeRel -DBRINE_TEXTS=OFF -DBRINE_BUILD_TESTS=ON \
        -DBRINE_BUILD_EXAMPLES=OFF -DBRINE_LIBTLS=OFF -DBRINE_INSTALL=OFF $limits &&
        cmake --build "$build" --parallel 2 \
            --target reduced_test conn_wordless_test linked_p256 linked_client
} > "$build/log" 2>&1 || { tail -n 60 "$build/log"; exit 1; }
"$build/tests/reduced_test"
"$build/tests/conn_wordless_test"
ctest --test-dir "$build" --output-on-failure -R '^linked_sizes$'
