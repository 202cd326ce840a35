/* The server's ear: what the client may say when, and what follows from it. */
#include "support/peer/server.h"

#include <openssl/x509.h>
#include <stdlib.h>
#include <string.h>

enum {
    UNEXPECTED_MESSAGE = 10,
    ILLEGAL_PARAMETER = 47,
    DECODE_ERROR = 50,
    DECRYPT_ERROR = 51,
    INTERNAL_ERROR = 80
};

void peer_refuse(peer *p, uint8_t alert, const char *fault)
{
    if (p->phase == PEER_FAILED)
        return;
    p->fault = fault;
    p->alert_sent = alert;
    peer_say_alert(p, 2, alert);
    p->phase = PEER_FAILED;
}

static void take_client_hello(peer *p, peer_slice message)
{
    const char *fault;
    uint8_t alert = DECODE_ERROR;
    peer_slice body;

    peer_put_slice(&p->hello_message, message);
    body.data = p->hello_message.data + 4;
    body.len = p->hello_message.len - 4;
    fault = peer_client_hello_decode(&p->hello, body);
    if (!fault)
        fault = peer_negotiate(p, &alert);
    if (fault) {
        peer_refuse(p, alert, fault);
        return;
    }
    if (p->resumed)
        p->phase = PEER_WAIT_CHANGE_CIPHER_SPEC;
    else if (p->config.request_certificate)
        p->phase = PEER_WAIT_CERTIFICATE;
    else
        p->phase = PEER_WAIT_CLIENT_KEY_EXCHANGE;
    peer_first_flight(p);
}

static void take_certificate(peer *p, peer_slice body)
{
    peer_cursor at, list;

    peer_put_slice(&p->client_chain_bytes, body);
    at = peer_cursor_at(peer_slice_of(&p->client_chain_bytes));
    list = peer_cursor_at(peer_get_vector(&at, 3));
    while (list.left && !list.bad && p->client_chain_count < PEER_CLIENT_CHAIN_MAX)
        p->client_chain[p->client_chain_count++] = peer_get_vector(&list, 3);
    if (!peer_cursor_done(&list) || !peer_cursor_done(&at))
        peer_refuse(p, DECODE_ERROR, "Certificate: malformed");
    p->phase = PEER_WAIT_CLIENT_KEY_EXCHANGE;
}

/* RFC 5246 section 7.4.7.1: 48 bytes, of which the first two are the version offered. */
static bool decrypt_premaster(peer *p, peer_cursor *at, peer_bytes *premaster)
{
    return peer_rsa_decrypt(p->config.identity->key, peer_get_vector(at, 2), premaster) &&
           premaster->len == 48 && premaster->data[0] == p->hello.version >> 8 &&
           premaster->data[1] == (p->hello.version & 0xff);
}

static void take_client_key_exchange(peer *p, peer_slice body)
{
    peer_cursor at = peer_cursor_at(body);
    peer_bytes premaster = {0};
    bool ok;

    if (p->suite->rsa_key_exchange)
        ok = decrypt_premaster(p, &at, &premaster);
    else
        ok = peer_share_agree(&p->share, peer_get_vector(&at, 1), &premaster);
    if (!peer_cursor_done(&at))
        peer_refuse(p, DECODE_ERROR, "ClientKeyExchange: malformed");
    else if (!ok)
        peer_refuse(p, ILLEGAL_PARAMETER, "ClientKeyExchange: the value is not valid");
    else
        peer_derive_master(p, peer_slice_of(&premaster));
    peer_bytes_free(&premaster);
    p->phase = p->client_chain_count ? PEER_WAIT_CERTIFICATE_VERIFY : PEER_WAIT_CHANGE_CIPHER_SPEC;
}

static bool scheme_was_requested(const peer *p, uint16_t scheme)
{
    for (const uint16_t *each = p->config.request_schemes; each && *each; each++)
        if (*each == scheme)
            return true;
    return !p->config.request_schemes && scheme >> 8 != 2;
}

