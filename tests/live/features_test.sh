#!/usr/bin/env bash
# What https_get shows and does on request, against live servers, on each provider.
source "$(dirname "$0")/check.sh"

get=www.brine.test/hello

# ---- What -v tells ----
serve_openssl rsa2048_1 -status_file "$pki/staple.der" -serverinfo "$pki/scts.pem" -alpn http/1.1
for line in \
    "version: TLSv1.2" \
    "suite: TLS_ECDHE_RSA_WITH_" \
    "group: x25519" \
    "signature: rsa_pss_rsae_sha256" \
    "ALPN: http/1.1" \
    "resumed: no" \
    "extended master secret: yes" \
    "false start: yes" \
    "subject: CN=rsa2048_1,O=brine tests" \
    "issuer: CN=rsa_ca_1,O=brine tests" \
    "valid: 2020-01-01 00:00:00 UTC to 9999-12-31 23:59:59 UTC" \
    "name: localhost" \
    "key: RSA-2048, signed with RSA-SHA256" \
    "SHA-256: $(openssl x509 -in "$pki/certs/rsa2048_1.pem" -outform DER | openssl sha256 -r |
        cut -d' ' -f1)"; do
    expect "-v tells $line" 0 "$line" $get -v
done
expect "-v tells of a stapled response" 0 \
    "stapled OCSP response: $(wc -c <"$pki/staple.der") bytes" $get -v --require-staple
expect "-v tells of certificate timestamps" 0 "signed certificate timestamps: 12 bytes" \
    $get -v --sct
expect "-v tells of smaller records" 0 "max fragment length: 1024" \
    $get -v --max-fragment-length 1024
expect "--no-false-start" 0 "false start: no" $get -v --no-false-start
expect "--trace draws messages" 0 "- ServerKeyExchange, 296 bytes --|" $get --trace

# ---- False Start: by default where the server chose a protocol ----
stop_server
serve_openssl rsa2048_1
expect "no False Start without ALPN" 0 "false start: no" $get -v
expect "--false-start needs no ALPN" 0 "false start: yes" $get -v --false-start
expect "--no-false-start wins" 0 "false start: no" $get -v --false-start --no-false-start
stop_server
serve_gnutls rsa2048_1
expect "no False Start without ALPN, gnutls-serv" 0 "false start: no" $get -v
expect "--false-start needs no ALPN, gnutls-serv" 0 "false start: yes" $get -v --false-start
stop_server
serve_gnutls rsa2048_1 --alpn http/1.1
expect "False Start with ALPN, gnutls-serv" 0 "false start: yes" $get -v
stop_server
serve_nginx rsa2048_1
expect "False Start with ALPN, nginx" 0 "false start: yes" $get -v
stop_server
serve_openssl rsa2048_1

# ---- Certificates, pins, anchors ----
spki=$(openssl x509 -in "$pki/certs/rsa_ca_1.pem" -noout -pubkey |
    openssl pkey -pubin -outform DER | openssl sha256 -binary | openssl base64)
none=$(printf '%032d' 0 | openssl base64)
expect "a pin of the CA matches" 0 "" $get --pinnedpubkey "sha256//$spki"
expect "one pin of two matches" 0 "" $get --pinnedpubkey "sha256//$none;sha256//$spki"
expect "no pin matches" 90 "matches a pin" $get --pinnedpubkey "sha256//$none"
expect "a directory of anchors" 0 "" $get --cacert "$pki/certs/stranger.pem" \
    --capath "$pki/trust"
expect "-k warns loudly" 0 "WARNING" $get -k --cacert "$pki/certs/stranger.pem"
wanted_body=$pki/chains/rsa2048_1.pem
expect "--certs outputs what the server sent" 0 "" $get --certs -o /dev/null
stop_server

# Also when the chain is refused.
for provider in "${providers[@]}"; do
    serve_openssl under_stranger
    status=0
    "${emulator[@]}" "${https_get[$provider]}" --certs --cacert "$pki/trust.pem" \
        --resolve "www.brine.test:$server_port:127.0.0.1" \
        "https://www.brine.test:$server_port/hello" >"$work/out" 2>"$work/err" ||
        status=$?
    if [ "$status" -ne 60 ]; then
        fail "--certs with a refused chain [$provider]" "exit status $status, not 60"
    elif ! cmp -s "$work/out" "$pki/chains/under_stranger.pem"; then
        fail "--certs with a refused chain [$provider]" "the certificates differ"
    else
        pass "--certs with a refused chain [$provider]"
    fi
    stop_server
done
wanted_body=$www/hello

# ---- What is off unless asked: the RSA key exchange ----
for suite in AES128-GCM-SHA256 AES256-GCM-SHA384; do
    serve_nginx rsa2048_1 "ssl_ciphers $suite;"
    expect "$suite is not offered" 35 "handshake_failure" www.brine.test/facts
    wanted_text="cipher=$suite "
    needs=("${suite%%-*}")
    expect "$suite with --legacy-rsa" 0 "" www.brine.test/facts --legacy-rsa
    wanted_text=
    needs=()
    stop_server
done

# A server without renegotiation_info (RFC 5746). OpenSSL's and nginx always have it.
serve_gnutls rsa2048_1 --priority NORMAL:%DISABLE_SAFE_RENEGOTIATION
expect "a server without renegotiation_info" 35 "no renegotiation_info" www.brine.test/hello
expect "the same with --legacy-renegotiation" 0 "" www.brine.test/hello --legacy-renegotiation
stop_server

# ---- Keys for looking into a connection ----
for provider in "${providers[@]}"; do
    serve_openssl rsa2048_1 -keylogfile "$work/server-keys"
    export SSLKEYLOGFILE=$work/keys
    expect_one "$provider" "--key-log writes SSLKEYLOGFILE" 0 "" $get --key-log
    unset SSLKEYLOGFILE
    if cmp -s <(grep CLIENT_RANDOM "$work/keys" | tr 'a-f' 'A-F') \
        <(grep CLIENT_RANDOM "$work/server-keys" | tr 'a-f' 'A-F'); then
        pass "SSLKEYLOGFILE holds what the server logged [$provider]"
    else
        fail "SSLKEYLOGFILE holds what the server logged [$provider]" "it differs"
    fi
    rm -f "$work/keys" "$work/server-keys"
    export SSLKEYLOGFILE=$work/keys
    expect_one "$provider" "SSLKEYLOGFILE alone" 0 "" $get
    unset SSLKEYLOGFILE
    if [ -e "$work/keys" ]; then
        fail "SSLKEYLOGFILE alone writes nothing [$provider]" "there is a file"
    else
        pass "SSLKEYLOGFILE alone writes nothing [$provider]"
    fi
    stop_server
done

# ---- What a web server does ----
serve_nginx rsa2048_1
expect "-L follows a redirect" 0 "" www.brine.test/moved -L
expect "too many redirects" 47 "" www.brine.test/moved -L --max-redirs 0
expect "-f fails with 404" 22 "404" www.brine.test/nowhere -f
wanted_text="HTTP/1.1 200 OK"
expect "-I outputs the head" 0 "" $get -I
expect "-i outputs head and body" 0 "" $get -i
stop_server

finish
