/*
 * The order of messages, RFC 5246 section 7.3 and figures 1 and 2: at each point of the
 * handshake, every message and record that does not belong there.
 */
#include "support/test.h"
#include "unit/handshake/strictness/strictness.h"

#include <stdio.h>

#define UNEXPECTED REFUSED(UNEXPECTED_MESSAGE, unexpected_message)

/* ---- What may come ---- */

typedef struct intruder {
    const char *name;
    peer_target message; /* the server's own, well-formed; or PEER_NOWHERE for */
    uint8_t type;        /* a handshake message of this type with two bytes in it */
} intruder;

static const intruder intruders[] = {
    {"ServerHello", PEER_SERVER_HELLO, 0},
    {"Certificate", PEER_CERTIFICATE, 0},
    {"CertificateStatus", PEER_CERTIFICATE_STATUS, 0},
    {"ServerKeyExchange", PEER_SERVER_KEY_EXCHANGE, 0},
    {"CertificateRequest", PEER_CERTIFICATE_REQUEST, 0},
    {"ServerHelloDone", PEER_SERVER_HELLO_DONE, 0},
    {"NewSessionTicket", PEER_NEW_SESSION_TICKET, 0},
    {"Finished", PEER_FINISHED, 0},
    {"ClientHello", PEER_NOWHERE, 1},
    {"HelloVerifyRequest", PEER_NOWHERE, 3},
    {"EndOfEarlyData", PEER_NOWHERE, 5},
    {"HelloRetryRequest", PEER_NOWHERE, 6},
    {"EncryptedExtensions", PEER_NOWHERE, 8},
    {"CertificateVerify", PEER_NOWHERE, 15},
    {"ClientKeyExchange", PEER_NOWHERE, 16},
    {"CertificateURL", PEER_NOWHERE, 21},
    {"SupplementalData", PEER_NOWHERE, 23},
    {"KeyUpdate", PEER_NOWHERE, 24},
    {"CompressedCertificate", PEER_NOWHERE, 25},
    {"NextProtocol", PEER_NOWHERE, 67},
    {"message_hash", PEER_NOWHERE, 254},
    {"a message of type 255", PEER_NOWHERE, 255},
};

typedef struct moment {
    const char *name;
    peer_target target;
    peer_where where;
    peer_target next; /* the message that belongs here */
    peer_target also; /* and another that may come instead */
} moment;

static const moment full[] = {
    {"before ServerHello", PEER_SERVER_HELLO, PEER_BEFORE, PEER_SERVER_HELLO, PEER_NOWHERE},
    {"before Certificate", PEER_CERTIFICATE, PEER_BEFORE, PEER_CERTIFICATE, PEER_NOWHERE},
    {"before ServerKeyExchange", PEER_SERVER_KEY_EXCHANGE, PEER_BEFORE, PEER_SERVER_KEY_EXCHANGE,
     PEER_NOWHERE},
    {"before ServerHelloDone", PEER_SERVER_HELLO_DONE, PEER_BEFORE, PEER_SERVER_HELLO_DONE,
     PEER_CERTIFICATE_REQUEST},
    {"after ServerHelloDone", PEER_SERVER_HELLO_DONE, PEER_AFTER, PEER_NOWHERE, PEER_NOWHERE},
    {"before ChangeCipherSpec", PEER_CHANGE_CIPHER_SPEC, PEER_BEFORE, PEER_NOWHERE, PEER_NOWHERE},
    {"before Finished", PEER_FINISHED, PEER_BEFORE, PEER_FINISHED, PEER_NOWHERE},
    {"after Finished", PEER_ESTABLISHED, PEER_AFTER, PEER_NOWHERE, PEER_NOWHERE},
};

static const moment resumed[] = {
    {"before ServerHello, resumed", PEER_SERVER_HELLO, PEER_BEFORE, PEER_SERVER_HELLO,
     PEER_NOWHERE},
    {"after ServerHello, resumed", PEER_SERVER_HELLO, PEER_AFTER, PEER_NOWHERE, PEER_NOWHERE},
    {"before Finished, resumed", PEER_FINISHED, PEER_BEFORE, PEER_FINISHED, PEER_NOWHERE},
    {"after Finished, resumed", PEER_ESTABLISHED, PEER_AFTER, PEER_NOWHERE, PEER_NOWHERE},
};

