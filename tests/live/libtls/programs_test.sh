#!/usr/bin/env bash
# Debian's programs for libtls, as they are, on ours: programs_test.sh BUILD_DIR
# sacc (Gopher), catgirl (IRC, with ngircd) and rpki-client (HTTPS, with nginx). Where one is not
# installed, its part is left out; where none is, the test is skipped.
set -euo pipefail
export LC_ALL=C PATH=$PATH:/usr/sbin
unset SSL_CERT_DIR SSLKEYLOGFILE
build=$(cd "${1:?usage: ${0##*/} BUILD_DIR}" && pwd)
live=$(cd "$(dirname "$0")/.." && pwd)
pki=$build/pki
ours=$build/libtls
# Started by root, rpki-client goes on as another user, who must be able to enter the folder.
[ "$(id -u)" != 0 ] || export TMPDIR=/tmp
source "$live/servers.sh"
chmod 755 "$work"
cp "$pki/trust.pem" "$work/trust.pem"
cases=0
failed=0

# available PROGRAM...: whether all are installed, and the first was built for our soname.
available() {
    local program
    for program in "$@"; do
        if ! command -v "$program" >/dev/null; then
            echo "n/a      $1: $program is not installed"
            return 1
        fi
    done
    if [[ $(ldd "$(command -v "$1")") != *libtls.so.26* ]]; then
        echo "n/a      $1: this system's is built for another libtls"
        return 1
    fi
}

# loads PROGRAM: it has our library.
loads() {
    if [[ $(LD_LIBRARY_PATH=$ours ldd "$(command -v "$1")") != *"$ours/libtls.so.26"* ]]; then
        echo "${0##*/}: $1 does not load $ours/libtls.so.26" >&2
        exit 1
    fi
}

# shows TITLE FILE WORDS
shows() {
    cases=$((cases + 1))
    if grep -aqF -- "$3" "$2"; then
        echo "ok       $1"
    else
        failed=$((failed + 1))
        echo "FAILED   $1: $2 lacks \"$3\""
        tail -n 20 "$2"
    fi
}

# lacks TITLE FILE WORDS
lacks() {
    cases=$((cases + 1))
    if grep -aqF -- "$3" "$2"; then
        failed=$((failed + 1))
        echo "FAILED   $1: $2 has \"$3\""
    else
        echo "ok       $1"
    fi
}

# waits FILE WORDS: until they are in it, ten seconds at most.
waits() {
    local try
    for ((try = 0; try < 500; try++)); do
        ! grep -aqsF -- "$2" "$1" || return 0
        sleep 0.02
    done
}

# sacc CAS: what it shows of nginx, which answers a Gopher request with an error of HTTP. Its pager
# is cat.
try_sacc() {
    LD_LIBRARY_PATH=$ours SSL_CERT_FILE=$1 PAGER=cat TERM=xterm timeout 20 \
        script -qec "sacc gophers://localhost:$server_port/0/text" /dev/null \
        </dev/null >"$work/sacc" 2>&1 || true
}

if available sacc script; then
    loads sacc
    serve_nginx rsa2048_1
    try_sacc "$pki/certs/root_p256.pem"
    lacks "sacc refuses a server that is not trusted" "$work/sacc" "HTTP/1.1 400"
    shows "sacc says why" "$work/sacc" "Can't establish TLS"
    try_sacc "$work/trust.pem"
    shows "sacc shows what the server says" "$work/sacc" "HTTP/1.1 400"
    stop_server
fi

serve_ngircd() {
    cp -L "$pki/chains/$1.pem" "$work/irc.pem"
    cp -L "$pki/chains/$1.key" "$work/irc.key"
    printf '%s\n' "[Global]" "Name = irc.brine.test" "AdminInfo1 = tests" "Listen = 127.0.0.1" \
        "Ports = 0" "[Options]" "PAM = no" "DNS = no" "Ident = no" "[SSL]" \
        "CertFile = $work/irc.pem" "KeyFile = $work/irc.key" "Ports = {port}" >"$work/irc.conf"
    start "ready" sh -c "sed 's/^Ports = .port.*/Ports = {port}/' '$work/irc.conf' \
        >'$work/irc.{port}.conf' && exec ngircd -n -f '$work/irc.{port}.conf'"
}

# catgirl OPTIONS...: says goodbye when it is in its room, or after ten seconds.
try_catgirl() {
    {
        waits "$work/catgirl" "are @tester"
        printf '/quit bye\r'
        waits "$server_log" "Got QUIT command"
    } | LD_LIBRARY_PATH=$ours TERM=xterm timeout 20 script -qec \
        "catgirl -h localhost -p $server_port -n tester -u tester -j '#room' $*" /dev/null \
        >"$work/catgirl" 2>&1 || true
}

if available catgirl ngircd script; then
    loads catgirl
    serve_ngircd rsa2048_1
    LD_LIBRARY_PATH=$ours timeout 20 catgirl -o -h localhost -p "$server_port" -n tester \
        >"$work/chain" 2>&1 || true
    shows "catgirl -o prints the server's chain" "$work/chain" "-----BEGIN CERTIFICATE-----"
    try_catgirl -t "$work/trust.pem"
    shows "catgirl registers" "$server_log" 'User "tester!~tester@127.0.0.1" registered'
    shows "catgirl is in its room" "$work/catgirl" "are @tester"
    shows "catgirl quits" "$server_log" "Got QUIT command"
    stop_server
    serve_ngircd expired
    LD_LIBRARY_PATH=$ours SSL_CERT_FILE=$work/trust.pem timeout 20 catgirl -h localhost \
        -p "$server_port" -n tester >"$work/catgirl" 2>&1 </dev/null || true
    shows "catgirl refuses a certificate that has expired" "$work/catgirl" "expired"
    stop_server
fi

# rpki-client CAS: fetches a trust anchor over HTTPS.
try_rpki_client() {
    rm -rf "$work/rpki"
    mkdir -p "$work/rpki/cache" "$work/rpki/out"
    printf 'https://localhost:%s/anchor.cer\n\n%s\n' "$server_port" \
        "$(openssl pkey -in "$pki/keys/p256.pem" -pubout | grep -v -- -)" >"$work/rpki/test.tal"
    chmod -R a+rX "$work/rpki"
    [ "$(id -u)" != 0 ] || chown -R _rpki-client "$work/rpki"
    LD_LIBRARY_PATH=$ours SSL_CERT_FILE=$1 timeout 60 rpki-client -vv -t "$work/rpki/test.tal" \
        -d "$work/rpki/cache" "$work/rpki/out" >"$work/rpki.log" 2>&1 || true
}

if available rpki-client; then
    loads rpki-client
    serve_nginx rsa2048_1
    openssl x509 -in "$pki/certs/p256_0.pem" -outform DER -out "$www/anchor.cer"
    try_rpki_client "$work/trust.pem"
    shows "rpki-client fetches a trust anchor" "$work/rpki.log" "loaded from network"
    try_rpki_client "$pki/certs/root_p256.pem"
    shows "rpki-client refuses a server that is not trusted" "$work/rpki.log" "TLS handshake"
    stop_server
fi

if [ "$cases" = 0 ]; then
    echo "skipped: none of Debian's programs for libtls is installed"
    exit 0
fi
echo "$cases cases, $failed failed"
[ "$failed" = 0 ]
