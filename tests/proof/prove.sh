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
    units=(base/reader base/writer base/text base/escape record/record record/alert \
        record/protection handshake/incoming handshake/codec/message handshake/codec/server_hello \
        handshake/codec/certificate handshake/codec/certificate_status \
        handshake/codec/certificate_request handshake/codec/server_key_exchange \
        handshake/codec/new_session_ticket \
        handshake/codec/client_key_exchange handshake/codec/certificate_verify x509/asn1/der \
        x509/asn1/directory_string x509/asn1/oid x509/asn1/time x509/name/host_name \
        x509/pem/base64 x509/pem/base64_secret x509/pem/pem)
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

# Functions that the run of a unit leaves out: those of a header whose own source is a unit are
# proven there, and README.md says why the others are.
left_out() {
    local header
    for header in base/reader base/writer; do
        [ "$1" = $header ] ||
            sed -n 's/.*static inline [^(]*\b\(brn_[a-z0-9_]*\)(.*/\1/p' src/$header.h
    done
    case $1 in
    base/text) echo brn_text_add brn_text_add_list brn_text_string ;;
    base/escape) echo brn_text_visible brn_text_sentence brn_shown ;;
    handshake/incoming) # and what its headers bring along
        echo brn_incoming_find ignore_hello_request brn_config_keeps_peer \
            brn_handshake_group brn_handshake_prf brn_path_hand_out brn_span_bytes brn_span_of
        ;;
    record/protection) echo brn_protection_init brn_protection_clear brn_protection_seal ;;
    esac
}

# prove UNIT: what the prover says is in $log afterwards.
prove() {
    local include="-Iinclude -Isrc -Itests -Itests/proof/stand_in -DBRN_NO_INLINE_ASM"
    local contracts rules=()
    contracts=$(basename "$1")
    log=$work/logs/$contracts
    case $1 in # README.md says why
    record/protection | x509/asn1/directory_string) rules=(-rte-no-pointer-call) ;;
    handshake/codec/*) contracts=message ;;
    esac
    # -permissive: not each unit includes each function that is left out.
    frama-c -permissive -machdep x86_64 -wp -wp-rte -wp-prover cvc4,z3 -wp-timeout "${BRINE_PROOF_SECONDS:-300}" \
        -wp-par 2 -wp-no-filter "${rules[@]}" \
        -wp-skip-fct "$(left_out "$1" | xargs | tr ' ' ,)" -wp-cache update -wp-cache-dir "$work/answers" \
        -cpp-extra-args="$include -include $PWD/tests/proof/$contracts.h" "src/$1.c" \
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
