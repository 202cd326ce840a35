#!/usr/bin/env bash
# readme_test.sh SOURCE_DIR COMPILER LIBBRINE LIBSODIUM SODIUM_INCLUDE_DIR [FLAG]
set -euo pipefail
source=$1 compiler=$2 brine=$3 sodium=$4 include=$5
flags=(-std=c11 -D_POSIX_C_SOURCE=200809L -Wall -Wextra -Wpedantic -Werror)
[ -z "${6:-}" ] || flags+=("$6")
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$source"

awk -v dir="$dir" '/^```c$/ { n++; file = dir "/program" n ".c"; next }
                   /^```/ { file = "" }
                   file != "" { print > file }' README.md
programs=("$dir"/program*.c)
[ "${#programs[@]}" -ge 2 ] || { echo "README.md should hold two programs" >&2; exit 1; }
for program in "${programs[@]}"; do
    "$compiler" "${flags[@]}" -Iinclude -I"$include" "$program" "$brine" "$sodium" -lpthread \
        -o "${program%.c}"
    echo "compiled: $(grep -c '' "$program") lines"
done
# Without a server there is one clear sentence and a status that says so.
status=0
"$dir/program2" localhost 1 2>"$dir/error" || status=$?
[ "$status" = 1 ] && [ "$(grep -c '' "$dir/error")" = 1 ] || { cat "$dir/error" >&2; exit 1; }

# Whatever of the first program's calls fails before it dials, one line says why.
"$compiler" "${flags[@]}" -Iinclude -I"$include" "$dir/program1.c" tests/house/readme/no_memory.c \
    "$brine" "$sodium" -lpthread -Wl,--wrap=malloc -o "$dir/no_memory"
for at in 0 1 2 3 4; do
    status=0
    BRINE_FAIL_AT=$at "$dir/no_memory" 2>"$dir/error" || status=$?
    [ "$status" = 1 ] && [ "$(grep -c '' "$dir/error")" = 1 ] &&
        grep -q "^out of memory; " "$dir/error" ||
        { echo "allocation $at failed, status $status:"; cat "$dir/error"; exit 1; } >&2
done

# One way to begin an error, which C and C++ take.
if grep -rnE 'brine_error [a-z_]+ = \{' README.md examples src; then
    echo "an error begins with BRINE_NO_ERROR" >&2
    exit 1
fi

# Links to files of the repository, from each page.
for page in README.md src/README.md .github/*.md; do
    while read -r link; do
        [ -e "$(dirname "$page")/$link" ] || { echo "$page: $link leads nowhere" >&2; exit 1; }
    done < <(grep -oE '\]\([^)#]+\)' "$page" | sed 's/^](//; s/)$//' | grep -v '^https\?:' || true)
done
