#!/usr/bin/env bash
# Makes the keys and certificates that the live tests need: make_pki.sh DIR
#
# Needs bash and OpenSSL 3's command. What there is stands in certificates.table; nothing of
# it stops being true on a later day: valid means until 9999, expired since 2021.
#
#   DIR/keys/NAME.pem     PKCS#8 keys; rsa2048.pkcs1.pem, p256.sec1.pem and others beside them
#   DIR/certs/NAME.pem    each certificate alone
#   DIR/chains/NAME.pem   what a server sends: its certificate, then those of the "sent" column;
#                         NAME.key beside it is its key
#   DIR/cas/NAME.pem      the same without the first; no file when nothing is left
#   DIR/trust.pem         the roots that clients trust; DIR/trust/ holds them one by one
#   DIR/staple.der        an OCSP response for rsa2048_1
#   DIR/scts.pem          two certificate timestamps, as openssl s_server wants them
set -euo pipefail
export LC_ALL=C

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
[ $# -eq 1 ] || { echo "usage: make_pki.sh DIR" >&2; exit 2; }
mkdir -p "$1"
cd "$1"
rm -rf keys certs chains cas trust requests ca trust.new
mkdir keys certs chains cas trust requests ca

failed() {
    echo "make_pki.sh: line $1 failed; what openssl said:" >&2
    grep -v '^[.+*]*$' ca/log >&2
}
trap 'failed $LINENO' ERR

# make_key NAME OPTIONS...: a key and a request for it, from which every certificate is issued.
make_key() {
    local name=$1
    shift
    openssl genpkey "$@" -out "keys/$name.pem" 2>>ca/log
    openssl req -new -config ca/openssl.cnf -key "keys/$name.pem" -subj /CN=unnamed \
        -out "requests/$name.pem" 2>>ca/log
}

make_rsa() { make_key "$1" -algorithm RSA -pkeyopt "rsa_keygen_bits:$2"; }
make_ec() { make_key "$1" -algorithm EC -pkeyopt "ec_paramgen_curve:$2"; }

make_keys() {
    local name pids=()
    for name in ca_rsa ca_rsa_1 ca_rsa_2 ca_rsa_3 rsa2048; do
        make_rsa $name 2048 & pids+=($!)
    done
    make_rsa rsa4096 4096 & pids+=($!)
    make_rsa rsa1024 1024 & pids+=($!)
    make_key rsapss -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 & pids+=($!)
    for name in ca_p256 ca_p256_1 ca_p256_2 ca_p256_3 ca_p256_x p256; do
        make_ec $name P-256
    done
    for name in ca_p384 ca_p384_1 ca_p384_2 ca_p384_3 p384; do
        make_ec $name P-384
    done
    make_key ed25519 -algorithm ED25519
    for name in "${pids[@]}"; do
        wait "$name"
    done
}

# The forms in which people have their keys.
convert_keys() {
    openssl rsa -in keys/rsa2048.pem -traditional -out keys/rsa2048.pkcs1.pem 2>>ca/log
    openssl ec -in keys/p256.pem -out keys/p256.sec1.pem 2>>ca/log
    openssl ec -in keys/p384.pem -out keys/p384.sec1.pem 2>>ca/log
    openssl pkcs8 -topk8 -in keys/p256.pem -passout pass:secret -out keys/p256.encrypted.pem
    openssl pkcs8 -topk8 -scrypt -in keys/rsa2048.pem -passout pass:secret \
        -out keys/rsa2048.scrypt.pem
    openssl rsa -in keys/rsa2048.pem -traditional -aes128 -passout pass:secret \
        -out keys/rsa2048.encrypted.pem 2>>ca/log
}

# issue NAME ISSUER KEY EXTENSIONS WHEN SIGNATURE SUBJECT
issue() {
    local name=$1 issuer=$2 key=$3 extensions=$4 when=$5 signature=$6 subject=$7
    local options=(-batch -notext -config ca/openssl.cnf -extfile "$here/extensions.cnf"
        -extensions "$extensions" -subj "/O=brine tests/CN=$subject"
        -in "requests/$key.pem" -out "certs/$name.pem")
    case $when in
    valid) options+=(-startdate 20200101000000Z -enddate 99991231235959Z) ;;
    expired) options+=(-startdate 20200101000000Z -enddate 20210101000000Z) ;;
    future) options+=(-startdate 99980101000000Z -enddate 99991231235959Z) ;;
    esac
    case $signature in
    pss) options+=(-md sha256 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32) ;;
    *) options+=(-md "$signature") ;;
    esac
    if [ "$issuer" = self ]; then
        options+=(-selfsign -keyfile "keys/$key.pem")
    else
        options+=(-cert "certs/$issuer.pem" -keyfile "keys/${key_of[$issuer]}.pem")
    fi
    openssl ca "${options[@]}" 2>ca/last || { cat ca/last >&2; return 1; }
    key_of[$name]=$key
    issuer_of[$name]=$issuer
}

