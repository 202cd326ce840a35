#!/usr/bin/env bash
# Every good chain from every server: the page arrives.
source "$(dirname "$0")/check.sh"

# Each kind of key under 0 to 3 intermediates, from each server. Those under 2 have no key
# identifiers, and odd names beside the right one.
for key in rsa2048 rsa4096 p256 p384 ed25519 rsapss; do
    for above in 0 1 2 3; do
        chain=${key}_$above
        serve_openssl $chain
        expect "openssl s_server with $chain" 0 "" www.brine.test/hello
        stop_server
        serve_gnutls $chain
        expect "gnutls-serv with $chain" 0 "" www.brine.test/hello
        stop_server
        serve_nginx $chain
        expect "nginx with $chain" 0 "" www.brine.test/hello
        stop_server
    done
done

# good CHAIN HOST TITLE
good() {
    serve_openssl "$1"
    expect "$3" 0 "" "$2/hello"
    stop_server
}

good mixed www.brine.test "RSA root, P-384 and P-256 CAs, RSA server"
good pss_signed www.brine.test "certificates signed with RSASSA-PSS"
good shuffled www.brine.test "a chain out of order with a stranger in it"
good with_root www.brine.test "a chain that includes its root"
good empty_name www.brine.test "a name that is empty beside the right one"
good no_usages www.brine.test "a certificate without key usages"
good constrained www.brine.test "a name that its CA's constraints permit"
good by_address 127.0.0.1 "an IPv4 address as the name"
if grep -q "^00000000000000000000000000000001 " /proc/net/if_inet6 2>/dev/null; then
    server_host=::1
    good by_address "[::1]" "an IPv6 address as the name"
    server_host=127.0.0.1
else
    skip "an IPv6 address as the name" "this machine has no ::1"
fi
good wildcard www.brine.test "a wildcard name"
good many_names b.brine.test "one of several names"
good many_names www.brine.test "a name in capitals"

# Of the odd names none matches, and each is left out of what is told, or shown as what it is.
serve_openssl rsa2048_2
expect "odd names: none is an address" 60 "not for 127.0.0.1" 127.0.0.1/hello
expect "odd names: none is a wildcard" 60 "not for a.b.brine.test" a.b.brine.test/hello
expect "odd names: the one with an underscore matches" 0 "" device_0042.brine.test/hello
expect "odd names: --strict refuses them" 60 "subjectAltName" www.brine.test/hello --strict
stop_server

finish
