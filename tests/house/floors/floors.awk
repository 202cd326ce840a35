# Reads C files and prints every #include that the house does not allow, and a circle of them;
# fails if there is one.
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
    # libtls' interface uses public headers alone, as a program would.
    below["libtls"] = ""

    # The rooms of a floor, where it has any, and which of them each includes besides itself.
    # "." is what lies in the floor's folder itself.
    rooms["system"] = ". posix none"
    beside["system/."] = ""
    beside["system/posix"] = "."
    beside["system/none"] = "."
    rooms["crypto"] = ". bignum provider aes chacha curve25519 ec rsa sha sodium"
    beside["crypto/."] = ""
    beside["crypto/bignum"] = "."
    beside["crypto/provider"] = ""
    beside["crypto/aes"] = ". provider"
    beside["crypto/chacha"] = ". provider"
    beside["crypto/curve25519"] = ". bignum provider"
    beside["crypto/ec"] = ". bignum provider"
    beside["crypto/rsa"] = ". bignum provider"
    beside["crypto/sha"] = ". provider"
    beside["crypto/sodium"] = ". provider"
    rooms["x509"] = "asn1 pem name key certificate trust path"
    beside["x509/asn1"] = ""
    beside["x509/pem"] = "asn1"
    beside["x509/name"] = "asn1"
    beside["x509/key"] = "asn1 pem"
    beside["x509/certificate"] = "asn1 pem name key"
    beside["x509/trust"] = "asn1 pem name"
    beside["x509/path"] = "asn1 name key certificate trust"
    rooms["handshake"] = "codec ."
    beside["handshake/codec"] = ""
    beside["handshake/."] = "codec"

    # Doors. Where a floor is named here, the floors above see these of its headers and no
    # others; where a room is, so do the other rooms of its floor. All others are private.
    doors["crypto"] = "declassify.h hmac.h registers.h aes/cbc.h bignum/montgomery_wide.h " \
                      "provider/lookup.h provider/signature_scheme.h"
    doors["crypto/bignum"] = "adx_steps.h limbs.h montgomery.h montgomery_wide.h product.h"
    doors["crypto/aes"] = ""
    doors["crypto/chacha"] = ""
    doors["crypto/curve25519"] = ""
    doors["crypto/ec"] = ""
    doors["crypto/rsa"] = ""
    doors["crypto/sha"] = ""
    doors["crypto/sodium"] = ""
    doors["record"] = "alert.h protection.h"
    doors["x509"] = "asn1/certificate_outline.h pem/base64.h pem/pem_certificates.h " \
                    "name/distinguished_name.h key/digest.h key/private_key.h " \
                    "key/public_key_pem.h key/subject_public_key.h certificate/certificate.h trust/store.h " \
                    "path/dates.h path/links.h path/policy.h path/server_name.h path/verified.h " \
                    "path/verify.h"
    doors["x509/name"] = "distinguished_name.h general_name.h host_name.h ip_address.h " \
                         "name_constraints.h name_hash.h"
    doors["x509/certificate"] = "certificate.h"
    doors["x509/trust"] = "store.h"
    doors["x509/path"] = ""
    doors["config"] = "certificate_list.h config.h identity.h identity_choice.h " \
                      "offered.h peer.h remember.h session.h session_fits.h trace.h"
    doors["handshake"] = "handshake.h codec/message.h"
    doors["handshake/codec"] = "message.h"
    doors["conn"] = "cause.h copy.h"

    # Headers that C11 gives on any machine and that say nothing of the system's state.
    c11 = "errno limits stdalign stdarg stdatomic stdbool stddef stdint stdio stdlib string"
    # And what only some floors may include besides.
    system_headers["system"] = "dirent.h fcntl.h pthread.h sys/auxv.h sys/random.h sys/stat.h time.h unistd.h"
    system_headers["stream"] = "fcntl.h netdb.h netinet/in.h netinet/tcp.h poll.h sys/socket.h " \
                               "time.h unistd.h"
    system_headers["libtls"] = "fcntl.h netdb.h netinet/in.h poll.h pthread.h sys/socket.h " \
                               "sys/stat.h sys/time.h sys/types.h tls.h unistd.h"
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

