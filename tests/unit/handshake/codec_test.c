/*
 * The decoders, each with a good message that is then cut at every length, lengthened by a
 * byte, and broken field by field.
 */
#include "handshake/codec/message.h"
#include "support/test.h"

#include <string.h>

typedef union decoded {
    brn_server_hello server_hello;
    brine_bytes certificate_list;
    brn_certificate_status status;
    brn_server_key_exchange key_exchange;
    brn_certificate_request request;
    brn_new_session_ticket ticket;
} decoded;

static brine_result server_hello(brn_reader r, decoded *d, const char **field)
{
    return brn_decode_server_hello(r, &d->server_hello, field);
}

static brine_result certificate(brn_reader r, decoded *d, const char **field)
{
    size_t count;

    return brn_decode_certificate(r, &d->certificate_list, &count, field);
}

static brine_result certificate_status(brn_reader r, decoded *d, const char **field)
{
    return brn_decode_certificate_status(r, &d->status, field);
}

static brine_result server_key_exchange(brn_reader r, decoded *d, const char **field)
{
    return brn_decode_server_key_exchange(r, &d->key_exchange, field);
}

static brine_result certificate_request(brn_reader r, decoded *d, const char **field)
{
    return brn_decode_certificate_request(r, &d->request, field);
}

static brine_result new_session_ticket(brn_reader r, decoded *d, const char **field)
{
    return brn_decode_new_session_ticket(r, &d->ticket, field);
}

#define RANDOM "0123456789abcdef0123456789abcdef"
#define MESSAGE(text)                                                                              \
    {                                                                                              \
        (const uint8_t *)(text), sizeof(text) - 1                                                  \
    }

typedef struct sample {
    const char *name;
    brine_result (*decode)(brn_reader r, decoded *d, const char **field);
    brine_bytes message;
    size_t also_whole; /* a shorter length at which it is whole too; 0 = none */
} sample;

static const sample samples[] = {
    {"ServerHello", server_hello,
     MESSAGE("\x03\x03" RANDOM "\x02\xaa\xbb\xc0\x2b\x00\x00\x04\x00\x17\x00\x00"), 40},
    {"Certificate", certificate,
     MESSAGE("\x00\x00\x09\x00\x00\x02"
             "ab"
             "\x00\x00\x01"
             "c"),
     0},
    {"CertificateStatus", certificate_status,
     MESSAGE("\x01\x00\x00\x03"
             "abc"),
     0},
    {"ServerKeyExchange", server_key_exchange,
     MESSAGE("\x03\x00\x1d\x02"
             "pq"
             "\x04\x03\x00\x02"
             "rs"),
     0},
    {"CertificateRequest", certificate_request,
     MESSAGE("\x02\x01\x40\x00\x04\x04\x03\x08\x04\x00\x05\x00\x03"
             "dn1"),
     0},
    {"NewSessionTicket", new_session_ticket,
     MESSAGE("\x00\x00\x0e\x10\x00\x03"
             "tkt"),
     0},
};

#define SAMPLES (sizeof samples / sizeof *samples)

static void a_good_message_is_read_whole(void **state)
{
    (void)state;
    for (size_t i = 0; i < SAMPLES; i++) {
        const char *field = NULL;
        decoded d;

        assert_int_equal(samples[i].decode(brn_reader_of(samples[i].message), &d, &field),
                         BRINE_OK);
    }
}

static void a_message_cut_anywhere_is_malformed(void **state)
{
    (void)state;
    for (size_t i = 0; i < SAMPLES; i++)
        for (size_t len = 0; len < samples[i].message.len; len++) {
            const char *field = NULL;
            decoded d;

            if (len == samples[i].also_whole && len > 0)
                continue;
            assert_int_equal(
                samples[i].decode(brn_reader_at(samples[i].message.data, len), &d, &field),
                BRINE_ERROR_DECODE);
            assert_non_null(field);
        }
}

static void a_byte_too_many_is_malformed(void **state)
{
    uint8_t longer[128];

    (void)state;
    for (size_t i = 0; i < SAMPLES; i++) {
        size_t len = samples[i].message.len;
        const char *field = NULL;
        decoded d;

        memcpy(longer, samples[i].message.data, len);
        longer[len] = 0;
        assert_int_equal(samples[i].decode(brn_reader_at(longer, len + 1), &d, &field),
                         BRINE_ERROR_DECODE);
        assert_memory_equal(field, "end", 3);
    }
}

static void refuse(const sample *s, const char *bytes, size_t len, const char *expected)
{
    const char *field = NULL;
    decoded d;

    assert_int_equal(s->decode(brn_reader_at((const uint8_t *)bytes, len), &d, &field),
                     BRINE_ERROR_DECODE);
    assert_string_equal(field, expected);
}

