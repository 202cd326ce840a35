/*
 * What the error of a connection says: a sentence for each code that a server can cause, with
 * what was found and what was expected. Sentences about certificates have a test of their own,
 * but for those that the handshake writes.
 */
#include "support/test.h"
#include "unit/handshake/strictness/strictness.h"

#include <stdio.h>
#include <string.h>

#define BY_ID      (WITH_SESSION_ID | RESUMED)
#define UNEXPECTED REFUSED(UNEXPECTED_MESSAGE, unexpected_message)
#define MALFORMED  REFUSED(DECODE, decode_error)
#define ILLEGAL    REFUSED(ILLEGAL_PARAMETER, illegal_parameter)
#define SAYS(text) .sentence = (text)

#define AES_256 "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305"

/* ---- What the server does, where a rule does not say it ---- */

static void too_many_certificates(peer *p, peer_bytes *message)
{
    peer_slice leaf = p->config.identity->chain[0];

    message->len = 7;
    for (size_t i = 0; i <= BRINE_CERTIFICATES_SENT_MAX; i++)
        peer_put_vector(message, 3, leaf);
    peer_set_number(message->data + 1, message->len - 4, 3);
    peer_set_number(message->data + 4, message->len - 7, 3);
}

/* Two of these are more than a handshake may have. */
static void a_very_long_list(peer *p, peer_bytes *message)
{
    (void)p;
    for (int i = 0; i < 2; i++) {
        size_t mark = peer_begin_vector(message, 3);

        peer_put_zeros(message, BRINE_CERTIFICATE_SIZE_MAX - 2000);
        peer_end_vector(message, mark, 3);
    }
    peer_set_number(message->data + 1, message->len - 4, 3);
    peer_set_number(message->data + 4, message->len - 7, 3);
}

static void a_very_long_staple(peer *p, peer_bytes *message)
{
    (void)p;
    peer_put_zeros(message, 100000);
    peer_set_number(message->data + 1, message->len - 4, 3);
    peer_set_number(message->data + 5, message->len - 8, 3);
}

#define LEAF(function, ...)                                                                        \
    static void function(peer_config *server)                                                      \
    {                                                                                              \
        static const peer_certificate_plan plan = {.names = "DNS:" PEER_SERVER_NAME, __VA_ARGS__}; \
        static peer_identity identity;                                                             \
                                                                                                   \
        identity = peer_identity_of(peer_pki_issue(strictness_pki, &plan, strictness_pki->root));  \
        server->identity = &identity;                                                              \
    }

LEAF(may_only_encrypt, .key_usage = "critical,keyEncipherment,keyAgreement")
LEAF(may_only_sign, .key = PEER_KEY_RSA, .key_usage = "critical,digitalSignature")
LEAF(off_its_curve, .off_curve = true)

/* What stands where a record's type and version belong. */
#define GREETING(first, next_two)                                                                  \
    {                                                                                              \
        .verb = PEER_VERB_INSERT, .target = PEER_CONNECT, .where = PEER_AFTER,                     \
        .record_type = (first), .version = (next_two), .bytes = PEER_LITERAL("and so on\r\n"),     \
    }
#define AFTER_MANY(on, type, text, count)                                                          \
    {                                                                                              \
        .verb = PEER_VERB_INSERT, .target = (on), .where = PEER_AFTER, .record_type = (type),      \
        .bytes = PEER_LITERAL(text), .times = (count)                                              \
    }

/* ---- Records and alerts ---- */

