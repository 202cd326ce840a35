#!/bin/sh
# A program that makes its configs with brine_provider_sodium, and links the static library, holds
# none of the algorithms that the default provider alone lists; a program that leaves the choice to
# brine_config_new holds them all: linked_test.sh PROVIDERS NM SODIUM WHOLE
#
# PROVIDERS is the folder in which each provider's list is.
set -eu
providers=$1
nm=$2
sodium=$3
whole=$4
export LC_ALL=C
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

entries() {
    grep -oE '&brn_[a-z0-9_]+' "$providers/$1.c" | tr -d '&' | sort -u
}
held() {
    "$nm" "$1" | awk '{ print $NF }' | sort -u
}
entries default > "$work/default"
entries sodium > "$work/both"
{ comm -23 "$work/default" "$work/both"; echo brine_provider_default; } | sort > "$work/alone"
held "$sodium" > "$work/sodium"
held "$whole" > "$work/whole"

failures=0
if comm -12 "$work/alone" "$work/sodium" | grep .; then
    echo "FAILED: a program that never names the default provider holds these of its entries"
    failures=1
fi
if comm -23 "$work/alone" "$work/whole" | grep .; then
    echo "FAILED: the default provider has these entries, and a program that uses it lacks them"
    failures=1
fi
if comm -23 "$work/both" "$work/sodium" | grep .; then
    echo "FAILED: brine_provider_sodium has these entries, and a program that uses it lacks them"
    failures=1
fi
echo "$(wc -l < "$work/alone") names left out, $(wc -l < "$work/both") entries kept"
[ "$(wc -l < "$work/alone")" -gt 10 ] && [ "$failures" = 0 ]
