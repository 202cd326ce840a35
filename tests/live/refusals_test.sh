#!/usr/bin/env bash
# Every bad chain of refusals.table from each server: refused, with the sentence that says why.
source "$(dirname "$0")/check.sh"

# Servers would not even load the weak ones at their usual security level.
weakest=DEFAULT@SECLEVEL=0

# What gnutls-serv does not send.
declare -A not_by_gnutls=(
    [malformed]="GnuTLS does not load it"
    [under_impostor]="GnuTLS leaves out certificates that don't belong to the chain"
    [encipherment_only]="GnuTLS does not sign with such a key")

while read -r chain host status sentence; do
    [[ -n $chain && $chain != \#* ]] || continue
    serve_openssl "$chain" -cipher "$weakest"
    expect "openssl s_server: $chain for $host" "$status" "$sentence" "$host/hello"
    stop_server
    serve_nginx "$chain" "ssl_ciphers $weakest;"
    expect "nginx: $chain for $host" "$status" "$sentence" "$host/hello"
    stop_server
    if [ -n "${not_by_gnutls[$chain]:-}" ]; then
        skip "gnutls-serv: $chain for $host" "${not_by_gnutls[$chain]}"
        continue
    fi
    serve_gnutls "$chain"
    expect "gnutls-serv: $chain for $host" "$status" "$sentence" "$host/hello"
    stop_server
done <"$live/refusals.table"

# ---- What is wrong on our side ----

# Against a crowd of anchors with the name and the key identifier that are looked for, and keys
# that cost much.
crowd=$work/crowd.pem
identifier=$(openssl x509 -in "$pki/certs/root_p256.pem" -noout -ext subjectKeyIdentifier | tail -n 1)
for _ in {1..20}; do
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-521 -noenc -keyout /dev/null \
        -subj "/O=brine tests/CN=root_p256" -days 2 -addext "subjectKeyIdentifier=${identifier// /}" \
        -addext keyUsage=critical,keyCertSign 2>/dev/null
done >"$crowd"
serve_nginx p256_1
expect "a crowd of anchors" 60 "takes more work than brine allows" www.brine.test/hello --cacert "$crowd"
stop_server

# expect_environment TITLE VARIABLE PATH SENTENCE: https_get takes its anchors from where VARIABLE
# says. That fails before there is a connection, so the port is one that no server has.
expect_environment() {
    local provider=default status=0
    env "$2=$3" "${emulator[@]}" "${https_get[$provider]}" https://127.0.0.1:1/ \
        >"$work/out" 2>"$work/err" || status=$?
    if [ "$status" -ne 77 ]; then
        fail "$1" "exit status $status, not 77"
    elif ! grep -qF -- "$4" "$work/err"; then
        fail "$1" "stderr lacks \"$4\""
    else
        pass "$1"
    fi
}

expect_environment "SSL_CERT_FILE names no file" SSL_CERT_FILE "$work/nowhere" \
    "the environment variable SSL_CERT_FILE can't be obeyed: can't open $work/nowhere: No such file"
expect_environment "SSL_CERT_FILE names a file without certificates" SSL_CERT_FILE "$www/hello" \
    "the environment variable SSL_CERT_FILE can't be obeyed: $www/hello holds no certificate"
expect_environment "SSL_CERT_DIR names no directory" SSL_CERT_DIR "$work/nowhere" \
    "the environment variable SSL_CERT_DIR can't be obeyed: can't open $work/nowhere: No such file"

# Against a clock that starts at 1970 when the battery is empty.
if [ -z "${BRINE_FAKETIME:-}" ]; then
    skip "a clock that was never set" "no library can be loaded before this build's programs"
else
    serve_nginx rsa2048_1
    LD_PRELOAD=$BRINE_FAKETIME FAKETIME="@1970-01-02 00:00:00" \
        expect "a clock that was never set" 60 \
        "this machine's clock is wrong: it says 1970-01-0" www.brine.test/hello
    stop_server
fi

finish
