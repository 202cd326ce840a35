#!/usr/bin/env bash
# What --key-log writes lets tshark read the connections, which a relay has recorded.
for program in tshark text2pcap; do
    command -v $program >/dev/null || {
        echo "skipped: $program is not installed (Debian's package tshark)"
        exit 0
    }
done
source "$(dirname "$0")/check.sh"

record=$work/record
keys=$work/keys

# serve_recorded SUITE [OPTIONS...]: s_server with one suite behind a relay that records.
serve_recorded() {
    local suite=$1
    shift
    serve_openssl rsa2048_1 -cipher "$suite" -alpn http/1.1 "$@"
    rm -f "$record".*
    serve_relay --record "$record"
}

# read_record NUMBER KEYS: what tshark reads of the recorded connection with these keys goes to
# $work/plaintext.
read_record() {
    text2pcap -q -r '^(?<dir>[<>]) (?<data>[0-9a-f]+)$' -T 50000,443 "$record.$1" "$work/pcap" \
        >"$work/err" 2>&1 || true
    tshark -r "$work/pcap" -o "tls.keylog_file:$2" -q -z follow,tls,ascii,0 \
        >"$work/plaintext" 2>>"$work/err" || true
}

# reads TITLE NUMBER: with the keys the request and the page can be read, and without them neither.
reads() {
    local words
    read_record "$2" /dev/null
    if grep -qE "GET|hello" "$work/plaintext"; then
        fail "$1" "it can be read without keys"
        return
    fi
    read_record "$2" "$keys"
    for words in "GET /hello HTTP/1.1" "hello from the other side"; do
        if grep -qF "$words" "$work/plaintext"; then
            pass "$1: $words"
        else
            fail "$1" "\"$words\" can't be read: $(head -c 500 "$work/plaintext")"
        fi
    done
}

get() {
    rm -f "$keys"
    SSLKEYLOGFILE=$keys expect_one default "$@" --key-log
}

page=www.brine.test/hello
for suite in ECDHE-RSA-AES128-GCM-SHA256 ECDHE-RSA-AES256-GCM-SHA384 \
    ECDHE-RSA-CHACHA20-POLY1305; do
    serve_recorded $suite
    get "$suite" 0 "" $page
    reads "$suite is read" 1
    stop_servers
done
serve_recorded AES128-GCM-SHA256
get "the RSA key exchange" 0 "" $page --legacy-rsa
reads "the RSA key exchange is read" 1
stop_servers

# The second connection has no key exchange: its own lines alone must do.
for options in "" -no_ticket; do
    serve_recorded ECDHE-RSA-AES128-GCM-SHA256 $options
    rm -f "$work/session"
    get "a session is made $options" 0 "resumed: no" $page -v --session "$work/session"
    get "a session is resumed $options" 0 "resumed: yes" $page -v --session "$work/session"
    reads "a resumed session is read $options" 2
    stop_servers
done

finish
