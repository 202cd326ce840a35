#!/bin/sh
# The ABI is the recorded one: layout of the public structs, numbers of the public enums,
# prototypes, types of callbacks, and the name that programs look the shared library up by.
# abi_test.sh REPOSITORY CC SHARED READELF VERSION [write]
#
# VERSION is MAJOR.MINOR.PATCH. brine_abi(7) says which changes there may be. With `write` the record is
# made anew, so that the change can be seen and judged; the number of a result never changes, so
# that is refused with `write`, too.
set -eu
repository=$1
cc=$2
shared=$3
readelf=$4
abi=${5%.*}
here=$repository/tests/house/abi
house=$repository/tests/house
record=$here/abi.record
export LC_ALL=C
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# describe INCLUDE: the ABI of the headers in INCLUDE/brine, as the record has it.
describe() {
    cat "$1"/brine/*.h > "$work/headers"
    awk -f "$house/man/members.awk" "$work/headers" > "$work/members"
    awk -v members="$work/members" -f "$here/layout.awk" "$work/headers" > "$work/layout.c"
    "$cc" -std=c11 -I"$1" -o "$work/layout" "$work/layout.c" || exit 1
    echo "abi $abi"
    "$work/layout"
    awk -f "$house/declarations.awk" "$work/headers" | sed 's/( /(/' | sort
    awk -v objects=1 -f "$house/declarations.awk" "$work/headers" | sort
    awk '/^typedef [^{]*\(\*brine_/ { text = ""; inside = 1 }
         inside { sub(/^ +/, ""); text = text (text == "" ? "" : " ") $0 }
         inside && /;$/ { print text; inside = 0 }' "$work/headers" | sort
}

# results FILE: the numbers of results and alerts, of which none may change or go.
results() {
    awk '/^[a-z]/ { inside = $2 == "brine_result" || $2 == "brine_alert" } inside' "$1" |
        grep '^  ' || true
}

# check INCLUDE RECORD KINDS: prints what is wrong.
check() {
    describe "$1" > "$work/abi"
    diff "$2" "$work/abi" > "$work/differences" || {
        cat "$work/differences"
        echo "the ABI (>) is not the recorded one (<)"
    }
    results "$2" | while read -r name number; do
        grep -qx "  $name $number" "$work/abi" || echo "$name is $number no more"
    done
    grep -oE '^#define BRINE_[A-Z0-9_]+' "$1/brine/limits.h" | cut -d' ' -f2 > "$work/limits"
    awk -v limits="$work/limits" -v kinds="$3" -f "$here/structs.awk" "$work/headers" "$work/members"
}

cp -r "$repository/include" "$work/include"
# refuses WHAT WORDS FILE EXPRESSION: a header changed by sed's expression must lead to these words.
refuses() {
    sed -i.bak "$4" "$work/include/brine/$3"
    if cmp -s "$work/include/brine/$3" "$repository/include/brine/$3"; then
        echo "FAILED: the expression for $1 changes nothing"
        exit 1
    fi
    check "$work/include" "$record" "$here/kinds.table" > "$work/told"
    if ! grep -qF "$2" "$work/told"; then
        echo "FAILED: the check does not notice $1"
        exit 1
    fi
    cp "$repository/include/brine/$3" "$work/include/brine/$3"
}

# Where pointers have another size, the layout does. Every ABI changes where this one does.
printf 'char lp64[sizeof(void *) == 8 && sizeof(long) == 8 ? 1 : -1];\n' > "$work/lp64.c"
if ! "$cc" -c -o "$work/lp64.o" "$work/lp64.c" 2> /dev/null; then
    echo "skipped: the record is for processors with pointers of 64 bits"
    exit 0
fi

if [ "${6:-}" = write ]; then
    describe "$repository/include" > "$work/new"
    results "$record" | while read -r name number; do
        grep -qx "  $name $number" "$work/new" || {
            echo "FAILED: $name is $number in the record, and programs were compiled with that"
            exit 1
        }
    done
    cp "$work/new" "$record"
fi

refuses "a member that moved" "is not the recorded one" trust.h 's/size_t duplicates;/uint32_t duplicates;/'
refuses "a result in the middle" "BRINE_ERROR_ALERT is" error_list.h \
    's/^    X(ERROR_ALERT, /    X(ERROR_NEW, PEER, none, "new", "new") \\\n&/'
refuses "an argument of another type" "is not the recorded one" conn.h 's/uint16_t port);/uint32_t port);/'
refuses "a struct that depends on a limit" "depends on BRINE_PATH_LENGTH_MAX" trust.h \
    's/first_skipped\[256\]/first_skipped[BRINE_PATH_LENGTH_MAX]/'
refuses "a struct that lost its size" "brine_facts grows, and its first member is not size" conn.h \
    's/^    size_t size; .*brine_conn_facts.*//'
refuses "a struct that lost its tail" "brine_received has a tail, and its last member is not" conn.h \
    's/^    size_t reserved\[4\];.*//'
refuses "a struct of no kind" "brine_parcel is in no row" types.h \
    's/^typedef struct brine_bytes {/typedef struct brine_parcel {\n    int a;\n} brine_parcel;\n&/'

check "$repository/include" "$record" "$here/kinds.table" > "$work/wrong"
if [ -n "$readelf" ] && "$readelf" -d "$shared" > "$work/dynamic" 2> /dev/null; then
    grep -q "SONAME.*\[libbrine\.so\.$abi\]" "$work/dynamic" ||
        echo "the shared library's soname is not libbrine.so.$abi" >> "$work/wrong"
    "$readelf" -V "$shared" > "$work/versions"
    grep -q "Name: BRINE_$abi" "$work/versions" ||
        echo "the symbols of the shared library have not the version BRINE_$abi" >> "$work/wrong"
fi
cat "$work/wrong"
echo "$(wc -l < "$work/abi") lines, $(wc -l < "$work/wrong") wrong"
[ ! -s "$work/wrong" ]
