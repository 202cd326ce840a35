# Whom the client trusts: own_ca, stream_get.

serve_openssl p256_1 -www
run "a page" 0 "HTTP/1.0 200 ok" "" stream_get localhost "$server_port"
pin() {
    openssl x509 -in "$1" -noout -pubkey | openssl pkey -pubin -outform DER |
        openssl dgst -sha256 -binary | base64
}
run "its own CA" 0 "HTTP/1.0 200 ok" "" own_ca localhost "$server_port" "$pki/certs/root_p256.pem"
run "a pin of the CA's key" 0 "HTTP/1.0 200 ok" "" own_ca localhost "$server_port" \
    "$pki/certs/root_p256.pem" "sha256//$(pin "$pki/certs/root_p256.pem")"
run "a pin of another key" 1 "" "no key in the chain matches a pin" own_ca localhost \
    "$server_port" "$pki/certs/root_p256.pem" "sha256//$(pin "$pki/certs/root_rsa.pem")"
run "a pin that is none" 1 "" "sha256//" own_ca localhost "$server_port" \
    "$pki/certs/root_p256.pem" nonsense
run "another CA than the server's" 1 "" "unknown_ca" own_ca localhost "$server_port" \
    "$pki/certs/root_rsa.pem"
run "a file that is not there" 1 "" "/nowhere" own_ca localhost "$server_port" /nowhere
run "another name" 1 "" "127.0.0.1" own_ca 127.0.0.1 "$server_port" "$pki/certs/root_p256.pem"
run "no arguments" 1 "" "usage: own_ca" own_ca
stop_server
