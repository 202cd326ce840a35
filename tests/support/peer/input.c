/* The server's intake: records, opened and sorted by type. */
#include "support/peer/server.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RECORD_HEADER 5
#define TLS12         0x0303

enum {
    UNEXPECTED_MESSAGE = 10,
    BAD_RECORD_MAC = 20,
    RECORD_OVERFLOW = 22,
    ILLEGAL_PARAMETER = 47,
    DECODE_ERROR = 50,
    PROTOCOL_VERSION = 70
};

static void take_change_cipher_spec(peer *p, peer_slice body)
{
    p->report.change_cipher_specs++;
    if (body.len != 1 || body.data[0] != 1)
        peer_refuse(p, ILLEGAL_PARAMETER, "ChangeCipherSpec: malformed");
    else if (p->phase != PEER_WAIT_CHANGE_CIPHER_SPEC || p->handshake_in.len)
        peer_refuse(p, UNEXPECTED_MESSAGE, "ChangeCipherSpec: out of order");
    else
        p->phase = PEER_WAIT_FINISHED;
    p->reading = p->next_reading;
}

static void take_alert(peer *p, peer_slice body)
{
    peer_alert *alert = &p->report.alerts[p->report.alert_count];

    if (body.len != 2) {
        peer_refuse(p, DECODE_ERROR, "alert: malformed");
        return;
    }
    if (p->report.alert_count == PEER_ALERTS_MAX)
        return;
    alert->level = body.data[0];
    alert->description = body.data[1];
    alert->protected = p->reading.suite != NULL;
    p->report.alert_count++;
    if (alert->description == 0)
        p->report.close_notify = true;
    if (alert->level == 2)
        p->phase = PEER_FAILED;
}

static void take_handshake(peer *p, peer_slice body)
{
    size_t len;

    if (!body.len)
        peer_refuse(p, DECODE_ERROR, "an empty handshake record");
    peer_put_slice(&p->handshake_in, body);
    while (p->handshake_in.len >= 4 && p->phase != PEER_FAILED) {
        peer_slice message = {p->handshake_in.data, 0};

        len = (size_t)(message.data[1] << 16 | message.data[2] << 8 | message.data[3]);
        message.len = 4 + len;
        if (p->handshake_in.len < message.len)
            return;
        peer_take_message(p, message);
        peer_remove(&p->handshake_in, 0, message.len);
    }
}

static void take_application_data(peer *p, peer_slice body)
{
    if (p->phase != PEER_OPEN)
        peer_refuse(p, UNEXPECTED_MESSAGE, "application data before the client's Finished");
    else
        peer_put_slice(&p->application, body);
    if (p->phase == PEER_OPEN && p->owes_last_flight)
        peer_finish(p);
}

static void take_plaintext(peer *p, uint8_t type, peer_slice body)
{
    if (body.len > p->record_limit) {
        peer_refuse(p, RECORD_OVERFLOW, "a record is longer than allowed");
        return;
    }
    switch (type) {
    case PEER_TYPE_CHANGE_CIPHER_SPEC:
        take_change_cipher_spec(p, body);
        break;
    case PEER_TYPE_ALERT:
        take_alert(p, body);
        break;
    case PEER_TYPE_HANDSHAKE:
        take_handshake(p, body);
        break;
    case PEER_TYPE_APPLICATION_DATA:
        take_application_data(p, body);
        break;
    default:
        peer_refuse(p, UNEXPECTED_MESSAGE, "a record has an unknown type");
    }
}

/*
 * RFC 5246 appendix E.1: only the first record may name an older version, and an alert
 * of a client that did not like the version in our ServerHello.
 */
static bool version_allowed(const peer *p, uint8_t type, uint16_t version)
{
    bool undecided = p->phase == PEER_WAIT_CLIENT_HELLO ||
                     (type == PEER_TYPE_ALERT && p->report.message_count == 1);

    return version == TLS12 || (undecided && version >> 8 == 3);
}