#define REFUSE(i, bytes, field) refuse(&samples[i], bytes, sizeof(bytes) - 1, field)

static void vectors_that_may_not_be_empty_or_odd_are_malformed(void **state)
{
    (void)state;
    REFUSE(1, "\x00\x00\x03\x00\x00\x00", "ASN.1Cert");
    REFUSE(1, "\x00\x00\x04\x00\x00\x02z", "ASN.1Cert");
    REFUSE(2, "\x01\x00\x00\x00", "response");
    REFUSE(3, "\x03\x00\x1d\x00\x04\x03\x00\x01s", "public");
    REFUSE(4, "\x00\x00\x02\x04\x03\x00\x00", "certificate_types");
    REFUSE(4, "\x01\x40\x00\x00\x00\x00", "supported_signature_algorithms");
    REFUSE(4, "\x01\x40\x00\x03\x04\x03\x08\x00\x00", "supported_signature_algorithms");
    REFUSE(4, "\x01\x40\x00\x02\x04\x03\x00\x02\x00\x00", "DistinguishedName");
    REFUSE(4, "\x01\x40\x00\x02\x04\x03\x00\x03\x00\x05z", "DistinguishedName");
}

static void a_session_id_has_at_most_32_bytes(void **state)
{
    (void)state;
    REFUSE(0,
           "\x03\x03" RANDOM "\x21" RANDOM "x"
           "\xc0\x2b\x00",
           "session_id");
}

static void fields_are_read_into_their_places(void **state)
{
    const char *field;
    decoded d;

    (void)state;
    assert_int_equal(server_hello(brn_reader_of(samples[0].message), &d, &field), BRINE_OK);
    assert_int_equal(d.server_hello.server_version, 0x0303);
    assert_memory_equal(d.server_hello.random.data, RANDOM, 32);
    assert_int_equal(d.server_hello.session_id.len, 2);
    assert_int_equal(d.server_hello.cipher_suite, 0xc02b);
    assert_int_equal(d.server_hello.compression_method, 0);
    assert_int_equal(d.server_hello.extensions.left, 4);

    assert_int_equal(server_key_exchange(brn_reader_of(samples[3].message), &d, &field), BRINE_OK);
    assert_int_equal(d.key_exchange.named_curve, 29);
    assert_memory_equal(d.key_exchange.point.data, "pq", 2);
    assert_int_equal(d.key_exchange.params.len, 6);
    assert_int_equal(d.key_exchange.signature_scheme, 0x0403);
    assert_memory_equal(d.key_exchange.signature.data, "rs", 2);

    assert_int_equal(new_session_ticket(brn_reader_of(samples[5].message), &d, &field), BRINE_OK);
    assert_int_equal(d.ticket.lifetime_hint, 3600);
    assert_memory_equal(d.ticket.ticket.data, "tkt", 3);
}

static void encoders_write_what_the_rfcs_draw(void **state)
{
    uint8_t out[32];
    brn_writer w = brn_writer_to(out, sizeof out);

    (void)state;
    brn_encode_certificate_verify(&w, 0x0807, (brine_bytes){(const uint8_t *)"sig", 3});
    assert_int_equal(w.len, 7);
    assert_memory_equal(out, "\x08\x07\x00\x03sig", 7);
    w = brn_writer_to(out, sizeof out);
    brn_encode_client_key_exchange_ecdh(&w, (brine_bytes){(const uint8_t *)"pt", 2});
    assert_memory_equal(out, "\x02pt", 3);
    w = brn_writer_to(out, sizeof out);
    brn_encode_client_key_exchange_rsa(&w, (brine_bytes){(const uint8_t *)"pm", 2});
    assert_memory_equal(out, "\x00\x02pm", 4);
    w = brn_writer_to(out, sizeof out);
    brn_encode_certificate(&w, (brine_bytes){NULL, 0});
    assert_int_equal(w.len, 3);
    assert_memory_equal(out, "\x00\x00\x00", 3);
}

static void messages_have_the_names_of_the_rfc(void **state)
{
    (void)state;
    assert_string_equal(brn_message_name(BRN_SERVER_KEY_EXCHANGE), "ServerKeyExchange");
    assert_string_equal(brn_message_name(99), "unknown message");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_message_is_read_whole),
        cmocka_unit_test(a_message_cut_anywhere_is_malformed),
        cmocka_unit_test(a_byte_too_many_is_malformed),
        cmocka_unit_test(vectors_that_may_not_be_empty_or_odd_are_malformed),
        cmocka_unit_test(a_session_id_has_at_most_32_bytes),
        cmocka_unit_test(fields_are_read_into_their_places),
        cmocka_unit_test(encoders_write_what_the_rfcs_draw),
        cmocka_unit_test(messages_have_the_names_of_the_rfc),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
