# Reads C files and prints every #include that the house does not allow; fails if there is one.
# Paths are given as they stand in the repository: src/x509/asn1/der.c, include/brine/conn.h, ...

BEGIN {
    # A floor includes itself and these.
    below["base"] = ""
    below["system"] = "base"
    below["crypto"] = "base system"
    below["record"] = "base system crypto"
    below["x509"] = "base system crypto"
    below["config"] = "base system crypto record x509"
    below["handshake"] = "base system crypto record x509 config"
    below["conn"] = "base system crypto record x509 config handshake"
    below["stream"] = "base system crypto record x509 config handshake conn"

    # Where a floor is named here, those above see these of its headers and no others.
    doors["handshake"] = "handshake.h key_schedule.h codec/message.h"
    doors["conn"] = ""

    # Headers that C11 gives on any machine and that say nothing of the system's state.
    c11 = "errno limits stdalign stdarg stdatomic stdbool stddef stdint stdio stdlib string"
    # And what only some floors may include besides.
    system_headers["system"] = "dirent.h fcntl.h pthread.h sys/auxv.h sys/stat.h time.h unistd.h"
    system_headers["stream"] = "fcntl.h netdb.h netinet/in.h netinet/tcp.h poll.h sys/socket.h " \
                               "time.h unistd.h"
    system_headers["crypto"] = "arm_neon.h cpuid.h immintrin.h"
}

function has(list, word) {
    return index(" " list " ", " " word " ") > 0
}

function refuse(why) {
    printf "%s:%d: %s\n", FILENAME, FNR, why
    failures++
}

function in_c11(header) {
    return sub(/\.h$/, "", header) && has(c11, header)
}

# A header's path without its floor.
function rest_of(header) {
    sub(/^[^\/]*\//, "", header)
    return header
}

# src/: one floor, which includes what stands below it.
function check_source(floor, quoted, header,    target) {
    if (!(floor in below))
        refuse("no floor is called " floor)
    else if (quoted) {
        target = header
        sub(/\/.*/, "", target)
        if (header !~ /\//)
            refuse("\"" header "\" does not name its floor")
        else if (target != floor && !has(below[floor], target))
            refuse(floor " does not stand above " target)
        else if (target != floor && target in doors && !has(doors[target], rest_of(header)))
            refuse("\"" header "\" is private to " target)
    } else if (header !~ /^brine\// && header != "sodium.h" && !in_c11(header) &&
               !has(system_headers[floor], header))
        refuse("<" header "> has no place in " floor)
}

# include/: C alone.
function check_public(quoted, header) {
    if (quoted || (header !~ /^brine\// && !has("stdbool.h stddef.h stdint.h", header)))
        refuse("a public header includes " header)
}

# examples/: the public headers, what they bring themselves, and any system header but libsodium's.
function check_example(quoted, header,    path) {
    if (!quoted) {
        if (header == "sodium.h")
            refuse("an example includes " header)
        return
    }
    path = FILENAME
    sub(/[^\/]*$/, header, path)
    if (path !~ /^examples\// || header ~ /\.\./ || (getline line < path) < 0)
        refuse("an example includes \"" header "\", which is not its own")
    close(path)
}

/^[ \t]*#[ \t]*include/ {
    header = $0
    sub(/^[ \t]*#[ \t]*include[ \t]*/, "", header)
    quoted = header ~ /^"/
    if (header !~ /^(<[^>]*>|"[^"]*")/) {
        refuse("#include " header " hides what it includes")
        next
    }
    sub(/^[<"]/, "", header)
    sub(/[>"].*/, "", header)
    split(FILENAME, part, "/")
    if (part[1] == "src")
        check_source(part[2], quoted, header)
    else if (part[1] == "include")
        check_public(quoted, header)
    else
        check_example(quoted, header)
}

END {
    exit failures > 0
}
