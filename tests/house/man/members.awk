# The members of the structs of the public headers, "STRUCT MEMBER" a line:
# cat include/brine/*.h | awk -f members.awk
BEGIN { RS = ";" }
{ text = text $0 ";" }
# The name that a declaration declares.
function name_of(declaration) {
    if (match(declaration, /\(\*[a-z0-9_]+\)/))
        return substr(declaration, RSTART + 2, RLENGTH - 3)
    sub(/\[.*/, "", declaration)
    sub(/ *$/, "", declaration)
    sub(/.*[ *]/, "", declaration)
    return declaration
}
function put_members(struct, body,    declarations, names, n, i, j, m) {
    n = split(body, declarations, ";")
    for (i = 1; i < n; i++) {
        m = 1
        names[1] = declarations[i]
        if (declarations[i] !~ /\(/)
            m = split(declarations[i], names, ",")
        for (j = 1; j <= m; j++)
            print struct, name_of(names[j])
    }
}
END {
    while (match(text, /\/\*([^*]|\*+[^*\/])*\*+\//))
        text = substr(text, 1, RSTART - 1) " " substr(text, RSTART + RLENGTH)
    gsub(/[ \t\n]+/, " ", text)
    while (match(text, /typedef struct brine_[a-z_]+ \{[^}]*\}/)) {
        body = substr(text, RSTART + 15, RLENGTH - 16)
        text = substr(text, RSTART + RLENGTH)
        struct = body
        sub(/ .*/, "", struct)
        sub(/^[^{]*\{/, "", body)
        put_members(struct, body)
    }
}
