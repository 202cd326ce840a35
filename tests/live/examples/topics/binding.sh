# What ties a login to its connection: channel_binding, as gnutls-serv computes it, too.

# same_bindings TITLE: both of the last run must be in the server's log, which it may write later.
same_bindings() {
    local try exporter end_point
    exporter=$(sed -n "1s/^tls-exporter: /'tls-exporter': /p" "$work/out")
    end_point=$(sed -n "2s/^tls-server-end-point: /'tls-server-end-point': /p" "$work/out")
    for ((try = 0; try < START_TRIES; try++)); do
        grep -qaxF " - $exporter" "$server_log" && grep -qaxF " - $end_point" "$server_log" && break
        sleep 0.02
    done
    if [ "$try" -lt "$START_TRIES" ]; then
        pass "channel_binding: $1"
    else
        fail "channel_binding: $1" "the server has not both of $exporter, $end_point"
    fi
}

serve_gnutls p256_1
timeout 60 "${emulator[@]}" "$programs/channel_binding" localhost "$server_port" >"$work/out"
same_bindings "the server has the same"
mv "$work/out" "$work/first"
timeout 60 "${emulator[@]}" "$programs/channel_binding" localhost "$server_port" >"$work/out"
same_bindings "and those of the next connection"
if [ "$(head -n 1 "$work/first")" = "$(head -n 1 "$work/out")" ]; then
    fail "channel_binding: each connection has its own" "two have the same"
else
    pass "channel_binding: each connection has its own"
fi
if [ "$(tail -n 1 "$work/first")" = "$(tail -n 1 "$work/out")" ]; then
    pass "channel_binding: the end point is the same"
else
    fail "channel_binding: the end point is the same" "it changed"
fi
SSL_CERT_FILE=$pki/certs/root_rsa.pem run "a server that is not trusted" 1 "" "unknown_ca" \
    channel_binding localhost "$server_port"
stop_server
serve_gnutls p256_1 --priority NORMAL:%NO_SESSION_HASH
run "a server without extended_master_secret" 1 "" "extended_master_secret" channel_binding \
    localhost "$server_port"
stop_server
