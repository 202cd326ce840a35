# Compares what the tests left, as holes.awk says it, with the rows of tests/coverage.md:
#
#     | file | function | lines | branches | reason |
#
# compare.awk FLOORS HOLES PAGE. Ends with 1 where they differ, where a row gives no reason, or where
# less was reached than `goal_lines` and `goal_branches` percent. Writes the rows as they should be
# to the file `rows`, with the reasons that the page has; a new one waits for its reason.

function trim(text) {
    gsub(/^[ \t]+|[ \t]+$/, "", text)
    return text
}

function complain(text) {
    print "coverage.md: " text
    wrong++
}

FNR == 1 { input++ }

input == 1 && $1 == "all" {
    split($0, part, /reached: */)
    if (part[2] + 0 < goal_lines)
        complain("the tests reach " part[2] + 0 " % of the lines, the goal is " goal_lines " %")
    if (part[3] + 0 < goal_branches)
        complain("the tests reach " part[3] + 0 " % of the branches, the goal is " goal_branches " %")
}

input == 2 {
    found[++holes] = $1 " " $2
    lines[$1 " " $2] = $3
    branches[$1 " " $2] = $4
}

input == 3 && /^\| [a-z0-9_]+\/[^|]*\| [a-z0-9_]+ \| [0-9]+ \| [0-9]+ \|/ {
    split($0, cell, "|")
    hole = trim(cell[2]) " " trim(cell[3])
    reason[hole] = trim(cell[6])
    listed_lines[hole] = cell[4] + 0
    listed_branches[hole] = cell[5] + 0
    if (reason[hole] == "")
        complain(hole ": gives no reason")
    next
}

END {
    for (i = 1; i <= holes; i++) {
        hole = found[i]
        if (!(hole in reason))
            complain(hole ": " lines[hole] " lines and " branches[hole] " branches are not reached, and not listed")
        else if (lines[hole] != listed_lines[hole] || branches[hole] != listed_branches[hole])
            complain(hole ": " lines[hole] " lines and " branches[hole] " branches are not reached, listed are " listed_lines[hole] " and " listed_branches[hole])
    }
    for (i = 1; i <= holes && rows != ""; i++) {
        split(found[i], part, " ")
        printf "| %s | %s | %d | %d | %s |\n", part[1], part[2], lines[found[i]],
            branches[found[i]], reason[found[i]] >rows
    }
    for (hole in reason)
        if (reason[hole] != "" && !(hole in lines))
            complain(hole ": is listed, and was reached wholly, or is no more")
    exit wrong > 0
}
