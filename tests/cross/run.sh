#!/usr/bin/env bash
# The unit tests on other machines: run.sh CHROOT [ARCHITECTURE...]
#
# Builds with Debian's cross compilers against multiarch libraries and runs under qemu-user (i386
# on the processor itself), all inside a Debian 12 that debootstrap puts into CHROOT and that a
# second run uses again. On arm64, https_get then fetches with each suite and each group from
# live servers (native ones; only the client is emulated). Needs root, debootstrap and the
# network; takes a while: this is an extra target, not part of the tests.
#
# Test vectors are taken from BRINE_VECTORS_DIR, if set.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
[ $# -ge 1 ] || { echo "usage: run.sh CHROOT [ARCHITECTURE...]" >&2; exit 2; }
[ "$(id -u)" = 0 ] || { echo "run.sh: debootstrap and chroot need root" >&2; exit 2; }
chroot=$1
shift

# Debian's name, the compiler's, the libraries' folder, the processor's as qemu calls it, and what
# the machine is like.
architectures="
arm64    aarch64-linux-gnu         aarch64-linux-gnu       aarch64   64_bit_little_endian
armhf    arm-linux-gnueabihf       arm-linux-gnueabihf     arm       32_bit_little_endian
i386     i686-linux-gnu            i386-linux-gnu          i386      32_bit_little_endian
s390x    s390x-linux-gnu           s390x-linux-gnu         s390x     64_bit_big_endian
ppc64el  powerpc64le-linux-gnu     powerpc64le-linux-gnu   ppc64le   64_bit_little_endian
mips64el mips64el-linux-gnuabi64   mips64el-linux-gnuabi64 mips64el  64_bit_little_endian
"
wanted=${*:-$(awk '{ print $1 }' <<<"$architectures")}

. tests/cross/chroot.sh

# One release and no updates: versions have to be the same for every architecture.
if [ ! -e "$chroot/etc/debian_version" ]; then
    install_debian bookworm
fi
mount_at proc -t proc proc
if [ -n "${BRINE_VECTORS_DIR:-}" ]; then
    mount_at vectors -o bind,ro "$BRINE_VECTORS_DIR"
fi

# install_tools: what the build machine's own architecture provides.
install_tools() {
    local arch
    for arch in $wanted; do
        inside dpkg --add-architecture "$arch"
    done
    inside apt-get update -q
    inside apt-get install -q -y --no-install-recommends qemu-user cmake make pkg-config openssl \
        nginx gnutls-bin curl ca-certificates valgrind python3-cryptography-vectors
}

# install_libraries ARCH COMPILER: fails when the archive does not have them all.
install_libraries() {
    inside apt-get install -q -y --no-install-recommends "gcc-$2" \
        libc6-dev:"$1" libsodium-dev:"$1" libcmocka-dev:"$1" libssl-dev:"$1" libcjson-dev:"$1"
}

# build ARCH COMPILER LIBRARIES PROCESSOR
build() {
    local emulator="qemu-$4"
    if [ "$1" = i386 ]; then
        emulator=
    fi
    inside env PKG_CONFIG_LIBDIR="/usr/lib/$3/pkgconfig:/usr/share/pkgconfig" \
        cmake -S /checkout -B "/checkout/build-$1" -DBRINE_WERROR=ON -DCMAKE_SYSTEM_NAME=Linux \
        -DCMAKE_SYSTEM_PROCESSOR="$4" -DCMAKE_C_COMPILER="$2-gcc" \
        -DCMAKE_LIBRARY_ARCHITECTURE="$3" -DCMAKE_CROSSCOMPILING_EMULATOR="$emulator" \
        -DBRINE_VECTORS_DIR="$([ -z "${BRINE_VECTORS_DIR:-}" ] || echo /vectors)"
    inside cmake --build "/checkout/build-$1" -j "$(nproc)"
}

run_tests() {
    inside ctest --test-dir "/checkout/build-$1" -j "$(nproc)" --output-on-failure "${@:2}"
}

unit=(-L unit -LE "long|ct")
# qemu-user hands on the host's number of an error that SO_ERROR tells, and mips has numbers of
# its own: there, what a refused connection is told as can't be tested.
declare -A not_under_qemu=([mips64el]="^(stream_connect_test|examples_failures_test)$")

install_tools
copy_source
report=
failed=0
while read -r arch compiler libraries processor kind; do
    [[ " $(echo $wanted) " == *" $arch "* ]] || continue
    echo "=== $arch"
    begin=$SECONDS
    if ! install_libraries "$arch" "$compiler"; then
        result="the archive lacks its libraries"
        failed=1
    elif ! build "$arch" "$compiler" "$libraries" "$processor"; then
        result="does not build"
        failed=1
    elif ! run_tests "$arch" "${unit[@]}" -E "${not_under_qemu[$arch]:-^$}"; then
        result="tests failed"
        failed=1
    elif [ "$arch" = arm64 ] && ! run_tests "$arch" -R "^(pki|live_suites)$"; then
        result="live tests failed"
        failed=1
    else
        result=passed
    fi
    report+=$(printf '%-9s %-22s %-32s %5d s' "$arch" "${kind//_/ }" "$result" \
        $((SECONDS - begin)))$'\n'
done <<<"$architectures"

echo "=== cross"
printf '%s' "$report"
exit $failed