static void take_record(peer *p, uint8_t type, uint16_t version, peer_slice fragment)
{
    peer_bytes plaintext = {0};

    p->report.records++;
    if (!version_allowed(p, type, version)) {
        peer_refuse(p, PROTOCOL_VERSION, "a record has the wrong version");
        return;
    }
    if (!p->reading.suite)
        peer_put_slice(&plaintext, fragment);
    else if (!peer_open(&p->reading, type, version, fragment, &plaintext)) {
        peer_bytes_free(&plaintext);
        peer_refuse(p, BAD_RECORD_MAC, "a record is not authentic");
        return;
    }
    take_plaintext(p, type, peer_slice_of(&plaintext));
    peer_bytes_free(&plaintext);
}

void peer_feed(peer *p, const void *data, size_t len)
{
    p->report.feeds++;
    if (!p->client_spoke_last)
        p->report.flights++;
    p->client_spoke_last = true;
    peer_put(&p->in, data, len);
    while (p->in.len >= RECORD_HEADER) {
        peer_slice fragment = {p->in.data + RECORD_HEADER, 0};
        uint8_t type = p->in.data[0];
        uint16_t version = (uint16_t)(p->in.data[1] << 8 | p->in.data[2]);

        fragment.len = (size_t)(p->in.data[3] << 8 | p->in.data[4]);
        if (p->in.len < RECORD_HEADER + fragment.len)
            return;
        /* A failed server still hears alerts: the test wants to know them. */
        if (p->phase != PEER_FAILED || type == PEER_TYPE_ALERT)
            take_record(p, type, version, fragment);
        peer_remove(&p->in, 0, RECORD_HEADER + fragment.len);
    }
}

/* ---- The object ---- */

peer *peer_new(const peer_config *config)
{
    peer *p = calloc(1, sizeof *p);

    if (!p)
        abort();
    p->config = *config;
    p->script.rules = config->rules;
    p->script.count = config->rule_count;
    p->alert_sent = -1;
    p->record_limit = 16384;
    peer_emit(p, PEER_CONNECT);
    peer_output_flush(p);
    return p;
}

void peer_free(peer *p)
{
    if (!p)
        return;
    peer_share_free(&p->share);
    peer_bytes_free(&p->hello_message);
    peer_bytes_free(&p->client_chain_bytes);
    peer_bytes_free(&p->transcript);
    peer_bytes_free(&p->in);
    peer_bytes_free(&p->handshake_in);
    peer_bytes_free(&p->handshake_out);
    peer_bytes_free(&p->out);
    peer_bytes_free(&p->application);
    free(p);
}

size_t peer_take(peer *p, uint8_t *buf, size_t cap)
{
    size_t n = p->out.len < cap ? p->out.len : cap;

    if (n)
        memcpy(buf, p->out.data, n);
    peer_remove(&p->out, 0, n);
    return n;
}

void peer_export(const peer *p, const char *label, peer_slice context, uint8_t *out, size_t len)
{
    peer_bytes seed = {0};
    peer_slice master = {p->master, sizeof p->master}, none = {NULL, 0};

    peer_put(&seed, p->hello.random, 32);
    peer_put(&seed, p->server_random, 32);
    if (context.data)
        peer_put_vector(&seed, 2, context);
    peer_prf(p->suite, master, label, peer_slice_of(&seed), none, out, len);
    peer_bytes_free(&seed);
}

void peer_key_log_line(const peer *p, char *out, size_t cap)
{
    size_t at = (size_t)snprintf(out, cap, "CLIENT_RANDOM ");

    for (size_t i = 0; i < 32; i++)
        at += (size_t)snprintf(out + at, cap - at, "%02x", p->hello.random[i]);
    at += (size_t)snprintf(out + at, cap - at, " ");
    for (size_t i = 0; i < sizeof p->master; i++)
        at += (size_t)snprintf(out + at, cap - at, "%02x", p->master[i]);
}

int peer_fatal_alert(const peer *p)
{
    for (size_t i = p->report.alert_count; i > 0; i--)
        if (p->report.alerts[i - 1].level == 2)
            return p->report.alerts[i - 1].description;
    return -1;
}

size_t peer_warnings(const peer *p, uint8_t description)
{
    size_t count = 0;

    for (size_t i = 0; i < p->report.alert_count; i++)
        if (p->report.alerts[i].level == 1 && p->report.alerts[i].description == description)
            count++;
    return count;
}
