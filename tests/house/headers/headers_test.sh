#!/bin/sh
# Every public header compiles alone, twice in a row, as C11 and as C++11, without a warning;
# brine.h brings them all; the build installs them all; BRINE_NO_ERROR works in both languages,
# and so does libtls' header:
# headers_test.sh REPOSITORY "HEADERS THAT ARE INSTALLED" CC [CXX]
set -eu
cd "$1"
installed=$2
cc=$3
cxx=${4:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

fail() {
    echo "FAILED: $1"
    failures=$((failures + 1))
}

# compile COMPILER FILE OPTIONS...
compile() {
    compiler=$1
    file=$2
    shift 2
    "$compiler" "$@" -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wundef -Werror -Iinclude \
        -fsyntax-only "$file"
}

count=0
for header in include/brine/*.h; do
    name=brine/$(basename "$header")
    count=$((count + 1))
    printf '#include <%s>\n#include <%s>\nint main(void) { return 0; }\n' "$name" "$name" \
        > "$work/alone.c"
    cp "$work/alone.c" "$work/alone.cpp"
    compile "$cc" "$work/alone.c" -std=c11 -Wstrict-prototypes || fail "$name as C11"
    if [ -n "$cxx" ]; then
        compile "$cxx" "$work/alone.cpp" -std=c++11 || fail "$name as C++11"
    fi
    case " $installed " in
    *" include/$name "*) ;;
    *) fail "$name is not installed" ;;
    esac
    # The two lists come with error.h.
    case $name in
    brine/brine.h | brine/*_list.h) ;;
    *) grep -q "#include <$name>" include/brine/brine.h || fail "brine.h lacks $name" ;;
    esac
done
# What programs write to begin with.
printf '#include <brine/brine.h>\nint main(void)\n{\n    brine_error error = BRINE_NO_ERROR;\n    brine_received received = BRINE_NOTHING_RECEIVED;\n    return (int)error.code + (int)received.consumed;\n}\n' \
    > "$work/begin.c"
cp "$work/begin.c" "$work/begin.cpp"
compile "$cc" "$work/begin.c" -std=c11 || fail "what programs begin with as C11"
if [ -n "$cxx" ]; then
    compile "$cxx" "$work/begin.cpp" -std=c++11 || fail "what programs begin with as C++11"
fi
# libtls' header, alone as well: a program in C and C++.
cp tests/house/headers/libtls_program.c "$work/libtls.cpp"
compile "$cc" tests/house/headers/libtls_program.c -std=c11 -Wstrict-prototypes \
    -Isrc/libtls/include || fail "tls.h as C11"
if [ -n "$cxx" ]; then
    compile "$cxx" "$work/libtls.cpp" -std=c++11 -Isrc/libtls/include || fail "tls.h as C++11"
fi
[ -n "$cxx" ] || echo "no C++ compiler: headers tried as C alone"
echo "$count headers, $failures failures"
[ "$failures" = 0 ]
