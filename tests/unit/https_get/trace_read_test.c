/*
 * What --trace reads of messages, which may be hostile.
 */
#include "support/test.h"

#include "https_get/trace/read.h"
#include "trace_said.h"

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <stdlib.h>

/* Bytes in a block of exactly their size, so that a sanitizer sees what is read beyond. */
static struct fields read_bytes(bool sent, const char *message, const void *bytes, size_t length,
                                struct seen *seen)
{
    uint8_t *block = malloc(length > 0 ? length : 1);
    const brine_trace_event event = {
        .sent = sent, .message = message, .length = length, .fields = "", .body = block};
    struct fields fields = {NULL, 0};

    assert_non_null(block);
    memcpy(block, bytes, length);
    read_message(&event, seen, &fields);
    free(block);
    return fields;
}

#define READ(sent, message, literal, seen)                                                         \
    read_bytes(sent, message, literal, sizeof(literal) - 1, seen)

static void expect(const struct fields *fields, const char *name, const char *value)
{
    const char *found = fields_find(fields, name);

    if (found == NULL || value == NULL)
        assert_ptr_equal(found, value);
    else
        assert_string_equal(found, value);
}

static void messages_show_what_they_say(void **state)
{
    static const struct {
        bool sent;
        const char *message, *body;
        size_t length;
        const char *names[3], *values[3];
    } rows[] = {
#define ROW(sent, message, body) sent, message, body, sizeof(body) - 1
        {ROW(false, "ServerKeyExchange", "\3\0\x1d\5point\4\3\0\3sig"),
         {"group", "public key", "signature"},
         {"x25519", "5 bytes", "ecdsa_secp256r1_sha256, 3 bytes"}},
        {ROW(false, "CertificateRequest", "\2\x40\1\0\4\4\3\x12\x34\0\5\0\3dn1"),
         {"types", "schemes", "authorities"},
         {"ecdsa_sign, rsa_sign", "ecdsa_secp256r1_sha256, 0x1234",
          "1, of which one should have issued ours"}},
        {ROW(true, "Certificate", "\0\0\0"),
         {"certificate"},
         {"none: the server may go on without"}},
        {ROW(true, "CertificateVerify", "\x08\7\0\3sig"), {"signature"}, {"ed25519, 3 bytes"}},
        {ROW(false, "CertificateStatus", "\1\0\0\4ocsp"), {"OCSP"}, {"a response of 4 bytes"}},
        {ROW(false, "NewSessionTicket", "\0\1\0\0\0\2ab"),
         {"ticket", "lifetime"},
         {"2 bytes", "65536 seconds"}},
        {ROW(false, "Alert", "\2\x28"), {"level"}, {"fatal"}},
        {ROW(true, "Alert", "\1\0"), {"level", "alert"}, {"warning", "close_notify"}},
        {ROW(false, "ServerHelloDone", ""), {NULL}, {NULL}},
#undef ROW
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct seen seen = {.suite = 0xc02b};
        struct fields fields =
            read_bytes(rows[i].sent, rows[i].message, rows[i].body, rows[i].length, &seen);

        for (size_t n = 0; n < 3 && rows[i].names[n] != NULL; n++)
            expect(&fields, rows[i].names[n], rows[i].values[n]);
        expect(&fields, "malformed", NULL);
        fields_free(&fields);
    }
}

static void the_key_exchange_is_read_as_the_suite_has_it(void **state)
{
    struct seen seen = {.suite = 0xc02f};
    struct fields fields = READ(true, "ClientKeyExchange", "\2ab", &seen);

    (void)state;
    expect(&fields, "public key", "2 bytes");
    fields_free(&fields);
    seen.suite = 0x009c;
    fields = READ(true, "ClientKeyExchange", "\0\2ab", &seen);
    expect(&fields, "secret", "2 bytes, encrypted to the server's key; no forward secrecy");
    fields_free(&fields);
}

