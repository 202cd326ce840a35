# The prototypes in the SYNOPSIS of a page in mdoc, one a line: awk -f prototypes.awk PAGE...
function plain(text) {
    gsub(/"/, "", text)
    return text
}
/^\.Sh / { inside = $2 == "SYNOPSIS" }
!inside { next }
/^\.Ft / { type = plain(substr($0, 5)) }
/^\.Fo / { name = $2; arguments = "" }
/^\.Fa / { arguments = arguments (arguments == "" ? "" : ", ") plain(substr($0, 5)) }
/^\.Fc/ { print type (type ~ /\*$/ ? "" : " ") name "(" arguments ");" }
