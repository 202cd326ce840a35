# What ties a login to its connection: channel_binding, as gnutls-serv computes it, too.

# same_binding TITLE: the last run's bytes must be in the server's log.
same_binding() {
    local try
    for ((try = 0; try < START_TRIES; try++)); do # the server may write it later than we do
        grep -qaF "'tls-exporter': $(cat "$work/out")" "$server_log" && break
        sleep 0.02
    done
    if [ "$try" -lt "$START_TRIES" ] && [ "$(wc -c <"$work/out")" -eq 65 ]; then
        pass "channel_binding: $1"
    else
        fail "channel_binding: $1" "the server has other bytes than $(cat "$work/out")"
    fi
}

serve_gnutls p256_1
timeout 60 "${emulator[@]}" "$programs/channel_binding" localhost "$server_port" >"$work/out"
same_binding "the server has the same bytes"
mv "$work/out" "$work/first"
timeout 60 "${emulator[@]}" "$programs/channel_binding" localhost "$server_port" >"$work/out"
same_binding "and those of the next connection"
if cmp -s "$work/first" "$work/out"; then
    fail "channel_binding: each connection has its own" "two have the same"
else
    pass "channel_binding: each connection has its own"
fi
SSL_CERT_FILE=$pki/certs/root_rsa.pem run "a server that is not trusted" 1 "" "unknown_ca" \
    channel_binding localhost "$server_port"
stop_server
serve_gnutls p256_1 --priority NORMAL:%NO_SESSION_HASH
run "a server without extended_master_secret" 1 "" "extended_master_secret" channel_binding \
    localhost "$server_port"
stop_server
