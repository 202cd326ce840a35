#!/bin/sh
# No call of the library's is bound when it is first made: bindings_test.sh SHARED STATIC READELF
#
# The dynamic linker would save all registers on the stack then, on some processors deeper than
# any wipe reaches. Whether one of them holds a secret at that moment is up to the compiler, so
# this looks at how calls are bound and not at what they leave.
set -eu
shared=$1
static=$2
readelf=$3
failures=0

if ! "$readelf" -dW "$shared" | grep -q 'BIND_NOW'; then
    echo "FAILED: the shared library is not linked with -z now"
    failures=1
fi
# __register_atfork is what glibc's own part of each program calls, pthread_atfork, once for a
# process: with -z now it is bound before, and in a static program no secret was met by then that is
# not gone from the registers.
if "$readelf" -rW "$shared" | grep 'JUMP_SLO' | grep -v ' __register_atfork@'; then
    echo "FAILED: the shared library calls these through its procedure linkage table"
    failures=1
fi
# Calls that the linker may send through such a table have relocations of their own, which calls
# of our own functions have, too, by name or by section: those end up in the same program.
lazy=$("$readelf" -rW "$static" | awk '$3 ~ /PLT/ && $5 !~ /^(brn|brine)_|^\.text/ { print $5 }' | sort -u)
if [ -n "$lazy" ]; then
    echo "$lazy"
    echo "FAILED: the static library leaves it to the linker how these are called"
    failures=1
fi
exit "$failures"
