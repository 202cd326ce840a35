# Through a proxy: through_proxy.

serve_openssl p256_1 -www
page=$server_port
start "Accepting connections" "$live/tinyproxy.sh" "$work/tinyproxy" {port}
run "a page" 0 "HTTP/1.0 200 ok" "" through_proxy localhost "$server_port" localhost "$page"
run "a name that the certificate lacks" 1 "" "127.0.0.1" through_proxy localhost "$server_port" \
    127.0.0.1 "$page"
run "a server that is not there" 1 "" "the proxy opens no tunnel, it says: HTTP/1.1 50" \
    through_proxy localhost "$server_port" localhost 1
stop_server
start "Accepting connections" "$live/tinyproxy.sh" "$work/guarded" {port} "BasicAuth user secret"
run "a proxy that wants a password" 1 "" "it says: HTTP/1.0 407" through_proxy localhost \
    "$server_port" localhost "$page"
stop_server
serve_starttls smtp good
run "a proxy that is none" 1 "" "it says: 220-mail.brine.test" through_proxy localhost \
    "$server_port" localhost "$page"
stop_server
serve_starttls http drip
run "a byte from time to time" 1 "" "the proxy opens no tunnel in time, it says: HTTP/1.1" \
    through_proxy localhost "$server_port" localhost "$page" 2
stop_server
run "a proxy that is not there" 1 "" "connect" through_proxy localhost 1 localhost "$page"
stop_servers
