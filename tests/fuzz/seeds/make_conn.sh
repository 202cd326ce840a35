#!/usr/bin/env bash
# Makes the seeds of fuzz_conn anew: tests/fuzz/seeds/make_conn.sh
#
# The server's flights as the hollow crypto of hollow.h wants them: verify_data, nonces and tags
# are zeros. The certificate comes from ../fuzz_certificate, and one with an RSA key from openssl,
# whose key is thrown away: that seed differs each time.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/fuzz_conn"

declare -A bits=([portions_7]=1 [portions_600]=2 [whole]=3 [alpn]=4 [staple]=8 [fragments]=16
    [keep_peer]=32 [trace]=64 [rsa]=128 [identity]=$((1 << 8)) [two_identities]=$((1 << 9))
    [accept]=$((1 << 10)) [refuse]=$((2 << 10)) [later]=$((3 << 10)) [late_refusal]=$((1 << 12))
    [no_key]=$((1 << 13)) [resumes]=$((1 << 14)) [by_ticket]=$((1 << 15))
    [false_start]=$((1 << 16)) [legacy]=$((1 << 17)) [key_log]=$((1 << 18))
    [requires]=$((1 << 19)) [small_room]=$((1 << 20)) [match]=$((1 << 21)) [closes]=$((1 << 22))
    [asks]=$((1 << 23)))

# All of these print hexadecimal digits.
repeat() { printf "$1%.0s" $(seq "$2"); }
vector() { printf "%0$(($1 * 2))x%s" $((${#2} / 2)) "$2"; } # SIZE CONTENT
message() { printf '%s%s' "$1" "$(vector 3 "$2")"; }        # TYPE BODY
record() { printf '%s0303%s' "$1" "$(vector 2 "$2")"; }     # TYPE FRAGMENT
sealed() { record "$1" "$(repeat 00 8)$2$(repeat 00 16)"; } # TYPE PLAINTEXT
extension() { printf '%s%s' "$1" "$(vector 2 "$2")"; }      # CODE BODY
file() { od -An -v -tx1 "$1" | tr -d ' \n'; }

server_hello() { # SESSION_ID SUITE EXTENSIONS
    message 02 "0303$(repeat 53 32)$(vector 1 "$1")${2}00$(vector 2 "$3")"
}
certificate() { message 0b "$(vector 3 "$(vector 3 "$1")")"; }
request() { message 0d "$(vector 1 0140)$(vector 2 08070403)$(vector 2 "$1")"; } # AUTHORITIES
ticket() { message 04 "00000064$(vector 2 "$(repeat 74 20)")"; }
finished() { printf '%s' "$(record 14 01)$(sealed 16 "$(message 14 "$(repeat 00 12)")")"; }

# seed NAME BITS HEX...
seed() {
    local word number=0 digits
    for word in $2; do number=$((number | bits[$word])); done
    digits=$(printf '%02x%02x%02x' $((number & 255)) $((number >> 8 & 255)) $((number >> 16)))
    digits+=$(IFS= && printf '%s' "${@:3}")
    # shellcheck disable=SC2059 # the format is the bytes
    printf "$(fold -w 2 <<<"$digits" | awk 'NF { printf "\\x%s", $1 }')" >"$1"
}


renegotiation=$(extension ff01 00)
ems=$(extension 0017 '')
answers=$renegotiation$ems$(extension 000b 0100)
ed25519=$(file ../fuzz_certificate/ed25519.der)
key_exchange=$(message 0c "03001d$(vector 1 "$(repeat 09 32)")0807$(vector 2 "$(repeat 01 8)")")
done=$(message 0e '')
data=$(sealed 17 68656c6c6f)
goodbye=$(sealed 15 0100)

flight() { # EXTENSIONS [MESSAGES BEFORE ServerHelloDone]
    record 16 "$(server_hello '' c02b "$1")"
    record 16 "$(certificate "$ed25519")"
    record 16 "$key_exchange${2:-}$done"
}

rm -f ./*
seed alert whole "$(record 15 0228)"
seed plain "whole asks" "$(flight "$answers")" "$(finished)" "$data" "$goodbye"
seed bytes "trace key_log" "$(flight "$answers")" "$(finished)" "$data" "$goodbye"
protocol=$(extension 0010 "$(vector 2 "$(vector 1 687474702f312e31)")")
staple=$(message 16 "01$(vector 3 6f637370)")
everything=$answers$(extension 0023 '')$protocol$(extension 0005 '')
everything+=$(extension 0012 "$(vector 2 "$(vector 2 787878)")")
seed everything "whole alpn staple keep_peer trace requires asks" \
    "$(record 16 "$(server_hello '' c02b "$everything")$(certificate "$ed25519")")" \
    "$(record 16 "$staple$key_exchange$(request '')$done")" \
    "$(record 16 "$(ticket)")" "$(finished)" "$data" "$(sealed 16 00000000)" "$goodbye"
seed fragments "portions_600 fragments" "$(flight "$answers$(extension 0001 01)")" \
    "$(finished)" "$data" "$goodbye"
seed no_master_secret "portions_7 legacy" "$(flight "$(extension 000b 0100)")" "$(finished)"
seed outside "whole identity trace" "$(flight "$answers" "$(request '')")" "$(finished)" "$data"
seed no_key "whole identity no_key" "$(flight "$answers" "$(request '')")"
seed two_identities "portions_600 two_identities match small_room" \
    "$(flight "$answers" "$(request "$(vector 2 3000)$(vector 2 3000)")")" "$(finished)"
seed later "whole later keep_peer" "$(flight "$answers")" "$(finished)" "$data"
seed late_refusal "whole later late_refusal" "$(flight "$answers")"
seed refused "portions_600 refuse" "$(flight "$answers")"
seed false_start "portions_600 false_start alpn closes" "$(flight "$answers$protocol")" \
    "$(finished)" "$data" "$data"
id=$(repeat 69 32)
drawn=$(repeat 07 32) # with a ticket, the client makes one up
seed resumed_by_id "whole resumes keep_peer asks" \
    "$(record 16 "$(server_hello "$id" c02b "$renegotiation$ems")")" "$(finished)" "$data"
seed resumed_by_ticket "portions_600 resumes by_ticket later trace" \
    "$(record 16 "$(server_hello "$drawn" c02b "$renegotiation$ems")")" "$(finished)"
seed ticket_renewed "whole resumes by_ticket fragments" "$(record 16 "$(
    server_hello "$drawn" c02b "$renegotiation$ems$(extension 0023 '')$(extension 0001 01)"
)")" "$(record 16 "$(ticket)")" "$(finished)" "$data" "$goodbye"
seed not_resumed "whole resumes accept" "$(flight "$answers")" "$(finished)" "$goodbye"
seed hello_requests "whole" "$(flight "$answers")" "$(finished)" \
    "$(for _ in {1..17}; do sealed 16 00000000; done)"
seed warnings "whole" "$(flight "$answers")" "$(finished)" \
    "$(for _ in {1..5}; do sealed 15 015a; done)"
seed empty_records "whole" "$(flight "$answers")" "$(finished)" \
    "$(for _ in {1..34}; do sealed 17 ''; done)"

rsa=$(openssl req -x509 -newkey rsa:2048 -nodes -keyout /dev/null -subj /CN=r -days 36500 \
    -outform der 2>/dev/null | od -An -v -tx1 | tr -d ' \n')
seed rsa "whole rsa" "$(record 16 "$(server_hello '' 009c "$renegotiation$ems")")" \
    "$(record 16 "$(certificate "$rsa")$done")" "$(finished)" "$data" "$goodbye"
