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
[ -e "${programs[0]}" ] || { echo "README.md should hold a program" >&2; exit 1; }
for program in "${programs[@]}"; do
    "$compiler" "${flags[@]}" -Iinclude -I"$include" "$program" "$brine" "$sodium" -lpthread \
        -o "${program%.c}"
    echo "compiled: $(grep -c '' "$program") lines"
done
# C++ takes it, too.
if command -v c++ >/dev/null; then
    c++ -x c++ -Wall -Wextra -Werror -fsyntax-only -Iinclude -I"$include" "${programs[0]}"
fi
words=$(wc -w <README.md)
[ "$words" -le 1500 ] || { echo "README.md has $words words, more than 1500" >&2; exit 1; }

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
