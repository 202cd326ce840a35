# Many connections in one thread: many, many_libuv; and memory and time from the program.

serve_nginx p256_1
seq 100000 >"$www/numbers"
if [ -x "$programs/many_libuv" ]; then
    run "three downloads at the same time" 0 "/numbers: 58" "" many_libuv localhost "$server_port" \
        /hello /numbers /moved
    # Several addresses at first, of which ::1 does not listen.
    run "a server that is not there" 1 "/hello: 0 bytes" "many_libuv: /hello: " many_libuv \
        localhost 1 /hello /numbers
    SSL_CERT_FILE=$pki/certs/root_rsa.pem run "a server that is not trusted" 1 "/hello: 0 bytes" \
        "unknown_ca" many_libuv localhost "$server_port" /hello /hello
else
    skip many_libuv "libuv is not installed (libuv1-dev)"
fi
if [ -x "$programs/many" ]; then
    run "50 pages" 0 "50 of 50 pages" "" many localhost "$server_port"
fi
run "enough memory" 0 "0 left behind" "" own_memory_and_clock localhost "$server_port" 1000000
run "too little memory" 1 "0 left behind" "memory" own_memory_and_clock localhost "$server_port" 9000
run "a clock that is late" 1 "0 left behind" "1970-01-02" own_memory_and_clock localhost \
    "$server_port" 1000000 86400
run "a clock that is right" 0 "0 left behind" "" own_memory_and_clock localhost "$server_port" \
    1000000 2000000000
stop_server
