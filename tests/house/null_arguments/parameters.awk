# The parameters that may be NULL, "FUNCTION PARAMETER" a line, of the declarations of
# declarations.awk: pointers, arrays, bytes and callbacks. -v callbacks="TYPE TYPE ...": the types
# that point to functions.
BEGIN {
    count = split(callbacks, names, " ")
    for (i = 1; i <= count; i++)
        is_callback[names[i]] = 1
}
{
    match($0, /brine_[a-z0-9_]+\(/)
    name = substr($0, RSTART, RLENGTH - 1)
    list = substr($0, RSTART + RLENGTH)
    sub(/\);$/, "", list)
    # A callback spelled out, "bool (*visit)(...)", is a pointer with its name.
    while (match(list, /\(\*[a-z_]+\)\([^()]*\)/)) {
        callback = substr(list, RSTART + 2, RLENGTH - 2)
        sub(/\).*/, "", callback)
        list = substr(list, 1, RSTART - 1) "*" callback substr(list, RSTART + RLENGTH)
    }
    count = split(list, parameters, ",")
    for (i = 1; i <= count; i++) {
        parameter = parameters[i]
        type = parameter
        sub(/^ */, "", type)
        sub(/ .*/, "", type)
        if (parameter !~ /[*[]/ && type != "brine_bytes" && !(type in is_callback))
            continue
        sub(/\[[^]]*\]/, "", parameter)
        sub(/.*[ *]/, "", parameter)
        print name, parameter
    }
}