/* ---- Rows made from the two ---- */

#define ROWS_MAX 400

static deviation rows[ROWS_MAX];
static char titles[ROWS_MAX][80];
static uint8_t strays[256][6];
static size_t row_count;

static deviation *add_row(const char *what, const moment *when, uint32_t with)
{
    static const deviation refused = {UNEXPECTED};
    deviation *row = &rows[row_count];

    *row = refused;
    snprintf(titles[row_count], sizeof titles[row_count], "%s %s", what, when->name);
    row->title = titles[row_count++];
    row->with = with;
    row->rules[0].target = when->target;
    row->rules[0].where = when->where;
    return row;
}

static void add_intruder(const intruder *who, const moment *when, uint32_t with)
{
    deviation *row;
    uint8_t *stray = strays[who->type];

    if (who->message != PEER_NOWHERE && (who->message == when->next || who->message == when->also))
        return;
    row = add_row(who->name, when, with);
    if (who->message != PEER_NOWHERE) {
        row->rules[0].verb = PEER_VERB_SEND;
        row->rules[0].other = who->message;
        return;
    }
    stray[0] = who->type;
    stray[3] = 2;
    row->rules[0].verb = PEER_VERB_INSERT;
    row->rules[0].record_type = PEER_TYPE_HANDSHAKE;
    row->rules[0].bytes.data = stray;
    row->rules[0].bytes.len = sizeof strays[0];
}

static void add_record(const char *what, uint8_t type, peer_slice bytes, const moment *when,
                       uint32_t with)
{
    deviation *row = add_row(what, when, with);

    row->rules[0].verb = PEER_VERB_INSERT;
    row->rules[0].record_type = type;
    row->rules[0].bytes = bytes;
}

static void add_moments(const moment *moments, size_t count, uint32_t with)
{
    static const peer_slice change = PEER_LITERAL("\1"), data = PEER_LITERAL("data");
    static const peer_slice nothing = {NULL, 0};

    for (size_t m = 0; m < count; m++) {
        bool established = moments[m].target == PEER_ESTABLISHED;
        bool changing = moments[m].target == PEER_CHANGE_CIPHER_SPEC ||
                        (moments == resumed && m == 1) || (moments == full && m == 4);

        for (size_t i = 0; i < COUNT(intruders); i++)
            add_intruder(&intruders[i], &moments[m], with);
        if (!changing)
            add_record("ChangeCipherSpec", PEER_TYPE_CHANGE_CIPHER_SPEC, change, &moments[m], with);
        if (established)
            continue;
        add_record("application data", PEER_TYPE_APPLICATION_DATA, data, &moments[m], with);
        add_record("empty application data", PEER_TYPE_APPLICATION_DATA, nothing, &moments[m],
                   with);
    }
}

/* ---- HelloRequest, RFC 5246 section 7.4.1.1: ignored while the handshake goes on ---- */

static void add_hello_requests(const moment *moments, size_t count, uint32_t with)
{
    static const peer_slice hello_request = PEER_LITERAL("\0\0\0\0");

    for (size_t m = 0; m < count; m++) {
        add_record("HelloRequest", PEER_TYPE_HANDSHAKE, hello_request, &moments[m], with);
        rows[row_count - 1].result = BRINE_OK;
        rows[row_count - 1].alert = -1;
    }
}

/* ---- Missing, moved, replaced ---- */

