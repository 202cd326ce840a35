#!/usr/bin/env bash
# Certificates of private PKIs, in a handshake each: openssl s_server shows the chain, https_get
# trusts its CA and says what index.tsv wants the default profile to say.
#
# The certificates are read from private-pki/ in the folder of vectors, and without it this test
# is skipped: the same kinds are made and judged by x509_profiles_test.
source "$(dirname "$0")/check.sh"

shapes=${BRINE_VECTORS_DIR:-}/private-pki
if [ ! -e "$shapes/index.tsv" ]; then
    echo "skipped: no private-pki/index.tsv in BRINE_VECTORS_DIR"
    exit 0
fi
program=${https_get[default]}

# fetch TITLE WANTED HOST OPTIONS...: WANTED is "accept", or anything else that is refused with
# it as the sentence.
fetch() {
    local title=$1 wanted=$2 host=$3 status=0
    shift 3
    "${emulator[@]}" "$program" --resolve "$host:$server_port:127.0.0.1" -m 30 "$@" \
        "https://$host:$server_port/hello" >"$work/out" 2>"$work/err" || status=$?
    if [ "$wanted" = accept ] && [ "$status" -eq 0 ]; then
        pass "$title"
    elif [ "$wanted" != accept ] && [ "$status" -eq 60 ] && grep -qF -- "$wanted" "$work/err"; then
        pass "$title"
    else
        fail "$title" "exit status $status, wanted: $wanted"
    fi
}

# serve SHAPE OPTIONS...: with its key, or its folder's where that is shared.
serve() {
    local shape=$1
    shift
    local key=$shapes/$shape.key.pem
    [ -e "$key" ] || key=$(dirname "$shapes/$shape")/key.pem
    start ACCEPT openssl s_server -accept "127.0.0.1:{port}" -cert "$shapes/$shape.chain.pem" \
        -cert_chain "$shapes/$shape.chain.pem" -key "$key" -tls1_2 -WWW "$@"
}

host_shape=
host_name=
while IFS=$'\t' read -r shape host wanted; do
    case $shape in '#'*) continue ;; esac
    case $wanted in
    accept*)
        if [ "$host" = - ]; then
            continue
        fi
        serve "$shape"
        fetch "$shape" accept "$host" --cacert "$shapes/$shape.ca.pem"
        stop_server
        [ -n "$host_shape" ] || { host_shape=$shape host_name=$host; }
        ;;
    *"as --cert "*)
        name=${shape##*/}
        folder=$shapes/${shape%/*}
        serve "$host_shape" -verify 3
        fetch "$shape" accept "$host_name" --cacert "$shapes/$host_shape.ca.pem" \
            --cert "$folder/cert-$name.pem" --key "$folder/key-$name.pem"
        stop_server
        ;;
    refuse*not\ supported*)
        # No server here signs with such a key: the certificate is judged before it is used.
        skip "$shape" "openssl s_server does not take the key; x509_path_cost_test judges such a one"
        ;;
    *) ;; # either
    esac
done <"$shapes/index.tsv"

finish
