# Whether the public structs can grow as kinds.table says, and depend on no limit:
# awk -v limits=FILE -v kinds=FILE -f structs.awk HEADERS MEMBERS
# HEADERS is one file with all of them, MEMBERS what members.awk says of it.
BEGIN {
    while ((getline line < limits) > 0)
        limit[line] = 1
    while ((getline line < kinds) > 0)
        if (line !~ /^#/ && split(line, part, " ") == 2)
            kind[part[1]] = part[2]
}
FNR == 1 { file++ }
file == 1 { text = text $0 "\n" }
file == 2 {
    if (!($1 in first))
        first[$1] = $2
    last[$1] = $2
}
END {
    while (match(text, /\/\*([^*]|\*+[^*\/])*\*+\//))
        text = substr(text, 1, RSTART - 1) " " substr(text, RSTART + RLENGTH)
    gsub(/[ \t\n]+/, " ", text)
    while (match(text, /typedef struct brine_[a-z_]+ \{[^}]*\}/)) {
        body = substr(text, RSTART + 15, RLENGTH - 15)
        text = substr(text, RSTART + RLENGTH)
        struct = body
        sub(/ .*/, "", struct)
        while (match(body, /BRINE_[A-Z0-9_]+/)) {
            word = substr(body, RSTART, RLENGTH)
            body = substr(body, RSTART + RLENGTH)
            if (word in limit)
                print struct " depends on " word
        }
    }
    for (struct in first) {
        if (!(struct in kind))
            print struct " is in no row of kinds.table"
        else if (kind[struct] == "grows" && first[struct] != "size")
            print struct " grows, and its first member is not size"
        else if (kind[struct] == "tail" && last[struct] != "reserved")
            print struct " has a tail, and its last member is not reserved"
    }
    for (struct in kind)
        if (!(struct in first))
            print "kinds.table names " struct ", and no header does"
}
