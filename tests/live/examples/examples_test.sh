#!/usr/bin/env bash
# The programs of examples/ that are there to be copied, each against the servers that it is for:
# examples_test.sh BUILD_DIR [TOPIC...]
source "$(dirname "$0")/../check.sh" "${1:?usage: examples_test.sh BUILD_DIR [TOPIC...]}"
export SSL_CERT_FILE=$pki/trust.pem # the programs trust the system's CA certificates
programs=${BRINE_EXAMPLES:-$build/examples} # those of another build, perhaps with sanitizers
topics=$(dirname "$0")/topics

# run TITLE STATUS OUT ERR PROGRAM ARGUMENTS...: runs a program of examples/. Its standard output
# must have the words OUT, and standard error ERR; with "" they must be empty.
run() {
    local title="$5: $1" wanted=$2 out=$3 err=$4 program=$5 status=0
    shift 5
    timeout 60 "${emulator[@]}" "$programs/$program" "$@" \
        <"${input:-/dev/null}" >"$work/out" 2>"$work/err" || status=$?
    if [ "$status" -ne "$wanted" ]; then
        fail "$title" "exit status $status, not $wanted"
    elif ! has "$work/out" "$out"; then
        fail "$title" "stdout is not \"$out\" but: $(head -c 500 "$work/out")"
    elif ! has "$work/err" "$err"; then
        fail "$title" "stderr lacks \"$err\""
    else
        pass "$title"
    fi
}
input=

has() {
    if [ -z "$2" ]; then
        [ ! -s "$1" ]
    else
        grep -qF -- "$2" "$1"
    fi
}

# serve_starttls PROTOCOL BEHAVIOUR
serve_starttls() {
    start ready "$build/tests/starttls_server" {port} "$1" "$2" "$pki/chains/p256_1.pem" \
        "$pki/chains/p256_1.key"
}

# heard TITLE LINES: what the last server has heard, in its own words.
heard() {
    if [ "$(grep -E "^(clear|tls): " "$server_log")" = "$2" ]; then
        pass "$1"
    else
        fail "$1" "the server heard something else"
    fi
}

wanted=("${@:2}")
[ ${#wanted[@]} -gt 0 ] || wanted=(trust identity token session starttls proxy pipe loops binding page)
for topic in "${wanted[@]}"; do
    source "$topics/$topic.sh"
done
finish