static const deviation records[] = {
    {"another protocol",
     {GREETING('H', 'T' << 8 | 'T')},
     REFUSED(NOT_TLS, protocol_version),
     SAYS("the server does not speak TLS on this port: its first bytes, 0x485454000b, "
          "begin no TLS record")},
    {"a record of TLS 1.1",
     {PEER_RECORD_VERSION(PEER_CERTIFICATE, 0x0302)},
     REFUSED(RECORD_VERSION, protocol_version),
     SAYS("a record has version 0x0302, expected 0x0303")},
    {"a heartbeat",
     {PEER_RECORD_TYPE(PEER_CERTIFICATE, 24)},
     REFUSED(RECORD_TYPE, unexpected_message),
     SAYS("a record has type 24, expected 20 to 23")},
    {"a plaintext record that is too long",
     {PEER_RECORD_LENGTH(PEER_CERTIFICATE, 18500)},
     REFUSED(RECORD_OVERFLOW, record_overflow),
     SAYS("a record of 18,500 bytes came, at most 16,384 are allowed")},
    {"a protected record that is too long",
     {PEER_RECORD_LENGTH(PEER_FINISHED, 18500)},
     REFUSED(RECORD_OVERFLOW, record_overflow),
     SAYS("a record of 18,500 bytes came, at most 16,408 are allowed")},
    {"an empty handshake record",
     {PEER_INSERT_AFTER(PEER_SERVER_HELLO, 22, "")},
     REFUSED(RECORD_LENGTH, decode_error),
     SAYS("a record of type 22 is empty, which only application data (23) may be")},
    {"a broken record",
     {PEER_RECORD_FLIP(PEER_FINISHED, 20)},
     REFUSED(BAD_RECORD_MAC, bad_record_mac),
     SAYS("a record is not authentic")},
    {"a protected record that is too short",
     {{.verb = PEER_VERB_INSERT,
       .target = PEER_FINISHED,
       .where = PEER_BEFORE,
       .record_type = 21,
       .bytes = PEER_LITERAL("\2\x28"),
       .in_plaintext = true}},
     REFUSED(BAD_RECORD_MAC, bad_record_mac),
     SAYS("a record of 2 bytes came, too short to be authentic: expected at least 24")},
    {"a flood of empty records",
     {AFTER_MANY(PEER_ESTABLISHED, 23, "", BRINE_EMPTY_RECORDS_MAX + 1)},
     REFUSED(TOO_MANY_EMPTY_RECORDS, unexpected_message),
     SAYS("the server sent 33 empty records in a row, at most 32 are allowed")},
    {"a flood of warnings",
     {PEER_INSERT_MANY(PEER_CERTIFICATE, 21, "\1\x5a", BRINE_WARNING_ALERTS_MAX + 1)},
     REFUSED(TOO_MANY_WARNINGS, unexpected_message),
     SAYS("the server sent 5 warning alerts in a row, at most 4 are allowed")},
    {"a flood of HelloRequests in the handshake",
     {PEER_INSERT_MANY(PEER_CERTIFICATE, 22, "\0\0\0\0", BRINE_HELLO_REQUESTS_MAX + 1)},
     REFUSED(TOO_MANY_HELLO_REQUESTS, unexpected_message),
     SAYS("the server sent 17 HelloRequests in the handshake, at most 16 are allowed")},
    {"a flood of HelloRequests after the handshake",
     {AFTER_MANY(PEER_ESTABLISHED, 22, "\0\0\0\0", BRINE_HELLO_REQUESTS_MAX + 1)},
     REFUSED(TOO_MANY_HELLO_REQUESTS, unexpected_message),
     SAYS("the server sent 17 HelloRequests, at most 16 are allowed")},
    {"an alert of one byte",
     {PEER_INSERT_AFTER(PEER_SERVER_HELLO, 21, "\1")},
     REFUSED(ALERT_MALFORMED, decode_error),
     SAYS("an alert of 1 byte came, expected 2")},
    {"an alert of level 3",
     {PEER_INSERT_AFTER(PEER_SERVER_HELLO, 21, "\3\x28")},
     REFUSED(ALERT_LEVEL, illegal_parameter),
     SAYS("an alert has level 3, expected 1 (warning) or 2 (fatal)")},
    {"a fatal alert",
     {PEER_INSERT_AFTER(PEER_SERVER_HELLO, 21, "\2\x28")},
     FAILS(ALERT),
     SAYS("the server sent alert handshake_failure (40): the last message before that was "
          "ServerHello")},
    {"a fatal alert that no RFC names",
     {PEER_INSERT_AFTER(PEER_SERVER_HELLO, 21, "\2\xc8")},
     FAILS(ALERT),
     SAYS("the server sent alert unknown (200): no RFC of TLS 1.2 names this alert")},
    {"the end of the transport",
     {PEER_STOP(PEER_CERTIFICATE)},
     FAILS(ENDED_IN_HANDSHAKE),
     SAYS("the server ended the connection in the handshake: the last message before that was "
          "Certificate")},
};

/* ---- Messages: order and length ---- */

