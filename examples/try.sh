#!/usr/bin/env bash
# Shows https_get at work without a network: try.sh [BUILD_DIR]
#
# Makes a certificate for localhost, starts openssl's test server with it on a free port of
# 127.0.0.1, fetches a page, and stops the server again.
set -euo pipefail
build=$(cd "${1:-build}" && pwd)
dir=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$dir"' EXIT
cd "$dir"

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem \
    -out certificate.pem -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost \
    2>openssl.log || { cat openssl.log >&2; exit 1; }
echo "Hello from a TLS 1.2 server on loopback." >hello

# A port may be taken: then the server stops at once, and another one is tried.
for _ in 1 2 3 4 5 6 7 8 9 10; do
    port=$((10000 + RANDOM % 20000))
    : >server.log
    openssl s_server -accept "127.0.0.1:$port" -cert certificate.pem -key key.pem -tls1_2 -WWW \
        >server.log 2>&1 &
    server=$!
    for _ in $(seq 100); do
        if ! kill -0 "$server" 2>/dev/null || grep -q ACCEPT server.log; then
            break
        fi
        sleep 0.05
    done
    kill -0 "$server" 2>/dev/null && grep -q ACCEPT server.log && break
    server=
done
[ -n "$server" ] || { cat server.log >&2; exit 1; }

set -x
"$build/examples/https_get" -v --noproxy '*' --cacert certificate.pem \
    --resolve "localhost:$port:127.0.0.1" "https://localhost:$port/hello"
{ set +x; } 2>/dev/null
cat <<TEXT

That was brine on loopback. To fetch a real page, with the system's CA certificates (Debian's
package ca-certificates):

    ${build/#$OLDPWD\//}/examples/https_get https://www.debian.org/
TEXT
