#!/usr/bin/env bash
# What TLS extensions bring, against what the server says: ALPN, smaller records, stapled
# responses, certificate timestamps, exported keying material, the key log; each on a full and on
# a resumed connection, on each provider.
source "$(dirname "$0")/check.sh"

# ask TITLE PATTERN [OPTIONS...]: `facts` makes a full and a resumed connection to the last
# server; both sets of facts must have a line that matches PATTERN as a whole.
ask() {
    local title=$1 pattern=$2 provider
    shift 2
    for provider in "${providers[@]}"; do
        applicable "$provider" "$title [$provider]" || continue
        if ! run_facts "$provider" --times 2 "$@"; then
            fail "$title [$provider]" "facts failed"
        elif [ "$(grep -c '^resumed=yes$' "$work/facts")" -ne 1 ]; then
            fail "$title [$provider]" "the second connection was not resumed"
        elif [ "$(grep -cxE "$pattern" "$work/facts")" -ne 2 ]; then
            fail "$title [$provider]" "not twice $pattern:
$(grep "^${pattern%%=*}=" "$work/facts" | cut -c1-200)"
        else
            pass "$title [$provider]"
        fi
    done
}

# refuse TITLE SENTENCE [OPTIONS...]: `facts` must fail with a sentence that holds SENTENCE.
refuse() {
    local title=$1 sentence=$2 provider
    shift 2
    for provider in "${providers[@]}"; do
        if run_facts "$provider" "$@"; then
            fail "$title [$provider]" "it succeeded"
        elif ! grep -qF -- "$sentence" "$work/err"; then
            fail "$title [$provider]" "stderr lacks \"$sentence\""
        else
            pass "$title [$provider]"
        fi
    done
}

# same TITLE NAME WANTED: the last run of `facts` gave the values WANTED for NAME, line by line.
same() {
    local got
    got=$(sed -n "s/^$2=//p" "$work/facts" | tr 'a-f' 'A-F')
    if [ -n "$3" ] && [ "$got" = "$(tr 'a-f' 'A-F' <<<"$3")" ]; then
        pass "$1"
    else
        fail "$1" "we have $got, the server $3"
    fi
}

# ---- ALPN (RFC 7301) ----
serve_openssl rsa2048_1 -alpn other,brine/1
ask "openssl s_server chooses our protocol" "alpn=brine/1" --alpn brine/1 --require-alpn
refuse "openssl s_server knows no such protocol" no_application_protocol --alpn nothing/1
stop_server
serve_gnutls rsa2048_1 --alpn brine/1
ask "gnutls-serv chooses our protocol" "alpn=brine/1" --alpn brine/1 --require-alpn
ask "gnutls-serv goes on without a protocol" "alpn=" --alpn nothing/1
refuse "a protocol is required, gnutls-serv chooses none" "chose no application protocol" \
    --alpn nothing/1 --require-alpn
stop_server
serve_nginx rsa2048_1
wanted_text="alpn=http/1.1"
expect "nginx chooses http/1.1" 0 "" www.brine.test/facts --alpn http/1.1
wanted_text=
stop_server

# ---- Extended master secret (RFC 7627) ----
serve_openssl rsa2048_1
ask "openssl s_server has extended_master_secret" "ems=yes" --require-ems
stop_server
serve_gnutls rsa2048_1 --priority NORMAL:%NO_SESSION_HASH
ask "gnutls-serv without extended_master_secret" "ems=no"
refuse "extended_master_secret is required" "does not support extended_master_secret" --require-ems
refuse "no keying material without extended_master_secret" "not available" --export label 32
expect "https_get exports no keying material without extended_master_secret" 56 \
    "no keying material can be exported" www.brine.test/hello --export label
stop_server

# ---- Smaller records (RFC 6066 section 4) ----
head -c 20000 /dev/zero >"$www/zeros"