static const deviation messages[] = {
    {"a message too early",
     {PEER_DROP(PEER_CERTIFICATE)},
     UNEXPECTED,
     SAYS("the server sent ServerKeyExchange where Certificate belongs")},
    {"a message of an unknown type",
     {PEER_TYPE(PEER_CERTIFICATE, 99)},
     UNEXPECTED,
     SAYS("the server sent a message of unknown type 99 where Certificate belongs")},
    {"a message where the client speaks",
     {PEER_INSERT_AFTER(PEER_SERVER_HELLO_DONE, 22, "\x0e\0\0\0")},
     UNEXPECTED,
     SAYS("the server sent ServerHelloDone where ChangeCipherSpec belongs")},
    {"a message in a record with one that the client has to answer",
     {PEER_TWICE(PEER_SERVER_HELLO_DONE)},
     UNEXPECTED,
     .with = PACKED,
     SAYS("the server sent ServerHelloDone where it has to wait for the client")},
    {"a message of an unknown type in such a record",
     {PEER_APPEND(PEER_SERVER_HELLO_DONE, "\x63\0\0\0"), PEER_LENGTH(PEER_SERVER_HELLO_DONE, 0)},
     UNEXPECTED,
     .with = PACKED,
     SAYS("the server sent a message of unknown type 99 where it has to wait for the "
          "client")},
    {"ChangeCipherSpec too early",
     {PEER_INSERT_BEFORE(PEER_CERTIFICATE, 20, "\1")},
     UNEXPECTED,
     SAYS("the server sent ChangeCipherSpec where Certificate belongs")},
    {"ChangeCipherSpec after the handshake",
     {PEER_INSERT_AFTER(PEER_ESTABLISHED, 20, "\1")},
     UNEXPECTED,
     SAYS("the server sent ChangeCipherSpec after the handshake")},
    {"application data in the handshake",
     {PEER_RECORD_TYPE(PEER_CERTIFICATE, 23)},
     UNEXPECTED,
     SAYS("the server sent application data before the handshake was over")},
    {"application data in the middle of a HelloRequest",
     {PEER_INSERT_AFTER(PEER_ESTABLISHED, 22, "\0\0"),
      PEER_INSERT_AFTER(PEER_ESTABLISHED, 23, "x")},
     UNEXPECTED,
     SAYS("the server sent application data in the middle of a HelloRequest")},
    {"a ServerHello after the handshake",
     {PEER_INSERT_AFTER(PEER_ESTABLISHED, 22, "\2\0\0\0")},
     UNEXPECTED,
     SAYS("the server sent ServerHello (2) after the handshake, where only "
          "HelloRequest (0) may come")},
    {"a message of an unknown type after the handshake",
     {PEER_INSERT_AFTER(PEER_ESTABLISHED, 22, "\x63\0\0\0")},
     UNEXPECTED,
     SAYS("the server sent a message of unknown type (99) after the handshake, where "
          "only HelloRequest (0) may come")},
    {"a HelloRequest with content",
     {PEER_INSERT_BEFORE(PEER_CERTIFICATE, 22, "\0\0\0\1x")},
     MALFORMED,
     SAYS("HelloRequest is 1 byte long, expected none")},
    {"a HelloRequest with content after the handshake",
     {PEER_INSERT_AFTER(PEER_ESTABLISHED, 22, "\0\0\0\1x")},
     MALFORMED,
     SAYS("HelloRequest is 1 byte long, expected none")},
    {"a message that is too long",
     {PEER_INSERT_BEFORE(PEER_SERVER_HELLO, 22, "\2\1\0\0")},
     REFUSED(MESSAGE_TOO_LONG, illegal_parameter),
     SAYS("the server's ServerHello is 65,536 bytes long, brine accepts 20,480")},
    {"a handshake that is too long",
     {PEER_CALL(PEER_CERTIFICATE, a_very_long_list),
      PEER_CALL(PEER_CERTIFICATE_STATUS, a_very_long_staple)},
     REFUSED(HANDSHAKE_TOO_LONG, illegal_parameter),
     .with = WITH_STAPLE,
     SAYS("the handshake is longer than 196,608 bytes, the most that brine accepts")},
    {"a ServerHello that is cut",
     {PEER_CUT(PEER_SERVER_HELLO, 1)},
     MALFORMED,
     SAYS("ServerHello is malformed at its extensions")},
    {"a byte after ServerHello's extensions",
     {PEER_APPEND(PEER_SERVER_HELLO, "x")},
     MALFORMED,
     SAYS("ServerHello is malformed at its end: bytes follow the extensions")},
    {"a ServerHelloDone with content",
     {PEER_APPEND(PEER_SERVER_HELLO_DONE, "x")},
     MALFORMED,
     SAYS("ServerHelloDone is 1 byte long, expected none")},
    {"a ChangeCipherSpec of two bytes",
     {PEER_SET(PEER_CHANGE_CIPHER_SPEC, "\1\1")},
     MALFORMED,
     SAYS("ChangeCipherSpec is 2 bytes long, expected 1")},
    {"a ChangeCipherSpec of another type",
     {PEER_SET(PEER_CHANGE_CIPHER_SPEC, "\2")},
     ILLEGAL,
     SAYS("ChangeCipherSpec's type is 2, expected 1")},
    {"a Finished that is cut",
     {PEER_CUT(PEER_FINISHED, 1)},
     REFUSED(FINISHED, decrypt_error),
     SAYS("Finished is 11 bytes long, expected 12")},
    {"a Finished of another handshake",
     {PEER_FLIP(PEER_F_VERIFY_DATA, 3)},
     REFUSED(FINISHED, decrypt_error),
     SAYS("the server's Finished does not match the handshake")},
};

