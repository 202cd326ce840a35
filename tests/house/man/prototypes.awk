# The prototypes in the SYNOPSIS of a page in mdoc and the types of callbacks, one a line: awk -f prototypes.awk PAGE...
function plain(text) {
    gsub(/"/, "", text)
    return text
}
# typedefs stand in displays of their own.
/^typedef / { typedef = 1; declaration = "" }
typedef {
    sub(/^ +/, "")
    declaration = declaration (declaration == "" ? "" : " ") $0
    typedef = !/;$/
    if (!typedef)
        print declaration
    next
}
/^\.Sh / { inside = $2 == "SYNOPSIS" }
!inside { next }
/^\.Ft / { type = plain(substr($0, 5)) }
/^\.Fo / { name = $2; arguments = "" }
/^\.Fa / { arguments = arguments (arguments == "" ? "" : ", ") plain(substr($0, 5)) }
/^\.Fc/ { print type (type ~ /\*$/ ? "" : " ") name "(" arguments ");" }
