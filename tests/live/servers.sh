# Live TLS servers on loopback for the tests: openssl s_server, gnutls-serv and nginx.
#
# Each serve_* function starts one, waits until it listens, and sets server_port, server_pid,
# server_log and server_key, the name of the file in keys/ that it has the key from. A port that
# another process took meanwhile is given up for another one. Servers are stopped by their own
# pids: stop_server for the last one, stop_servers for all, as happens when the script ends.
# Files that they serve lie in $www; everything else they need in $work.

work=$(mktemp -d "${TMPDIR:-/tmp}/brine-live.XXXXXX")
www=$work/www
mkdir "$www"
server_count=0
server_key=
server_pids=()

# A server listens from here on; the system gives outgoing connections higher ports.
readonly FIRST_PORT=10000 PORTS=20000
# Tries to find a port, and tenths of a second that a server has for starting.
readonly PORT_TRIES=20 START_TRIES=200

stop_servers() {
    local pid
    for pid in "${server_pids[@]}"; do
        kill "$pid" 2>/dev/null || true
    done
    for pid in "${server_pids[@]}"; do
        wait "$pid" 2>/dev/null || true
    done
    server_pids=()
}

stop_server() {
    kill "$server_pid" 2>/dev/null || true
    wait "$server_pid" 2>/dev/null || true
    local pid left=()
    for pid in "${server_pids[@]}"; do
        [ "$pid" = "$server_pid" ] || left+=("$pid")
    done
    server_pids=("${left[@]}")
}

clean_up() {
    stop_servers
    rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

# Where serve_openssl listens; the others take 127.0.0.1.
server_host=127.0.0.1

# listening PORT: whether a connection can be made.
listening() {
    (exec 3<>"/dev/tcp/$server_host/$1") 2>/dev/null
}

# start READY COMMAND...: runs COMMAND with a free port for each {port} in it, and waits until
# its log holds READY and it accepts connections.
start() {
    local ready=$1 port try
    shift
    server_count=$((server_count + 1))
    server_log=$work/server-$server_count.log
    for ((try = 0; try < PORT_TRIES; try++)); do
        port=$((FIRST_PORT + (RANDOM * 32768 + RANDOM) % PORTS))
        listening $port && continue
        (cd "$www" && exec "${@//\{port\}/$port}") \
            </dev/null >"$server_log" 2>&1 &
        server_pid=$!
        server_port=$port
        server_pids+=("$server_pid")
        wait_for_server "$ready" && return 0
        stop_server
        grep -qis "in use" "$server_log" || break
    done
    echo "live: a server does not start: $*" >&2
    cat "$server_log" >&2
    exit 1
}

wait_for_server() {
    local try
    for ((try = 0; try < START_TRIES; try++)); do
        kill -0 "$server_pid" 2>/dev/null || return 1
        if grep -qs -- "$1" "$server_log" && listening "$server_port"; then
            # Another process might answer on this port: ours is still alive and said it listens.
            kill -0 "$server_pid" 2>/dev/null
            return
        fi
        sleep 0.02
    done
    return 1
}

set_server_key() {
    server_key=$(readlink "$pki/chains/$1.key")
    server_key=${server_key##*/}
    server_key=${server_key%.pem}
}

# serve_openssl CHAIN [OPTIONS...]: serves the files of $www.
serve_openssl() {
    local chain=$1 cas=()
    shift
    set_server_key "$chain"
    [ ! -e "$pki/cas/$chain.pem" ] || cas=(-cert_chain "$pki/cas/$chain.pem")
    start ACCEPT openssl s_server -accept "[$server_host]:{port}" -cert "$pki/certs/$chain.pem" \
        -key "$pki/chains/$chain.key" "${cas[@]}" -tls1_2 -WWW "$@"
}

# serve_gnutls CHAIN [OPTIONS...]: answers every request with $www/hello.
serve_gnutls() {
    local chain=$1
    shift
    set_server_key "$chain"
    start done gnutls-serv --http --port {port} --x509certfile "$pki/chains/$chain.pem" \
        --x509keyfile "$pki/chains/$chain.key" --httpdata "$www/hello" "$@"
}

# serve_nginx CHAIN [DIRECTIVE...]: serves the files of $www; /facts tells how nginx sees the
# connection. Directives go into the server block. With nginx_tls empty it speaks plain HTTP.
nginx_tls=ssl
serve_nginx() {
    local chain=$1
    shift
    set_server_key "$chain"
    local home=$work/nginx-$server_count
    mkdir -p "$home"
    printf '%s\n' "$@" >"$home/directives"
    start "OS:" "$live/nginx.sh" "$home" {port} "$pki/chains/$chain" \
        "$nginx_tls"
}

# serve_relay [OPTIONS...]: a relay (see tests/live/relay/relay.c) in front of the last server.
serve_relay() {
    start "relay: listening" "$build/tests/tcp_relay" {port} "$server_port" "$@"
}

# relay_reports SEEN COUNT: what the relay says about connections that got an answer, after the
# first SEEN lines of its log; waits until there are COUNT, as it speaks when they are over.
relay_reports() {
    local try reports
    for ((try = 0; try < START_TRIES; try++)); do
        reports=$(tail -n +$(($1 + 1)) "$server_log" | grep -v "round_trips=0 " || true)
        [ "$(wc -l <<<"$reports")" -lt "$2" ] || break
        sleep 0.02
    done
    echo "$reports"
}