/* ---- ServerHello ---- */

static const deviation server_hello[] = {
    {"TLS 1.1",
     {PEER_SET(PEER_F_VERSION, "\3\2")},
     REFUSED(VERSION, protocol_version),
     SAYS("the server chose version 0x0302, brine speaks TLS 1.2 (0x0303)")},
    {"a suite that was not offered",
     {PEER_SET(PEER_F_SUITE, "\xc0\x2b")},
     REFUSED(SUITE_NOT_OFFERED, illegal_parameter),
     .suites = AES_256,
     SAYS("the server chose cipher suite 0xc02b, which was not offered")},
    {"compression",
     {PEER_SET(PEER_F_COMPRESSION, "\1")},
     REFUSED(COMPRESSION, illegal_parameter),
     SAYS("the server chose compression method 1, offered was none (0)")},
    {"an extension twice",
     {PEER_EXTENSION(PEER_EXT_RENEGOTIATION_INFO, "\0")},
     REFUSED(EXTENSION_DUPLICATE, decode_error),
     SAYS("ServerHello has extension 65281 (renegotiation_info) twice")},
    {"an extension that was not offered",
     {PEER_EXTENSION(PEER_EXT_ALPN, "\0\3\2h2")},
     REFUSED(EXTENSION_NOT_OFFERED, unsupported_extension),
     SAYS("ServerHello has extension 16 (application_layer_protocol_negotiation), "
          "which was not offered")},
    {"an extension without a name",
     {PEER_EXTENSION(0x1234, "")},
     REFUSED(EXTENSION_NOT_OFFERED, unsupported_extension),
     SAYS("ServerHello has extension 4660 (unknown), which was not offered")},
    {"an extension of clients",
     {PEER_EXTENSION(PEER_EXT_SIGNATURE_ALGORITHMS, "\0\2\4\3")},
     REFUSED(EXTENSION_NOT_OFFERED, unsupported_extension),
     SAYS("ServerHello has extension signature_algorithms, which only a client may send")},
    {"server_name with content",
     {PEER_EXTENSION_IS(PEER_EXT_SERVER_NAME, "\0")},
     MALFORMED,
     SAYS("ServerHello's server_name has 1 byte of data, expected none")},
    {"extended_master_secret with content",
     {PEER_EXTENSION_IS(PEER_EXT_EXTENDED_MASTER_SECRET, "\0\0")},
     MALFORMED,
     SAYS("ServerHello's extended_master_secret has 2 bytes of data, expected none")},
    {"status_request with content",
     {PEER_EXTENSION_IS(PEER_EXT_STATUS_REQUEST, "\1")},
     MALFORMED,
     .with = WITH_STAPLE,
     SAYS("ServerHello's status_request has 1 byte of data, expected none")},
    {"session_ticket with content",
     {PEER_EXTENSION_IS(PEER_EXT_SESSION_TICKET, "\1")},
     MALFORMED,
     .with = WITH_TICKET,
     SAYS("ServerHello's session_ticket has 1 byte of data, expected none")},
    {"an empty list of point formats",
     {PEER_EXTENSION_IS(PEER_EXT_EC_POINT_FORMATS, "\0")},
     MALFORMED,
     SAYS("ServerHello is malformed at its ec_point_formats")},
    {"point formats without uncompressed",
     {PEER_EXTENSION_IS(PEER_EXT_EC_POINT_FORMATS, "\2\1\2")},
     ILLEGAL,
     SAYS("ServerHello's ec_point_formats lacks the uncompressed format (0)")},
    {"another max_fragment_length",
     {PEER_EXTENSION_IS(PEER_EXT_MAX_FRAGMENT_LENGTH, "\4")},
     ILLEGAL,
     .with = WITH_FRAGMENT,
     SAYS("ServerHello's max_fragment_length is 4, expected 2")},
    {"a max_fragment_length of two bytes",
     {PEER_EXTENSION_IS(PEER_EXT_MAX_FRAGMENT_LENGTH, "\2\2")},
     MALFORMED,
     .with = WITH_FRAGMENT,
     SAYS("ServerHello is malformed at its max_fragment_length")},
    {"a renegotiation_info with content",
     {PEER_EXTENSION_IS(PEER_EXT_RENEGOTIATION_INFO, "\1x")},
     REFUSED(RENEGOTIATION_INFO, handshake_failure),
     SAYS("the server's renegotiation_info has 1 byte, expected none in a first "
          "handshake")},
    {"no renegotiation_info",
     {{0}},
     REFUSED(RENEGOTIATION_INFO_MISSING, handshake_failure),
     .with = NO_RENEGOTIATION_INFO,
     SAYS("ServerHello has no renegotiation_info: the server lacks secure "
          "renegotiation (RFC 5746)")},
    {"a protocol that was not offered",
     {PEER_EXTENSION_IS(PEER_EXT_ALPN, "\0\7\6spdy/3")},
     REFUSED(ALPN, illegal_parameter),
     .with = WITH_ALPN,
     SAYS("the server chose the application protocol 'spdy/3', which was not offered")},
    {"no protocol",
     {{0}},
     REFUSED(ALPN_REQUIRED, no_application_protocol),
     .with = ASK_ALPN | REQUIRE_ALPN,
     SAYS("the server chose no application protocol and the config requires one")},
    {"no extended_master_secret",
     {{0}},
     REFUSED(EMS_REQUIRED, handshake_failure),
     .with = NO_EMS | REQUIRE_EMS,
     SAYS("the server does not support extended_master_secret and the config requires it")},
    {"resumption without extended_master_secret",
     {PEER_NO_EXTENSION(PEER_EXT_EXTENDED_MASTER_SECRET)},
     REFUSED(EMS_CHANGED, handshake_failure),
     .with = BY_ID,
     SAYS("the server resumed without extended_master_secret, unlike when the session "
          "was made")},
    {"resumption with another suite",
     {PEER_SET(PEER_F_SUITE, "\xcc\xa9")},
     REFUSED(RESUMPTION_CHANGED, illegal_parameter),
     .with = BY_ID,
     .suites = AES_256,
     SAYS("the server resumed with suite 0xcca9, the session has 0xc02c")},
};

