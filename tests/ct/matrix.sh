#!/usr/bin/env bash
# The constant-time tests by each compiler, at both levels each: matrix.sh FOLDER
#
# A build for each compiler lies in FOLDER.
set -euo pipefail
[ $# = 1 ] || { echo "usage: matrix.sh FOLDER" >&2; exit 2; }
mkdir -p "$1"
folder=$(cd "$1" && pwd)
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

failed=0
report=
for compiler in gcc-12 clang-14 clang-19; do
    cmake -S . -B "$folder/$compiler" -DCMAKE_C_COMPILER="$compiler" -DBRINE_BUILD_TESTS=ON \
        -DCT_CLANG=OFF
    cmake --build "$folder/$compiler" -j "$(nproc)" --target ct_programs
    ctest --test-dir "$folder/$compiler" -j "$(nproc)" -L constant_time --output-on-failure \
        -O "$folder/$compiler/said" || failed=1
    report+="$compiler: $(grep 'tests passed' "$folder/$compiler/said")"$'\n'
done
echo "=== ct_matrix, -O2 and -O3"
printf '%s' "$report"
exit $failed
