#!/bin/bash
# The example's firmware, in QEMU, with `openssl s_server` at the other end of its serial line:
# firmware_test.sh BUILD [write]
#
# A full handshake and a resumed one, with a chain of P-256, a chain of RSA and all algorithms, in
# records of 512 bytes; a wrong root; and memory that ends at each allocation. Prints flash by part,
# heap, stack and instructions, and fails where one has grown by 5 % over figures.table, which
# `write` makes anew, and map.table with it. Builds in BUILD/firmware, where a second run builds on.
set -euo pipefail
cd "$(dirname "$0")/../.."
export LC_ALL=C
here=$PWD/tests/firmware
folder=$1/firmware
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
failures=0

skip() {
    echo "skipped: $1"
    exit 77
}
command -v arm-none-eabi-gcc > /dev/null ||
    skip "arm-none-eabi-gcc is missing (Debian: gcc-arm-none-eabi, libnewlib-arm-none-eabi)"
command -v qemu-system-arm > /dev/null ||
    skip "qemu-system-arm is missing (Debian: qemu-system-arm)"
tests/support/debian_source.sh "$folder/source" libsodium || exit $?

fail() {
    echo "FAILED: $*"
    failures=$((failures + 1))
}

# make_pki: for ec, rsa and other a root, an intermediate and a server, once for all runs
make_pki() {
    local kind key certificate=(openssl req -x509 -nodes -days 3650)
    [ ! -e "$folder/pki/time" ] || return 0
    rm -rf "$folder/pki"
    mkdir "$folder/pki"
    cd "$folder/pki"
    for kind in ec rsa other; do
        key=(-newkey ec -pkeyopt ec_paramgen_curve:P-256)
        [ $kind != rsa ] || key=(-newkey rsa:2048)
        "${certificate[@]}" "${key[@]}" -keyout $kind.root.key -out $kind.root.pem \
            -subj "/O=Firmware/CN=$kind root"
        "${certificate[@]}" "${key[@]}" -keyout $kind.ca.key -out $kind.ca.pem \
            -CA $kind.root.pem -CAkey $kind.root.key -subj "/O=Firmware/CN=$kind intermediate"
        "${certificate[@]}" "${key[@]}" -keyout $kind.key -out $kind.pem \
            -CA $kind.ca.pem -CAkey $kind.ca.key -subj /CN=device.example \
            -addext subjectAltName=DNS:device.example -addext basicConstraints=critical,CA:FALSE
        openssl x509 -in $kind.root.pem -outform DER -out $kind.root.der
    done > log 2>&1 || { cat log; exit 1; }
    date +%s > "time"
    cd - > /dev/null
}

build() {
    cmake -S examples/firmware -B "$folder/build" --toolchain toolchain.cmake -DBRINE_WERROR=ON \
        -DLIBSODIUM_SOURCE="$folder/source/libsodium" -DFIRMWARE_TIME="$(cat "$folder/pki/time")" \
        -DFIRMWARE_ANCHOR="$folder/pki/ec.root.der" -DFIRMWARE_ANCHOR_rsa="$folder/pki/rsa.root.der" \
        -DFIRMWARE_TEST="$here/programs.cmake" > "$folder/log" 2>&1 &&
        cmake --build "$folder/build" -j 2 > "$folder/log" 2>&1 && return
    cat "$folder/log"
    exit 1
}

server=
stop_server() {
    [ -z "$server" ] || kill "$server" 2> /dev/null || true
    server=
}
trap stop_server EXIT

# start_server KIND: on a free port, told in $port
start_server() {
    local i
    : > "$folder/server"
    openssl s_server -accept 127.0.0.1:0 -tls1_2 -www -cert "$folder/pki/$1.pem" \
        -key "$folder/pki/$1.key" -cert_chain "$folder/pki/$1.ca.pem" > "$folder/server" 2>&1 &
    server=$!
    for ((i = 0; i < 300; i++)); do
        port=$(sed -n 's/^ACCEPT .*:\([0-9]*\)$/\1/p' "$folder/server")
        [ -z "$port" ] || return 0
        sleep 0.1
    done
    cat "$folder/server"
    exit 1
}

