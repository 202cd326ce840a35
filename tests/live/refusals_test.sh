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

finish
