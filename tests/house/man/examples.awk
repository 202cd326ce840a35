# Takes the programs out of a page in mdoc: awk -v stem=PATH -f examples.awk PAGE
#
# A line `.\" example: run` or `.\" example: build` before a display says that it is a program.
# Writes each to STEM_N.c and prints "run FILE" or "build FILE", or what is wrong.
function plain(text) {
    gsub(/\\&/, "", text)
    gsub(/\\\(ha/, "^", text)
    gsub(/\\\(ti/, "~", text)
    gsub(/\\\(aq/, "'", text)
    gsub(/\\\(ga/, "`", text)
    gsub(/\\e/, "\\", text)
    return text
}
/^\.\\" example: (run|build)$/ { kind = $3; next }
/^\.Bd / {
    inside = 1
    if (kind != "") {
        file = stem "_" ++count ".c"
        print kind, file
    }
    next
}
/^\.Ed/ { inside = 0; kind = ""; file = ""; next }
inside && file != "" { print plain($0) > file }
inside && file == "" && /#include/ { print "wrong " FILENAME ":" FNR ": a program that is not marked" }
!inside && kind != "" { print "wrong " FILENAME ":" FNR ": no display behind the mark"; kind = "" }
