# For the scripts of this folder, which source it: a Debian in $chroot, by debootstrap.
# shellcheck shell=bash disable=SC2154 # they set chroot

# inside COMMAND...: runs it in the chroot, with an environment of its own
inside() {
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C DEBIAN_FRONTEND=noninteractive \
        chroot "$chroot" "$@"
}

mounted=()
unmount() {
    local at
    for at in "${mounted[@]}"; do
        umount "$at"
    done
    mounted=()
}
trap unmount EXIT

# mount_at FOLDER OPTIONS...
mount_at() {
    local at=$chroot/$1
    shift
    mkdir -p "$at"
    mount "$@" "$at"
    mounted+=("$at")
}

# install_debian SUITE
install_debian() {
    debootstrap --variant=minbase "$1" "$chroot" "${DEBIAN_MIRROR:-http://deb.debian.org/debian}"
    echo "127.0.0.1 localhost" >"$chroot/etc/hosts"
}

# copy_source: the repository's files, as /checkout: a name that no installed file has in it
copy_source() {
    rm -rf "$chroot/checkout"
    mkdir "$chroot/checkout"
    git ls-files -z | tar --null -T - -c | tar -x -C "$chroot/checkout"
}
