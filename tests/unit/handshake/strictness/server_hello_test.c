/*
 * ServerHello, RFC 5246 section 7.4.1.3, but for its extensions: version, random,
 * session ID, suite, compression, and the message's own shape.
 */
#include "support/test.h"
#include "unit/handshake/strictness/strictness.h"

#define CHACHA_ONLY "ECDHE-ECDSA-CHACHA20-POLY1305"

static const deviation versions[] = {
    {"SSL 2.0 is refused",
     {PEER_SET(PEER_F_VERSION, "\x00\x02")},
     REFUSED(VERSION, protocol_version)},
    {"SSL 3.0 is refused",
     {PEER_SET(PEER_F_VERSION, "\x03\x00")},
     REFUSED(VERSION, protocol_version)},
    {"TLS 1.0 is refused",
     {PEER_SET(PEER_F_VERSION, "\x03\x01")},
     REFUSED(VERSION, protocol_version)},
    {"TLS 1.1 is refused",
     {PEER_SET(PEER_F_VERSION, "\x03\x02")},
     REFUSED(VERSION, protocol_version)},
    {"TLS 1.3 in the version field is refused",
     {PEER_SET(PEER_F_VERSION, "\x03\x04")},
     REFUSED(VERSION, protocol_version)},
    {"version 3.255 is refused",
     {PEER_SET(PEER_F_VERSION, "\x03\xff")},
     REFUSED(VERSION, protocol_version)},
    {"version 4.3 is refused",
     {PEER_SET(PEER_F_VERSION, "\x04\x03")},
     REFUSED(VERSION, protocol_version)},
    {"version 0.0 is refused",
     {PEER_SET(PEER_F_VERSION, "\x00\x00")},
     REFUSED(VERSION, protocol_version)},
    {"DTLS 1.2 is refused",
     {PEER_SET(PEER_F_VERSION, "\xfe\xfd")},
     REFUSED(VERSION, protocol_version)},
    {"TLS 1.1 is refused when a session is resumed, too",
     {PEER_SET(PEER_F_VERSION, "\x03\x02")},
     REFUSED(VERSION, protocol_version),
     .with = WITH_SESSION_ID | RESUMED},
};

static void downgrade_marker(peer *p, peer_bytes *message)
{
    static const uint8_t marker[] = {'D', 'O', 'W', 'N', 'G', 'R', 'D', 1};

    for (size_t i = 0; i < sizeof marker; i++)
        p->server_random[24 + i] = message->data[4 + 2 + 24 + i] = marker[i];
}

static void older_downgrade_marker(peer *p, peer_bytes *message)
{
    downgrade_marker(p, message);
    p->server_random[31] = message->data[4 + 2 + 31] = 0;
}

static void same_random_byte(peer *p, peer_bytes *message)
{
    for (size_t i = 0; i < 32; i++)
        p->server_random[i] = message->data[4 + 2 + i] = 0;
}

static void echo_the_clients_random(peer *p, peer_bytes *message)
{
    for (size_t i = 0; i < 32; i++)
        p->server_random[i] = message->data[4 + 2 + i] = p->hello.random[i];
}

static const deviation randoms[] = {
    /* RFC 8446 section 4.1.3: the markers concern clients that offered TLS 1.3 (or 1.2 to a
     * server that chose less), not one that offered 1.2 and got it. */
    {"the TLS 1.3 downgrade marker in the random is no attack on a 1.2 client",
     {PEER_CALL(PEER_SERVER_HELLO, downgrade_marker)},
     ACCEPTED},
    {"the TLS 1.2 downgrade marker in the random is no attack on a 1.2 client",
     {PEER_CALL(PEER_SERVER_HELLO, older_downgrade_marker)},
     ACCEPTED},
    {"a random of zeros is accepted", {PEER_CALL(PEER_SERVER_HELLO, same_random_byte)}, ACCEPTED},
    {"a random that echoes the client's is accepted",
     {PEER_CALL(PEER_SERVER_HELLO, echo_the_clients_random)},
     ACCEPTED},
    {"a random that is not the one that was signed is refused",
     {PEER_FLIP(PEER_F_RANDOM, 0)},
     REFUSED(KEY_EXCHANGE_SIGNATURE, decrypt_error)},
};

static const deviation session_ids[] = {
    {"an empty session ID is accepted", {PEER_SET(PEER_F_SESSION_ID, "")}, ACCEPTED},
    {"a session ID of one byte is accepted", {PEER_SET(PEER_F_SESSION_ID, "x")}, ACCEPTED},
    {"a session ID of 32 bytes is accepted", {{0}}, ACCEPTED, .with = WITH_SESSION_ID},
    {"a session ID of 33 bytes is refused",
     {PEER_APPEND(PEER_F_SESSION_ID, "x")},
     REFUSED(DECODE, decode_error),
     .with = WITH_SESSION_ID},
    {"a session ID of 255 bytes is refused",
     {PEER_LENGTH(PEER_F_SESSION_ID, 255)},
     REFUSED(DECODE, decode_error),
     .with = WITH_SESSION_ID},
    {"a session ID whose length is one too small moves all fields",
     {PEER_SET(PEER_F_SESSION_ID, "\xab\xcd\xef"), PEER_LENGTH(PEER_F_SESSION_ID, 2)},
     REFUSED(DECODE, decode_error)},
};