# spoil NAME: changes the last byte of a certificate, which belongs to its signature.
spoil() {
    local size last
    openssl x509 -in "certs/$1.pem" -outform DER -out ca/spoilt.der
    size=$(wc -c <ca/spoilt.der)
    last=$(od -An -tu1 -j $((size - 1)) ca/spoilt.der)
    printf '%b' "\\x$(printf %02x $((last ^ 1)))" |
        dd of=ca/spoilt.der bs=1 seek=$((size - 1)) conv=notrunc status=none
    openssl x509 -inform DER -in ca/spoilt.der -out "certs/$1.pem"
}

# send NAME SENT: puts together what a server sends.
send() {
    local name=$1 sent=$2 above
    cp "certs/$name.pem" "chains/$name.pem"
    ln -sf "../keys/${key_of[$name]}.pem" "chains/$name.key"
    case $sent in
    -) return ;;
    up)
        above=${issuer_of[$name]}
        while [ "${issuer_of[$above]}" != self ]; do
            cat "certs/$above.pem" >>"cas/$name.pem"
            above=${issuer_of[$above]}
        done
        ;;
    *)
        for above in ${sent//,/ }; do
            cat "certs/$above.pem" >>"cas/$name.pem"
        done
        ;;
    esac
    [ ! -e "cas/$name.pem" ] || cat "cas/$name.pem" >>"chains/$name.pem"
}

# What rsa2048_1 staples. No test verifies it; servers only load it.
make_staple() {
    openssl ocsp -index ca/index -rsigner certs/rsa_ca_1.pem -rkey keys/ca_rsa_1.pem \
        -CA certs/rsa_ca_1.pem -issuer certs/rsa_ca_1.pem -cert certs/rsa2048_1.pem \
        -ndays 36500 -no_nonce -respout staple.der >/dev/null 2>>ca/log
}

# A SignedCertificateTimestampList (RFC 6962 section 3.3) of two opaque entries, in the PEM
# form of openssl's -serverinfo: extension type 18, length, content.
make_scts() {
    echo "-----BEGIN SERVERINFO FOR SCT-----"
    printf '\x00\x12\x00\x0c\x00\x0a\x00\x03one\x00\x03two' | openssl base64
    echo "-----END SERVERINFO FOR SCT-----"
}

cat >ca/openssl.cnf <<'CONFIG'
[ca]
default_ca = brine
[brine]
database = ca/index
new_certs_dir = ca
rand_serial = yes
unique_subject = no
policy = any_subject
[any_subject]
organizationName = supplied
commonName = supplied
[req]
distinguished_name = no_questions
[no_questions]
CONFIG
: >ca/index

declare -A key_of issuer_of
make_keys
convert_keys
while read -r name issuer key extensions when signature sent subject; do
    [[ -n $name && $name != \#* ]] || continue
    [ "$subject" != = ] || subject=$name
    issue "$name" "$issuer" "$key" "$extensions" "$when" "$signature" "$subject"
    [ "$name" != bad_signature ] || spoil "$name"
    send "$name" "$sent"
    if [[ $name == root_* ]]; then
        cat "certs/$name.pem" >>trust.new
        cp "certs/$name.pem" trust/
    fi
done <"$here/certificates.table"
mv trust.new trust.pem
make_staple
make_scts >scts.pem
