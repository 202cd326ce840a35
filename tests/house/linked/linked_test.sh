#!/bin/sh
# What programs hold that link the static library:
# linked_test.sh REPOSITORY NM BY_SECTION LIBRARY SODIUM WHOLE P256
#
# SODIUM makes its configs with brine_provider_sodium, and holds none of the algorithms that the
# default provider alone lists; WHOLE leaves the choice to brine_config_new, and holds them all.
# P256 lists one suite and what it needs, and holds nothing of other algorithms, of files, clocks
# and caches. BY_SECTION says whether this build's linker can take functions out of files one by one.
set -eu
providers=$1/src/crypto/provider
header=$1/include/brine/algorithms.h
own=$1/tests/house/linked/p256.c
nm=$2
by_section=$3
library=$4
sodium=$5
whole=$6
p256=$7
export LC_ALL=C
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

entries() {
    grep -ohE '&brine_[a-z0-9_]+' "$@" | tr -d '&' | sort -u
}
held() {
    { "$nm" "$1"; "$nm" -D "$1" 2> /dev/null || true; } | awk '{ sub(/@.*/, "", $NF); print $NF }' |
        sort -u
}
entries "$providers/default.c" > "$work/default"
# Signers are the same in both, and compute nonces with hashes of their own choice.
entries "$providers/sodium.c" "$1/src/crypto/ec/rfc6979.c" > "$work/both"
{ comm -23 "$work/default" "$work/both"; echo brine_provider_default; } | sort > "$work/alone"
held "$sodium" > "$work/sodium"
held "$whole" > "$work/whole"

failures=0
fail() {
    echo "FAILED: $1"
    failures=$((failures + 1))
}
if comm -12 "$work/alone" "$work/sodium" | grep .; then
    fail "a program that never names the default provider holds these of its entries"
fi
if comm -23 "$work/alone" "$work/whole" | grep .; then
    fail "the default provider has these entries, and a program that uses it lacks them"
fi
if comm -23 "$work/both" "$work/sodium" | grep .; then
    fail "brine_provider_sodium has these entries, and a program that uses it lacks them"
fi
echo "$(wc -l < "$work/alone") names left out, $(wc -l < "$work/both") entries kept"
[ "$(wc -l < "$work/alone")" -gt 10 ] || fail "there are too few entries to tell"

# Every public entry stands in a list of the default provider, or is for devices alone.
grep -oE 'brine_[a-z0-9_]+;' "$header" | tr -d ';' | sort > "$work/public"
echo brine_group_x25519_portable > "$work/devices"
if comm -23 "$work/public" "$work/whole" | comm -23 - "$work/devices" | grep .; then
    fail "these entries are public, and the default provider does without"
fi
if comm -12 "$work/devices" "$work/whole" | grep .; then
    fail "these entries are for devices alone, and the default provider has them"
fi

if [ "$by_section" = yes ]; then
    held "$p256" > "$work/p256"
    entries "$own" > "$work/listed"
    comm -23 "$work/public" "$work/listed" > "$work/unlisted"
    if comm -12 "$work/unlisted" "$work/p256" | grep .; then
        fail "a program that does not list these entries holds them"
    fi
    # Parts of those entries, of the system and of libsodium.
    cat > "$work/parts" << 'PARTS'
brn_curve_p384
brn_curve_p384_adx
brn_curve_p521
brn_curve_p256_adx
brn_comb_p384
brn_comb_p521
brn_rsa_public_load
brn_rsa_private_load
brn_aes_expand
brn_ghash_key
brn_file_read
brn_append_open
brn_clock_now
brn_environment
brn_lock_acquire
brn_session_cache_new
brn_key_log_write
brn_trust_add_first
brn_identities_of_config
brn_identity_free
sodium_init
getenv
secure_getenv
opendir
clock_gettime
pthread_mutex_lock
PARTS
    sort -o "$work/parts" "$work/parts"
    held "$library" > "$work/library"
    if comm -23 "$work/parts" "$work/library" | grep '^brn_'; then
        fail "these parts have other names by now"
    fi
    if comm -12 "$work/parts" "$work/p256" | grep .; then
        fail "a program that needs none of these holds or calls them"
    fi
    grep -E '^(crypto_|sodium_|randombytes)' "$work/p256" |
        grep -vE '^(crypto_hash_sha256_|crypto_aead_chacha20poly1305_ietf_|sodium_memzero$|sodium_stackzero$|sodium_memcmp$)' \
        > "$work/foreign" || true
    if grep . "$work/foreign"; then
        fail "a program of one suite calls these functions of libsodium's"
    fi
    # Nor their names, which are no symbols.
    if strings -n 8 "$p256" | grep -E '^(TLS_|ECDHE-|ECDSA |RSA P)' |
        grep -vE 'ECDHE.ECDSA.(WITH_)?CHACHA20.POLY1305|^ECDSA P-256 SHA-256$'; then
        fail "a program that does not list these entries holds their names"
    fi
    strings -n 8 "$p256" | grep -qx 'ECDSA P-256 SHA-256' || fail "names of entries look different by now"
    echo "$(wc -l < "$work/unlisted") of $(wc -l < "$work/public") entries unlisted and left out"
fi
[ "$failures" = 0 ]
