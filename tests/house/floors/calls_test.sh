#!/bin/sh
# No two files of the library call each other, neither at once nor round about:
# calls_test.sh NM OBJECT...
#
# So a file can be read, tested and changed with what it calls, and no function can be entered
# again before it has returned, unless one of its own file or one that it was handed enters it.
# Which file names what of which other one is read from the symbols that the objects define and
# lack; headers don't tell, since one may stand for several files.
#
# First the rule itself is tried on objects that don't exist, then the real ones are read.
set -eu
nm=$1
shift

# Reads what `nm -P -A` prints; prints a line for each pair of files: one, and one that it names.
calls() {
    awk '
        {
            sub(/^.*\/src\//, "") # which may have spaces
            file = $1
            sub(/\.c\..*/, ".c", file)
        }
        $3 == "U" { lacks[file " " $2] }
        $3 ~ /^[TDBRVW]$/ { home[$2] = file }
        END {
            for (pair in lacks) {
                split(pair, part, " ")
                if (part[2] in home)
                    print part[1], home[part[2]]
            }
        }' | sort -u
}

# Fails for what of its input leads round, and says what that is.
go_one_way() {
    tsort 2>&1 > /dev/null | sed 's/.*: //' | grep . && return 1
    return 0
}

failures=0

# refused TITLE SYMBOLS: calls that lead round.
refused() {
    if echo "$2" | calls | go_one_way > /dev/null; then
        echo "FAILED: $1 passes"
        failures=$((failures + 1))
    fi
}

refused "a pair of files that call each other" "an o/src/x/a.c.o: a T 0 1
an o/src/x/a.c.o: b U
an o/src/y/b.c.o: b T 0 1
an o/src/y/b.c.o: a U"
refused "a circle of three over a table" "o/src/x/a.c.o: a R 0 1
o/src/x/a.c.o: b U
o/src/x/b.c.o: b T 0 1
o/src/x/b.c.o: c U
o/src/y/b.c.o: c D 0 1
o/src/y/b.c.o: a U"
if ! echo "o/src/x/a.c.o: a T 0 1
o/src/x/a.c.o: b U
o/src/x/a.c.o: memcpy U
o/src/y/a.c.o: b T 0 1
o/src/y/a.c.o: b2 t 0 1" | calls | go_one_way; then
    echo "FAILED: calls in one direction don't pass"
    failures=$((failures + 1))
fi

pairs=$("$nm" -P -A "$@" | calls)
count=$(echo "$pairs" | wc -l)
if [ "$count" -lt 400 ]; then
    echo "FAILED: only $count pairs were found"
    failures=$((failures + 1))
fi
if ! echo "$pairs" | go_one_way; then
    echo "FAILED: these files call each other round"
    failures=$((failures + 1))
fi
echo "$# objects read, $count pairs of files, $failures failures"
[ "$failures" = 0 ]