# A path without its first folder.
function rest_of(path) {
    sub(/^[^\/]*\//, "", path)
    return path
}

function name_of(path) {
    sub(/.*\//, "", path)
    return path
}

# The room of a file whose path begins with its floor.
function room_of(path) {
    path = rest_of(path)
    return sub(/\/.*/, "", path) ? path : "."
}

# The path without ".c" or ".h": x.c and x.h are one module.
function module_of(path) {
    sub(/\.[ch]$/, "", path)
    return path
}

# A floor sees those of a lower floor's headers to which there is a door.
function check_below(floor, target, header) {
    if (!has(below[floor], target))
        refuse(floor " does not stand above " target)
    else if (target in doors && !has(doors[target], rest_of(header)))
        refuse("\"" header "\" is private to " target)
}

# So does a room, in the other rooms of its floor.
function check_rooms(floor, header,    room, target) {
    room = room_of(rest_of(FILENAME))
    target = room_of(header)
    if (room == target)
        return
    if (!has(beside[floor "/" room], target))
        refuse(floor "/" room " does not stand above " floor "/" target)
    else if ((floor "/" target) in doors && !has(doors[floor "/" target], name_of(header)))
        refuse("\"" header "\" is private to " floor "/" target)
}

# src/: one floor, which includes what stands below it.
function check_source(floor, quoted, header,    target) {
    if (!(floor in below))
        refuse("no floor is called " floor)
    else if (floor in rooms && !has(rooms[floor], room_of(rest_of(FILENAME))))
        refuse("no room of " floor " is called " room_of(rest_of(FILENAME)))
    else if (quoted) {
        target = header
        sub(/\/.*/, "", target)
        if (header !~ /\//)
            refuse("\"" header "\" does not name its floor")
        else if (target != floor)
            check_below(floor, target, header)
        else if (floor in rooms)
            check_rooms(floor, header)
        note(module_of(rest_of(FILENAME)), module_of(header))
    } else if (header !~ /^brine\// && header != "sodium.h" && !in_c11(header) &&
               !has(system_headers[floor], header))
        refuse("<" header "> has no place in " floor)
}

# One module includes another.
function note(from, to) {
    if (from != to && !has(includes[from], to))
        includes[from] = includes[from] " " to
}

# The first of the modules in a list that was not found to be in no circle; "" when there is none.
function suspect_of(list,    count, i, part) {
    count = split(list, part, " ")
    for (i = 1; i <= count; i++)
        if (!(part[i] in clear) && part[i] in includes)
            return part[i]
    return ""
}

# A module is in no circle when all that it includes are in none. What is left when no other can
# be cleared leads into a circle: so from any of it, one step after the other, until one is met
# again.
function check_circles(    module, changed, suspects, met, first, way) {
    do {
        changed = suspects = 0
        for (module in includes)
            if (!(module in clear)) {
                if (suspect_of(includes[module]) == "")
                    clear[module] = changed = 1
                else
                    suspects++
            }
    } while (changed)
    if (suspects == 0)
        return
    for (module in includes)
        if (!(module in clear))
            break
    for (; !(module in met); module = suspect_of(includes[module]))
        met[module]
    first = way = module
    do {
        module = suspect_of(includes[module])
        way = way " includes " module
    } while (module != first)
    print "a circle: " way
    failures++
}

# include/: C alone.
function check_public(quoted, header) {
    if (quoted || (header !~ /^brine\// && !has("stdbool.h stddef.h stdint.h", header)))
        refuse("a public header includes " header)
}

# examples/: the public headers, what they bring themselves, and any system header but libsodium's,
# which the firmware alone has to build itself.
function check_example(quoted, header,    path) {
    if (!quoted) {
        if (header == "sodium.h" && FILENAME !~ /^examples\/firmware\//)
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
    check_circles()
    exit failures > 0
}
