#include "report.h"

#include <stdio.h>

#define TEXT_SIZE 1024

static void report_names(const brine_cert *cert)
{
    char text[TEXT_SIZE];
    brine_name name;

    for (size_t i = 0; brine_cert_name(cert, i, &name); i++) {
        brine_name_text(&name, text, sizeof text);
        fprintf(stderr, "%s%s", i == 0 ? "    names:   " : ", ", text);
    }
    if (brine_cert_name_count(cert) > 0)
        fputc('\n', stderr);
}

static void report_certificate(size_t number, brine_bytes der)
{
    char text[TEXT_SIZE], other[TEXT_SIZE];
    brine_error error = BRINE_NO_ERROR;
    brine_cert *cert = NULL;

    if (brine_cert_new(NULL, der, &cert, &error) != BRINE_OK) {
        fprintf(stderr, "certificate %u: %s\n", (unsigned)number, error.text);
        return;
    }
    brine_cert_subject(cert, text, sizeof text);
    fprintf(stderr, "certificate %u: %s\n", (unsigned)number, text);
    brine_cert_issuer(cert, text, sizeof text);
    fprintf(stderr, "    issuer:  %s\n", text);
    brine_time_text(brine_cert_not_before(cert), text, sizeof text);
    brine_time_text(brine_cert_not_after(cert), other, sizeof other);
    fprintf(stderr, "    valid:   %s to %s\n", text, other);
    brine_cert_key_name(cert, text, sizeof text);
    fprintf(stderr, "    key:     %s, signed with %s\n", text, brine_cert_signature_name(cert));
    brine_cert_usages(cert, text, sizeof text);
    fprintf(stderr, "    usages:  %s\n", text);
    report_names(cert);
    brine_cert_free(cert);
}

void report_chain(const brine_conn *conn)
{
    brine_bytes chain[BRINE_PATH_LENGTH_MAX];
    size_t count = brine_conn_peer_chain(conn, chain, BRINE_PATH_LENGTH_MAX);

    for (size_t i = 0; i < count && i < BRINE_PATH_LENGTH_MAX; i++)
        report_certificate(i, chain[i]);
    if (count > BRINE_PATH_LENGTH_MAX)
        fprintf(stderr, "and %u more\n", (unsigned)(count - BRINE_PATH_LENGTH_MAX));
}

static const char *client_certificate(brine_client_certificate what)
{
    switch (what) {
    case BRINE_CLIENT_CERTIFICATE_NOT_REQUESTED:
        return "not asked for";
    case BRINE_CLIENT_CERTIFICATE_SENT:
        return "sent";
    case BRINE_CLIENT_CERTIFICATE_NONE:
        return "asked for, none sent: there is none (--cert)";
    case BRINE_CLIENT_CERTIFICATE_NO_SCHEME:
        return "asked for, none sent: the server takes no signature of its key";
    case BRINE_CLIENT_CERTIFICATE_UNMATCHED:
    case BRINE_CLIENT_CERTIFICATE_DECLINED:
        break;
    }
    return "asked for, none sent";
}

void report_facts(const brine_conn *conn)
{
    brine_facts facts;

    brine_conn_facts(conn, &facts, sizeof facts);
    fprintf(stderr, "protocol: %s, %s\n", facts.version, facts.suite);
    fprintf(stderr, "key exchange: %s, signed with %s; extended master secret: %s\n",
            facts.group[0] != '\0' ? facts.group : "RSA",
            facts.signature_scheme_name[0] != '\0' ? facts.signature_scheme_name : "nothing",
            facts.extended_master_secret ? "yes" : "no");
    fprintf(stderr, "client certificate: %s\n", client_certificate(facts.client_certificate));
}

void report_session(const brine_conn *conn)
{
    brine_session *session = NULL;
    char text[TEXT_SIZE];

    if (brine_conn_session(conn, &session, NULL) != BRINE_OK) {
        fputs("session: none, the server resumes no connection\n", stderr);
        return;
    }
    brine_time_text(brine_session_expiry(session), text, sizeof text);
    fprintf(stderr, "session: can be resumed until %s\n", text);
    brine_session_free(session);
}
