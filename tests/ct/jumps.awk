# Which lines of the source end in a conditional jump, or in one through a register. Reads the
# source files, then what `objdump -dl` said of their objects: awk -f jumps.awk FILE... said=1
# DISASSEMBLY... Writes "file, function, the line's text", tabs between them. A function of a header
# is named with the one that it became part of.

# A definition begins in the first column; its name stands before the parenthesis.
!said && FNR == 1 { name = "" }
!said && /^[A-Za-z_].*\(/ {
    name = $0
    gsub(/__attribute__\(\([a-z_]*\)\)/, "", name)
    sub(/\(.*/, "", name)
    sub(/.*[ *]/, "", name)
}
!said {
    text = $0
    gsub(/[ \t]*\/\*.*/, "", text)
    gsub(/^[ \t]+|[ \t]+$/, "", text)
    function_at[FILENAME, FNR] = name
    text_at[FILENAME, FNR] = text
    next
}

/^[0-9a-f]+ <.*>:$/ {
    symbol = $2
    gsub(/^<|>:$|\..*/, "", symbol)
    next
}
/^[^ ]*\.[ch]:[0-9]+( \(discriminator [0-9]+\))?$/ {
    file = line = $1
    sub(/.*:/, "", line)
    sub(/:[0-9]+$/, "", file)
    sub(/.*\/src\//, "src/", file)
    next
}
/^ *[0-9a-f]+:\t/ {
    split($0, part, "\t")
    split(part[2], word, " ")
    op = word[1] == "bnd" || word[1] == "notrack" ? word[2] : word[1]
    # A jump through the table of other libraries' functions is a call.
    if ((op ~ /^j/ && op != "jmp") || op ~ /^loop/ ||
        (op == "jmp" && part[2] ~ /\*/ && part[2] !~ /\(%rip\)/)) {
        where = function_at[file, line]
        if (file ~ /\.h$/ && where != symbol)
            where = symbol " > " where
        print file "\t" where "\t" text_at[file, line]
    }
}
