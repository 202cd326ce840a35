#!/usr/bin/env bash
# Makes the seeds of fuzz_server anew: tests/fuzz/seeds/make_server.sh
#
# The words are those of the enums in server_plan.h, in small letters; verbs and targets are
# numbers, in the order of server_plan.c's verbs and of peer_target.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/fuzz_server"

declare -A client=([alpn]=1 [require_alpn]=2 [staple]=4 [require_staple]=8 [scts]=16
    [require_ems]=32 [512]=64 [1024]=128 [4096]=192 [rsa]=256 [no_trace]=512 [keep_peer]=1024
    [false_start]=4096 [no_false_start]=6144 [legacy]=8192 [key]=16384 [outside]=32768
    [two_keys]=49152 [match]=65536 [accept]=131072 [refuse]=262144 [later]=393216
    [chain]=524288 [resumes]=1048576 [reloads]=2097152 [caches]=4194304)
declare -A server=([asks]=1 [tickets]=2 [renews]=4 [declines]=8 [no_ems]=16 [no_reneg]=32
    [no_name]=64 [fragments]=128 [alpn]=256 [staples]=512 [scts]=1024 [packs]=2048
    [nonces]=4096 [waits]=8192 [p256]=16384 [p384]=32768 [rsa]=49152)

# number SIZE VALUE: big-endian
number() {
    local shift
    for ((shift = ($1 - 1) * 8; shift >= 0; shift -= 8)); do
        # shellcheck disable=SC2059 # the format is the byte
        printf "\\x$(printf '%02x' $(($2 >> shift & 255)))"
    done
}

# seed NAME CLIENT SERVER TRANSPORT ANSWERS RULES...: a rule is VERB,TARGET,NUMBER,PLACE,OTHER,TEXT
seed() {
    local word c=0 s=0 rule fields text
    for word in $2; do c=$((c | client[$word])); done
    for word in $3; do s=$((s | server[$word])); done
    {
        number 4 "$c"
        number 2 "$s"
        number 1 "$4"
        number 1 "$5"
        for rule in "${@:6}"; do
            IFS=, read -r -a fields <<<"$rule"
            text=${fields[5]:-}
            number 1 "${fields[0]}"
            number 1 "${fields[1]}"
            number 2 "$((fields[2] & 65535))"
            number 1 "${fields[3]}"
            number 1 "${fields[4]}"
            number 1 $((${#text} / 4))
            # shellcheck disable=SC2059 # the text is one of escapes: \x00
            printf "$text"
        done
    } >"$1"
}

rm -f ./*
seed full "" "" 0 0
seed all_extensions "alpn staple scts 512 keep_peer" "alpn staples scts fragments p256" 0 8
seed required "alpn require_alpn require_staple require_ems chain" "alpn staples packs" 1 0
seed rsa "rsa chain accept" "rsa tickets nonces" 2 8
seed p384 "4096 chain later" "p384 fragments no_name" 0x81 0
seed key "key keep_peer 1024" "asks fragments tickets" 0 0
seed outside "outside chain" "asks" 3 8
seed outside_none "outside" "asks" 0 2
seed outside_junk "outside no_trace" "asks" 0 0x74
seed two_keys "two_keys match accept" "asks p256" 4 0
seed refused "refuse" "" 0 0
seed refused_late "later" "tickets" 8 1
seed legacy "legacy false_start" "no_ems no_reneg" 0 8
seed false_start "false_start alpn" "alpn waits" 0 0
seed by_id "resumes keep_peer later chain" "" 0 0
seed by_ticket "resumes caches reloads keep_peer require_staple" "tickets renews staples" 0 0
seed by_blob "resumes reloads chain accept 512" "tickets fragments rsa" 0x83 0
seed declined "resumes caches" "tickets declines" 0 8
seed resumed_refused "resumes refuse" "tickets" 0 0
seed resumed_late_no "resumes later key" "tickets asks" 0 1

# What the server changes: SET 0, CUT 1, APPEND 2, FLIP 3, LENGTH 4, TYPE 5, DROP 6, SEND 7,
# INSERT 8, STOP 9, extensions 10 to 12, FRAGMENT 13, PACK 14, EARLY 15, PLAINTEXT 16, records 17
# to 20. Targets count from ServerHello; those of INSERT and STOP from PEER_CONNECT.
seed flip_finished "" "" 0 0 3,8,5,0,0
seed set_session_id "resumes" "tickets" 0 0 '0,12,0,0,0,\x01\x02\x03'
seed no_key_exchange "" "" 0 0 6,3,0,0,0
seed no_change_cipher_spec "" "tickets" 0 0 6,7,0,0,0
seed certificate_twice "" "" 0 0 7,1,0,1,1
seed ticket_length "resumes" "tickets renews" 0 0 4,28,9,0,0
seed ticket_dropped "" "tickets" 0 0 6,6,0,0,0
seed ticket_not_renewed "resumes" "tickets renews" 0 0 6,6,0,0,0
seed ticket_empty "resumes" "tickets" 0 0 0,28,0,0,0
seed finished_early "" "" 0 0 15,8,4,0,0
seed finished_unhashed "" "" 0 0 3,4,6,0x80,0
seed fragments "key" "asks packs" 0 0 13,1,30,0,0 13,8,3,0,0
seed stops "" "" 0 0 9,6,0,0,0
seed stops_after_finished "" "" 0 0 9,9,0,0,0
seed extension_added "" "" 0 0 '10,0,16,0,0,\x00\x03\x02h2'
seed extension_taken "require_ems" "" 0 0 11,0,23,0,0
seed extension_other "512" "fragments" 0 0 '12,0,1,0,0,\x02'
seed warning "" "" 0 0 '8,2,0,0,1,\x01\x5a'
seed warnings "" "" 0 0 '8,2,0,0x98,1,\x01\x5a'
seed data_early "" "" 0 0 '8,8,0,0,3,\x00\x00\x00'
seed data_unprotected "" "" 0 0 '8,10,-1,1,3,\x00\x00\x00'
seed data_late "" "tickets" 0 0 '8,10,0,1,3,\x00\x00\x00'
seed hello_request "" "" 0 0 '8,10,0,1,2,\x00\x00\x00\x00'
seed hello_requests "" "" 0 0 '8,10,0,0x9d,2,\x00\x00\x00\x00'
seed record_flip "" "" 0 0 20,8,9,0,0
seed record_length "" "" 0 0 19,1,20000,0,0
seed record_version "" "" 0 0 18,8,770,0,0
seed plaintext_finished "" "" 0 0 16,8,0,0,0
seed authorities "two_keys" "asks" 0 0 '0,26,0,0,0,\x00\x04\x30\x02\x31\x00'
seed schemes "outside" "asks" 0 0 '0,25,0,0,0,\x08\x07'
seed certificate_cut "chain" "" 0 0 1,16,7,0,0
