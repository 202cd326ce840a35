#!/bin/sh
# The prototypes and the types of callbacks in the pages are those of the public headers, each on one
# page:
# prototypes_test.sh REPOSITORY TREE
set -eu
repository=$1
tree=$2
export LC_ALL=C
here=$repository/tests/house/man
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat "$repository"/include/brine/*.h | awk -f "$repository/tests/house/declarations.awk" |
    sed 's/^BRINE_API //; s/( /(/' > "$work/declared"
# A typedef of a function is one line or several up to its semicolon.
cat "$repository"/include/brine/*.h |
    awk '/^typedef [^{]*\(\*brine_/ { text = ""; inside = 1 }
         inside { sub(/^ +/, ""); text = text (text == "" ? "" : " ") $0 }
         inside && /;$/ { print text; inside = 0 }' >> "$work/declared"
sort "$work/declared" > "$work/headers"

# compare TREE: prints what differs.
compare() {
    find "$1/man3" -type f -exec awk -f "$here/prototypes.awk" {} + | sort > "$work/pages"
    diff "$work/headers" "$work/pages"
}

# refuses WHAT EXPRESSION: two pages, changed by sed's expression, must differ.
refuses() {
    cp -r "$tree" "$work/tree"
    for page in brine_session brine_identity; do
        sed "$2" "$tree/man3/$page.3" > "$work/tree/man3/$page.3"
    done
    if compare "$work/tree" > /dev/null; then
        echo "FAILED: the check does not notice $1"
        exit 1
    fi
    rm -r "$work/tree"
}
refuses "a type that is wrong" 's/^\.Ft uint16_t/.Ft int/'
refuses "an argument that is missing" '/^\.Fa "size_t cap"/d'
refuses "a callback that has another type" 's/char \*out, size_t cap);$/char *out);/'
refuses "a call that is missing" '/^\.Fo brine_session_free/,/^\.Fc/d'
refuses "a call that stands there twice" 's/^\.Fo brine_session_expiry/.Fo brine_session_port/'

if ! compare "$tree"; then
    echo "FAILED: the prototypes of the headers (<) and of the pages (>) differ"
    exit 1
fi
echo "$(wc -l < "$work/pages") prototypes"
