#!/usr/bin/env bash
# Through real proxies: tinyproxy, and haproxy that puts TLS before it. curl goes the same ways and
# must end with the same exit codes.
source "$(dirname "$0")/check.sh"

serve_tinyproxy() {
    start "Accepting connections" "$live/tinyproxy.sh" "$work/tinyproxy-$server_count" {port} "$@"
}

# serve_haproxy CHAIN PORT: TLS in front of what listens on PORT.
serve_haproxy() {
    start "haproxy listens" "$live/haproxy.sh" "$work/haproxy-$server_count" {port} \
        "$pki/chains/$1" "$2"
}

# curl_ends TITLE EXIT [OPTIONS...]: curl's exit code for the same. Where a proxy opens no tunnel,
# curl 8 has come to end with 7.
curl_ends() {
    local title="$1 [curl]" wanted_exit=$2 status=0
    shift 2
    curl -q -sS -m 30 --cacert "$pki/trust.pem" "$@" "https://127.0.0.1:$origin/hello" \
        >"$work/out" 2>"$work/err" || status=$?
    if [ "$wanted_exit" -eq 56 ] && [ "$status" -eq 7 ] &&
        grep -q "CONNECT tunnel failed" "$work/err"; then
        status=56
    fi
    if [ "$status" -ne "$wanted_exit" ]; then
        fail "$title" "exit status $status, not $wanted_exit"
    elif [ "$status" -eq 0 ] && ! cmp -s "$work/out" "$www/hello"; then
        fail "$title" "the body differs"
    else
        pass "$title"
    fi
}

# through TITLE EXIT SENTENCE [OPTIONS...]: fetches from the server at $origin, with curl, too.
through() {
    local title=$1 wanted_exit=$2 sentence=$3
    shift 3
    server_port=$origin expect "$title" "$wanted_exit" "$sentence" 127.0.0.1/hello "$@"
    curl_ends "$title" "$wanted_exit" "$@"
}

serve_nginx by_address
origin=$server_port
serve_tinyproxy
plain=127.0.0.1:$server_port
serve_tinyproxy "BasicAuth user secret"
guarded=127.0.0.1:$server_port
serve_tinyproxy "ConnectPort 1"
choosy=127.0.0.1:$server_port
serve_haproxy by_address "${plain#*:}"
private=127.0.0.1:$server_port
haproxy_log=$server_log

# ---- tinyproxy ----

through "a page" 0 "" -x "http://$plain"
through "a page, without scheme" 0 "" -x "$plain"
through "a page, told" 0 "> CONNECT 127.0.0.1:$origin HTTP/1.1" -v -x "http://$plain"
https_proxy=http://$plain through "https_proxy" 0 " at 127.0.0.1 (https_proxy)" -v
ALL_PROXY=http://$plain through "ALL_PROXY" 0 " at 127.0.0.1 (ALL_PROXY)" -v
https_proxy=http://127.0.0.1:1 NO_PROXY=127.0.0.0/8 through "NO_PROXY" 0 ""
https_proxy=http://127.0.0.1:1 through "no NO_PROXY" 7 "the proxy that https_proxy names"

through "a password is wanted" 56 "(status 407); give them with --proxy-user" -x "http://$guarded"
through "a password" 0 "" -x "http://$guarded" -U user:secret
through "a password in the URL" 0 "" -x "http://user:secret@$guarded"
# Newer ones of tinyproxy say 407, as they should, where Debian 12's says 401.
case $(curl -q -s -m 30 -o "$work/out" -w '%{http_connect}' -x "http://$guarded" -U user:wrong \
    "https://127.0.0.1:$origin/hello") in
407) words="does not accept the user name and password that it was sent (status 407)" ;;
*) words="opens no tunnel to 127.0.0.1:$origin: it answered with status 401" ;;
esac
through "a wrong password" 56 "$words" -x "http://$guarded" -U user:wrong
through "a port that is not allowed" 56 "it answered with status 403" -x "http://$choosy"

server_port=1 expect "a server that is not there" 56 "it answered with status 500" \
    127.0.0.1/hello -x "http://$plain"
origin=1 curl_ends "a server that is not there" 56 -x "http://$plain"

for session in first then; do
    sentence="resumed: $([ $session = first ] && echo no || echo yes)"
    server_port=$origin expect_one default "a session, $session" 0 "$sentence" 127.0.0.1/hello \
        -v -x "http://$plain" --session "$work/session"
done

for session in first then; do
    sentence="resumed: $([ $session = first ] && echo no || echo yes)"
    server_port=443 expect_one default "a session with --connect-to, $session" 0 "$sentence" \
        127.0.0.1/hello -v -x "http://$plain" --connect-to "127.0.0.1:443:127.0.0.1:$origin" \
        --session "$work/session-there"
done

# ---- haproxy ----

trusted=(-x "https://$private" --proxy-cacert "$pki/trust.pem")
through "a page through TLS" 0 "" "${trusted[@]}"
through "a page through TLS, told" 0 "* TLS with the proxy $private: TLSv1.2, " -v "${trusted[@]}"
through "TLS with a proxy that is not trusted" 60 "no TLS with the proxy that -x names" \
    -x "https://$private"
through "-k is not for the proxy" 60 "no TLS with the proxy that -x names" -k -x "https://$private"
through "TLS where none is wanted" 56 "the proxy $private (-x)" -x "http://$private"

# Our certificate is for servers.
through "our certificate" 0 "" "${trusted[@]}" \
    -E "$pki/chains/by_address.pem" --key "$pki/chains/by_address.key"
if grep -q certificate=1 "$haproxy_log" || ! grep -q certificate=0 "$haproxy_log"; then
    fail "our certificate is not for the proxy" "haproxy saw one"
else
    pass "our certificate is not for the proxy"
fi

# Of a file of sessions, none is for the proxy; the second tunnel of one run resumes.
rm -f "$work/session"
server_port=$origin expect_one default "a session behind TLS, first" 0 "resumed: no" \
    127.0.0.1/hello -v "${trusted[@]}" --session "$work/session"
server_port=$origin expect_one default "a session behind TLS, then" 0 "resumed: yes" \
    127.0.0.1/hello -v "${trusted[@]}" --session "$work/session"
if grep -q ", resumed" "$work/err"; then
    fail "no session of the file is for the proxy" "it was resumed with one"
else
    pass "no session of the file is for the proxy"
fi
cat "$www/hello" "$www/hello" >"$work/twice"
wanted_body=$work/twice
server_port=$origin expect_one default "a second tunnel resumes with the proxy" 0 ", resumed" \
    127.0.0.1/hello -v "${trusted[@]}" -H "Connection: close" "https://127.0.0.1:$origin/hello"

finish