# run PROGRAM KIND [OPTIONS...]: what it said to $folder/said; its status is ours
run() {
    local program=$1 kind=$2 status=0
    shift 2
    start_server "$kind"
    timeout 300 qemu-system-arm -M mps2-an385 -nographic -monitor none -semihosting "$@" \
        -kernel "$folder/build/measured_$program.elf" \
        -chardev socket,id=one,host=127.0.0.1,port="$port" \
        -chardev socket,id=two,host=127.0.0.1,port="$port" \
        -serial chardev:one -serial chardev:two -serial stdio \
        < /dev/null > "$folder/said" 2> "$folder/log" || status=$?
    stop_server
    return $status
}

# said NAME [NUMBER]: the NUMBERth value of that name
said() {
    tr ' ' '\n' < "$folder/said" | sed -n "s/^$1=//p" | sed -n "${2:-1}p"
}

# failed_as RESULT: whether the handshake ended with this brine_result
failed_as() {
    local number
    number=$(sed -n 's/^    X(\([A-Z0-9_]*\),.*/\1/p' include/brine/error_list.h | grep -nx "$1")
    [ "$(said result)" = $((${number%%:*} - 1)) ]
}

# One processor cycle an instruction, and 40 in a tick of the 25 MHz clock. Each figure is the least
# of two runs: what a server's signature costs depends on its bytes.
instructions=(-icount shift=0)

# measure PROGRAM KIND: a line of the table
measure() {
    local flash ticks resumed again
    for again in 1 2; do
        if ! run "$1" "$2" "${instructions[@]}" || [ "$(said resumed 1)" != 0 ] ||
            [ "$(said resumed 2)" != 1 ] || [ "$(said left)" != 0 ] || [ "$(said answer)" -lt 1000 ]; then
            cat "$folder/said" "$folder/log" "$folder/server"
            fail "$1: no full handshake, resumed one and page"
            return
        fi
        [ $again = 1 ] || [ "$(said ticks 1)" -gt "$ticks" ] || ticks=
        ticks=${ticks:-$(said ticks 1)}
        resumed=$(said ticks 2)
    done
    flash=$(awk -f "$here/flash.awk" "$folder/build/firmware_$1.map")
    echo "$1 $flash $(said set-up) $(said peak) $(said idle) $(said stack)" \
        "$((ticks * 40)) $((resumed * 40))" >> "$folder/figures"
}

make_pki
build
names="program brine libsodium libc own set-up peak idle stack full resumed"
: > "$folder/figures"
measure p256 ec
measure rsa rsa
measure all ec
{ echo "$names"; cat "$folder/figures"; } | awk '{
    printf "%-8s", $1
    for (i = 2; i <= NF; i++) printf "%11s", $i
    print ""
}' > "$folder/figures.table"
cat "$folder/figures.table"

if run p256 other || ! failed_as ERROR_CERT_UNKNOWN_ISSUER; then
    cat "$folder/said"
    fail "a wrong root is not refused"
fi
if ! run memory rsa; then
    cat "$folder/said"
    fail "where memory ends, the program does not end as it must"
fi
tail -n 1 "$folder/said"

if [ "${2:-}" = write ]; then
    { sed -n '/^#/p' "$here/figures.table"; cat "$folder/figures.table"; } > "$folder/new"
    mv "$folder/new" "$here/figures.table"
    {
        echo "# Bytes of flash by part and file, for the programs p256 and rsa, as firmware_test.sh writes it;"
        echo "# files of one name are added up. $(date -u +%F), $(arm-none-eabi-gcc --version | sed q), -Os."
        awk -f "$here/files.awk" "$folder/build/firmware_p256.map" "$folder/build/firmware_rsa.map" |
            sort -k1,1 -k3,3nr -k4,4nr -k2,2 | awk '{ printf "%-10s %-28s %6d %6d\n", $1, $2, $3, $4 }'
    } > "$here/map.table"
fi
grep -v '^#' "$here/figures.table" | awk '
    NR == FNR { for (i = 2; i <= NF; i++) recorded[$1, i] = $i; next }
    FNR == 1 { for (i = 2; i <= NF; i++) name[i] = $i; next }
    {
        for (i = 2; i <= NF; i++)
            if (!(($1, i) in recorded) || $i > recorded[$1, i] * 1.05) {
                printf "FAILED: %s: %s is %s, recorded %s\n", $1, name[i], $i, recorded[$1, i]
                failed = 1
            }
    }
    END { exit failed }' - "$folder/figures.table" || failures=$((failures + 1))
echo "$failures failures"
[ "$failures" = 0 ]
