# A C program that prints the layout of the public structs and the numbers of the public enums:
# cat include/brine/*.h | awk -v members=FILE -f layout.awk
# `members` is what members.awk says of the same headers. Two enums come from lists.
BEGIN { RS = ";" }
{ text = text $0 ";" }
function put(line) { body = body "    " line "\n" }
function put_enum(name, list,    names, n, i) {
    put("printf(\"enum " name " %lu\\n\", (unsigned long)sizeof(" name "));")
    if (name == "brine_result" || name == "brine_alert")
        put(name == "brine_result" ? "BRINE_RESULTS(RESULT)" : "BRINE_ALERTS(ALERT)")
    gsub(/BRINE_[A-Z]+\([A-Z_]+\)/, "", list)
    n = split(list, names, ",")
    for (i = 1; i <= n; i++)
        if (names[i] ~ /BRINE_/) {
            sub(/^ */, "", names[i])
            sub(/[ =].*/, "", names[i])
            put("printf(\"  " names[i] " %ld\\n\", (long)" names[i] ");")
        }
}
END {
    while (match(text, /\/\*([^*]|\*+[^*\/])*\*+\//))
        text = substr(text, 1, RSTART - 1) " " substr(text, RSTART + RLENGTH)
    gsub(/\n *#[^\n]*/, " ", text)
    gsub(/[ \t\n]+/, " ", text)
    RS = "\n"
    while ((getline line < members) > 0) {
        split(line, part, " ")
        if (part[1] != struct)
            put("printf(\"struct " part[1] " %lu\\n\", (unsigned long)sizeof(" part[1] "));")
        struct = part[1]
        put("printf(\"  " part[2] " %lu %lu\\n\", (unsigned long)offsetof(" struct ", " part[2] \
            "), (unsigned long)sizeof(((" struct " *)0)->" part[2] "));")
    }
    while (match(text, /typedef enum brine_[a-z_]+ \{[^}]*\}/)) {
        list = substr(text, RSTART + 13, RLENGTH - 14)
        text = substr(text, RSTART + RLENGTH)
        name = list
        sub(/ .*/, "", name)
        sub(/^[^{]*\{/, "", list)
        put_enum(name, list)
    }
    print "#include <brine/brine.h>\n#include <stddef.h>\n#include <stdio.h>"
    print "#define RESULT(name, category, alert, words, advice) \\"
    print "    printf(\"  BRINE_\" #name \" %ld\\n\", (long)BRINE_##name);"
    print "#define ALERT(name, number, meaning) \\"
    print "    printf(\"  BRINE_ALERT_\" #name \" %ld\\n\", (long)BRINE_ALERT_##name);"
    print "int main(void)\n{\n" body "    return 0;\n}"
}
