#!/usr/bin/env bash
# Runs the long forms of tests one after the other, and says at the end what came of each:
#   long.sh CMAKE BUILD_DIR TARGET...     as `cmake --build build --target long` does
# One that fails stops no other, but fails the whole.
set -uo pipefail
cmake=$1 build=$2
shift 2
summary=
failed=0
for target in "$@"; do
    SECONDS=0
    result=ok
    echo "==== $target"
    "$cmake" --build "$build" --target "$target" || { result=FAILED; failed=1; }
    summary+=$(printf '%-12s %-7s %5d minutes' "$target" $result $((SECONDS / 60)))$'\n'
done
echo "==== All of it"
printf '%s' "$summary"
exit $failed
