#!/bin/sh
# Debian 12's source of libsodium, unpacked and patched as FOLDER/libsodium, for those who compile
# it themselves: libsodium_source.sh FOLDER
#
# apt fetches it by a list of its own and checks its signature; the system's lists stay as they
# are, and root is not needed. A folder that is unpacked already is used again, without the
# network. Where there is no network, or no apt, it says so and ends with 77.
set -eu
[ $# = 1 ] || { echo "usage: libsodium_source.sh FOLDER" >&2; exit 2; }
mkdir -p "$1"
cd "$1"

if [ -e libsodium ]; then
    exit 0
fi

skip() {
    echo "skipped: $1, so libsodium's source can't be had"
    exit 77
}

for tool in apt-get dpkg-source; do
    command -v $tool >/dev/null || skip "$tool is not installed"
done

apt=$(mktemp -d)
trap 'rm -rf "$apt"' EXIT
mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial"
echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]" \
    "${DEBIAN_MIRROR:-http://deb.debian.org/debian} bookworm main" >"$apt/sources"

# of_apt COMMAND...: with the private list
of_apt() {
    apt-get -q -o Dir::Etc::sourcelist="$apt/sources" -o Dir::Etc::sourceparts=/dev/null \
        -o Dir::State::lists="$apt/lists" -o Dir::Cache="$apt/cache" \
        -o APT::Sandbox::User=root -o Acquire::http::Timeout=20 "$@" >"$apt/said" 2>&1
}

fetch() {
    of_apt update -o APT::Update::Error-Mode=any || return 1
    of_apt source --download-only libsodium
}

if ! fetch; then
    cat "$apt/said"
    skip "apt found no source package"
fi
rm -rf unpacked
dpkg-source --extract libsodium_*.dsc unpacked
mv unpacked libsodium
