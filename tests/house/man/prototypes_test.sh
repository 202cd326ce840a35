#!/bin/sh
# The prototypes of the pages are those of the public headers, each on one page:
# prototypes_test.sh REPOSITORY TREE
set -eu
repository=$1
tree=$2
export LC_ALL=C
here=$repository/tests/house/man
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat "$repository"/include/brine/*.h | awk -f "$repository/tests/house/declarations.awk" |
    sed 's/^BRINE_API //; s/( /(/' | sort > "$work/headers"

# compare TREE: prints what differs.
compare() {
    find "$1/man3" -type f -exec awk -f "$here/prototypes.awk" {} + | sort > "$work/pages"
    diff "$work/headers" "$work/pages"
}

# refuses WHAT EXPRESSION: the page of sessions, changed by sed's expression, must differ.
refuses() {
    cp -r "$tree" "$work/tree"
    sed "$2" "$tree/man3/brine_session.3" > "$work/tree/man3/brine_session.3"
    if compare "$work/tree" > /dev/null; then
        echo "FAILED: the check does not notice $1"
        exit 1
    fi
    rm -r "$work/tree"
}
refuses "a type that is wrong" 's/^\.Ft uint16_t/.Ft int/'
refuses "an argument that is missing" '/^\.Fa "size_t cap"/d'
refuses "a call that is missing" '/^\.Fo brine_session_free/,/^\.Fc/d'
refuses "a call that stands there twice" 's/^\.Fo brine_session_expiry/.Fo brine_session_port/'

if ! compare "$tree"; then
    echo "FAILED: the prototypes of the headers (<) and of the pages (>) differ"
    exit 1
fi
echo "$(wc -l < "$work/pages") prototypes"
