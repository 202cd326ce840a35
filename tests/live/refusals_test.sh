#!/usr/bin/env bash
# Every bad chain of refusals.table from each server: refused, with the sentence that says why.
source "$(dirname "$0")/check.sh"

# Servers would not even load the weak ones at their usual security level.
weakest=DEFAULT@SECLEVEL=0

while read -r chain host status sentence; do
    [[ -n $chain && $chain != \#* ]] || continue
    serve_openssl "$chain" -cipher "$weakest"
    expect "openssl s_server: $chain for $host" "$status" "$sentence" "$host/hello"
    stop_server
    serve_nginx "$chain" "ssl_ciphers $weakest;"
    expect "nginx: $chain for $host" "$status" "$sentence" "$host/hello"
    stop_server
    if [ "$chain" = malformed ]; then
        skip "gnutls-serv: $chain for $host" "GnuTLS does not load it"
        continue
    fi
    serve_gnutls "$chain"
    expect "gnutls-serv: $chain for $host" "$status" "$sentence" "$host/hello"
    stop_server
done <"$live/refusals.table"

finish