/* The suite that the server chose names the session that is resumed. */
static void a_session_is_told_by_what_both_sides_say(void **state)
{
    struct seen seen = {.suite = 0};
    struct fields fields = READ(true, "ClientHello", CLIENT_HELLO, &seen);

    (void)state;
    expect(&fields, "server name", "server.org");
    fields_free(&fields);
    fields = READ(false, "ServerHello", NEW_HELLO, &seen);
    expect(&fields, "session", "new, without an ID, a ticket will follow");
    expect(&fields, "ALPN", "http/1.1");
    assert_false(seen.resumed);
    fields_free(&fields);
    fields = READ(false, "ServerHello", RESUMING_HELLO, &seen);
    expect(&fields, "session", "resumed by its ID");
    assert_true(seen.resumed);
    fields_free(&fields);
    fields = READ(false, "ServerHello", "\3\3" RANDOM "\3six\xc0\x2b\0\0\0", &seen);
    expect(&fields, "session", "new, with an ID of 3 bytes");
    assert_false(seen.resumed);
    fields_free(&fields);
}

/* No body is well-formed before its end, but for a Hello that stops before its extensions. */
static void a_message_that_is_cut_anywhere_is_said_to_be_malformed(void **state)
{
    static const struct {
        const char *message, *body;
        size_t length, good; /* where it may end, too; 0 = nowhere */
    } rows[] = {
#define ROW(message, body, good) {message, body, sizeof(body) - 1, good}
        ROW("ClientHello", CLIENT_HELLO, sizeof CLIENT_HELLO - 1 - 59),
        ROW("ServerHello", NEW_HELLO, sizeof NEW_HELLO - 1 - 21),
        ROW("ServerKeyExchange", "\3\0\x1d\5point\4\3\0\3sig", 0),
        ROW("CertificateRequest", "\2\x40\1\0\4\4\3\x12\x34\0\5\0\3dn1", 0),
        ROW("Certificate", "\0\0\5\0\0\2ab", 0),
        ROW("CertificateVerify", "\x08\7\0\3sig", 0),
        ROW("CertificateStatus", "\1\0\0\4ocsp", 0),
        ROW("NewSessionTicket", "\0\1\0\0\0\2ab", 0),
        ROW("ClientKeyExchange", "\2ab", 0),
        ROW("Alert", "\2\x28", 0),
#undef ROW
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (size_t length = 0; length < rows[i].length; length++) {
            struct seen seen = {.suite = 0xc02b};
            struct fields fields = read_bytes(true, rows[i].message, rows[i].body, length, &seen);
            bool bad = fields_find(&fields, "malformed") != NULL;

            if (bad == (length == rows[i].good && length > 0))
                fail_msg("%s of %zu bytes is%s malformed", rows[i].message, length,
                         bad ? "" : " not");
            fields_free(&fields);
        }
}

/* Lengths in the middle that lie. */
static void a_length_that_lies_harms_nothing(void **state)
{
    static const char hello[] = CLIENT_HELLO, answer[] = NEW_HELLO;

    (void)state;
    for (size_t at = 0; at < sizeof hello - 1; at++)
        for (int byte = 0; byte < 256; byte += 17) {
            char changed[sizeof hello];
            struct seen seen = {.suite = 0};
            struct fields fields;

            memcpy(changed, hello, sizeof hello);
            changed[at] = (char)byte;
            fields = read_bytes(true, "ClientHello", changed, sizeof hello - 1, &seen);
            assert_true(fields.count > 0);
            fields_free(&fields);
            if (at >= sizeof answer - 1)
                continue;
            memcpy(changed, answer, sizeof answer);
            changed[at] = (char)byte;
            fields = read_bytes(false, "ServerHello", changed, sizeof answer - 1, &seen);
            assert_true(fields.count > 0);
            fields_free(&fields);
        }
}

/* A protocol of a server that attacks a terminal; UTF-8 that can be seen stays. */
static void bytes_of_the_server_are_escaped(void **state)
{
    struct seen seen = {.suite = 0};
    struct fields fields =
        READ(false, "ServerHello",
             "\3\3" RANDOM
             "\0\xc0\x2b\0\0\x17\0\x10\0\x13\0\x11\x10\x1b[2J\n\\\x9b\xe2\x80\xae<&\">\xc3\xa4",
             &seen);

    (void)state;
    expect(&fields, "malformed", NULL);
    expect(&fields, "ALPN", "\\1b[2J\\0a\\\\\\9b\\e2\\80\\ae<&\">\xc3\xa4");
    fields_free(&fields);
}

static void a_long_list_is_cut_and_says_how_much_is_missing(void **state)
{
    static char body[2 + 2 + 2 * 20000 + 1];
    struct seen seen = {.suite = 0};
    struct fields fields;
    const char *schemes;

    (void)state;
    memset(body, 9, sizeof body);
    memcpy(body, "\1\1\x9c\x40", 4); /* one type; 40000 bytes of schemes */
    fields = read_bytes(false, "CertificateRequest", body, sizeof body - 1, &seen);
    schemes = fields_find(&fields, "schemes");
    assert_non_null(schemes);
    assert_true(strlen(schemes) < FIELD_VALUE_SIZE);
    assert_non_null(strstr(schemes, ", and 198"));
    assert_non_null(strstr(schemes, " more"));
    fields_free(&fields);
}

/* A Certificate message of one certificate, `times` times; its owner's name attacks a terminal. */
static size_t certificates(size_t times, uint8_t *out)
{
    static const unsigned char name[] = "evil\x1b]0;\x07<script>\"&";
    EVP_PKEY *key = EVP_EC_gen("P-256");
    X509 *cert = X509_new();
    unsigned char *der = NULL;
    size_t length, at = 3;

    assert_non_null(key);
    assert_non_null(cert);
    assert_int_equal(X509_set_version(cert, 2), 1);
    assert_int_equal(ASN1_INTEGER_set(X509_get_serialNumber(cert), 1), 1);
    assert_int_equal(ASN1_TIME_set_string(X509_getm_notBefore(cert), "20200101000000Z"), 1);
    assert_int_equal(ASN1_TIME_set_string(X509_getm_notAfter(cert), "20300101000000Z"), 1);
    assert_int_equal(X509_NAME_add_entry_by_txt(X509_get_subject_name(cert), "CN", MBSTRING_UTF8,
                                                name, -1, -1, 0),
                     1);
    assert_int_equal(X509_set_issuer_name(cert, X509_get_subject_name(cert)), 1);
    assert_int_equal(X509_set_pubkey(cert, key), 1);
    assert_true(X509_sign(cert, key, EVP_sha256()) > 0);
    length = (size_t)i2d_X509(cert, &der);
    for (size_t i = 0; i < times; i++, at += length) {
        out[at++] = 0;
        out[at++] = (uint8_t)(length >> 8);
        out[at++] = (uint8_t)length;
        memcpy(out + at, der, length);
    }
    out[0] = 0;
    out[1] = (uint8_t)((at - 3) >> 8);
    out[2] = (uint8_t)(at - 3);
    OPENSSL_free(der);
    X509_free(cert);
    EVP_PKEY_free(key);
    return at;
}

static void certificates_show_whose_they_are_and_no_more_than_a_few(void **state)
{
    uint8_t body[8192];
    struct seen seen = {.suite = 0};
    size_t length = certificates(9, body);
    struct fields fields = read_bytes(false, "Certificate", body, length, &seen);

    (void)state;
    expect(&fields, "certificate", "0");
    expect(&fields, "subject", "CN=evil\\1b]0\\;\\07\\<script\\>\\\"&");
    expect(&fields, "issuer", fields_find(&fields, "subject"));
    expect(&fields, "valid from", "2020-01-01 00:00:00 UTC");
    expect(&fields, "valid to", "2030-01-01 00:00:00 UTC");
    expect(&fields, "key", "P-256, signed with ECDSA-SHA256");
    expect(&fields, "and", "5 certificates more");
    expect(&fields, "malformed", NULL);
    fields_free(&fields);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(messages_show_what_they_say),
        cmocka_unit_test(the_key_exchange_is_read_as_the_suite_has_it),
        cmocka_unit_test(a_session_is_told_by_what_both_sides_say),
        cmocka_unit_test(a_message_that_is_cut_anywhere_is_said_to_be_malformed),
        cmocka_unit_test(a_length_that_lies_harms_nothing),
        cmocka_unit_test(bytes_of_the_server_are_escaped),
        cmocka_unit_test(a_long_list_is_cut_and_says_how_much_is_missing),
        cmocka_unit_test(certificates_show_whose_they_are_and_no_more_than_a_few),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
