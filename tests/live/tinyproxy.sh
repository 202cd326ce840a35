#!/usr/bin/env bash
# Runs tinyproxy in the foreground for one test: tinyproxy.sh HOME PORT [DIRECTIVE...]
set -euo pipefail
home=$1 port=$2
shift 2

mkdir -p "$home"
printf '%s\n' "Port $port" "Listen 127.0.0.1" "Timeout 60" "LogLevel Info" "$@" \
    >"$home/tinyproxy.conf"
exec tinyproxy -d -c "$home/tinyproxy.conf"