# records_are_at_most LENGTH: the relay sees no longer record in a full and a resumed connection;
# AEADs add up to 24 bytes.
records_are_at_most() {
    local provider longest title seen
    serve_relay
    facts_path=/zeros
    for provider in "${providers[@]}"; do
        title="no record has more than $1 bytes [$provider]"
        seen=$(wc -l <"$server_log")
        run_facts "$provider" --times 2 --fragment "$1" || true
        longest=$(relay_reports "$seen" 2 | sed -n 's/.*largest_record=\([0-9]*\).*/\1/p' | sort -n | tail -n 1)
        if [ "${longest:-0}" -gt "$1" ] && [ "$longest" -le $(($1 + 24)) ] &&
            [ "$(sed -n 's/^received=//p' "$work/facts" | sort -u)" -gt 20000 ]; then
            pass "$title"
        else
            fail "$title" "the longest has ${longest:-no}"
        fi
    done
    facts_path=/hello
    stop_server
}

for length in 512 1024 2048 4096; do
    serve_openssl rsa2048_1
    ask "openssl s_server, records of $length bytes" "fragment=$length" --fragment $length
    records_are_at_most $length
    stop_servers
    serve_gnutls rsa2048_1
    ask "gnutls-serv, records of $length bytes" "fragment=$length" --fragment $length
    stop_server
done

# ---- Stapled OCSP responses (RFC 6066 section 8) ----
staple=$(od -An -v -tx1 "$pki/staple.der" | tr -d ' \n')
serve_openssl rsa2048_1 -status_file "$pki/staple.der"
ask "openssl s_server staples" "staple=$staple" --require-staple
ask "openssl s_server staples nothing unasked" "staple="
stop_server
serve_nginx rsa2048_1 "ssl_stapling on;" "ssl_stapling_file '$pki/staple.der';"
ask "nginx staples" "staple=$staple" --staple
stop_server
serve_gnutls rsa2048_1 --ocsp-response "$pki/staple.der" --ignore-ocsp-response-errors
ask "gnutls-serv staples" "staple=$staple" --staple
stop_server
serve_openssl rsa2048_1
ask "openssl s_server has nothing to staple" "staple=" --staple
refuse "a stapled response is required" "stapled no certificate status" --require-staple
stop_server

# ---- Signed certificate timestamps (RFC 6962 section 3.3.1) ----
scts=$(printf '\x00\x0a\x00\x03one\x00\x03two' | od -An -v -tx1 | tr -d ' \n')
serve_openssl rsa2048_1 -serverinfo "$pki/scts.pem"
ask "openssl s_server sends timestamps" "scts=$scts" --scts
ask "openssl s_server sends no timestamps unasked" "scts="
stop_server

# ---- Keying material (RFC 5705) and key log, compared with the server's own ----
for provider in "${providers[@]}"; do
    serve_gnutls rsa2048_1 --keymatexport EXPERIMENTAL-brine --keymatexportsize 48
    run_facts "$provider" --times 2 --export EXPERIMENTAL-brine 48 || true
    same "gnutls-serv exports the same keying material [$provider]" export \
        "$(sed -n 's/^- Key material: //p' "$server_log")"
    stop_server

    serve_gnutls rsa2048_1 --keymatexport EXPERIMENTAL-brine --keymatexportsize 48
    run_facts "$provider" --times 2 --false-start --authenticate --export EXPERIMENTAL-brine 48 ||
        true
    same "the same before anything is read, once the server is authenticated [$provider]" export \
        "$(sed -n 's/^- Key material: //p' "$server_log")"
    same "and the session [$provider]" session $'yes\nyes'
    stop_server
    serve_openssl rsa2048_1
    run_facts "$provider" --false-start --authenticate || true
    same "openssl s_server's session, before anything is read [$provider]" session yes
    same "with False Start [$provider]" false_start yes
    stop_server

    serve_openssl rsa2048_1 -keylogfile "$work/server-keys"
    run_facts "$provider" --key-log || true
    same "openssl s_server logs the same key [$provider]" key_log \
        "$(grep '^CLIENT_RANDOM' "$work/server-keys")"
    rm -f "$work/server-keys"
    stop_server
done

finish
