/*
 * ClientHello and ServerHello: RFC 5246 sections 7.4.1.2 to 7.4.1.4.
 */
#include "names.h"
#include "read.h"

#include <stdio.h>
#include <string.h>

#define EXTENSION_SERVER_NAME 0
#define EXTENSION_FRAGMENT    1
#define EXTENSION_GROUPS      10
#define EXTENSION_SCHEMES     13
#define EXTENSION_ALPN        16
#define EXTENSION_TICKET      35
#define RANDOM_SIZE           32

/* What the extensions of one Hello said. */
struct extensions {
    struct field_list others; /* those that have no field of their own */
    struct field_list protocols;
    bool has_protocols, has_ticket;
    size_t ticket_length;
};

/* RFC 6066 section 3; the server's is empty. */
static bool read_server_name(struct wire body, struct fields *out)
{
    struct wire list = wire_vector(&body, 2);
    brine_bytes name;

    (void)wire_number(&list, 1);
    name = wire_bytes(&list, wire_number(&list, 2));
    if (!list.bad)
        fields_add_foreign(out, "server name", name);
    return !list.bad;
}

/* RFC 7301 section 3.1. */
static bool read_protocols(struct wire body, struct extensions *found)
{
    struct wire list = wire_vector(&body, 2);

    found->has_protocols = true;
    while (list.left > 0) {
        brine_bytes name = wire_bytes(&list, wire_number(&list, 1));

        if (!list.bad)
            field_list_add_foreign(&found->protocols, name);
    }
    return !list.bad && !body.bad;
}

/* RFC 6066 section 4. */
static bool read_fragment_length(struct wire body, struct extensions *found)
{
    uint32_t code = wire_number(&body, 1);
    char text[64];

    snprintf(text, sizeof text, "max_fragment_length %u",
             code >= 1 && code <= 4 ? 256u << code : (unsigned)code);
    field_list_add(&found->others, text);
    return !body.bad;
}

/* One extension; false when it is malformed. */
static bool read_extension(uint32_t type, struct wire body, struct extensions *found,
                           struct fields *out)
{
    char room[NAME_SIZE];

    switch (type) {
    case EXTENSION_SERVER_NAME:
        if (body.left > 0)
            return read_server_name(body, out);
        break;
    case EXTENSION_FRAGMENT:
        return read_fragment_length(body, found);
    case EXTENSION_GROUPS:
        return read_names(wire_vector(&body, 2), name_of_group, out, "groups") && !body.bad;
    case EXTENSION_SCHEMES:
        return read_names(wire_vector(&body, 2), name_of_scheme, out, "schemes") && !body.bad;
    case EXTENSION_ALPN:
        return read_protocols(body, found);
    case EXTENSION_TICKET:
        found->has_ticket = true;
        found->ticket_length = body.left;
        return true;
    default:
        break;
    }
    field_list_add(&found->others, name_of_extension(type, room));
    return true;
}

/* All of a Hello's extensions, which may be missing altogether. */
static bool read_extensions(struct wire *body, struct extensions *found, struct fields *out)
{
    struct wire list;
    bool good = true;

    memset(found, 0, sizeof *found);
    if (body->left == 0)
        return true;
    list = wire_vector(body, 2);
    while (list.left > 0) {
        uint32_t type = wire_number(&list, 2);
        struct wire extension = wire_vector(&list, 2);

        if (!list.bad)
            good = read_extension(type, extension, found, out) && good;
    }
    return good && !list.bad;
}

static void add_extensions(const struct extensions *found, struct fields *out)
{
    if (found->has_protocols)
        fields_add_list(out, "ALPN", &found->protocols);
    if (found->others.length > 0)
        fields_add_list(out, "extensions", &found->others);
}

bool read_client_hello(struct wire body, struct seen *seen, struct fields *out)
{
    struct extensions found;
    char room[NAME_SIZE];
    uint32_t version = wire_number(&body, 2);
    brine_bytes id;
    bool good;

    (void)wire_bytes(&body, RANDOM_SIZE);
    id = wire_bytes(&body, wire_number(&body, 1));
    seen->session_id_length = id.len <= sizeof seen->session_id ? id.len : 0;
    if (seen->session_id_length > 0)
        memcpy(seen->session_id, id.data, id.len);
    if (body.bad)
        return false;
    fields_add(out, "version", "%s", name_of_version(version, room));
    good = read_names(wire_vector(&body, 2), name_of_suite, out, "suites");
    (void)wire_vector(&body, 1);
    good = read_extensions(&body, &found, out) && good;
    seen->ticket_length = found.ticket_length;
    add_extensions(&found, out);
    if (found.ticket_length > 0)
        fields_add(out, "session", "to be resumed by a ticket of %zu bytes", found.ticket_length);
    else if (id.len > 0)
        fields_add(out, "session", "to be resumed by its ID of %zu bytes", id.len);
    else
        fields_add(out, "session", "none to resume%s",
                   found.has_ticket ? ", a ticket is welcome" : "");
    return good && !body.bad;
}

/* "The client can determine whether a session is resumed by the session ID" (RFC 5246, 5077). */
static void add_session(const struct seen *seen, brine_bytes id, bool promised, struct fields *out)
{
    const char *ticket = promised ? ", a ticket will follow" : "";

    if (seen->resumed)
        fields_add(out, "session", "resumed by its %s%s", seen->ticket_length > 0 ? "ticket" : "ID",
                   ticket);
    else if (id.len > 0)
        fields_add(out, "session", "new, with an ID of %zu bytes%s", id.len, ticket);
    else
        fields_add(out, "session", "new, without an ID%s", ticket);
}

bool read_server_hello(struct wire body, struct seen *seen, struct fields *out)
{
    struct extensions found;
    char room[NAME_SIZE];
    uint32_t version = wire_number(&body, 2);
    brine_bytes id;
    bool good;

    (void)wire_bytes(&body, RANDOM_SIZE);
    id = wire_bytes(&body, wire_number(&body, 1));
    seen->suite = wire_number(&body, 2);
    (void)wire_number(&body, 1);
    if (body.bad)
        return false;
    seen->resumed = id.len > 0 && id.len == seen->session_id_length &&
                    memcmp(id.data, seen->session_id, id.len) == 0;
    fields_add(out, "version", "%s", name_of_version(version, room));
    fields_add(out, "suite", "%s", name_of_suite(seen->suite, room));
    good = read_extensions(&body, &found, out);
    add_extensions(&found, out);
    add_session(seen, id, found.has_ticket, out);
    return good && !body.bad;
}
