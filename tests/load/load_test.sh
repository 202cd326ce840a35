#!/usr/bin/env bash
# Many connections against nginx, each side a process of its own:
#   load_test.sh BUILD_DIR [--long]     --long: up to 10,000 at once, and libssl beside brine
source "$(dirname "${BASH_SOURCE[0]}")/../live/check.sh"

# Raises the limit of descriptors as far as it may go: one for each connection, on either side.
ulimit -n "$(ulimit -Hn)"

# carry CLIENT PHASE COUNT
carry() {
    local at_once=$3
    [ "$2" != requests ] || at_once=100
    if [ "$(ulimit -n)" != unlimited ] && [ "$(ulimit -n)" -lt $((at_once + 64)) ]; then
        skip "$1: $2 $3" "a process may open $(ulimit -n) descriptors only"
    elif timeout 900 "${emulator[@]}" "$build/tests/load_$1" "$pki/trust.pem" "$server_port" \
        "$2" "$3" 2>"$work/err"; then
        pass "$1: $2 $3"
    else
        fail "$1: $2 $3" "see above"
    fi
}

export BRINE_NGINX_CONNECTIONS=10100
serve_nginx p256_1 "keepalive_timeout 3600;" "keepalive_requests 1000000;"
echo "client  phase       count     CPU us  heap each   RSS each"
if [ "${2:-}" = --long ]; then
    for client in brine libssl; do
        for count in 100 1000 10000; do
            carry $client idle $count
        done
        carry $client storm 10000
        carry $client requests 100000
    done
else
    carry brine idle 100
    carry brine idle 1000
    carry brine storm 1000
    carry brine requests 3000
fi
finish
