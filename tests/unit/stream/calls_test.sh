#!/bin/sh
# No two files of the stream's floor call each other, neither at once nor round about:
# calls_test.sh NM OBJECT...
#
# So no function of the floor can be entered again before it has returned, unless a function of
# its own file enters it. Who calls whom is read from the symbols that the objects define and lack.
set -eu
nm=$1
shift

objects=
count=0
for object; do
    case $object in
    */src/stream/*)
        objects="$objects $object"
        count=$((count + 1))
        ;;
    esac
done
[ "$count" -ge 10 ] || { echo "FAILED: only $count objects of src/stream"; exit 1; }

# shellcheck disable=SC2086 # one word for each object
calls=$("$nm" -P -A $objects | awk '
    {
        file = $1
        sub(/^.*\//, "", file)
        sub(/\.c\..*/, ".c", file)
    }
    $3 == "U" { lacks[file " " $2] }
    $3 ~ /^[TDBR]$/ { home[$2] = file }
    END {
        for (pair in lacks) {
            split(pair, part, " ")
            if (part[2] in home)
                print part[1], home[part[2]]
        }
    }' | sort -u)
echo "$calls"
[ "$(echo "$calls" | wc -l)" -gt 10 ] || { echo "FAILED: hardly a call was found"; exit 1; }
echo "$calls" | tsort > /dev/null || { echo "FAILED: these files call each other round"; exit 1; }
