# Reads C files and prints every conversion of a format string that a small C library lacks; fails
# if there is one. newlib-nano, which firmware for Arm is linked with, knows no length modifiers
# but h and l, and no floating point: it prints "zu" for %zu and takes the next argument for
# another one. Sizes are cast to unsigned long and printed with %lu, or go through brn_text_decimal.
#
# Nor may it print bytes of a length, or a single one: such bytes came from outside, and go
# through base/escape.h before a person sees them.

function refuse(what) {
    printf "%s:%d: %s\n", FILENAME, FNR, what
    failures++
}

# What stands between quotes on this line, outside of comments.
function literals(line,    text) {
    sub(/^[ \t]*(\/\*|\* ).*/, "", line)
    sub(/[ \t]\/\*.*/, "", line)
    gsub(/'"'/, "", line)
    text = ""
    while (match(line, /"([^"\\]|\\.)*"/)) {
        text = text " " substr(line, RSTART, RLENGTH)
        line = substr(line, RSTART + RLENGTH)
    }
    return text
}

/%/ {
    text = literals($0)
    gsub(/%%/, "", text)
    if (match(text, /%[-+ #0]*([0-9]+|\*)?(\.([0-9]+|\*)?)?(hh|j|z|t|ll|L)[diouxXnaAeEfFgG]/) ||
        match(text, /%[-+ #0]*([0-9]+|\*)?(\.([0-9]+|\*)?)?l?[aAeEfFgG]/))
        refuse(substr(text, RSTART, RLENGTH) " is not in every C library: cast and use %lu or %ld")
    if (match(text, /%[-+ #0]*([0-9]+|\*)?(\.([0-9]+|\*)?s|l?c)/))
        refuse(substr(text, RSTART, RLENGTH) " prints foreign bytes: use brn_shown_bytes and %s")
}

/(^|[^A-Za-z0-9_])(PRI|SCN)[diouxX](8|16|32|64|FAST|LEAST|MAX|PTR)/ {
    refuse("a macro of inttypes.h may be a conversion that is not in every C library")
}

END {
    exit failures > 0
}
