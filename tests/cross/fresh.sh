#!/usr/bin/env bash
# README.md's two commands, as they stand there, in a Debian that has nothing yet:
# fresh.sh FOLDER [SUITE...]
#
# debootstrap puts each SUITE (bookworm and trixie) into FOLDER/SUITE anew. Needs root and the
# network. Test vectors are taken from BRINE_VECTORS_DIR, if set.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
[ $# -ge 1 ] || { echo "usage: fresh.sh FOLDER [SUITE...]" >&2; exit 2; }
[ "$(id -u)" = 0 ] || { echo "fresh.sh: debootstrap and chroot need root" >&2; exit 2; }
folder=$1
shift
[ $# -ge 1 ] || set -- bookworm trixie
chroot=
. tests/cross/chroot.sh

# command_under TITLE: the first shell block under that heading
command_under() {
    awk -v title="## $1" '$0 == title { here = 1 }
        here && /^```sh/ { inside = 1; next }
        inside && /^```/ { exit }
        inside' README.md
}

# run_command SUITE TITLE: in /checkout, without a build of before
run_command() {
    local command begin=$SECONDS result=passed
    command=$(command_under "$2")
    [ -n "$command" ] || { echo "README.md has no command under \"$2\"" >&2; exit 1; }
    rm -rf "$chroot/checkout/build"
    inside env BRINE_VECTORS_DIR="$vectors" sh -c "cd /checkout; $command" || result=FAILED
    [ $result = passed ] || failed=1
    report+=$(printf '%-9s %-8s %-6s %5d s' "$1" "$2" $result $((SECONDS - begin)))$'\n'
}

report=
failed=0
vectors=
mkdir -p "$folder"
for suite; do
    chroot=$folder/$suite
    rm -rf "$chroot"
    install_debian "$suite"
    mount_at proc -t proc proc
    mount_at dev/pts -t devpts devpts # for the tests that need a terminal
    if [ -n "${BRINE_VECTORS_DIR:-}" ]; then
        vectors=/vectors
        mount_at vectors -o bind,ro "$BRINE_VECTORS_DIR"
    fi
    copy_source
    run_command "$suite" "Try it"
    run_command "$suite" "Test it"
    unmount
done
echo "=== fresh"
printf '%s' "$report"
exit $failed
