#!/bin/sh
# Debian 12's source packages, unpacked and patched as FOLDER/PACKAGE, for those who compile them
# themselves: debian_source.sh FOLDER PACKAGE...
#
# apt fetches them by a list of its own and checks their signatures; the system's lists stay as they
# are, and root is not needed. What is unpacked already is used again, without the network. Where
# there is no network, or no apt, it says so and ends with 77.
set -eu
[ $# -ge 2 ] || { echo "usage: debian_source.sh FOLDER PACKAGE..." >&2; exit 2; }
mkdir -p "$1"
cd "$1"
shift

missing=""
for package; do
    [ -e "$package" ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

skip() {
    echo "skipped: $1, so the source of$missing can't be had"
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
    # shellcheck disable=SC2086 # one word for each package
    of_apt source --download-only $missing
}

if ! fetch; then
    cat "$apt/said"
    skip "apt found no source package"
fi
for package in $missing; do
    rm -rf unpacked
    dpkg-source --extract "$package"_*.dsc unpacked
    mv unpacked "$package"
done
