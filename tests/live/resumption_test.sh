#!/usr/bin/env bash
# Sessions by ID and by ticket with each server, kept in a file and in the config's cache.
source "$(dirname "$0")/check.sh"

# resumes TITLE: the second of two runs with one session file resumes.
resumes() {
    local provider
    for provider in "${providers[@]}"; do
        rm -f "$work/session"
        expect_one "$provider" "$1, first" 0 "resumed: no" www.brine.test/hello \
            -v --session "$work/session"
        expect_one "$provider" "$1, then" 0 "resumed: yes" www.brine.test/hello \
            -v --session "$work/session"
        expect_one "$provider" "$1, and again" 0 "resumed: yes" www.brine.test/hello \
            -v --session "$work/session"
        cached "$provider" "$1, from the cache"
    done
}

# cached PROVIDER TITLE: of two connections on one config the second resumes, and still shows
# what the peer showed.
cached() {
    local title="$2 [$1]" chain
    if ! run_facts "$1" --times 2; then
        fail "$title" "facts failed"
    elif [ "$(grep '^resumed=' "$work/facts" | tr '\n' ' ')" != "resumed=no resumed=yes " ]; then
        fail "$title" "$(grep '^resumed=' "$work/facts" | tr '\n' ' ')"
    elif [ "$(grep '^chain=' "$work/facts" | tr '\n' ' ')" != "chain=2 chain=2 " ]; then
        fail "$title" "$(grep '^chain=' "$work/facts" | tr '\n' ' ')"
    else
        pass "$title"
    fi
}

serve_openssl rsa2048_1
resumes "openssl s_server, ticket"
stop_server
serve_openssl rsa2048_1 -no_ticket
resumes "openssl s_server, session ID"
stop_server

serve_gnutls rsa2048_1
resumes "gnutls-serv, ticket"
stop_server
serve_gnutls rsa2048_1 --noticket
resumes "gnutls-serv, session ID"
stop_server

serve_nginx rsa2048_1 "ssl_session_tickets on;" "ssl_session_cache off;"
resumes "nginx, ticket"
stop_server
serve_nginx rsa2048_1 "ssl_session_tickets off;" "ssl_session_cache shared:tls:1m;"
resumes "nginx, session ID"
# The server's own word for it.
wanted_text="reused=r "
for provider in "${providers[@]}"; do
    expect_one "$provider" "nginx sees the session again" 0 "" www.brine.test/facts \
        --session "$work/session"
done
wanted_text=
stop_server

# A server that has forgotten the session, or can't read the ticket: a full handshake.
for options in "" "-no_ticket"; do
    for provider in "${providers[@]}"; do
        rm -f "$work/session"
        serve_openssl rsa2048_1 $options
        expect_one "$provider" "a session is made ${options}" 0 "resumed: no" \
            www.brine.test/hello -v --session "$work/session"
        stop_server
        old_port=$server_port
        serve_openssl rsa2048_1 $options
        expect_one "$provider" "another server refuses it ${options}" 0 "resumed: no" \
            www.brine.test/hello -v --session "$work/session"
        stop_server
    done
done

finish
