#!/bin/sh
# No label of a test is a part of another one. ctest finds labels by their letters: with one that
# is called ct, `-L ct` runs strictness, too, and `-LE ct` leaves it out, and neither says so.
# labels_test.sh CTEST BUILD
set -eu

# Reads labels, a line each; says which lie in others.
overlaps() {
    awk '{ label[NR] = $1 }
         END {
             for (i in label)
                 for (j in label)
                     if (i != j && index(label[j], label[i]) > 0) {
                         print label[i] " is a part of " label[j]
                         found = 1
                     }
             exit !found
         }'
}

if ! printf '%s\n' ct live strictness | overlaps >/dev/null; then
    echo "labels_test.sh: ct was not found in strictness"
    exit 1
fi
labels=$("$1" --test-dir "$2" -N -C Long --print-labels | sed -n 's/^  *//p')
[ -n "$labels" ] || { echo "labels_test.sh: there are no labels in $2"; exit 1; }
if printf '%s\n' "$labels" | overlaps; then
    exit 1
fi