static const deviation others[] = {
    {"no ServerHello", {PEER_DROP(PEER_SERVER_HELLO)}, UNEXPECTED},
    {"no Certificate", {PEER_DROP(PEER_CERTIFICATE)}, UNEXPECTED},
    {"neither Certificate nor ServerKeyExchange",
     {PEER_DROP(PEER_CERTIFICATE), PEER_DROP(PEER_SERVER_KEY_EXCHANGE)},
     UNEXPECTED},
    {"no Certificate with RSA key exchange",
     {PEER_DROP(PEER_CERTIFICATE)},
     UNEXPECTED,
     .with = RSA_KEY_EXCHANGE},
    {"Certificate before ServerHello",
     {PEER_DROP(PEER_CERTIFICATE), PEER_SEND_BEFORE(PEER_SERVER_HELLO, PEER_CERTIFICATE)},
     UNEXPECTED},
    {"ServerKeyExchange before Certificate",
     {PEER_DROP(PEER_SERVER_KEY_EXCHANGE),
      PEER_SEND_BEFORE(PEER_CERTIFICATE, PEER_SERVER_KEY_EXCHANGE)},
     UNEXPECTED},
    {"ChangeCipherSpec instead of ServerHelloDone",
     {PEER_DROP(PEER_SERVER_HELLO_DONE), PEER_INSERT_AFTER(PEER_SERVER_HELLO_DONE, 20, "\1")},
     UNEXPECTED},
    {"application data instead of ServerHelloDone",
     {PEER_DROP(PEER_SERVER_HELLO_DONE), PEER_INSERT_AFTER(PEER_SERVER_HELLO_DONE, 23, "x")},
     UNEXPECTED},
    {"ChangeCipherSpec instead of the Certificate",
     {PEER_DROP(PEER_CERTIFICATE), PEER_INSERT_AFTER(PEER_CERTIFICATE, 20, "\1")},
     UNEXPECTED},
    {"ChangeCipherSpec within the Certificate",
     {PEER_INSERT_WITHIN(PEER_CERTIFICATE, 20, 20, "\1")},
     UNEXPECTED},
    {"application data within the Certificate",
     {PEER_INSERT_WITHIN(PEER_CERTIFICATE, 20, 23, "x")},
     UNEXPECTED},
    {"ChangeCipherSpec within a message header",
     {PEER_INSERT_WITHIN(PEER_SERVER_KEY_EXCHANGE, 2, 20, "\1")},
     UNEXPECTED},
    {"a ServerHello that calls itself a Certificate",
     {PEER_TYPE(PEER_SERVER_HELLO, 11)},
     UNEXPECTED},
    {"a ServerHello that calls itself a HelloVerifyRequest",
     {PEER_TYPE(PEER_SERVER_HELLO, 3)},
     UNEXPECTED},
    {"a Certificate of another type", {PEER_TYPE(PEER_CERTIFICATE, 42)}, UNEXPECTED},
    {"a ServerKeyExchange of another type", {PEER_TYPE(PEER_SERVER_KEY_EXCHANGE, 42)}, UNEXPECTED},
    {"a CertificateStatus of another type",
     {PEER_TYPE(PEER_CERTIFICATE_STATUS, 42)},
     UNEXPECTED,
     .with = WITH_STAPLE},
    {"a CertificateRequest of another type",
     {PEER_TYPE(PEER_CERTIFICATE_REQUEST, 42)},
     UNEXPECTED,
     .with = WITH_CLIENT_AUTH},
    {"a ServerHelloDone of another type", {PEER_TYPE(PEER_SERVER_HELLO_DONE, 42)}, UNEXPECTED},
    {"a NewSessionTicket of another type",
     {PEER_TYPE(PEER_NEW_SESSION_TICKET, 42)},
     UNEXPECTED,
     .with = WITH_TICKET},
    {"a Finished of another type", {PEER_TYPE(PEER_FINISHED, 42)}, UNEXPECTED},
};

static void append_hello_request(peer *p, peer_bytes *message)
{
    (void)p;
    peer_put_zeros(message, 4);
}

/* The type is judged before the length, so that it does not matter how bytes arrive. */
static const deviation too_long_as_well[] = {
    {"an unknown message of the largest length",
     {PEER_INSERT_AFTER(PEER_SERVER_HELLO, 22, "\x2a\xff\xff\xff")},
     UNEXPECTED},
    {"a ServerHelloDone of the largest length after ServerHello",
     {PEER_INSERT_AFTER(PEER_SERVER_HELLO, 22, "\x0e\xff\xff\xff")},
     UNEXPECTED},
    {"a Certificate of the largest length before Finished",
     {PEER_INSERT_BEFORE(PEER_FINISHED, 22, "\x0b\xff\xff\xff")},
     UNEXPECTED},
    {"a Finished of the largest length after Finished",
     {PEER_INSERT_AFTER(PEER_ESTABLISHED, 22, "\x14\xff\xff\xff")},
     UNEXPECTED},
    {"a NewSessionTicket of the largest length after ServerHelloDone",
     {PEER_INSERT_AFTER(PEER_SERVER_HELLO_DONE, 22, "\4\xff\xff\xff")},
     UNEXPECTED},
};