/* ---- Certificate to ServerKeyExchange ---- */

static const deviation authentication[] = {
    {"no certificate",
     {PEER_SET(PEER_F_CERTIFICATE_LIST, "")},
     REFUSED(CERT_MISSING, decode_error),
     SAYS("the server sent no certificate")},
    {"too many certificates",
     {PEER_CALL(PEER_CERTIFICATE, too_many_certificates)},
     REFUSED(CERT_TOO_MANY, bad_certificate),
     SAYS("the server sent 129 certificates, brine accepts 128")},
    {"a key on a curve that was not offered",
     {{0}},
     REFUSED(CERTIFICATE_SUITE, illegal_parameter),
     .leaf = PEER_KEY_P384,
     .groups = "X25519:P-256",
     SAYS("the key of the server's certificate is on curve 24, which was not offered")},
    {"an EC key for the RSA key exchange",
     {PEER_SET(PEER_F_SUITE, "\x00\x9c")},
     REFUSED(CERTIFICATE_SUITE, illegal_parameter),
     .with = ASK_RSA,
     SAYS("the server chose TLS_RSA_WITH_AES_128_GCM_SHA256 and its certificate's key "
          "is of another kind")},
    {"a key that must not sign",
     {{0}},
     REFUSED(CERT_KEY_USAGE, unsupported_certificate),
     .prepare = may_only_encrypt,
     SAYS("keyUsage of the server's certificate lacks digitalSignature, which "
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 needs")},
    {"a key that must not encrypt",
     {{0}},
     REFUSED(CERT_KEY_USAGE, unsupported_certificate),
     .with = RSA_KEY_EXCHANGE,
     .prepare = may_only_sign,
     SAYS("keyUsage of the server's certificate lacks keyEncipherment, which "
          "TLS_RSA_WITH_AES_128_GCM_SHA256 needs")},
    {"a key off its curve",
     {{0}},
     REFUSED(CERT_WEAK_KEY, bad_certificate),
     .prepare = off_its_curve,
     SAYS("the signature of ServerKeyExchange can't be verified: the key of the "
          "server's certificate is not valid, too weak or unsupported")},
    {"another status than was asked for",
     {PEER_SET(PEER_F_STATUS_TYPE, "\2")},
     ILLEGAL,
     .with = WITH_STAPLE,
     SAYS("CertificateStatus's status_type is 2, expected 1")},
    {"no status",
     {{0}},
     REFUSED(STAPLE_REQUIRED, certificate_unknown),
     .with = ASK_STAPLE | REQUIRE_STAPLE,
     SAYS("the server stapled no certificate status and the config requires one")},
    {"an explicit curve",
     {PEER_SET(PEER_F_CURVE_TYPE, "\1")},
     ILLEGAL,
     SAYS("ServerKeyExchange's curve_type is 1, expected 3")},
    {"a group that was not offered",
     {PEER_SET(PEER_F_GROUP, "\0\x19")},
     REFUSED(GROUP_NOT_OFFERED, illegal_parameter),
     SAYS("the server chose group 25, which was not offered")},
    {"a scheme that was not offered",
     {{0}},
     REFUSED(SCHEME_NOT_OFFERED, illegal_parameter),
     .scheme = 0x0203,
     SAYS("the server signed with scheme 0x0203, which was not offered")},
    {"an RSA scheme with an EC key",
     {PEER_SET(PEER_F_SCHEME, "\4\1")},
     REFUSED(SCHEME_NOT_OFFERED, illegal_parameter),
     SAYS("the server signed with rsa_pkcs1_sha256, which does not fit the key of its "
          "certificate")},
    {"a broken signature",
     {PEER_FLIP(PEER_F_SIGNATURE, -1)},
     REFUSED(KEY_EXCHANGE_SIGNATURE, decrypt_error),
     SAYS("the server's key exchange is not signed by its certificate's key")},
    {"a point of 31 bytes",
     {PEER_CUT(PEER_F_POINT, 1)},
     REFUSED(KEY_SHARE, illegal_parameter),
     SAYS("the server's x25519 value is 31 bytes long, expected 32")},
    {"a point off the curve",
     {PEER_FLIP(PEER_F_POINT, -1)},
     REFUSED(KEY_SHARE, illegal_parameter),
     .groups = "P-256",
     SAYS("the server's secp256r1 value is not a valid public key")},
};

static const struct {
    const char *name;
    const deviation *rows;
    size_t count;
} tables[] = {
    {"sentences: records and alerts", records, COUNT(records)},
    {"sentences: messages", messages, COUNT(messages)},
    {"sentences: ServerHello", server_hello, COUNT(server_hello)},
    {"sentences: authentication", authentication, COUNT(authentication)},
};

/* ---- No code is forgotten ---- */

/* Codes that a server causes and that stand in no table, each with where its sentence is tested. */
static bool is_tested_elsewhere(brine_result code)
{
    return code == BRINE_ERROR_KEY_SPENT; /* after megabytes: conn/limits_test.c */
}

static bool is_in_a_table(brine_result code)
{
    for (size_t i = 0; i < COUNT(tables); i++)
        for (size_t j = 0; j < tables[i].count; j++)
            if (tables[i].rows[j].result == code)
                return true;
    return false;
}

#define ONE(name, category, alert, words, advice) +1
#define RESULT_COUNT                              (0 BRINE_RESULTS(ONE))

static void each_code_that_a_server_can_cause_has_a_sentence(void **state)
{
    (void)state;
    for (int i = 0; i < (int)RESULT_COUNT; i++) {
        brine_result code = (brine_result)i;
        brine_category category = brine_result_category(code);

        if ((category == BRINE_CATEGORY_PROTOCOL || category == BRINE_CATEGORY_PEER) &&
            !is_tested_elsewhere(code) && !is_in_a_table(code))
            fail_msg("%s has no row", brine_result_name(code));
    }
}

int main(void)
{
    const struct CMUnitTest walk[] = {
        cmocka_unit_test(each_code_that_a_server_can_cause_has_a_sentence),
    };
    int failed;

    strictness_begin();
    failed = cmocka_run_group_tests(walk, NULL, NULL);
    for (size_t i = 0; i < COUNT(tables); i++)
        failed += strictness_run(tables[i].name, tables[i].rows, tables[i].count);
    strictness_end();
    return failed;
}
