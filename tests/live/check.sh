# What every live test begins with: source "$(dirname "$0")/check.sh" BUILD_DIR
#
# `build`, `pki`, `live` and `clients` are set, servers can be started (servers.sh), and
# expect() runs a case on each provider and keeps the score; finish() ends the script with it.
set -euo pipefail
export LC_ALL=C
unset SSL_CERT_FILE SSL_CERT_DIR CURL_CA_BUNDLE SSLKEYLOGFILE
unset https_proxy HTTPS_PROXY all_proxy ALL_PROXY no_proxy NO_PROXY
live=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
build=$(cd "${1:?usage: ${0##*/} BUILD_DIR}" && pwd)
pki=$build/pki
source "$live/servers.sh"

# What starts a program that was built for another machine: a command, or nothing.
read -ra emulator <<<"${BRINE_EMULATOR:-}"

# https_get with brine_provider_default, and linked anew with each other provider as the default.
providers=(default sodium libcrypto)
declare -A https_get=(
    [default]=$build/examples/https_get
    [sodium]=$build/tests/https_get_sodium
    [libcrypto]=$build/tests/https_get_libcrypto)
facts=$build/tests/facts

for program in "${https_get[@]}" "$facts"; do
    [ -x "$program" ] || { echo "${0##*/}: $program is not built" >&2; exit 1; }
done

cases=0
failed=0
not_applicable=0

# What brine_provider_sodium can't serve: libsodium has no NIST curves, no AES-128-GCM, and
# AES-256-GCM on x86-64 with AES-NI and PCLMULQDQ only, which no emulated machine has.
# supported_groups is about the keys of certificates as well (RFC 8422 section 5.1.1), so they
# can't be on a NIST curve.
lacks() {
    [ "$1" = sodium ] || return 1
    case $2 in
    secp256r1 | secp384r1) echo "libsodium has no $2" ;;
    key-p256 | key-p384) echo "libsodium has no curve ${2#key-}, which a certificate's key is on" ;;
    *AES128*) echo "libsodium has no AES-128-GCM" ;;
    *AES256*)
        [ ${#emulator[@]} -eq 0 ] && grep -q '^flags.* pclmulqdq .* aes ' /proc/cpuinfo && return 1
        echo "libsodium has no AES-256-GCM on this CPU"
        ;;
    *) return 1 ;;
    esac
}

# pass TITLE, fail TITLE REASON: one more case.
pass() {
    cases=$((cases + 1))
    echo "ok       $1"
}

fail() {
    cases=$((cases + 1))
    failed=$((failed + 1))
    echo "FAILED   $1: $2"
    if [ -s "$work/err" ]; then
        sed 's/^/         stderr: /' "$work/err"
    fi
    if [ -s "${server_log:-/dev/null}" ]; then
        tail -n 20 "$server_log" | sed 's/^/         server: /'
    fi
}

skip() {
    not_applicable=$((not_applicable + 1))
    echo "n/a      $1: $2"
}

# What a successful GET must bring: this file, or anything that holds this text if there is one.
# And what the case needs of its provider.
wanted_body=$www/hello
wanted_text=
needs=()
echo "hello from the other side" >"$www/hello"

# applicable PROVIDER TITLE: whether the provider has what the server and the case need.
applicable() {
    local need reason
    for need in "key-$server_key" "${needs[@]}"; do
        if reason=$(lacks "$1" "$need"); then
            skip "$2" "$reason"
            return 1
        fi
    done
}

# expect TITLE EXIT SENTENCE HOST/PATH [OPTIONS...]: runs https_get for the URL on the last
# server with every provider. Its exit status must be EXIT and its stderr hold SENTENCE ("" =
# anything). When it succeeds stdout must be as wanted above, when not it must be empty.
expect() {
    local provider
    for provider in "${providers[@]}"; do
        expect_one "$provider" "$@"
    done
}

expect_one() {
    local provider=$1 title="$2 [$1]" wanted_exit=$3 sentence=$4 host=${5%%/*} path=${5#*/}
    shift 5
    local status=0 resolve=(--resolve "$host:$server_port:127.0.0.1")
    case $host in
    127.0.0.1 | \[*) resolve=() ;;
    esac
    applicable "$provider" "$title" || return 0
    "${emulator[@]}" "${https_get[$provider]}" --cacert "$pki/trust.pem" "${resolve[@]}" \
        -m 30 "$@" "https://$host:$server_port/$path" >"$work/out" 2>"$work/err" || status=$?
    if [ "$status" -ne "$wanted_exit" ]; then
        fail "$title" "exit status $status, not $wanted_exit"
    elif [ -n "$sentence" ] && ! grep -qF -- "$sentence" "$work/err"; then
        fail "$title" "stderr lacks \"$sentence\""
    elif [ "$status" -eq 0 ] && [ -n "$wanted_text" ]; then
        if grep -qF -- "$wanted_text" "$work/out"; then
            pass "$title"
        else
            fail "$title" "stdout lacks \"$wanted_text\": $(head -c 500 "$work/out")"
        fi
    elif [ "$status" -eq 0 ] && ! cmp -s "$work/out" "$wanted_body"; then
        fail "$title" "the body differs from $wanted_body"
    elif [ "$status" -ne 0 ] && [ -s "$work/out" ]; then
        fail "$title" "$(wc -c <"$work/out") bytes were written to stdout"
    else
        pass "$title"
    fi
}

# run_facts PROVIDER [OPTIONS...]: has `facts` fetch $facts_path from the last server; what it
# prints goes to $work/facts.
facts_path=/hello
run_facts() {
    local provider=$1
    shift
    "${emulator[@]}" "$facts" www.brine.test "$server_port" "$facts_path" --provider "$provider" \
        --trust "$pki/trust.pem" "$@" >"$work/facts" 2>"$work/err"
}

# finish: the score, and the script's exit status.
finish() {
    echo "$cases cases, $failed failed, $not_applicable not applicable"
    [ "$failed" -eq 0 ] && [ "$cases" -gt 0 ] && exit 0
    exit 1
}
