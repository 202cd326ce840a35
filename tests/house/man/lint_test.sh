#!/bin/sh
# mandoc has nothing to say about the form of a page, each page that another names is there, and so is
# each link: lint_test.sh TREE MANDOC
#
# mandoc looks for the pages named in those that are installed; here the tree itself is asked.
set -eu
tree=$1
mandoc=$2
export LC_ALL=C
if [ -z "$mandoc" ]; then
    echo "skipped: mandoc is not installed"
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# form PAGE: prints what mandoc says against it.
form() {
    "$mandoc" -T lint -W style "$1" 2>&1 |
        grep -vE 'referenced manual not found|outdated mandoc.db' || true
}

# strangers TREE PAGE: prints the pages of ours that it names and that are not in the tree.
strangers() {
    sed -nE 's/.*Xr (brine[a-z_]*|https_get) ([0-9]).*/\1 \2/p' "$2" | while read -r name section; do
        [ -e "$1/man$section/$name.$section" ] || echo "$2 names $name($section), which is missing"
    done
}

mkdir "$work/man3"
printf '.Dd November 29, 2026\n.Dt A 3\n.Os\n.Sh NAME\n.Nm a\n.Nd b\n.Sh SEE ALSO\n.Xr brine_none 3\n' \
    > "$work/man3/a.3"
if [ -n "$(form "$work/man3/a.3")" ] || [ -z "$(strangers "$work" "$work/man3/a.3")" ]; then
    echo "FAILED: the check does not tell a page that is missing from a page of bad form"
    exit 1
fi
printf '.Sh DESCRIPTION\n.Fn\n' >> "$work/man3/a.3"
if [ -z "$(form "$work/man3/a.3")" ]; then
    echo "FAILED: the check does not notice a macro without arguments"
    exit 1
fi

for page in "$tree"/man?/*; do
    if [ ! -e "$page" ]; then
        echo "$page leads nowhere"
    elif [ ! -h "$page" ]; then
        form "$page"
        strangers "$tree" "$page"
    fi
done > "$work/said"
cat "$work/said"
[ ! -s "$work/said" ]
[ -e "$tree/man3/brine.3" ]
