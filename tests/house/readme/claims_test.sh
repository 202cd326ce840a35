#!/usr/bin/env bash
# Every row of brine_features(7) on RFC 5246 and RFC 9325 has a test: claims_test.sh SOURCE_DIR
# BUILD_DIR CTEST. claims.table says which; see there. A row without a test, a test that ctest
# does not know or that its source does not register, and an entry without a row are failures.
set -euo pipefail
export LC_ALL=C
source=$1 build=$2 ctest=$3
table=$source/tests/house/readme/claims.table
page=$source/src/man/brine_features.7
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# rows PAGE: the items of the two lists, in lines "what | whether".
rows() {
    awk '
        /^\.S[hs] / { counts = /RFC 5246, the client/ || /RFC 9325, what it recommends/ }
        counts && sub(/^\.It /, "")' "$1"
}

# What cmocka runs: functions, and rows of the strictness suite, by the name of their source.
declare -A known=() registered=()
while read -r name; do
    known[$name]=1
done < <("$ctest" --test-dir "$build" -N | sed -n 's/^ *Test *#[0-9]*: \([^ ]*\).*/\1/p')
while IFS= read -r file; do
    base=${file##*/}
    while IFS= read -r test; do
        registered[${base%.c}|$test]=1
    done < <(sed -nE 's/.*cmocka_unit_test[a-z_]*\(([a-z0-9_]+)[,)].*/\1/p
                      s/^ *\{"([^"]*)",.*/\1/p' "$file")
done < <(find "$source/tests" -name '*_test.c')

# is_a_test NAME TEST: whether ctest knows NAME, and a source that it is named after has TEST.
is_a_test() {
    local base=$1
    [ -n "${known[$1]:-}" ] || return 1
    while [[ $base == *_* ]]; do
        [ -z "${registered[$base|$2]:-}" ] || return 0
        base=${base#*_}
    done
    return 1
}

# check PAGE TABLE: prints what is wrong and counts it.
check() {
    local line name test row="" tests=0 wrong=0
    declare -A held=()
    while IFS= read -r line; do
        case $line in
        "" | "#"*) ;;
        "    "*)
            read -r name test <<<"$line"
            if [ -z "$row" ]; then
                echo "$name $test: stands under no row"
                wrong=$((wrong + 1))
            elif is_a_test "$name" "$test"; then
                held[$row]=$((${held[$row]} + 1))
                tests=$((tests + 1))
            else
                echo "$row: there is no test '$test' in $name"
                wrong=$((wrong + 1))
            fi
            ;;
        *)
            row=$line
            if [ -n "${held[$row]:-}" ]; then
                echo "$row: stands there twice"
                wrong=$((wrong + 1))
            fi
            held[$row]=0
            ;;
        esac
    done <"$2"
    while IFS= read -r row; do
        if [ "${held[$row]:-0}" -eq 0 ]; then
            echo "$row: claimed in brine_features(7), and no test holds it"
            wrong=$((wrong + 1))
        fi
        unset "held[$row]"
    done < <(rows "$1")
    for row in "${!held[@]}"; do
        echo "$row: no row of brine_features(7)"
        wrong=$((wrong + 1))
    done
    echo "$tests tests, $wrong wrong"
    [ "$wrong" -eq 0 ] && [ "$tests" -gt 0 ]
}

# refuses TITLE PAGE TABLE WORDS: the check must fail and say WORDS.
refuses() {
    if check "$2" "$3" >"$work/said" || ! grep -qF -- "$4" "$work/said"; then
        echo "FAILED: the check does not notice $1"
        exit 1
    fi
}

# The check itself, on copies in which one thing is wrong.
row="compression | no"
sed 's/^\.It compression | no$/.It compression | yes/' "$page" >"$work/other.7"
refuses "a claim that changed" "$work/other.7" "$table" "no test holds it"
sed 's/^\.It compression | no$/.It early data | no\n&/' "$page" >"$work/new.7"
refuses "a new row" "$work/new.7" "$table" "early data | no: claimed in"
sed '/^\.It compression | no$/d' "$page" >"$work/gone.7"
refuses "a row that is gone" "$work/gone.7" "$table" "$row: no row of"
sed "/^$row\$/,/^\$/{/^    /d}" "$table" >"$work/empty.table"
refuses "a row whose tests are gone" "$page" "$work/empty.table" "$row: claimed in"
sed 's/DEFLATE is refused/DEFLATE is welcome/' "$table" >"$work/title.table"
refuses "a test that its source has not" "$page" "$work/title.table" "is welcome"
sed 's/conn_outside_test/conn_inside_test/' "$table" >"$work/name.table"
refuses "a test that ctest has not" "$page" "$work/name.table" "in conn_inside_test"

check "$page" "$table"
