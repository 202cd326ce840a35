/*
 * Certificate and CertificateRequest: RFC 5246 sections 7.4.2 and 7.4.4.
 */
#include "names.h"
#include "read.h"

#include <stdio.h>

/* Certificates that are shown; a longer chain says how many it has. */
#define CERTIFICATES_SHOWN 4
#define TEXT_SIZE          512

/* Sentences about a chain count its certificates from 0 on, too. */
static void add_certificate(size_t number, brine_bytes der, struct fields *out)
{
    char text[TEXT_SIZE];
    brine_cert *cert = NULL;
    brine_error error;

    fields_add(out, "certificate", "%zu", number);
    if (brine_cert_new(NULL, der, &cert, &error) != BRINE_OK) {
        fields_add(out, "malformed", "%s", error.text);
        return;
    }
    brine_cert_subject(cert, text, sizeof text);
    fields_add(out, "subject", "%s", text);
    brine_cert_issuer(cert, text, sizeof text);
    fields_add(out, "issuer", "%s", text);
    brine_time_text(brine_cert_not_before(cert), text, sizeof text);
    fields_add(out, "valid from", "%s", text);
    brine_time_text(brine_cert_not_after(cert), text, sizeof text);
    fields_add(out, "valid to", "%s", text);
    brine_cert_key_name(cert, text, sizeof text);
    fields_add(out, "key", "%s, signed with %s", text, brine_cert_signature_name(cert));
    brine_cert_free(cert);
}

bool read_certificate(struct wire body, bool sent, struct fields *out)
{
    struct wire list = wire_vector(&body, 3);
    size_t count = 0;

    while (list.left > 0) {
        brine_bytes der = wire_bytes(&list, wire_number(&list, 3));

        if (!list.bad && count < CERTIFICATES_SHOWN)
            add_certificate(count, der, out);
        count += !list.bad;
    }
    if (count > CERTIFICATES_SHOWN)
        fields_add(out, "and", "%zu certificates more", count - CERTIFICATES_SHOWN);
    if (count == 0)
        fields_add(out, "certificate", "none%s", sent ? ": the server may go on without" : "");
    return !list.bad && !body.bad;
}

bool read_certificate_request(struct wire body, struct fields *out)
{
    struct wire types = wire_vector(&body, 1), authorities;
    struct field_list list = {.length = 0};
    size_t count = 0;
    bool good;

    while (types.left > 0) {
        char room[NAME_SIZE];

        field_list_add(&list, name_of_certificate_type(wire_number(&types, 1), room));
    }
    fields_add_list(out, "types", &list);
    good = read_names(wire_vector(&body, 2), name_of_scheme, out, "schemes");
    authorities = wire_vector(&body, 2);
    for (; authorities.left > 0; count++)
        (void)wire_vector(&authorities, 2);
    if (count > 0)
        fields_add(out, "authorities", "%zu, of which one should have issued ours", count);
    else
        fields_add(out, "authorities", "any");
    return good && !authorities.bad && !body.bad;
}
