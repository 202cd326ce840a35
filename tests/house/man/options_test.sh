#!/bin/sh
# https_get(1) has every option, exit code, variable of -w and environment variable of the program,
# and no other, and its examples use these options alone: options_test.sh REPOSITORY TREE
set -eu
tool=$1/examples/https_get
page=$2/man1/https_get.1
export LC_ALL=C
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Options as "LETTER|NAME|ARGUMENT".
sed -nE "s/^    \{(0|'(.)'), \"([^\"]+)\", (NULL|\"([^\"]*)\"), .*/\2|\3|\5/p" \
    "$tool/option_table.c" | sort > "$work/options"
sed -nE 's/.*EXIT_[A-Z_]+ = ([0-9]+).*/\1/p' "$tool/exit_code.h" | sort > "$work/codes"
sed -nE 's/^    \{"([a-z_]+)", put_.*/\1/p' "$tool/write_out.c" | sort > "$work/variables"
grep -rhoE 'getenv\("[A-Z_]+"\)|"[A-Za-z]+_(proxy|PROXY)"' "$tool" | grep -oE '[A-Za-z_]+_[A-Za-z]+|COLUMNS' |
    sort -u > "$work/environment"

# items MACRO PAGE: the words behind the macro in heads of items.
items() {
    sed -nE "s/^\.It $1 (.*)/\1/p" "$2" | tr -d ',' | tr -s ' ' '\n' | sort
}

# same WHAT: $work/WHAT is in the program, $work/page in the page.
same() {
    diff "$work/$1" "$work/page" || {
        echo "FAILED: the $1 of the program (<) and of the page (>) differ"
        return 1
    }
}

# used PAGE: the options in its examples, a letter or a long name a line.
used() {
    sed -n '/^\.Bd /,/^\.Ed/p' "$1" | grep -v '^\.' | tr -s ' ' '\n' |
        sed -nE 's/^--([a-z-]+)$/\1/p; s/^-([A-Za-z0-9]+)$/\1/p' |
        while read -r word; do
            case $word in
            *[a-z][a-z]*) echo "$word" ;;
            *) echo "$word" | sed 's/./&\n/g' | sed '/^$/d' ;;
            esac
        done | sort -u
}

# check PAGE
check() {
    sed -nE 's/^\.It Fl (Fl|(.) , Fl Fl) ([a-z0-9-]+)( Ar (.*))?$/\2|\3|\5/p' "$1" | sort \
        > "$work/page"
    same options || return 1
    sed -nE 's/^\.It ([0-9]+)$/\1/p' "$1" | sort > "$work/page"
    same codes || return 1
    items Cm "$1" > "$work/page"
    same variables || return 1
    tr '|' '\n' < "$work/options" | sort -u > "$work/names"
    if used "$1" | comm -23 - "$work/names" | grep .; then
        echo "FAILED: the examples use these options, which the program has not"
        return 1
    fi
    items Ev "$1" > "$work/page"
    if comm -23 "$work/environment" "$work/page" | grep .; then
        echo "FAILED: the page lacks these environment variables"
        return 1
    fi
}

# refuses WHAT EXPRESSION: the page, changed by sed's expression, must be refused.
refuses() {
    sed "$2" "$page" > "$work/other.1"
    if check "$work/other.1" > /dev/null; then
        echo "FAILED: the check does not notice $1"
        exit 1
    fi
}
refuses "an option that is missing" '/^\.It Fl Fl cacert/d'
refuses "an option that there is not" 's/Fl Fl cacert/Fl Fl cacerts/'
refuses "another letter" 's/^\.It Fl o ,/.It Fl p ,/'
refuses "an argument that is missing" 's/^\(\.It Fl Fl cacert\) Ar FILE/\1/'
refuses "an exit code that is missing" '/^\.It 56$/d'
refuses "a variable of -w that is missing" 's/ time_total//'
refuses "an example with an option that there is not" 's/^https_get -OR/https_get -OQ/'
refuses "a long one" 's/--session sessions/--sessions sessions/'
refuses "an environment variable that is missing" '/^\.It Ev CURL_CA_BUNDLE/d'

check "$page"
echo "$(wc -l < "$work/options") options, $(wc -l < "$work/codes") exit codes"
