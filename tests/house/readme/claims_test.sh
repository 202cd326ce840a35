#!/usr/bin/env bash
# Every row of README.md's tables of RFC 5246 and RFC 9325 has a test: claims_test.sh SOURCE_DIR
# BUILD_DIR CTEST. claims.table says which; see there. A row without a test, a test that ctest
# does not know or that its source does not register, and an entry without a row are failures.
set -euo pipefail
export LC_ALL=C
source=$1 build=$2 ctest=$3
table=$source/tests/house/readme/claims.table
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# rows README: the first two cells of each row of the two tables, in lines "cell | cell".
rows() {
    awk -F ' *[|] *' '
        /^RFC 5246, the client/ || /^RFC 9325, what it recommends/ { counts = 1; next }
        /^#/ { counts = 0 }
        counts && /^[|]/ && $3 != "" && $2 !~ /^-/ { print $2 " | " $3 }' "$1"
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

# check README TABLE: prints what is wrong and counts it.
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
            echo "$row: claimed in README.md, and no test holds it"
            wrong=$((wrong + 1))
        fi
        unset "held[$row]"
    done < <(rows "$1")
    for row in "${!held[@]}"; do
        echo "$row: no row of README.md"
        wrong=$((wrong + 1))
    done
    echo "$tests tests, $wrong wrong"
    [ "$wrong" -eq 0 ] && [ "$tests" -gt 0 ]
}

# refuses TITLE README TABLE WORDS: the check must fail and say WORDS.
refuses() {
    if check "$2" "$3" >"$work/said" || ! grep -qF -- "$4" "$work/said"; then
        echo "FAILED: the check does not notice $1"
        exit 1
    fi
}

# The check itself, on copies in which one thing is wrong.
row="compression | no"
sed 's/^| compression | no /| compression | yes /' "$source/README.md" >"$work/other.md"
refuses "a claim that changed" "$work/other.md" "$table" "no test holds it"
sed 's/^| compression | no .*/&\n| early data | no | |/' "$source/README.md" >"$work/new.md"
refuses "a new row" "$work/new.md" "$table" "early data | no: claimed in README.md"
sed '/^| compression | no /d' "$source/README.md" >"$work/gone.md"
refuses "a row that is gone" "$work/gone.md" "$table" "$row: no row of README.md"
sed "/^$row\$/,/^\$/{/^    /d}" "$table" >"$work/empty.table"
refuses "a row whose tests are gone" "$source/README.md" "$work/empty.table" "$row: claimed in"
sed 's/DEFLATE is refused/DEFLATE is welcome/' "$table" >"$work/title.table"
refuses "a test that its source has not" "$source/README.md" "$work/title.table" "is welcome"
sed 's/conn_outside_test/conn_inside_test/' "$table" >"$work/name.table"
refuses "a test that ctest has not" "$source/README.md" "$work/name.table" "in conn_inside_test"

check "$source/README.md" "$table"
