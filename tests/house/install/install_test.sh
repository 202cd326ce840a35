#!/bin/sh
# An installed brine can be used: install_test.sh REPOSITORY BUILD VERSION CC [FLAGS]
#
# Installs the build to a new prefix, moves that away to see that nothing remembers it, and
# builds a program with find_package and with pkg-config, shared and static each. Then brine is a
# part of another project, which keeps its own settings.
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

fail() {
    echo "FAILED: $*"
    exit 1
}

step "uninstall"
cmake --install "$build" --prefix "$work/gone" > /dev/null
[ -x "$work/gone/bin/https_get" ] || fail "https_get is not installed"
cmake --build "$build" --target uninstall > "$work/log" || { cat "$work/log"; exit 1; }
find "$work/gone" ! -type d > "$work/left"
find "$work/gone" -name 'brine*' >> "$work/left"
[ ! -s "$work/left" ] || fail "uninstall leaves $(cat "$work/left")"

step "components"
for component in lib dev tools doc; do
    cmake --install "$build" --prefix "$work/$component" --component $component > /dev/null
    (cd "$work/$component" && find . ! -type d | sort) > "$work/$component.list"
done
rm "$build"/install_manifest_*.txt
grep -vE '/(libbrine[^/]*|brine/libtls)\.so\.[0-9.]*$' "$work/lib.list" && fail "these are nothing that a program loads"
[ "$(grep -c . "$work/tools.list")" = 2 ] || fail "the component tools holds $(cat "$work/tools.list")"
sort "$work"/*.list | uniq -d | grep . && fail "these are in two components"
grep -q '/LICENSE$' "$work/doc.list" || fail "no licence is installed"

step "install, and move"
cmake --install "$build" --prefix "$work/first" > /dev/null
(cd "$work/first" && find . ! -type d | sort) > "$work/all"
sort "$work"/*.list | cmp - "$work/all" || fail "the components are not all that is installed"
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
# shellcheck disable=SC2046,SC2086 # words
"$cc" $flags "$here/main.c" -o "$work/static" $(pkg-config --cflags --libs brine-static)
prints_version "$work/static" # without LD_LIBRARY_PATH: no shared one is asked for
# shellcheck disable=SC2046,SC2086 # words
if [ -z "$flags" ]; then # a sanitizer is a shared library
    "$cc" -static "$here/main.c" -o "$work/all_static" $(pkg-config --static --cflags --libs brine)
    prints_version "$work/all_static"
fi

step "absolute folders, and without libtls"
cmake -S "$repository" -B "$work/absolute" -DCMAKE_C_COMPILER="$cc" -DBRINE_BUILD_TESTS=OFF \
    -DBRINE_LIBTLS=OFF \
    -DCMAKE_INSTALL_LIBDIR="$work/far/lib" -DCMAKE_INSTALL_INCLUDEDIR="$work/far/include" \
    > "$work/log" 2>&1 || { cat "$work/log"; exit 1; }
said=$(PKG_CONFIG_PATH=$work/absolute/package:$PKG_CONFIG_PATH pkg-config --cflags --libs brine)
[ "$(echo $said)" = "-I$work/far/include -L$work/far/lib -lbrine" ] || fail "pkg-config says $said"
if grep -E 'brine-libtls|libtls\.so|tls\.h' "$work/absolute/cmake_install.cmake" || [ -e "$work/absolute/src/libtls" ]; then
    fail "something of libtls is built or installed with BRINE_LIBTLS=OFF"
fi

step "add_subdirectory"
cp "$here/subdirectory.cmake" "$work/user/CMakeLists.txt"
# inside OPTIONS...: configures the user's project in $work/inside
inside() {
    cmake -S "$work/user" -B "$work/inside" -DREPOSITORY="$repository" -DCMAKE_C_COMPILER="$cc" \
        "$@" > "$work/log" 2>&1 || { cat "$work/log"; exit 1; }
}
inside -DEXPECTED=brine_shared
cmake --install "$work/inside" --prefix "$work/nothing" > /dev/null
[ ! -e "$work/nothing" ] || fail "brine installs itself with a user's project"
inside -DEXPECTED=brine_static -DBUILD_SHARED_LIBS=OFF -DBRINE_INSTALL=ON
if cmake --install "$work/inside" --prefix "$work/nothing" > /dev/null 2>&1; then
    fail "with BRINE_INSTALL brine is not installed" # it is not even built
fi
echo "all of it works"
