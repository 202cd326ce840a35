#!/usr/bin/env bash
# The ladder that https_get --trace draws of real handshakes.
source "$(dirname "$0")/check.sh"

# lacks_in_order FILE WORDS...: the first of these words that does not follow the one before it on
# a later line.
lacks_in_order() {
    local lines line
    mapfile -t lines <"$1"
    shift
    for line in "${lines[@]}"; do
        [ $# -eq 0 ] && return 1
        [[ $line == *"$1"* ]] && shift
    done
    [ $# -gt 0 ] && echo "$1"
}

# The names of the messages in the ladder, and in the page, in their order.
names_in_ladder() {
    sed -nE 's/^.*\|[-=]{2} ([A-Za-z ]+)(, [0-9]+ bytes?)? [-=]+>\|$/\1/p
        s/^.*\|<[-=]+ ([A-Za-z ]+)(, [0-9]+ bytes?)? [-=]{2}\|$/\1/p' "$work/ladder"
}
names_in_page() {
    sed -nE 's/^<li class="(client|server).*<b>([A-Za-z ]+)<.b>.*$/\2/p' "$work/page.html"
}

# draws TITLE EXIT OPTIONS... -- WORDS...: https_get --trace with these options ends so, and its
# ladder has these words, each on a later line than those before it, and no line of more than 80
# columns; the page of --trace-html has the same messages. "any" is any exit status.
draws() {
    local title=$1 wanted_exit=$2 status=0 options=() lacking
    shift 2
    for (( ; $# > 0; )); do
        [ "$1" != -- ] || break
        options+=("$1")
        shift
    done
    shift
    "${emulator[@]}" "${https_get[default]}" --trace --trace-html "$work/page.html" \
        --cacert "$pki/trust.pem" -m 30 --resolve "www.brine.test:$server_port:127.0.0.1" \
        "${options[@]}" \
        "https://www.brine.test:$server_port/hello" >"$work/out" 2>"$work/err" || status=$?
    grep -v "^https_get: " "$work/err" >"$work/ladder" || true
    if [ "$wanted_exit" != any ] && [ "$status" -ne "$wanted_exit" ]; then
        fail "$title" "exit status $status, not $wanted_exit"
    elif lacking=$(lacks_in_order "$work/ladder" "$@"); then
        fail "$title" "the ladder lacks \"$lacking\" at its place"
    elif grep -q '.\{81\}' "$work/ladder"; then
        fail "$title" "a line has more than 80 columns"
    elif grep -q $'\033' "$work/ladder"; then
        fail "$title" "there are colours in a file"
    elif [ "$(names_in_page)" != "$(names_in_ladder)" ] || [ ! -s "$work/page.html" ]; then
        fail "$title" "the page has other messages: $(names_in_page | tr '\n' ' ')"
    else
        pass "$title"
    fi
}

serve_openssl rsa2048_1 -alpn http/1.1
full=(
    "TLS with www.brine.test port $server_port "
    "|   connected to 127.0.0.1 "
    "|-- ClientHello, "
    "suites       TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,"
    "server name  www.brine.test "
    "groups       x25519, secp256r1, secp384r1 "
    "schemes      ecdsa_secp256r1_sha256, ed25519, "
    "ALPN         http/1.1 "
    "session      none to resume, a ticket is welcome "
    "- ServerHello, "
    "suite        TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 "
    "ALPN         http/1.1 "
    "session      new, without an ID, a ticket will follow "
    "- Certificate, "
    "certificate  0 "
    "subject      CN=rsa2048_1,O=brine tests "
    "issuer       CN=rsa_ca_1,O=brine tests "
    "valid from   2020-01-01 00:00:00 UTC "
    "valid to     9999-12-31 23:59:59 UTC "
    "certificate  1 "
    "- ServerKeyExchange, 296 bytes --|"
    "group        x25519 "
    "signature    rsa_pss_rsae_sha256, 256 bytes "
    "- ServerHelloDone, 0 bytes --|"
    "|-- ClientKeyExchange, 33 bytes --"
    "|-- ChangeCipherSpec, 1 byte --"
    "encrypted    from here on, all that the client sends:"
    "|== Finished, 12 bytes ==")
draws "a full handshake" 0 --no-false-start -- "${full[@]}" \
    "- NewSessionTicket, " "lifetime     7200 seconds " "- ChangeCipherSpec, 1 byte --|" \
    "= Finished, 12 bytes ==|" "|   handshake complete " "handshake    full " "round trips  2 " \
    "|== Application Data, " "= Application Data ==|" "= Alert, 2 bytes ==|" "alert        close_notify"
draws "False Start" 0 -- "${full[@]}" "|== Application Data, " "- ChangeCipherSpec, 1 byte --|" \
    "= Finished, 12 bytes ==|" "|   handshake complete " "round trips  2 " \
    "False Start  data was sent after 1 of them " "= Application Data ==|"

rm -f "$work/session"
draws "a handshake that makes a session" 0 --session "$work/session" -- "- NewSessionTicket, "
draws "a session resumed by its ticket" 0 --session "$work/session" -- \
    "session      to be resumed by a ticket of " "session      resumed by its ticket " \
    "- ChangeCipherSpec, 1 byte --|" "= Finished, 12 bytes ==|" "|-- ChangeCipherSpec, 1 byte --" \
    "|== Finished, 12 bytes ==" \
    "handshake    abbreviated, session resumed by its ticket " "round trips  1 " \
    "|== Application Data, "
draws "a certificate that the client refuses" 60 --cacert "$pki/certs/client_p256.pem" -- \
    "- Certificate, " "|-- Alert, 2 bytes --" "level        fatal " "alert        unknown_ca " \
    "|   FAILED after 1 round trip: the issuer of a certificate is not "
serve_relay --cut 300
draws "a connection that is dropped in the handshake" 35 -- \
    "|-- ClientHello, " "- ServerHello, " \
    "|   FAILED after 1 round trip: the server ended the connection in "
stop_server
stop_servers

serve_openssl rsa2048_1 -no_ticket
rm -f "$work/session"
draws "a handshake that makes a session with an ID" 0 --session "$work/session" -- \
    "session      new, with an ID of 32 bytes "
draws "a session resumed by its ID" 0 --session "$work/session" -- \
    "session      to be resumed by its ID of 32 bytes " "session      resumed by its ID " \
    "round trips  1 "
stop_server

serve_openssl rsa2048_1 -Verify 2 -CAfile "$pki/trust.pem"
draws "a client certificate" 0 -E "$pki/chains/client_p256.pem" \
    --key "$pki/chains/client_p256.key" -- \
    "- CertificateRequest, " "types        rsa_sign, dss_sign, ecdsa_sign " "authorities  " \
    "|-- Certificate, " "subject      CN=client_p256,O=brine tests " "|-- ClientKeyExchange, " \
    "|-- CertificateVerify, " "signature    ecdsa_secp256r1_sha256, " \
    "|-- ChangeCipherSpec, 1 byte --"
draws "an alert from the server" 35 -- \
    "|-- Certificate, 3 bytes --" "certificate  none: the server may go on without " \
    "|== Finished, 12 bytes ==" "- Alert, 2 bytes --|" "alert        handshake_failure: " \
    "|   FAILED after 2 round trips: the server refused with an alert "
stop_server

serve_openssl rsa2048_1 -cipher AES128-GCM-SHA256
draws "the RSA key exchange" 0 --legacy-rsa -- \
    "suite        TLS_RSA_WITH_AES_128_GCM_SHA256 " "- ServerHelloDone, " \
    "|-- ClientKeyExchange, 258 bytes --" "secret       256 bytes, encrypted to the server's key"
stop_server

# s_server asks for a new handshake on the command "r", and fails when it is refused.
mkfifo "$work/commands"
exec 7<>"$work/commands"
start ACCEPT bash -c 'exec "$@" <"$0"' "$work/commands" openssl s_server -accept "127.0.0.1:{port}" \
    -cert "$pki/certs/rsa2048_1.pem" -key "$pki/chains/rsa2048_1.key" \
    -cert_chain "$pki/cas/rsa2048_1.pem" -tls1_2
ask_again() {
    local try
    for ((try = 0; try < START_TRIES; try++)); do
        grep -qs "GET /hello" "$server_log" && break
        sleep 0.02
    done
    echo r >&7
}
ask_again &
draws "a HelloRequest after the handshake" any -- \
    "|   handshake complete " "= HelloRequest, 0 bytes ==|" \
    "meaning      the server asks for a new handshake, " "|== Alert, 2 bytes ==" \
    "alert        no_renegotiation "
wait $!
exec 7>&-
stop_server

# Of a connection that never came, the page says why.
closed=$server_port
draws "no connection" 7 --resolve "www.brine.test:$closed:127.0.0.1" --
if grep -q '<dd class="bad">.*www.brine.test' "$work/page.html"; then
    pass "the page of no connection"
else
    fail "the page of no connection" "$(grep 'class="bad"' "$work/page.html")"
fi

finish
