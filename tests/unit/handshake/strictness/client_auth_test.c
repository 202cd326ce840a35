/*
 * CertificateRequest, RFC 5246 section 7.4.4, and ServerHelloDone, section 7.4.5. What
 * the client answers with a certificate of its own has its tests in tests/unit/conn.
 */
#include "support/test.h"
#include "unit/handshake/strictness/strictness.h"

#define MALFORMED  REFUSED(DECODE, decode_error)
#define UNEXPECTED REFUSED(UNEXPECTED_MESSAGE, unexpected_message)

/* Servers that trust all CAs of a system name them all, which fills the vector: 2^16 - 1. */
static void name_very_many_authorities(peer_config *server)
{
    static const uint8_t name[] = "\0\x0e\x30\x0c\x31\x0a\x30\x08\6\3\x55\4\3\x0c\1x";
    static uint8_t names[65535 / (sizeof name - 1) * (sizeof name - 1)];

    for (size_t i = 0; i < sizeof names; i++)
        names[i] = name[i % (sizeof name - 1)];
    server->request_authorities = (peer_slice){names, sizeof names};
}

static const deviation requests[] = {
    {"a request that the client can't serve", {{0}}, ACCEPTED, .with = WITH_CLIENT_AUTH},
    {"a request with RSA key exchange",
     {{0}},
     ACCEPTED,
     .with = WITH_CLIENT_AUTH | RSA_KEY_EXCHANGE},
    {"unknown certificate types",
     {PEER_SET(PEER_F_CERTIFICATE_TYPES, "\x03\x04\x05\x06\x14\xff")},
     ACCEPTED,
     .with = WITH_CLIENT_AUTH},
    {"unknown schemes",
     {PEER_SET(PEER_F_SCHEMES, "\xff\xff\2\2\0\0")},
     ACCEPTED,
     .with = WITH_CLIENT_AUTH},
    {"authorities",
     {PEER_SET(PEER_F_AUTHORITIES, "\0\2\x30\0\0\x0e\x30\x0c\x31\x0a\x30\x08\6\3\x55\4\3\x0c\1x")},
     ACCEPTED,
     .with = WITH_CLIENT_AUTH},
    {"as many authorities as there can be",
     {{0}},
     ACCEPTED,
     .with = WITH_CLIENT_AUTH,
     .prepare = name_very_many_authorities},
    {"a request longer than any message",
     {PEER_LENGTH(PEER_CERTIFICATE_REQUEST, 0xffffff)},
     REFUSED(MESSAGE_TOO_LONG, illegal_parameter),
     .with = WITH_CLIENT_AUTH},
    {"no certificate types",
     {PEER_SET(PEER_F_CERTIFICATE_TYPES, "")},
     MALFORMED,
     .with = WITH_CLIENT_AUTH},
    {"certificate types whose length lies",
     {PEER_LENGTH(PEER_F_CERTIFICATE_TYPES, 255)},
     MALFORMED,
     .with = WITH_CLIENT_AUTH},
    {"no schemes", {PEER_SET(PEER_F_SCHEMES, "")}, MALFORMED, .with = WITH_CLIENT_AUTH},
    {"half a scheme", {PEER_SET(PEER_F_SCHEMES, "\4")}, MALFORMED, .with = WITH_CLIENT_AUTH},
    {"one scheme and a half",
     {PEER_SET(PEER_F_SCHEMES, "\4\3\5")},
     MALFORMED,
     .with = WITH_CLIENT_AUTH},
    {"schemes whose length lies",
     {PEER_LENGTH(PEER_F_SCHEMES, 1000)},
     MALFORMED,
     .with = WITH_CLIENT_AUTH},
    {"schemes whose length cuts one in half",
     {PEER_LENGTH(PEER_F_SCHEMES, 3)},
     MALFORMED,
     .with = WITH_CLIENT_AUTH},
    {"authorities whose length lies",
     {PEER_LENGTH(PEER_F_AUTHORITIES, 5)},
     MALFORMED,
     .with = WITH_CLIENT_AUTH},
    {"an authority whose length lies",
     {PEER_SET(PEER_F_AUTHORITIES, "\0\3\x30\0")},
     MALFORMED,
     .with = WITH_CLIENT_AUTH},
    {"an empty authority",
     {PEER_SET(PEER_F_AUTHORITIES, "\0\0")},
     MALFORMED,
     .with = WITH_CLIENT_AUTH},
    {"half an authority length",
     {PEER_SET(PEER_F_AUTHORITIES, "\0")},
     MALFORMED,
     .with = WITH_CLIENT_AUTH},
    {"a byte after the authorities",
     {PEER_APPEND(PEER_CERTIFICATE_REQUEST, "x")},
     MALFORMED,
     .with = WITH_CLIENT_AUTH},
    {"a request of the form of TLS 1.1",
     {PEER_SET(PEER_CERTIFICATE_REQUEST, "\2\1\x40\0\0")},
     MALFORMED,
     .with = WITH_CLIENT_AUTH},
    {"an empty request",
     {PEER_SET(PEER_CERTIFICATE_REQUEST, "")},
     MALFORMED,
     .with = WITH_CLIENT_AUTH},
    {"two requests", {PEER_TWICE(PEER_CERTIFICATE_REQUEST)}, UNEXPECTED, .with = WITH_CLIENT_AUTH},
    {"a request before the ServerKeyExchange",
     {PEER_DROP(PEER_CERTIFICATE_REQUEST),
      PEER_SEND_BEFORE(PEER_SERVER_KEY_EXCHANGE, PEER_CERTIFICATE_REQUEST)},
     UNEXPECTED,
     .with = WITH_CLIENT_AUTH},
    {"a request before the Certificate",
     {PEER_DROP(PEER_CERTIFICATE_REQUEST),
      PEER_SEND_BEFORE(PEER_CERTIFICATE, PEER_CERTIFICATE_REQUEST)},
     UNEXPECTED,
     .with = WITH_CLIENT_AUTH},
    {"a request after ServerHelloDone",
     {PEER_SEND_AFTER(PEER_SERVER_HELLO_DONE, PEER_CERTIFICATE_REQUEST)},
     UNEXPECTED,
     .with = PACKED},
    {"a request before the Finished",
     {PEER_SEND_BEFORE(PEER_FINISHED, PEER_CERTIFICATE_REQUEST)},
     UNEXPECTED},
    {"a request after the Finished",
     {PEER_SEND_AFTER(PEER_FINISHED, PEER_CERTIFICATE_REQUEST)},
     UNEXPECTED},
    {"a request when a session is resumed",
     {PEER_SEND_AFTER(PEER_SERVER_HELLO, PEER_CERTIFICATE_REQUEST)},
     UNEXPECTED,
     .with = WITH_SESSION_ID | RESUMED},
};

