#!/usr/bin/env bash
# Runs haproxy in the foreground for one test: haproxy.sh HOME PORT CHAIN BACKEND_PORT
#
# TLS comes in on PORT, with CHAIN.pem and CHAIN.key; what is in it goes to BACKEND_PORT. It asks
# for a client's certificate, and its log says whether one came.
set -euo pipefail
home=$1 port=$2 chain=$3 backend=$4

mkdir -p "$home"
cat "$chain.pem" "$chain.key" >"$home/identity.pem"
cat >"$home/haproxy.conf" <<CONFIG
global
    log stdout format raw local0
    ssl-default-bind-options ssl-min-ver TLSv1.2 ssl-max-ver TLSv1.2
defaults
    mode tcp
    timeout connect 10s
    timeout client 60s
    timeout server 60s
frontend proxy
    bind 127.0.0.1:$port ssl crt "$home/identity.pem" alpn http/1.1 verify optional ca-file "$chain.pem"
    log global
    log-format "certificate=%[ssl_c_used] resumed=%[ssl_fc_is_resumed]"
    default_backend tunnel
backend tunnel
    server tinyproxy 127.0.0.1:$backend
CONFIG
echo "haproxy listens"
exec "$(PATH=$PATH:/usr/sbin:/sbin command -v haproxy)" -db -f "$home/haproxy.conf"