static const deviation suites[] = {
    {"TLS_NULL_WITH_NULL_NULL is refused",
     {PEER_SET(PEER_F_SUITE, "\x00\x00")},
     REFUSED(SUITE_NOT_OFFERED, illegal_parameter)},
    {"RC4 is refused",
     {PEER_SET(PEER_F_SUITE, "\x00\x05")},
     REFUSED(SUITE_NOT_OFFERED, illegal_parameter)},
    {"AES-CBC with RSA key exchange is refused",
     {PEER_SET(PEER_F_SUITE, "\x00\x2f")},
     REFUSED(SUITE_NOT_OFFERED, illegal_parameter)},
    {"3DES is refused",
     {PEER_SET(PEER_F_SUITE, "\x00\x0a")},
     REFUSED(SUITE_NOT_OFFERED, illegal_parameter)},
    {"ECDHE with AES-CBC is refused",
     {PEER_SET(PEER_F_SUITE, "\xc0\x23")},
     REFUSED(SUITE_NOT_OFFERED, illegal_parameter)},
    {"DHE with AES-GCM is refused",
     {PEER_SET(PEER_F_SUITE, "\x00\x9e")},
     REFUSED(SUITE_NOT_OFFERED, illegal_parameter)},
    {"RSA key exchange that was not asked for is refused",
     {PEER_SET(PEER_F_SUITE, "\x00\x9c")},
     REFUSED(SUITE_NOT_OFFERED, illegal_parameter)},
    {"RSA key exchange with AES-256 that was not asked for is refused",
     {PEER_SET(PEER_F_SUITE, "\x00\x9d")},
     REFUSED(SUITE_NOT_OFFERED, illegal_parameter)},
    {"the anonymous ECDH suite is refused",
     {PEER_SET(PEER_F_SUITE, "\xc0\x18")},
     REFUSED(SUITE_NOT_OFFERED, illegal_parameter)},
    {"static DH is refused",
     {PEER_SET(PEER_F_SUITE, "\x00\xa0")},
     REFUSED(SUITE_NOT_OFFERED, illegal_parameter)},
    {"SRP is refused",
     {PEER_SET(PEER_F_SUITE, "\xc0\x1e")},
     REFUSED(SUITE_NOT_OFFERED, illegal_parameter)},
    {"an export suite is refused",
     {PEER_SET(PEER_F_SUITE, "\x00\x03")},
     REFUSED(SUITE_NOT_OFFERED, illegal_parameter)},
    {"static ECDH is refused",
     {PEER_SET(PEER_F_SUITE, "\xc0\x2d")},
     REFUSED(SUITE_NOT_OFFERED, illegal_parameter)},
    {"a PSK suite is refused",
     {PEER_SET(PEER_F_SUITE, "\x00\xa8")},
     REFUSED(SUITE_NOT_OFFERED, illegal_parameter)},
    {"the old code points of ChaCha20-Poly1305 are refused",
     {PEER_SET(PEER_F_SUITE, "\xcc\x14")},
     REFUSED(SUITE_NOT_OFFERED, illegal_parameter)},
    {"AES-CCM is refused",
     {PEER_SET(PEER_F_SUITE, "\xc0\xac")},
     REFUSED(SUITE_NOT_OFFERED, illegal_parameter)},
    {"a TLS 1.3 suite is refused",
     {PEER_SET(PEER_F_SUITE, "\x13\x01")},
     REFUSED(SUITE_NOT_OFFERED, illegal_parameter)},
    {"TLS_EMPTY_RENEGOTIATION_INFO_SCSV is no suite to choose",
     {PEER_SET(PEER_F_SUITE, "\x00\xff")},
     REFUSED(SUITE_NOT_OFFERED, illegal_parameter)},
    {"TLS_FALLBACK_SCSV is no suite to choose",
     {PEER_SET(PEER_F_SUITE, "\x56\x00")},
     REFUSED(SUITE_NOT_OFFERED, illegal_parameter)},
    {"a GREASE value is no suite to choose",
     {PEER_SET(PEER_F_SUITE, "\x0a\x0a")},
     REFUSED(SUITE_NOT_OFFERED, illegal_parameter)},
    {"a suite that brine knows but this config does not offer is refused",
     {PEER_SET(PEER_F_SUITE, "\xc0\x2b")},
     REFUSED(SUITE_NOT_OFFERED, illegal_parameter),
     .suites = CHACHA_ONLY},
    {"a suite for RSA certificates is refused for an EC one",
     {PEER_SET(PEER_F_SUITE, "\xc0\x2f")},
     REFUSED(CERTIFICATE_SUITE, illegal_parameter)},
    {"a suite for RSA certificates is refused for an Ed25519 one",
     {PEER_SET(PEER_F_SUITE, "\xcc\xa8")},
     REFUSED(CERTIFICATE_SUITE, illegal_parameter),
     .leaf = PEER_KEY_ED25519},
    {"a suite for EC certificates is refused for an RSA one",
     {PEER_SET(PEER_F_SUITE, "\xc0\x2b")},
     REFUSED(CERTIFICATE_SUITE, illegal_parameter),
     .leaf = PEER_KEY_RSA},
    {"a suite for EC certificates is refused for an RSASSA-PSS one",
     {PEER_SET(PEER_F_SUITE, "\xcc\xa9")},
     REFUSED(CERTIFICATE_SUITE, illegal_parameter),
     .leaf = PEER_KEY_RSA_PSS},
};

