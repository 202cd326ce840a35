#!/bin/sh
# What judges the page of coverage, shown reports and pages that agree and that don't; then the page
# itself, for its form: page_test.sh PAGE
set -eu
here=$(dirname "$0")
page=$1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
failed=0

# A file of two functions: `whole` is reached, of `half` two lines and a branch are not.
cat >"$dir/lcov" <<'END'
SF:/house/src/base/a.c
FN:10,a.c:whole
FN:20,half
DA:10,5
DA:11,5
DA:20,5
DA:21,0
DA:22,0
BRDA:11,0,0,5
BRDA:11,0,1,3
BRDA:21,0,0,4
BRDA:21,0,1,-
BRF:4
BRH:3
LF:5
LH:3
end_of_record
SF:/house/tests/b.c
FN:1,elsewhere
DA:1,0
LF:1
LH:0
end_of_record
END

# expect RESULT WORDS GOAL ROW: what comes of a page with this row.
expect() {
    printf '# A page\n\n| file | function | lines | branches | reason |\n|---|---|---|---|---|\n%s\n' "$4" >"$dir/page"
    result=0
    said=$(awk -v goal_lines="$3" -v goal_branches=50 -f "$here/compare.awk" \
        "$dir/floors" "$dir/holes" "$dir/page") || result=$?
    if [ "$result" != "$1" ] || ! echo "$said" | grep -qF "$2"; then
        echo "page_test: '$4' ended with $result and '$said', not with $1 and '$2'"
        failed=1
    fi
}

awk -v root=/house/src/ -v floors="$dir/floors" -f "$here/holes.awk" "$dir/lcov" >"$dir/holes"
if [ "$(cat "$dir/holes")" != "base/a.c half 2 1" ] ||
    ! grep -q '^all *5 lines, *2 not reached: *60.00 % *4 branches, *1 not reached: *75.00 %' "$dir/floors"; then
    echo "page_test: the report is misread:"
    cat "$dir/holes" "$dir/floors"
    failed=1
fi
expect 0 "" 60 '| base/a.c | half | 2 | 1 | no such machine |'
expect 1 "the goal is 61 %" 61 '| base/a.c | half | 2 | 1 | no such machine |'
expect 1 "half: gives no reason" 60 '| base/a.c | half | 2 | 1 | |'
expect 1 "listed are 1 and 1" 60 '| base/a.c | half | 1 | 1 | no such machine |'
expect 1 "half: 2 lines and 1 branches are not reached, and not listed" 60 ''
expect 1 "whole: is listed" 60 '| base/a.c | whole | 1 | 0 | no such machine |'

# Of the page itself a glance will do: files that there are, rows with a reason.
if ! awk -v src="${page%/tests/*}/src/" '
    /^\| [a-z0-9_]+\/.* \| [a-z0-9_]+ \| [0-9]+ \| [0-9]+ \|/ {
        split($0, cell, / *\| */)
        if ((getline line <(src cell[2])) < 0) {
            print "coverage.md: there is no file " cell[2]
            wrong = 1
        }
        close(src cell[2])
        if (cell[6] == "") {
            print "coverage.md: no reason for " cell[2] " " cell[3]
            wrong = 1
        }
        rows++
    }
    END { exit wrong || rows == 0 }' "$page"; then
    echo "page_test: $page has rows of no use, or none"
    failed=1
fi
exit $failed
