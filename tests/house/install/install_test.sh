#!/bin/sh
# An installed brine can be used: install_test.sh REPOSITORY BUILD VERSION CC [FLAGS]
#
# Installs the build to a new prefix, moves that away to see that nothing remembers it, and
# builds a program with find_package and with pkg-config, shared and static each.
set -eu
here=$1/tests/house/install
repository=$1
build=$2
version=$3
cc=$4
flags=${5:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

step() {
    echo "--- $*"
}

# prints_version COMMAND...
prints_version() {
    said=$("$@")
    if [ "$said" != "brine $version" ]; then
        echo "FAILED: $* says \"$said\", not \"brine $version\""
        exit 1
    fi
}

step "install, and move"
cmake --install "$build" --prefix "$work/first" > /dev/null
mv "$work/first" "$work/prefix"
prefix=$work/prefix
if grep -rlF -e "$work/first" -e "$repository" "$prefix" --include='*.cmake' --include='*.pc'; then
    echo "FAILED: these remember where brine was built or installed"
    exit 1
fi
for header in "$repository"/include/brine/*.h; do
    cmp "$header" "$prefix/include/brine/$(basename "$header")"
done
# The pages, each call's among them, lead to one another wherever they lie.
for page in man1/https_get.1 man3/brine.3 man3/brine_stream_read.3 man7/brine_threats.7; do
    [ -s "$prefix/share/man/$page" ] || { echo "FAILED: $page is not installed"; exit 1; }
done

step "find_package"
mkdir "$work/user"
cp "$here/main.c" "$work/user"
cp "$here/project.cmake" "$work/user/CMakeLists.txt"
configure() {
    cmake -S "$work/user" -B "$work/build" -DCMAKE_PREFIX_PATH="$prefix" \
        -DCMAKE_C_COMPILER="$cc" -DCMAKE_C_FLAGS="$flags" "$@"
}
configure -DVERSION="$version" > "$work/log" || { cat "$work/log"; exit 1; }
cmake --build "$work/build" > "$work/log" || { cat "$work/log"; exit 1; }
for library in brine brine_shared brine_static; do
    prints_version "$work/build/with_$library"
done
if configure -DVERSION=99 > /dev/null 2>&1; then
    echo "FAILED: version $version passes for version 99"
    exit 1
fi

step "pkg-config"
libdir=$(dirname "$(find "$prefix" -name libbrine.a)")
PKG_CONFIG_PATH=$libdir/pkgconfig
export PKG_CONFIG_PATH
[ "$(pkg-config --modversion brine)" = "$version" ]
# shellcheck disable=SC2046,SC2086 # words
"$cc" $flags "$here/main.c" -o "$work/shared" $(pkg-config --cflags --libs brine)
prints_version env LD_LIBRARY_PATH="$libdir" "$work/shared"
if [ -e "$libdir/libbrine-libtls.so" ]; then
    step "libtls, and a program that was built for another one"
    cmp "$repository/src/libtls/include/tls.h" "$prefix/include/brine-libtls/tls.h"
    printf '#include <tls.h>\nint main(void) { return tls_init(); }\n' > "$work/libtls.c"
    # shellcheck disable=SC2046,SC2086 # words
    "$cc" $flags "$work/libtls.c" -o "$work/libtls" $(pkg-config --cflags --libs brine-libtls) \
        -Wl,-rpath-link,"$libdir"
    LD_LIBRARY_PATH=$libdir "$work/libtls"
    # shellcheck disable=SC2046,SC2086 # words
    "$cc" $flags "$work/libtls.c" -o "$work/built" $(pkg-config --cflags brine-libtls) \
        "$libdir/brine/libtls.so.26"
    LD_LIBRARY_PATH=$libdir/brine "$work/built"
fi
rm "$libdir"/libbrine.so* # so that -lbrine is the static one
# shellcheck disable=SC2046,SC2086 # words
"$cc" $flags "$here/main.c" -o "$work/static" $(pkg-config --static --cflags --libs brine)
prints_version "$work/static"

step "add_subdirectory"
cp "$here/subdirectory.cmake" "$work/user/CMakeLists.txt"
cmake -S "$work/user" -B "$work/inside" -DREPOSITORY="$repository" -DCMAKE_C_COMPILER="$cc" \
    > "$work/log" || { cat "$work/log"; exit 1; }
echo "all of it works"