/* RFC 5246 section 7.4.8: over all messages before this one, which stands last in the transcript.
 */
static void take_certificate_verify(peer *p, peer_slice body)
{
    peer_cursor at = peer_cursor_at(body);
    uint16_t scheme = (uint16_t)peer_get_number(&at, 2);
    peer_slice signature = peer_get_vector(&at, 2);
    peer_slice before = {p->transcript.data, p->transcript.len - body.len - 4};
    const unsigned char *der = p->client_chain[0].data;
    X509 *leaf = d2i_X509(NULL, &der, (long)p->client_chain[0].len);

    p->phase = PEER_WAIT_CHANGE_CIPHER_SPEC;
    if (!peer_cursor_done(&at))
        peer_refuse(p, DECODE_ERROR, "CertificateVerify: malformed");
    else if (!scheme_was_requested(p, scheme))
        peer_refuse(p, ILLEGAL_PARAMETER, "CertificateVerify: a scheme that was not asked for");
    else if (!leaf || !peer_verify(X509_get0_pubkey(leaf), scheme, before, signature))
        peer_refuse(p, DECRYPT_ERROR, "CertificateVerify: the signature is wrong");
    else
        p->client_scheme = scheme;
    X509_free(leaf);
}

void peer_finish(peer *p)
{
    if (p->owes_last_flight)
        peer_last_flight(p);
    p->owes_last_flight = false;
    peer_emit(p, PEER_ESTABLISHED);
    peer_output_flush(p);
}

static void take_finished(peer *p, peer_slice body)
{
    uint8_t expected[12];
    peer_slice verify_data = {expected, sizeof expected};
    size_t whole = p->transcript.len;
    peer_slice session_id = {p->session_id, p->session_id_length};

    p->transcript.len -= body.len + 4;
    peer_verify_data(p, "client finished", expected);
    p->transcript.len = whole;
    if (!peer_equal(body, verify_data)) {
        peer_refuse(p, DECRYPT_ERROR, "Finished: the verify_data is wrong");
        return;
    }
    p->phase = PEER_OPEN;
    if (!p->resumed) {
        if (!p->config.tickets)
            peer_remember_session(p, false, session_id);
        p->owes_last_flight = true;
    }
    if (!p->owes_last_flight || !p->config.wait_for_data)
        peer_finish(p);
}

static const struct expectation {
    peer_phase phase;
    uint8_t type;
    void (*take)(peer *, peer_slice body);
} expectations[] = {
    {PEER_WAIT_CERTIFICATE, PEER_MSG_CERTIFICATE, take_certificate},
    {PEER_WAIT_CLIENT_KEY_EXCHANGE, PEER_MSG_CLIENT_KEY_EXCHANGE, take_client_key_exchange},
    {PEER_WAIT_CERTIFICATE_VERIFY, PEER_MSG_CERTIFICATE_VERIFY, take_certificate_verify},
    {PEER_WAIT_FINISHED, PEER_MSG_FINISHED, take_finished},
};

void peer_take_message(peer *p, peer_slice message)
{
    peer_slice body = {message.data + 4, message.len - 4};
    uint8_t type = message.data[0];

    if (p->report.message_count < PEER_MESSAGES_MAX)
        p->report.messages[p->report.message_count++] = type;
    peer_put_slice(&p->transcript, message);
    if (p->phase == PEER_WAIT_CLIENT_HELLO && type == PEER_MSG_CLIENT_HELLO) {
        take_client_hello(p, message);
        return;
    }
    for (size_t i = 0; i < sizeof expectations / sizeof *expectations; i++)
        if (expectations[i].phase == p->phase && expectations[i].type == type) {
            expectations[i].take(p, body);
            return;
        }
    peer_refuse(p, UNEXPECTED_MESSAGE, "the client sent a handshake message out of order");
}