static const deviation dones[] = {
    {"a ServerHelloDone with a byte in it", {PEER_APPEND(PEER_SERVER_HELLO_DONE, "x")}, MALFORMED},
    {"a ServerHelloDone longer than any message",
     {PEER_LENGTH(PEER_SERVER_HELLO_DONE, 0xffffff)},
     REFUSED(MESSAGE_TOO_LONG, illegal_parameter)},
    {"two ServerHelloDone in one record",
     {PEER_TWICE(PEER_SERVER_HELLO_DONE)},
     UNEXPECTED,
     .with = PACKED},
    {"two ServerHelloDone", {PEER_TWICE(PEER_SERVER_HELLO_DONE)}, UNEXPECTED},
    {"a ServerHelloDone before the ServerKeyExchange",
     {PEER_DROP(PEER_SERVER_HELLO_DONE),
      PEER_SEND_BEFORE(PEER_SERVER_KEY_EXCHANGE, PEER_SERVER_HELLO_DONE)},
     UNEXPECTED},
    {"a ServerHelloDone before the Certificate",
     {PEER_DROP(PEER_SERVER_HELLO_DONE),
      PEER_SEND_BEFORE(PEER_CERTIFICATE, PEER_SERVER_HELLO_DONE)},
     UNEXPECTED},
    {"a ServerHelloDone when a session is resumed",
     {PEER_SEND_AFTER(PEER_SERVER_HELLO, PEER_SERVER_HELLO_DONE)},
     UNEXPECTED,
     .with = WITH_TICKET | RESUMED},
};

static void every_prefix_is_refused(void **state)
{
    /* Two types, thirteen schemes, no authorities. */
    const int64_t whole = 1 + 2 + 2 + 2 * 13 + 2;

    (void)state;
    for (int64_t cut = 1; cut <= whole; cut++) {
        deviation row = {
            .title = "a prefix",
            .rules = {PEER_CUT(PEER_CERTIFICATE_REQUEST, cut)},
            MALFORMED,
            .with = WITH_CLIENT_AUTH,
        };

        strictness_check(&row, NULL);
    }
}

static void the_answer_is_an_empty_certificate(void **state)
{
    static const uint8_t expected[] = {PEER_MSG_CLIENT_HELLO, PEER_MSG_CERTIFICATE,
                                       PEER_MSG_CLIENT_KEY_EXCHANGE, PEER_MSG_FINISHED};
    deviation row = {.title = "asked", ACCEPTED, .with = WITH_CLIENT_AUTH};
    connection c = connection_make(&row);

    (void)state;
    assert_int_equal(c.server->client_chain_count, 0);
    assert_int_equal(c.server->report.message_count, sizeof expected);
    assert_memory_equal(c.server->report.messages, expected, sizeof expected);
    assert_int_equal(c.drive.writes, 2);
    connection_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_prefix_is_refused),
        cmocka_unit_test(the_answer_is_an_empty_certificate),
    };
    int failed = 0;

    strictness_begin();
    failed += strictness_run("CertificateRequest", requests, COUNT(requests));
    failed += strictness_run("ServerHelloDone", dones, COUNT(dones));
    failed += cmocka_run_group_tests_name("CertificateRequest: length", tests, NULL, NULL);
    strictness_end();
    return failed;
}