static const deviation compressions[] = {
    {"DEFLATE is refused",
     {PEER_SET(PEER_F_COMPRESSION, "\x01")},
     REFUSED(COMPRESSION, illegal_parameter)},
    {"LZS is refused",
     {PEER_SET(PEER_F_COMPRESSION, "\x40")},
     REFUSED(COMPRESSION, illegal_parameter)},
    {"a private compression method is refused",
     {PEER_SET(PEER_F_COMPRESSION, "\xff")},
     REFUSED(COMPRESSION, illegal_parameter)},
};

static const deviation shapes[] = {
    {"an empty ServerHello is refused",
     {PEER_SET(PEER_SERVER_HELLO, "")},
     REFUSED(DECODE, decode_error)},
    {"a byte after the extension block is refused",
     {PEER_APPEND(PEER_SERVER_HELLO, "x")},
     REFUSED(DECODE, decode_error)},
    {"half an extension block length is refused",
     {PEER_SET(PEER_F_EXTENSIONS, ""), PEER_CUT(PEER_SERVER_HELLO, 1)},
     REFUSED(DECODE, decode_error)},
    {"an extension block length that is too long is refused",
     {PEER_LENGTH(PEER_F_EXTENSIONS, 100)},
     REFUSED(DECODE, decode_error)},
    {"an extension block length that is too short is refused",
     {PEER_LENGTH(PEER_F_EXTENSIONS, 0)},
     REFUSED(DECODE, decode_error)},
    {"the largest extension block length is refused when it lies",
     {PEER_LENGTH(PEER_F_EXTENSIONS, 65535)},
     REFUSED(DECODE, decode_error)},
    {"a ServerHello that is longer than any can be is refused",
     {PEER_LENGTH(PEER_SERVER_HELLO, 0xffffff)},
     REFUSED(MESSAGE_TOO_LONG, illegal_parameter)},
};

/* A ServerHello that ends anywhere, but where the extension block may be left out. */
static void every_prefix_is_refused(void **state)
{
    const int64_t whole = 2 + 32 + 1 + 32 + 2 + 1 + 2 + 5 + 4;

    (void)state;
    for (int64_t cut = 1; cut <= whole; cut++) {
        deviation row = {
            .title = "a prefix",
            .rules = {PEER_CUT(PEER_SERVER_HELLO, cut), PEER_NO_EXTENSION(PEER_EXT_SERVER_NAME),
                      PEER_NO_EXTENSION(PEER_EXT_EC_POINT_FORMATS)},
            REFUSED(DECODE, decode_error),
            .with = WITH_SESSION_ID,
        };

        if (cut == 2 + 5 + 4)
            continue;
        strictness_check(&row, NULL);
    }
}

/* RFC 5246 section 7.4.1.3 allows it; RFC 5746 leaves it to servers that the config allows. */
static void the_block_may_be_left_out(void **state)
{
    deviation row = {
        .title = "no block",
        .rules = {PEER_NO_EXTENSION(PEER_EXT_SERVER_NAME),
                  PEER_NO_EXTENSION(PEER_EXT_EC_POINT_FORMATS)},
        ACCEPTED,
        .with = NO_EMS | NO_RENEGOTIATION_INFO | LEGACY_RENEGOTIATION,
    };
    deviation refused = row;

    (void)state;
    strictness_check(&row, NULL);
    /* Present but empty. */
    row.rules[2] = (peer_rule)PEER_SET(PEER_F_EXTENSIONS, "");
    strictness_check(&row, NULL);
    refused.with &= ~(uint32_t)LEGACY_RENEGOTIATION;
    refused.result = BRINE_ERROR_RENEGOTIATION_INFO_MISSING;
    refused.alert = BRINE_ALERT_handshake_failure;
    strictness_check(&refused, NULL);
    refused.rules[2] = row.rules[2];
    strictness_check(&refused, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_prefix_is_refused),
        cmocka_unit_test(the_block_may_be_left_out),
    };
    int failed = 0;

    strictness_begin();
    failed += strictness_run("ServerHello: version", versions, COUNT(versions));
    failed += strictness_run("ServerHello: random", randoms, COUNT(randoms));
    failed += strictness_run("ServerHello: session ID", session_ids, COUNT(session_ids));
    failed += strictness_run("ServerHello: suite", suites, COUNT(suites));
    failed += strictness_run("ServerHello: compression", compressions, COUNT(compressions));
    failed += strictness_run("ServerHello: shape", shapes, COUNT(shapes));
    failed += cmocka_run_group_tests_name("ServerHello: length", tests, NULL, NULL);
    strictness_end();
    return failed;
}
