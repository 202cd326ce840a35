# What the public headers declare as BRINE_API, one declaration a line, without comments: functions,
# or with -v objects=1 objects.
# cat include/brine/*.h | awk -f declarations.awk
BEGIN { RS = ";" }
{ text = text $0 ";" }
END {
    while (match(text, /\/\*([^*]|\*+[^*\/])*\*+\//))
        text = substr(text, 1, RSTART - 1) " " substr(text, RSTART + RLENGTH)
    while (match(text, /BRINE_API [^;]*;/)) {
        declaration = substr(text, RSTART, RLENGTH)
        text = substr(text, RSTART + RLENGTH)
        gsub(/[ \t\n]+/, " ", declaration)
        if ((declaration ~ /brine_[a-z0-9_]+\(/) == !objects)
            print declaration
    }
}
