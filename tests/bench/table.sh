#!/usr/bin/env bash
# One table of what this folder's programs print, in Markdown: tests/bench/table.sh BUILD [NAME=BUILD...]
#
# BUILD is a release build (README.md says how to make it and how to measure). Each row is a block of
# one program, in which all contenders took turns: median microseconds, and in brackets how much of
# brine's time that is (above 1: the peer is slower). Of several versions of brine's own the quickest
# is shown, by the name of what the processor must have.
#
# NAME=BUILD adds a column for another library with OpenSSL's calls: BUILD is one that was configured
# with -DOPENSSL_ROOT_DIR=FOLDER of that library. Its programs run by themselves, so that only its
# ratio to the brine of the same run says something, and only that is shown.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
programs="bench_engine bench_stream bench_x509 bench_trust bench_x25519 bench_ec bench_rsa bench_aead bench_hash"

usage() {
    sed -n '2,/^set/s/^# \{0,1\}//p' "$0" | sed '$d' >&2
    exit 2
}

if [ $# -lt 1 ] || [ ! -x "$1/tests/bench_engine" ]; then
    usage
fi
build=$1
shift

# measure BUILD NAME: "NAME|operation|contender|nanoseconds" for each line of each program.
measure() {
    local program
    for program in $programs; do
        [ -x "$1/tests/$program" ] || continue
        "$1/tests/$program" | awk -v name="$2" '
            /^[^ ]/ { title = $0 }
            /^  .* ns/ {
                match($0, /[0-9]+ ns/)
                contender = substr($0, 3, RSTART - 3)
                sub(/ +$/, "", contender)
                print name "|" title "|" contender "|" substr($0, RSTART, RLENGTH - 3)
            }'
    done
}

about() {
    printf '%s. %s, load %s; %s; ' "$(date -u +%Y-%m-%d)" \
        "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)" \
        "$(cut -d ' ' -f 1 /proc/loadavg)" "$(cc --version | head -n 1)"
    dpkg-query -W -f '${Package} ${Version}; ' libssl3 libssl3t64 libsodium23 libbearssl0 libgnutls30 \
        libgnutls30t64 libmbedtls14 libmbedtls21 2>/dev/null || true
    printf 'brine %s.\n' "$(git -C "$here" log -1 --format=%h 2>/dev/null || echo "of no commit")"
}

about
echo
{
    measure "$build" ""
    for other in "$@"; do
        measure "${other#*=}" "${other%%=*}"
    done
} | awk -F '|' '
    function peer_of(contender) {
        if (contender ~ /^(OpenSSL|libcrypto)/)
            return "OpenSSL"
        if (contender !~ /^(BearSSL|GnuTLS|mbedTLS|libsodium)/)
            return ""
        sub(/ .*/, "", contender)
        return contender
    }
    function keep(column, row, ns) {
        if (!((column, row) in time) || ns < time[column, row])
            time[column, row] = ns
    }
    function note_column(column) {
        if (!(column in known)) {
            known[column] = 1
            columns[++column_count] = column
        }
    }
    {
        peer = peer_of($3)
        if ($1 == "" && !($2 in seen)) {
            seen[$2] = 1
            rows[++row_count] = $2
        }
        if (peer == "" && $3 ~ /^brine/) {
            if ($1 == "" && (!(("brine", $2) in time) || $4 < time["brine", $2]))
                tier[$2] = substr($3, 7)
            keep($1 == "" ? "brine" : $1 " brine", $2, $4)
        } else if (peer != "" && ($1 == "" || peer == "OpenSSL")) {
            note_column($1 == "" ? peer : $1)
            keep($1 == "" ? peer : $1, $2, $4)
        }
    }
    # What libsodium does is what brine does there, if brine has nothing of its own.
    function ours(row) {
        return ("brine", row) in time ? time["brine", row] : time["libsodium", row]
    }
    function cell(column, row,    own) {
        if (!((column, row) in time))
            return "–"
        own = (column " brine", row) in time ? time[column " brine", row] : 0
        if (own > 0)
            return sprintf("(%.2f)", time[column, row] / own)
        return sprintf("%.*f (%.2f)", time[column, row] < 10000 ? 2 : 0, time[column, row] / 1000,
                       time[column, row] / ours(row))
    }
    END {
        header = "| µs | brine |"
        rule = "|---|---|"
        for (c = 1; c <= column_count; c++) {
            header = header " " columns[c] " |"
            rule = rule "---|"
        }
        print header
        print rule
        for (r = 1; r <= row_count; r++) {
            row = rows[r]
            if (ours(row) == "")
                continue
            line = "| " row " | " sprintf("%.*f", ours(row) < 10000 ? 2 : 0, ours(row) / 1000)
            if (!(("brine", row) in time))
                tier[row] = "libsodium"
            if (tier[row] != "")
                line = line ", " tier[row]
            line = line " |"
            for (c = 1; c <= column_count; c++)
                line = line " " cell(columns[c], row) " |"
            print line
        }
    }'
