#!/usr/bin/env bash
# Servers that refuse, each with the sentence that names the cause and the option that may help.
source "$(dirname "$0")/check.sh"

offered="the server accepts nothing of what ClientHello offered: TLS 1.2 with TLS_ECDHE_"

# refuse TITLE SENTENCE HINT [OPTIONS...]: the last server refuses the handshake, and https_get
# tells why in one line, of which HINT is the end.
refuse() {
    local title=$1 sentence=$2 hint=$3
    shift 3
    expect "$title" 35 "$sentence" www.brine.test/hello "$@"
    expect "$title: what helps" 35 "$hint" www.brine.test/hello "$@"
}

# ---- Nothing in common ----

needs=(TLS_RSA_WITH_AES_256_GCM_SHA384)
serve_openssl rsa2048_1 -cipher "AES256-GCM-SHA384"
refuse "openssl s_server has the RSA key exchange only" "$offered" \
    "; try --legacy-rsa, which offers the RSA key exchange as well, without forward secrecy"
expect "it is what helps" 0 "" www.brine.test/hello --legacy-rsa
stop_server
needs=()
serve_openssl rsa2048_1 -cipher "ECDHE-RSA-AES128-SHA"
refuse "openssl s_server has CBC suites only" "$offered" "CBC suites and TLS 1.0, 1.1 and 1.3 are never offered"
expect "and still has none with --legacy-rsa" 35 \
    "its owner has to enable some of it; CBC suites and TLS 1.0, 1.1 and 1.3 are never offered" www.brine.test/hello \
    --legacy-rsa
stop_server
needs=(TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384)
serve_openssl rsa2048_1 -cipher "ECDHE-RSA-CHACHA20-POLY1305"
refuse "openssl s_server has none of --ciphers" \
    "offered: TLS 1.2 with TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384 and the groups x25519" \
    "; try without --ciphers and --curves" --ciphers ECDHE-RSA-AES256-GCM-SHA384
stop_server
needs=()
# What speaks TLS 1.1 at most, or only 1.3, mostly says so by finding no suite.
never="CBC suites and TLS 1.0, 1.1 and 1.3 are never offered"
start_openssl() {
    start ACCEPT openssl s_server -accept "[$server_host]:{port}" \
        -cert "$pki/certs/rsa2048_1.pem" -key "$pki/chains/rsa2048_1.key" -WWW "$@"
}
start_openssl -tls1_1 -cipher DEFAULT@SECLEVEL=0
refuse "openssl s_server speaks TLS 1.1 only" "$offered" "$never"
stop_server
start_openssl -tls1_3
refuse "openssl s_server speaks TLS 1.3 only" \
    "the server does not speak TLS 1.2, the only version that brine does" \
    "servers that refuse it speak older versions only, or only TLS 1.3"
stop_server
serve_gnutls rsa2048_1 --priority "NORMAL:-VERS-ALL:+VERS-TLS1.3"
refuse "gnutls-serv speaks TLS 1.3 only" "$offered" "$never"
stop_server
serve_openssl rsa2048_1 -alpn "spdy/3"
refuse "openssl s_server has another protocol" \
    "the server supports none of the application protocols that were offered (ALPN): h2, http/1.1" \
    "; try --alpn with a protocol that the server supports" --alpn h2,http/1.1
stop_server

# ---- A certificate of the client's is wanted ----

wanted="the server asked for the client's certificate, and none is configured"
serve_openssl rsa2048_1 -Verify 2 -verify_return_error -CAfile "$pki/certs/client_ca.pem"
refuse "openssl s_server wants a certificate" "$wanted" "; try --cert FILE and --key FILE"
stop_server
serve_gnutls rsa2048_1 --require-client-cert --x509cafile "$pki/certs/client_ca.pem"
refuse "gnutls-serv wants a certificate" "$wanted" "; try --cert FILE and --key FILE"
stop_server

finish
