#include "read.h"

#include "names.h"

#include <string.h>

#define NAMED_CURVE 3 /* ECCurveType: RFC 8422 section 5.4 */

bool read_names(struct wire list, const char *(*name_of)(uint32_t, char *), struct fields *out,
                const char *name)
{
    struct field_list names = {.length = 0};

    while (list.left > 0) {
        char room[NAME_SIZE];
        uint32_t number = wire_number(&list, 2);

        if (!list.bad)
            field_list_add(&names, name_of(number, room));
    }
    fields_add_list(out, name, &names);
    return !list.bad;
}

/* RFC 8422 section 5.4: the only kind that brine asks for. */
bool read_server_key_exchange(struct wire body, struct fields *out)
{
    char room[NAME_SIZE];
    uint32_t type = wire_number(&body, 1), group = wire_number(&body, 2);
    struct wire point = wire_vector(&body, 1);
    uint32_t scheme = wire_number(&body, 2);
    struct wire signature = wire_vector(&body, 2);

    if (body.bad || type != NAMED_CURVE)
        return false;
    fields_add(out, "group", "%s", name_of_group(group, room));
    fields_add(out, "public key", "%zu bytes", point.left);
    fields_add(out, "signature", "%s, %zu bytes", name_of_scheme(scheme, room), signature.left);
    return true;
}

/* RFC 8422 section 5.7; RFC 5246 section 7.4.7.1. */
static bool read_client_key_exchange(struct wire body, const struct seen *seen, struct fields *out)
{
    bool rsa = seen->suite == 0x009c || seen->suite == 0x009d;
    struct wire content = wire_vector(&body, rsa ? 2 : 1);

    if (rsa)
        fields_add(out, "secret", "%zu bytes, encrypted to the server's key; no forward secrecy",
                   content.left);
    else
        fields_add(out, "public key", "%zu bytes", content.left);
    return !body.bad;
}

static bool read_certificate_verify(struct wire body, struct fields *out)
{
    char room[NAME_SIZE];
    uint32_t scheme = wire_number(&body, 2);
    struct wire signature = wire_vector(&body, 2);

    fields_add(out, "signature", "%s, %zu bytes", name_of_scheme(scheme, room), signature.left);
    return !body.bad;
}

/* RFC 6066 section 8. */
static bool read_certificate_status(struct wire body, struct fields *out)
{
    struct wire response;

    (void)wire_number(&body, 1);
    response = wire_vector(&body, 3);
    fields_add(out, "OCSP", "a response of %zu bytes", response.left);
    return !body.bad;
}

/* RFC 5077 section 3.3. */
static bool read_new_session_ticket(struct wire body, struct fields *out)
{
    uint32_t lifetime = wire_number(&body, 4);
    struct wire ticket = wire_vector(&body, 2);

    fields_add(out, "ticket", "%zu bytes", ticket.left);
    if (lifetime > 0)
        fields_add(out, "lifetime", "%lu seconds", (unsigned long)lifetime);
    else
        fields_add(out, "lifetime", "as the client likes");
    return !body.bad;
}

/* RFC 5246 section 7.2. What it means is said of the server's: we know what ours mean. */
static bool read_alert(struct wire body, bool sent, struct fields *out)
{
    uint32_t level = wire_number(&body, 1), description = wire_number(&body, 1);

    fields_add(out, "level", "%s", level == 2 ? "fatal" : "warning");
    fields_add(out, "alert", "%s%s%s", brine_alert_name((brine_alert)description), sent ? "" : ": ",
               sent ? "" : brine_alert_meaning((brine_alert)description));
    return !body.bad;
}

/* What is read of a message; true also for those that have no fields. */
static bool read_body(const brine_trace_event *event, struct wire body, struct seen *seen,
                      struct fields *out)
{
    const char *message = event->message;

    if (strcmp(message, "ClientHello") == 0)
        return read_client_hello(body, seen, out);
    if (strcmp(message, "ServerHello") == 0)
        return read_server_hello(body, seen, out);
    if (strcmp(message, "Certificate") == 0)
        return read_certificate(body, event->sent, out);
    if (strcmp(message, "CertificateStatus") == 0)
        return read_certificate_status(body, out);
    if (strcmp(message, "ServerKeyExchange") == 0)
        return read_server_key_exchange(body, out);
    if (strcmp(message, "CertificateRequest") == 0)
        return read_certificate_request(body, out);
    if (strcmp(message, "ClientKeyExchange") == 0)
        return read_client_key_exchange(body, seen, out);
    if (strcmp(message, "CertificateVerify") == 0)
        return read_certificate_verify(body, out);
    if (strcmp(message, "NewSessionTicket") == 0)
        return read_new_session_ticket(body, out);
    if (strcmp(message, "Alert") == 0)
        return read_alert(body, event->sent, out);
    return true;
}

void read_message(const brine_trace_event *event, struct seen *seen, struct fields *out)
{
    struct wire body = wire_of((brine_bytes){event->body, event->length});

    if (!read_body(event, body, seen, out))
        fields_add(out, "malformed", "not all of it could be read");
}
