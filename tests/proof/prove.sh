#!/usr/bin/env bash
# Proves that the parsers have no run-time errors: prove.sh REPOSITORY WORK [UNIT...]
#
# A unit is a source file without its .c, such as base/reader; its contracts are in NAME.h beside
# this script. Without UNIT, all of them. WORK keeps what the provers have answered, so that only
# goals which changed are proven again. Ends with 1 when a goal is not proven.
set -euo pipefail
repository=$1
work=$2
shift 2
units=("$@")
if [ ${#units[@]} = 0 ]; then
    units=(base/reader base/writer base/text record/record x509/asn1/der \
        x509/asn1/directory_string x509/asn1/time x509/pem/base64 x509/pem/base64_secret x509/pem/pem)
fi

for tool in frama-c why3 z3 cvc4; do
    if ! command -v $tool > /dev/null; then
        echo "skipped: $tool is not installed (Debian: frama-c-base why3 z3 cvc4)"
        exit 0
    fi
done
mkdir -p "$work/answers" "$work/logs"
work=$(cd "$work" && pwd)
export WHY3CONFIG=$work/why3.conf
why3 config detect > "$work/logs/why3" 2>&1
cd "$repository"

# prove UNIT: what the prover says is in $log afterwards.
prove() {
    local include="-Iinclude -Isrc -Itests -Itests/proof/stand_in -DBRN_NO_INLINE_ASM"
    local left_out=()
    log=$work/logs/$(basename "$1")
    case $1 in # README.md says why
    base/text) left_out=(-wp-skip-fct brn_text_add,brn_text_add_list,brn_text_string) ;;
    x509/asn1/directory_string) left_out=(-rte-no-pointer-call) ;;
    x509/asn1/time) left_out=(-wp-skip-fct brn_time_text,put_number) ;;
    esac
    frama-c -machdep x86_64 -wp -wp-rte -wp-prover cvc4,z3 -wp-timeout "${BRINE_PROOF_SECONDS:-120}" \
        -wp-par 2 -wp-no-filter "${left_out[@]}" -wp-cache update -wp-cache-dir "$work/answers" \
        -cpp-extra-args="$include -include $PWD/tests/proof/$(basename "$1").h" "src/$1.c" \
        > "$log" 2>&1
}

unproven=0
total=0
begin=$SECONDS
: > "$work/logs/functions"
for unit in "${units[@]}"; do
    start=$SECONDS
    if ! prove "$unit"; then
        cat "$log"
        echo "FAILED: frama-c stopped at src/$unit.c"
        exit 1
    fi
    # "[wp] Proved goals:  144 / 146"
    if ! read -r proven goals < <(sed -n 's,^\[wp\] Proved goals: *\([0-9]*\) / \([0-9]*\)$,\1 \2,p' "$log"); then
        cat "$log"
        echo "FAILED: frama-c counted no goals of src/$unit.c"
        exit 1
    fi
    sed -n 's/^\[rte:annot\] annotating function //p' "$log" >> "$work/logs/functions"
    echo "src/$unit.c: $proven of $goals goals proven ($((SECONDS - start)) s)"
    grep -E '^\[wp\] \[[A-Z][a-z]+\] Goal' "$log" | grep -v Valid || true
    unproven=$((unproven + goals - proven))
    total=$((total + goals))
done
echo "$(sort -u "$work/logs/functions" | wc -l) functions, $total goals, $unproven not proven," \
    "$((SECONDS - begin)) s"
[ $unproven = 0 ]
