#!/usr/bin/env bash
# Makes the seeds of fuzz_stored anew: tests/fuzz/seeds/make_stored.sh
#
# Certificates come from ../fuzz_certificate. Sessions are of the form in src/config/session_blob.c.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/fuzz_stored"

# All of these print hexadecimal digits.
repeat() { printf "$1%.0s" $(seq "$2"); }
vector() { printf "%0$(($1 * 2))x%s" $((${#2} / 2)) "$2"; } # SIZE CONTENT
file() { od -An -v -tx1 "$1" | tr -d ' \n'; }
text() { printf '%s' "$1" | od -An -v -tx1 | tr -d ' \n'; }

# seed NAME HEX...
seed() {
    local digits
    digits=$(IFS= && printf '%s' "${@:2}")
    # shellcheck disable=SC2059 # the format is the bytes
    printf "$(fold -w 2 <<<"$digits" | awk 'NF { printf "\\x%s", $1 }')" >"$1"
}

noon=1749988800
# times EXPIRES_IN
times() { printf '%016x%016x%016x' $((noon - 60)) $((noon + 7200)) $((noon + $1)); }
# fields SESSION_ID TICKET EXPIRES_IN FRAGMENTS
fields() {
    printf '%s01bbc02b001d040301%s' "$(vector 1 "$(text www.example)")" "$(repeat 05 48)"
    printf '%s%s%s%s' "$(vector 1 "$1")" "$(vector 2 "$2")" "$(times "$3")" "$4"
}
nothing=000000000000000000000000
ed25519=$(file ../fuzz_certificate/ed25519.der)
ca=$(file ../fuzz_certificate/ca.der)
chain=$(vector 3 "$ed25519")$(vector 3 "$ca")
kept=$(vector 3 "$chain")$(vector 3 6f637370)$(vector 2 00020001)$(vector 1 0001)$(vector 3 "$ca")

rm -f ./*
id=$(repeat 69 32)
seed session_by_id 0000 "$(fields "$id" '' 3600 0000)" "$nothing"
seed session_by_ticket 0008 "$(fields '' "$(repeat 74 40)" 3600 0000)" "$nothing"
seed session_with_peer 0002 "$(fields "$id" '' 3600 0000)" "$kept"
seed session_of_others 0000 "$(fields "$id" '' 3600 0000)" "$kept"
seed session_in_the_chain 0002 "$(fields "$id" '' 3600 0000)" "$(vector 3 "$chain")" \
    "$(vector 3 '')" "$(vector 2 '')" "$(vector 1 0001)" "$(vector 3 '')"
seed session_fragments 0004 "$(fields "$id" '' 3600 0200)" "$nothing"
seed session_expired 0000 "$(fields "$id" '' -1 0000)" "$nothing"
seed session_damaged 0010 "$(fields "$id" '' 3600 0000)" "$nothing"
seed session_with_head 0001 42524e5303 "$(repeat 00 32)" "$(fields "$id" '' 3600 0000)" "$nothing"
seed session_raw 0100 42524e5303 "$(repeat 00 32)" "$(fields "$id" '' 3600 0000)"
seed file_by_id 0300 "$(fields "$id" '' 3600 0000)" "$nothing"
seed file_with_peer 0302 "$(fields "$id" '' 3600 0000)" "$kept"
seed file_text 0308 "$(text 'no session')"
seed file_damaged 0310 "$(fields "$id" '' 3600 0000)" "$nothing"
seed file_too_long 0320 "$(fields "$id" '' 3600 0000)" "$nothing"
seed file_kept 0340 "$(fields '' "$(repeat 74 40)" 3600 0000)" "$nothing"
seed file_of_all 0380 01b6 "$(fields "$id" '' 3600 0000)" "$nothing"

pem=$(text "$(printf -- 'a text\n%s\n%s\n' "$(openssl x509 -inform der \
    -in ../fuzz_certificate/ca.der)" "$(openssl x509 -inform der \
    -in ../fuzz_certificate/ed25519.der)")"$'\n')
seed trust_files 0200 00 "$(vector 2 "$pem")" 00 "$(vector 2 "$ca")" 00 "$(vector 2 "$(text none)")"
seed trust_links 0201 06 "$(vector 2 "$ca")" 03 0000 01 "$(vector 2 "$ca")"
seed trust_odd 0200 02 0000 03 0000 04 0000 05 0000 00 "$(vector 2 "$ca")"
seed trust_system 0201 00 "$(vector 2 "$ca")" 00 "$(vector 2 "$ed25519")"
seed trust_empty 0201 01 "$(vector 2 "$ca")"
