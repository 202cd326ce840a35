/*
 * Why the server got no client certificate, in words.
 */
#include "base/error.h"
#include "base/text.h"
#include "conn/conn.h"

/* Names of schemes; those that brine does not know as the RFC writes their numbers. */
static void list_schemes(const uint16_t schemes[BRINE_FACTS_SCHEMES_MAX], char *out, size_t cap)
{
    brn_text text = brn_text_in(out, cap);

    for (size_t i = 0; i < BRINE_FACTS_SCHEMES_MAX && schemes[i] != 0; i++) {
        const char *name = brine_signature_scheme_name(schemes[i]);

        brn_text_string(&text, i > 0 ? ", " : "");
        if (name[0] != '\0')
            brn_text_string(&text, name);
        else
            brn_text_add(&text, "0x%04x", (unsigned)schemes[i]);
    }
}

static void add_schemes(const brine_facts *facts, brine_error *out)
{
    char requested[256], ours[256];

    list_schemes(facts->requested_schemes, requested, sizeof requested);
    list_schemes(facts->identity_schemes, ours, sizeof ours);
    brn_error_add(out,
                  " (the server asked for the client's certificate and none was sent: our key can "
                  "sign with %s, the server accepts %s)",
                  ours, requested);
}

static bool is_possible_reason(const brine_conn *conn)
{
    return conn->hs != NULL &&
           (conn->failure == BRINE_ERROR_ALERT || conn->failure == BRINE_ERROR_ENDED_IN_HANDSHAKE);
}

void brn_conn_add_identity(const brine_conn *conn, brine_error *out)
{
    if (!is_possible_reason(conn))
        return;
    switch (conn->facts.client_certificate) {
    case BRINE_CLIENT_CERTIFICATE_NONE:
        brn_error_add(out,
                      " (the server asked for the client's certificate, and none is configured)");
        break;
    case BRINE_CLIENT_CERTIFICATE_NO_SCHEME:
        add_schemes(&conn->facts, out);
        break;
    case BRINE_CLIENT_CERTIFICATE_UNMATCHED:
        brn_error_add(out, " (the server asked for the client's certificate and none was sent: "
                           "ours is not of a type, or not from a CA, that the server named)");
        break;
    case BRINE_CLIENT_CERTIFICATE_DECLINED:
        brn_error_add(out, " (the server asked for the client's certificate and none was sent: "
                           "the application chose none)");
        break;
    case BRINE_CLIENT_CERTIFICATE_NOT_REQUESTED:
    case BRINE_CLIENT_CERTIFICATE_SENT:
        break;
    }
}
