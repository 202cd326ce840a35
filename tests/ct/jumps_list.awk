# Makes jumps.list anew from the old one, for the reasons (said=1), and the jumps that were found
# (said=2). A line: the reason; for gcc-12, clang-14 and clang-19 the levels at which the jump is
# there; the function; the text of its line.
BEGIN {
    FS = "\t"
    places["gcc-12-O2"] = 1; places["gcc-12-O3"] = 2
    places["clang-14-O2"] = 3; places["clang-14-O3"] = 4
    places["clang-19-O2"] = 5; places["clang-19-O3"] = 6
}

said == 1 && /^#/ { comment = comment $0 "\n"; next }
said == 1 && /^== / { file = substr($0, 4); next }
said == 1 && NF == 4 { reason[file, $3, $4] = $1; next }
said == 1 { next }

{
    key = $2 SUBSEP $3 SUBSEP $4
    if (!(key in seen)) {
        seen[key] = 1
        keys[++count] = key
    }
    at[key, places[$1]] = 1
}

function mark(key, place) {
    return (key, place) in at ? (place % 2 == 1 ? "2" : "3") : "."
}
function levels(key, place) { return mark(key, place) mark(key, place + 1) }

# By file, then as they were found: sorted within one compiler, which keeps a function together.
function sort_keys(    i, j, one) {
    for (i = 2; i <= count; i++) {
        one = keys[i]
        for (j = i - 1; j > 0 && keys[j] > one; j--)
            keys[j + 1] = keys[j]
        keys[j + 1] = one
    }
}

END {
    sort_keys()
    printf "%s", comment
    for (i = 1; i <= count; i++) {
        split(keys[i], part, SUBSEP)
        if (part[1] != last)
            printf "\n== %s\n", part[1]
        last = part[1]
        printf "%s\t%s %s %s\t%s\t%s\n", (keys[i] in reason ? reason[keys[i]] : "?"),
            levels(keys[i], 1), levels(keys[i], 3), levels(keys[i], 5), part[2], part[3]
    }
}
