# The tool tls_pipe: what it reports, what it carries, and each protocol's way to TLS.

# reported WORDS...: what the last run must have reported, too.
reported() {
    local words
    for words; do
        if has "$work/err" "$words"; then
            pass "tls_pipe: reports $words"
        else
            fail "tls_pipe: reports" "stderr lacks \"$words\""
        fi
    done
}

input=$work/input
printf 'GET /hello HTTP/1.0\r\n\r\n' >"$input"
for server in openssl gnutls; do
    serve_$server p256_1
    run "what a server shows [$server]" 0 "hello from" "certificate 1: CN=p256_ca_1" tls_pipe \
        "localhost:$server_port"
    reported "verdict: the certificate is trusted" "protocol: TLSv1.2, TLS_ECDHE_ECDSA_" \
        "names:   www.brine.test, localhost" "client certificate: " \
        "session: can be resumed until"
    run "another name than the address [$server]" 0 "hello from" "is that of www.brine.test" \
        tls_pipe "127.0.0.1:$server_port" --name www.brine.test
    run "a refused server's certificates [$server]" 1 "" "certificate 0: CN=p256_1" tls_pipe \
        "127.0.0.1:$server_port"
    reported "tls_pipe: " "127.0.0.1"
    run "its own CA [$server]" 0 "hello from" "verdict" tls_pipe "localhost:$server_port" \
        --cacert "$pki/certs/root_p256.pem"
    run "another CA [$server]" 1 "" "unknown_ca" tls_pipe "localhost:$server_port" \
        --cacert "$pki/certs/root_rsa.pem"
    stop_server
done
serve_openssl p256_1 -Verify 2 -verify_return_error -CAfile "$pki/certs/client_ca.pem"
run "a server that asks for a certificate" 0 "hello from" "client certificate: sent" tls_pipe \
    "localhost:$server_port" --cert "$pki/chains/client_p256.pem" --key "$pki/keys/p256.pem"
stop_server

# More than the buffers on the way hold (Linux lets a socket's grow to 4 MiB), both ways at once: the
# server sends back what it gets.
seq -f %0999.0f 8000 >"$input"
echo end >>"$input"
serve_starttls postgres good
run "as many bytes back as were sent" 0 08000 "verdict" tls_pipe "localhost:$server_port" \
    --starttls postgres
if cmp -s <(head -n -1 "$input") <(tr -d '\r' <"$work/out"); then
    pass "tls_pipe: the same bytes"
else
    fail "tls_pipe: the same bytes" "they differ"
fi
status=0
"${emulator[@]}" "$programs/tls_pipe" "localhost:$server_port" --starttls postgres <"$input" \
    >/dev/full 2>"$work/err" || status=$?
if [ $status = 1 ] && has "$work/err" "tls_pipe: can't write to standard output: "; then
    pass "tls_pipe: standard output that is full"
else
    fail "tls_pipe: standard output that is full" "status $status"
fi
stop_server

# The reader of its standard output takes little at a time, from a pipe that is full. The server
# sends lines back in reverse, each in a record.
for ((i = 0; i < 30; i++)); do
    head -c 16000 /dev/zero | tr '\0' "$((i % 10))"
    echo
done >"$work/lines"
serve_openssl p256_1 -rev
for pipe in blocking non_blocking; do
    timeout 60 "$build/tests/slow_reader" $pipe "${emulator[@]}" "$programs/tls_pipe" \
        "localhost:$server_port" < <(cat "$work/lines" && echo CLOSE) >"$work/out" 2>"$work/err" || :
    if cmp -s "$work/lines" <(head -n 30 "$work/out"); then
        pass "tls_pipe: the same bytes through a full pipe, $pipe"
    else
        fail "tls_pipe: the same bytes through a full pipe, $pipe" \
            "$(wc -c <"$work/out") bytes of $(wc -c <"$work/lines") came"
    fi
done
stop_server

for arguments in "" "localhost" "localhost:0" "localhost:65536" ":443" "localhost:443 --starttls" \
    "localhost:443 --limit 0" "localhost:443 --limit 3601" "localhost:443 --limit 1s" \
    "localhost:443 --starttls gopher" "localhost:443 --cert $work/x" "localhost:443 more:1"; do
    # shellcheck disable=SC2086
    run "arguments \"$arguments\"" 1 "" "usage: tls_pipe" tls_pipe $arguments
done

# What each protocol says in clear before TLS, as the server hears it; and its refusal.
declare -A said=(
    [smtp]=$'clear: EHLO localhost\nclear: STARTTLS' [imap]="clear: a STARTTLS"
    [pop3]="clear: STLS" [ftp]="clear: AUTH TLS" [postgres]="clear: SSLRequest")
declare -A refusal=(
    [smtp]="454 4.7.0 no TLS" [imap]="a NO no TLS" [pop3]="-ERR no TLS" [ftp]="502 no TLS"
    [postgres]=N)
printf 'secret\nend\n' >"$input"
for protocol in smtp imap pop3 ftp postgres; do
    pipe() {
        run "$protocol, $1" "${@:2:3}" tls_pipe "localhost:$server_port" --starttls $protocol
    }
    for behaviour in good split; do
        serve_starttls $protocol $behaviour
        pipe $behaviour 0 secret "verdict: the certificate is trusted"
        heard "tls_pipe: $protocol, $behaviour, what goes under TLS" \
            "${said[$protocol]}"$'\ntls: secret\ntls: end'
        stop_server
    done
    serve_starttls $protocol refuse
    pipe refused 1 "" "no TLS: the server refuses: ${refusal[$protocol]}"
    heard "tls_pipe: $protocol, nothing goes in clear after a refusal" "${said[$protocol]}"
    stop_server
    serve_starttls $protocol behind
    pipe "bytes behind the go-ahead" 1 "" "bytes came in clear behind the server's go-ahead"
    heard "tls_pipe: $protocol, nothing goes after bytes behind" "${said[$protocol]}"
    stop_server
    serve_starttls $protocol leave
    pipe "the server leaves" 1 "" "the server ended the connection before TLS"
    stop_server
    serve_starttls $protocol endless
    pipe "an answer without an end" 1 "" "no TLS: the server"
    heard "tls_pipe: $protocol, nothing goes after that" "${said[$protocol]}"
    stop_server
done
serve_starttls smtp drip
run "a byte from time to time" 1 "" "no TLS: the server takes too long" tls_pipe \
    "localhost:$server_port" --starttls smtp --limit 2
stop_server
input=