/* The half of a HelloRequest that shares the record of Finished. */
static void append_half_a_hello_request(peer *p, peer_bytes *message)
{
    static const uint8_t half[2];

    (void)p;
    peer_put(message, half, sizeof half);
}

#define HALF        PEER_INSERT_AFTER(PEER_ESTABLISHED, 22, "\0\0")
#define DATA(bytes) PEER_INSERT_AFTER(PEER_ESTABLISHED, 23, bytes)

/*
 * A message that has begun must end before data goes on; else a server could keep it open for
 * ever. An alert may come in between: it may be why the rest does not come.
 */
static const deviation unfinished[] = {
    {"data after half a HelloRequest", {HALF, DATA("data")}, UNEXPECTED},
    {"data after half a HelloRequest when a session is resumed",
     {HALF, DATA("data")},
     UNEXPECTED,
     .with = WITH_SESSION_ID | RESUMED},
    {"data after a HelloRequest's first byte",
     {PEER_INSERT_AFTER(PEER_ESTABLISHED, 22, "\0"), DATA("data")},
     UNEXPECTED},
    {"data after all but a HelloRequest's last byte",
     {PEER_INSERT_AFTER(PEER_ESTABLISHED, 22, "\0\0\0"), DATA("data")},
     UNEXPECTED},
    {"data after one HelloRequest and half another",
     {PEER_INSERT_AFTER(PEER_ESTABLISHED, 22, "\0\0\0\0\0\0"), DATA("data")},
     UNEXPECTED},
    {"an empty record of data after half a HelloRequest", {HALF, DATA("")}, UNEXPECTED},
    {"data between the halves of a HelloRequest", {HALF, DATA("data"), HALF}, UNEXPECTED},
    {"data after half a HelloRequest in the record of Finished",
     {{.verb = PEER_VERB_CALL,
       .target = PEER_FINISHED,
       .call = append_half_a_hello_request,
       .after_hash = true},
      DATA("data")},
     UNEXPECTED},
    {"a warning and data after half a HelloRequest",
     {HALF, PEER_INSERT_AFTER(PEER_ESTABLISHED, 21, "\1\x5a"), DATA("data")},
     UNEXPECTED},
    {"a ChangeCipherSpec after half a HelloRequest",
     {HALF, PEER_INSERT_AFTER(PEER_ESTABLISHED, 20, "\1")},
     UNEXPECTED},
    {"a HelloRequest in two records after the handshake", {HALF, HALF}, ACCEPTED},
    {"a warning between the halves of a HelloRequest",
     {HALF, PEER_INSERT_AFTER(PEER_ESTABLISHED, 21, "\1\x5a"), HALF},
     ACCEPTED},
    {"a fatal alert after half a HelloRequest",
     {HALF, PEER_INSERT_AFTER(PEER_ESTABLISHED, 21, "\2\x50")},
     FAILS(ALERT)},
    {"data within the server's Certificate",
     {PEER_INSERT_WITHIN(PEER_CERTIFICATE, 10, 23, "data")},
     UNEXPECTED},
    {"a ChangeCipherSpec within the server's Certificate",
     {PEER_INSERT_WITHIN(PEER_CERTIFICATE, 10, 20, "\1")},
     UNEXPECTED},
    {"a warning within the server's Certificate",
     {PEER_INSERT_WITHIN(PEER_CERTIFICATE, 10, 21, "\1\x5a")},
     ACCEPTED},
    {"data within the server's Finished",
     {PEER_INSERT_WITHIN(PEER_FINISHED, 8, 23, "data")},
     UNEXPECTED},
    {"data within a NewSessionTicket",
     {PEER_INSERT_WITHIN(PEER_NEW_SESSION_TICKET, 8, 23, "data")},
     UNEXPECTED,
     .with = WITH_TICKET},
    {"half a HelloRequest before the ChangeCipherSpec",
     {PEER_INSERT_BEFORE(PEER_CHANGE_CIPHER_SPEC, 22, "\0\0")},
     UNEXPECTED},
    {"half a HelloRequest before the ChangeCipherSpec when a session is resumed",
     {PEER_INSERT_BEFORE(PEER_CHANGE_CIPHER_SPEC, 22, "\0\0")},
     UNEXPECTED,
     .with = WITH_SESSION_ID | RESUMED},
};

