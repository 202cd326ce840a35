#!/usr/bin/env bash
# Makes the seeds of fuzz_tool anew: tests/fuzz/seeds/make_tool.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/fuzz_tool"

# options NAME WORDS...: a command line
options() {
    { printf '\x00' && printf '%s\n' "${@:2}"; } >"$1"
}

# All of these print hexadecimal digits.
repeat() { printf "$1%.0s" $(seq "$2"); }
vector() { printf "%0$(($1 * 2))x%s" $((${#2} / 2)) "$2"; } # SIZE CONTENT
said() { printf '%s%s%s' "$1" "$2" "$(vector 1 "$3")"; }    # KIND NAME BODY
extension() { printf '%s%s' "$1" "$(vector 2 "$2")"; }      # CODE BODY

# ladder NAME HEX...
ladder() {
    local digits
    digits=01$(IFS= && printf '%s' "${@:2}")
    # shellcheck disable=SC2059 # the format is the bytes
    printf "$(fold -w 2 <<<"$digits" | awk 'NF { printf "\\x%s", $1 }')" >"$1"
}

rm -f ./*
options simple https://www.example/
options many -sS -L --max-redirs 5 -o file -O https://a.example/x https://b.example/y
options requests -H 'Name: value' -H 'Other;' -A agent -e 'https://r.example;auto' -r 0-499 \
    --url-query a=b --url-query +c -u user:password -I https://www.example/
options places --resolve www.example:443:192.0.2.1,192.0.2.2 \
    --connect-to a:443:b:8443 --connect-to ::c:1 -x http://proxy.example:3128 \
    --noproxy '*.example, 192.0.2.0/24' -U user:password https://www.example/
options times -m 2.5 --connect-timeout .5 --retry 3 --retry-delay 1 -y 5 -Y 100 \
    --limit-rate 2k --max-filesize 1G https://www.example/
options tls --cacert file --pinnedpubkey sha256//abc= --alpn h2,http/1.1 \
    --max-fragment-length 512 --no-alpn --groups X25519:P-256 --cert a:b --key k --pass p \
    https://www.example/
options messages --stderr a --proxy-tlsv9 https://www.example/
options messages_again --stderr $'\x1b[31m' -m 1 --stderr - --maxtime 3 https://www.example/
options messages_refused --stderr none/here -Z https://www.example/ -y x
options shown --trace --trace-html page.html -w '%{http_code}\n' -v https://www.example/
options after -- -x --not-an-option
options curls --http2 --tlsv1.2 --compressed --form a=b https://www.example/
options unknown --maxtime 3 https://www.example/
options letters -sSLfo - https://www.example/
options help --help tls
options pattern 'https://www.example/{a,b}[1-3]'
options foreign -m $'\x1b[31m' $'https://www.example/\xc3\xa9\xff'
options resume -C - -o file -g 'https://www.example/[1]'

random=$(repeat 30 32)
hello=0303$random$(vector 1 73697821)$(vector 2 c02bcca8)$(vector 1 00)
hello+=$(vector 2 "$(extension 0000 "$(vector 2 "00$(vector 2 7365727665722e6f7267)")")$(
    extension 000a "$(vector 2 001d0017)")$(extension 000d "$(vector 2 0403)")$(
    extension 0010 "$(vector 2 "$(vector 1 6832)$(vector 1 3c7363726970743e)")")$(
    extension ff01 00)")
answer=0303$random$(vector 1 '')c02b00$(vector 2 "$(
    extension 0010 "$(vector 2 "$(vector 1 6832)")")$(extension 0023 '')$(extension 0001 01)")
certificate=$(head -c 200 ../fuzz_certificate/ed25519.der | od -An -v -tx1 | tr -d ' \n')
key_exchange=03001d$(vector 1 "$(repeat 09 32)")0403$(vector 2 "$(repeat 01 8)")
request=$(vector 1 0140)$(vector 2 04030807)$(vector 2 "$(vector 2 3000)")
ladder full "$(said 00 00 '')" "$(said 85 00 "$hello")" "$(said 05 01 "$answer")" \
    "$(said 05 02 "$(vector 3 "$(vector 3 "$certificate")")")" "$(said 05 03 "01$(vector 3 6f63)")" \
    "$(said 05 04 "$key_exchange")" "$(said 05 05 "$request")" "$(said 05 06 '')" \
    "$(said 85 07 "$(vector 1 "$(repeat 09 32)")")" "$(said 85 08 "0403$(vector 2 0101)")" \
    "$(said 85 0a 01)" "$(said 85 0b '')" "$(said 05 09 "00000064$(vector 2 7474)")" \
    "$(said 05 0a 01)" "$(said 05 0b '')" "$(said 81 00 0000)" "$(said 01 01 00)"
ladder resumed "$(said 00 01 '')" "$(said 85 00 "$hello")" \
    "$(said 05 01 "0303$random$(vector 1 73697821)c02b00$(vector 2 '')")" \
    "$(said 05 0a 01)" "$(said 05 0b '')" "$(said 85 0a 01)" "$(said 85 0b '')"
ladder failed "$(said 00 00 '')" "$(said 85 00 "$hello")" "$(said 05 0c 0228)" "$(said 02 00 '')"
ladder held "$(said 85 00 "$hello")" "$(said 03 00 '')" "$(said 05 0c 0100)" "$(said 05 0c 015a)" \
    "$(said 01 00 00)" "$(said 04 00 '')" "$(said 85 0c 0100)"
ladder malformed "$(said 85 00 "${hello:0:90}")" "$(said 05 01 0303)" "$(said 05 05 "02")"
