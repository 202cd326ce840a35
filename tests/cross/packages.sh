#!/usr/bin/env bash
# Debian packages of brine, made twice in two folders: the same bytes; then installed in a Debian 12
# that has no compiler's cache, no sources and no other brine, where a project of a user is built
# with them, by find_package and by pkg-config, shared and static, in C and in C++:
# packages.sh CHROOT
#
# debootstrap makes CHROOT, if it is not there. Needs root and the network.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
[ $# = 1 ] || { echo "usage: packages.sh CHROOT" >&2; exit 2; }
[ "$(id -u)" = 0 ] || { echo "packages.sh: debootstrap and chroot need root" >&2; exit 2; }
chroot=$1
. tests/cross/chroot.sh

[ -e "$chroot/etc/debian_version" ] || install_debian bookworm
mount_at proc -t proc proc
inside apt-get update -q
inside apt-get install -q -y --no-install-recommends build-essential cmake file libsodium-dev pkg-config
inside sh -c 'dpkg --purge brine-tools libbrine-dev $(dpkg-query -W -f "\${Package} " "libbrine[0-9]*")' \
    2>/dev/null || true

# make_packages FOLDER: in the chroot, from sources in FOLDER
make_packages() {
    copy_source
    rm -rf "${chroot:?}$1"
    mkdir -p "$(dirname "$chroot$1")"
    mv "$chroot/checkout" "$chroot$1"
    inside cmake -S "$1" -B "$1/made" -DCMAKE_BUILD_TYPE=Release -DCMAKE_INSTALL_PREFIX=/usr \
        -DBRINE_BUILD_TESTS=OFF
    inside cmake --build "$1/made" -j "$(nproc)"
    inside env SOURCE_DATE_EPOCH="$epoch" sh -c 'cd "$1" && cpack -G DEB' sh "$1/made"
}

epoch=$(git log -1 --format=%ct)
make_packages /srv/one
make_packages "/srv/another longer/two"
for package in "$chroot"/srv/one/made/*.deb; do
    cmp "$package" "$chroot/srv/another longer/two/made/$(basename "$package")"
done
echo "the same bytes twice: $(cd "$chroot/srv/one/made" && echo *.deb)"

inside sh -c 'dpkg -i /srv/one/made/*.deb'
rm -rf "$chroot/srv/one" "$chroot/srv/another longer" "$chroot/user"
mkdir "$chroot/user"
cp tests/house/install/main.c "$chroot/user/main.c"
cp tests/house/install/main.c "$chroot/user/main.cpp"
cat >"$chroot/user/CMakeLists.txt" <<'PROJECT'
cmake_minimum_required(VERSION 3.22)
project(user LANGUAGES C CXX)
find_package(brine REQUIRED)
foreach(library brine_shared brine_static)
  foreach(language c cpp)
    add_executable(${library}_${language} main.${language})
    target_link_libraries(${library}_${language} PRIVATE brine::${library})
  endforeach()
endforeach()
PROJECT
inside sh -euc '
    cd /user
    cmake -S . -B build
    cmake --build build
    for package in brine brine-static; do
        gcc main.c -o build/${package}_pc_c $(pkg-config --cflags --libs $package)
        g++ main.cpp -o build/${package}_pc_cpp $(pkg-config --cflags --libs $package)
    done
    for program in build/brine*_c build/brine*_cpp; do
        echo "$program: $($program), $(ldd $program | grep -c libbrine || true) shared"
    done
    https_get --version
    ls /usr/share/man/man3/brine.3 /usr/share/man/man1/https_get.1'
programs=$(find "$chroot/user/build" -maxdepth 1 -name 'brine*_c*' -type f | wc -l)
[ "$programs" = 8 ] || { echo "packages.sh: $programs programs were built, not 8" >&2; exit 1; }
for program in "$chroot"/user/build/brine*static*; do
    if ! [ -f "$program" ] || inside ldd "${program#"$chroot"}" | grep libbrine; then
        echo "packages.sh: $program is not linked statically" >&2
        exit 1
    fi
done
echo "packages: all of it works"
