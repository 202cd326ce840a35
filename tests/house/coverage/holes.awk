# Reads clang's report of src/ (lcov's format) and prints, for each function that the tests do not
# reach wholly: its file under src/, its name, how many lines and how many branches are left. Writes
# the sums of each floor to the file `floors`. `root` is the path of src/ with a slash behind it.

# A function ends where the next one begins.
function owner(line,    i, best) {
    best = 0
    for (i = 1; i <= functions; i++)
        if (first[i] <= line && (best == 0 || first[i] > first[best]))
            best = i
    return best == 0 ? "macros" : name[best] # expanded in functions below
}

# The report's own sums of a file, in which the code of a header counts once.
function add(kind, found, reached) {
    sum[floor, kind] += found
    sum["all", kind] += found
    left[floor, kind] += found - reached
    left["all", kind] += found - reached
}

/^SF:/ {
    file = substr($0, 4)
    here = index(file, root) == 1
    file = substr(file, length(root) + 1)
    floor = file
    sub(/\/.*/, "", floor)
    functions = 0
    if (here)
        floors_seen[floor] = 1
}
!here { next }
/^FN:/ {
    split(substr($0, 4), part, ",")
    first[++functions] = part[1]
    name[functions] = part[2]
    sub(/^.*:/, "", name[functions])
}
/^DA:/ {
    split(substr($0, 4), part, ",")
    if (part[2] == 0)
        lines[file " " owner(part[1] + 0)]++
}
# A condition of a macro or of a header's function comes once for each place that it is used in.
/^BRDA:/ {
    split(substr($0, 6), part, ",")
    side = part[1] "," part[2] "," part[3]
    times[side]++
    if (part[4] == "-" || part[4] == 0)
        missed[side]++
}
/^LF:/ { found_lines = substr($0, 4) }
/^LH:/ { add("lines", found_lines, substr($0, 4)) }
/^BRF:/ { found_branches = substr($0, 5) }
/^BRH:/ {
    reached_branches = substr($0, 5)
    add("branches", found_branches, reached_branches)
}
/^end_of_record/ {
    for (side in missed)
        if (missed[side] == times[side] && reached_branches < found_branches)
            branches[file " " owner(side + 0)]++
    split("", missed)
    split("", times)
}

function share(floor, kind) {
    return sum[floor, kind] == 0 ? 100 : 100 - 100 * left[floor, kind] / sum[floor, kind]
}

function write_floor(floor) {
    printf "%-10s %6d lines, %5d not reached: %6.2f %%  %6d branches, %5d not reached: %6.2f %%\n",
        floor, sum[floor, "lines"], left[floor, "lines"], share(floor, "lines"),
        sum[floor, "branches"], left[floor, "branches"], share(floor, "branches") >floors
}

END {
    for (where in lines)
        holes[where] = 1
    for (where in branches)
        holes[where] = 1
    for (where in holes)
        print where, lines[where] + 0, branches[where] + 0
    for (f in floors_seen)
        write_floor(f)
    write_floor("all")
}