static const deviation hello_requests[] = {
    {"a HelloRequest with a byte in it",
     {PEER_INSERT_AFTER(PEER_SERVER_HELLO, 22, "\0\0\0\1x")},
     REFUSED(DECODE, decode_error)},
    {"a HelloRequest with a byte in it before ServerHello",
     {PEER_INSERT_BEFORE(PEER_SERVER_HELLO, 22, "\0\0\0\1x")},
     REFUSED(DECODE, decode_error)},
    {"a HelloRequest with a byte in it after Finished",
     {PEER_INSERT_AFTER(PEER_ESTABLISHED, 22, "\0\0\0\1x")},
     REFUSED(DECODE, decode_error)},
    {"a HelloRequest longer than any message",
     {PEER_INSERT_AFTER(PEER_SERVER_HELLO, 22, "\0\xff\xff\xff")},
     REFUSED(DECODE, decode_error)},
    {"a HelloRequest in two records",
     {PEER_INSERT_AFTER(PEER_SERVER_HELLO, 22, "\0\0"),
      PEER_INSERT_AFTER(PEER_SERVER_HELLO, 22, "\0\0")},
     ACCEPTED},
    {"a HelloRequest in the same record as the Finished",
     {{.verb = PEER_VERB_CALL,
       .target = PEER_FINISHED,
       .call = append_hello_request,
       .after_hash = true}},
     ACCEPTED},
    {"two HelloRequests in one record",
     {PEER_INSERT_AFTER(PEER_CERTIFICATE, 22, "\0\0\0\0\0\0\0\0")},
     ACCEPTED},
    {"as many HelloRequests as allowed",
     {PEER_INSERT_MANY(PEER_CERTIFICATE, 22, "\0\0\0\0", BRINE_HELLO_REQUESTS_MAX)},
     ACCEPTED},
    {"a HelloRequest too many",
     {PEER_INSERT_MANY(PEER_CERTIFICATE, 22, "\0\0\0\0", BRINE_HELLO_REQUESTS_MAX + 1)},
     REFUSED(TOO_MANY_HELLO_REQUESTS, unexpected_message)},
    {"a HelloRequest before anything was said",
     {PEER_INSERT_AFTER(PEER_CONNECT, 22, "\0\0\0\0")},
     ACCEPTED},
    {"a flight in one record", {{0}}, ACCEPTED, .with = PACKED},
};

static void hello_requests_are_answered_after_the_handshake(void **state)
{
    deviation row = {.title = "renegotiation",
                     .rules = {PEER_INSERT_AFTER(PEER_CERTIFICATE, 22, "\0\0\0\0")},
                     ACCEPTED};
    connection c = connection_make(&row);

    (void)state;
    assert_int_equal(peer_warnings(c.server, 100), 0);
    for (size_t i = 1; i < BRINE_HELLO_REQUESTS_MAX; i++) {
        peer_say_hello_request(c.server);
        assert_int_equal(drive_run(&c.drive), BRINE_OK);
        assert_int_equal(peer_warnings(c.server, 100), i);
        assert_true(c.server->report.alerts[c.server->report.alert_count - 1].protected);
    }
    peer_say_hello_request(c.server);
    assert_int_equal(drive_run(&c.drive), BRINE_ERROR_TOO_MANY_HELLO_REQUESTS);
    assert_int_equal(peer_fatal_alert(c.server), BRINE_ALERT_unexpected_message);
    connection_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hello_requests_are_answered_after_the_handshake)};
    int failed = 0;

    strictness_begin();
    add_moments(full, COUNT(full), 0);
    add_moments(resumed, COUNT(resumed), WITH_SESSION_ID | RESUMED);
    add_hello_requests(full, COUNT(full), 0);
    add_hello_requests(resumed, COUNT(resumed), WITH_SESSION_ID | RESUMED);
    failed += strictness_run("order: every message everywhere", rows, row_count);
    failed += strictness_run("order: missing, moved, replaced", others, COUNT(others));
    failed += strictness_run("order: and too long", too_long_as_well, COUNT(too_long_as_well));
    failed += strictness_run("HelloRequest", hello_requests, COUNT(hello_requests));
    failed += strictness_run("unfinished messages", unfinished, COUNT(unfinished));
    failed += cmocka_run_group_tests_name("HelloRequest after the handshake", tests, NULL, NULL);
    strictness_end();
    return failed;
}
