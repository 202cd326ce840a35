/*
 * ServerKeyExchange: RFC 8422 section 5.4 for the message, 5.10 and 5.11 for points,
 * RFC 5246 section 7.4.1.4.1 and RFC 8446 section 4.2.3 for signature schemes.
 */
#include "support/test.h"
#include "unit/handshake/strictness/resign.h"
#include "unit/handshake/strictness/strictness.h"

#define MALFORMED  REFUSED(DECODE, decode_error)
#define NOT_SIGNED REFUSED(KEY_EXCHANGE_SIGNATURE, decrypt_error)
#define BAD_SHARE  REFUSED(KEY_SHARE, illegal_parameter)
#define BAD_SCHEME REFUSED(SCHEME_NOT_OFFERED, illegal_parameter)

static const deviation groups[] = {
    {"x25519", {{0}}, ACCEPTED, .groups = "X25519:P-256"},
    {"secp256r1", {{0}}, ACCEPTED, .groups = "P-256"},
    {"secp384r1", {{0}}, ACCEPTED, .groups = "P-384:P-256"},
    {"curve type explicit_prime",
     {PEER_SET(PEER_F_CURVE_TYPE, "\1")},
     REFUSED(ILLEGAL_PARAMETER, illegal_parameter)},
    {"curve type explicit_char2",
     {PEER_SET(PEER_F_CURVE_TYPE, "\2")},
     REFUSED(ILLEGAL_PARAMETER, illegal_parameter)},
    {"curve type 0",
     {PEER_SET(PEER_F_CURVE_TYPE, "\0")},
     REFUSED(ILLEGAL_PARAMETER, illegal_parameter)},
    {"curve type 255",
     {PEER_SET(PEER_F_CURVE_TYPE, "\xff")},
     REFUSED(ILLEGAL_PARAMETER, illegal_parameter)},
    {"group 0", {PEER_SET(PEER_F_GROUP, "\0\0")}, REFUSED(GROUP_NOT_OFFERED, illegal_parameter)},
    {"sect163k1", {PEER_SET(PEER_F_GROUP, "\0\1")}, REFUSED(GROUP_NOT_OFFERED, illegal_parameter)},
    {"secp224r1",
     {PEER_SET(PEER_F_GROUP, "\0\x15")},
     REFUSED(GROUP_NOT_OFFERED, illegal_parameter)},
    {"secp256k1",
     {PEER_SET(PEER_F_GROUP, "\0\x16")},
     REFUSED(GROUP_NOT_OFFERED, illegal_parameter)},
    {"secp521r1",
     {PEER_SET(PEER_F_GROUP, "\0\x19")},
     REFUSED(GROUP_NOT_OFFERED, illegal_parameter)},
    {"brainpoolP256r1",
     {PEER_SET(PEER_F_GROUP, "\0\x1a")},
     REFUSED(GROUP_NOT_OFFERED, illegal_parameter)},
    {"x448", {PEER_SET(PEER_F_GROUP, "\0\x1e")}, REFUSED(GROUP_NOT_OFFERED, illegal_parameter)},
    {"ffdhe2048", {PEER_SET(PEER_F_GROUP, "\1\0")}, REFUSED(GROUP_NOT_OFFERED, illegal_parameter)},
    {"a hybrid group",
     {PEER_SET(PEER_F_GROUP, "\x11\xec")},
     REFUSED(GROUP_NOT_OFFERED, illegal_parameter)},
    {"a GREASE group",
     {PEER_SET(PEER_F_GROUP, "\x0a\x0a")},
     REFUSED(GROUP_NOT_OFFERED, illegal_parameter)},
    {"arbitrary_explicit_prime_curves",
     {PEER_SET(PEER_F_GROUP, "\xff\1")},
     REFUSED(GROUP_NOT_OFFERED, illegal_parameter)},
    {"a group that brine knows but this config does not offer",
     {PEER_SET(PEER_F_GROUP, "\0\x1d")},
     REFUSED(GROUP_NOT_OFFERED, illegal_parameter),
     .groups = "P-256"},
    {"another offered group than the point's",
     {PEER_SET(PEER_F_GROUP, "\0\x17")},
     BAD_SHARE,
     .groups = "X25519:P-256"},
};

/* ---- Points ---- */

#define ZEROS_31 "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
#define FIELD_P256_X                                                                               \
    "\xff\xff\xff\xff\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\xff\xff\xff" \
    "\xff\xff\xff\xff\xff\xff\xff\xff\xff"

static void set_high_bit(peer *p, peer_bytes *message)
{
    message->data[8 + 31] |= 0x80;
    resign(p, message, p->config.identity->key);
}

static const deviation x25519_points[] = {
    {"an empty point", {PEER_SET(PEER_F_POINT, "")}, MALFORMED, .groups = "X25519:P-256"},
    {"a point of 31 bytes", {PEER_CUT(PEER_F_POINT, 1)}, BAD_SHARE},
    {"a point of 33 bytes", {PEER_APPEND(PEER_F_POINT, "x")}, BAD_SHARE},
    {"a point of 255 bytes", {PEER_LENGTH(PEER_F_POINT, 255)}, MALFORMED},
    /* RFC 7748 section 5: the most significant bit is masked. */
    {"a point with its highest bit set",
     {PEER_CALL(PEER_SERVER_KEY_EXCHANGE, set_high_bit)},
     ACCEPTED},
    {"the point zero", {PEER_SET(PEER_F_POINT, ZEROS_31 "\0")}, BAD_SHARE},
    {"the point one", {PEER_SET(PEER_F_POINT, "\1" ZEROS_31)}, BAD_SHARE},
    {"a point of order 8",
     {PEER_SET(PEER_F_POINT, "\xe0\xeb\x7a\x7c\x3b\x41\xb8\xae\x16\x56\xe3\xfa\xf1\x9f\xc4\x6a"
                             "\xda\x09\x8d\xeb\x9c\x32\xb1\xfd\x86\x62\x05\x16\x5f\x49\xb8\x00")},
     BAD_SHARE},
    {"another point of order 8",
     {PEER_SET(PEER_F_POINT, "\x5f\x9c\x95\xbc\xa3\x50\x8c\x24\xb1\xd0\xb1\x55\x9c\x83\xef\x5b"
                             "\x04\x44\x5c\xc4\x58\x1c\x8e\x86\xd8\x22\x4e\xdd\xd0\x9f\x11\x57")},
     BAD_SHARE},
    {"the point p - 1",
     {PEER_SET(PEER_F_POINT, "\xec\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"
                             "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f")},
     BAD_SHARE},
    {"the point p, which is zero",
     {PEER_SET(PEER_F_POINT, "\xed\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"
                             "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f")},
     BAD_SHARE},
    {"the point p + 1, which is one",
     {PEER_SET(PEER_F_POINT, "\xee\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"
                             "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f")},
     BAD_SHARE},
};

/* The x-coordinate with the parity of y. */
static void compress(peer *p, peer_bytes *message)
{
    size_t start = 8, len = message->data[7], half = (len - 1) / 2;

    message->data[start] = (uint8_t)(2 | (message->data[start + len - 1] & 1));
    message->data[7] = (uint8_t)(1 + half);
    resign(p, message, p->config.identity->key);
}

/* Each runs on both curves; RFC 8422 section 5.4.1: uncompressed, on the curve. */
static deviation curve_points[] = {
    {"an empty point", {PEER_SET(PEER_F_POINT, "")}, MALFORMED},
    {"the point at infinity", {PEER_SET(PEER_F_POINT, "\0")}, BAD_SHARE},
    {"a point cut by one byte", {PEER_CUT(PEER_F_POINT, 1)}, BAD_SHARE},
    {"a point of one coordinate", {PEER_CUT(PEER_F_POINT, 32)}, BAD_SHARE},
    {"a point with a byte too many", {PEER_APPEND(PEER_F_POINT, "\0")}, BAD_SHARE},
    {"a compressed point", {PEER_CALL(PEER_SERVER_KEY_EXCHANGE, compress)}, BAD_SHARE},
    {"a point off the curve", {PEER_FLIP(PEER_F_POINT, -1)}, BAD_SHARE},
    {"a point with another x-coordinate", {PEER_FLIP(PEER_F_POINT, 5)}, BAD_SHARE},
    {"an inverted form byte", {PEER_FLIP(PEER_F_POINT, 0)}, BAD_SHARE},
    {"a point of X25519", {PEER_SET(PEER_F_POINT, "\x09" ZEROS_31)}, BAD_SHARE},
};

static void hybrid(peer *p, peer_bytes *message)
{
    message->data[8] = (uint8_t)(6 | (message->data[7 + message->data[7]] & 1));
    resign(p, message, p->config.identity->key);
}

static void compressed_form_alone(peer *p, peer_bytes *message)
{
    message->data[8] = 2;
    resign(p, message, p->config.identity->key);
}

static void form_zero(peer *p, peer_bytes *message)
{
    message->data[8] = 0;
    resign(p, message, p->config.identity->key);
}

static const deviation p256_points[] = {
    {"the point (0, 0)",
     {PEER_SET(PEER_F_POINT, "\4" ZEROS_31 "\0" ZEROS_31 "\0")},
     BAD_SHARE,
     .groups = "P-256"},
    {"a coordinate that equals the field's prime",
     {PEER_SET(PEER_F_POINT, "\4" FIELD_P256_X FIELD_P256_X)},
     BAD_SHARE,
     .groups = "P-256"},
    {"a hybrid point", {PEER_CALL(PEER_SERVER_KEY_EXCHANGE, hybrid)}, BAD_SHARE, .groups = "P-256"},
    {"a whole point that calls itself compressed",
     {PEER_CALL(PEER_SERVER_KEY_EXCHANGE, compressed_form_alone)},
     BAD_SHARE,
     .groups = "P-256"},
    {"form byte zero",
     {PEER_CALL(PEER_SERVER_KEY_EXCHANGE, form_zero)},
     BAD_SHARE,
     .groups = "P-256"},
};

/* ---- Schemes ---- */

static const deviation schemes[] = {
    {"ecdsa_secp256r1_sha256", {{0}}, ACCEPTED, .scheme = 0x0403},
    {"ECDSA with SHA-384 and P-256", {{0}}, ACCEPTED, .scheme = 0x0503},
    {"ECDSA with SHA-512 and P-256", {{0}}, ACCEPTED, .scheme = 0x0603},
    {"ECDSA with SHA-256 and P-384", {{0}}, ACCEPTED, .scheme = 0x0403, .leaf = PEER_KEY_P384},
    {"ECDSA with SHA-384 and P-384", {{0}}, ACCEPTED, .scheme = 0x0503, .leaf = PEER_KEY_P384},
    {"ECDSA with SHA-512 and P-384", {{0}}, ACCEPTED, .scheme = 0x0603, .leaf = PEER_KEY_P384},
    {"Ed25519", {{0}}, ACCEPTED, .scheme = 0x0807, .leaf = PEER_KEY_ED25519},
    {"rsa_pss_rsae_sha256", {{0}}, ACCEPTED, .scheme = 0x0804, .leaf = PEER_KEY_RSA},
    {"rsa_pss_rsae_sha384", {{0}}, ACCEPTED, .scheme = 0x0805, .leaf = PEER_KEY_RSA},
    {"rsa_pss_rsae_sha512", {{0}}, ACCEPTED, .scheme = 0x0806, .leaf = PEER_KEY_RSA},
    {"rsa_pkcs1_sha256", {{0}}, ACCEPTED, .scheme = 0x0401, .leaf = PEER_KEY_RSA},
    {"rsa_pkcs1_sha384", {{0}}, ACCEPTED, .scheme = 0x0501, .leaf = PEER_KEY_RSA},
    {"rsa_pkcs1_sha512", {{0}}, ACCEPTED, .scheme = 0x0601, .leaf = PEER_KEY_RSA},
    {"rsa_pss_pss_sha256", {{0}}, ACCEPTED, .scheme = 0x0809, .leaf = PEER_KEY_RSA_PSS},
    {"rsa_pss_pss_sha384", {{0}}, ACCEPTED, .scheme = 0x080a, .leaf = PEER_KEY_RSA_PSS},
    {"rsa_pss_pss_sha512", {{0}}, ACCEPTED, .scheme = 0x080b, .leaf = PEER_KEY_RSA_PSS},
    {"ECDSA with SHA-1", {{0}}, BAD_SCHEME, .scheme = 0x0203},
    {"RSA with SHA-1", {{0}}, BAD_SCHEME, .scheme = 0x0201, .leaf = PEER_KEY_RSA},
    {"RSA with MD5", {PEER_SET(PEER_F_SCHEME, "\1\1")}, BAD_SCHEME, .leaf = PEER_KEY_RSA},
    {"RSA with SHA-224", {PEER_SET(PEER_F_SCHEME, "\3\1")}, BAD_SCHEME, .leaf = PEER_KEY_RSA},
    {"ECDSA with SHA-224", {PEER_SET(PEER_F_SCHEME, "\3\3")}, BAD_SCHEME},
    {"DSA with SHA-256", {PEER_SET(PEER_F_SCHEME, "\4\2")}, BAD_SCHEME},
    {"an anonymous signature", {PEER_SET(PEER_F_SCHEME, "\4\0")}, BAD_SCHEME},
    {"no hash", {PEER_SET(PEER_F_SCHEME, "\0\3")}, BAD_SCHEME},
    {"Ed448", {PEER_SET(PEER_F_SCHEME, "\x08\x08")}, BAD_SCHEME, .leaf = PEER_KEY_ED25519},
    {"SM2", {PEER_SET(PEER_F_SCHEME, "\x07\x08")}, BAD_SCHEME},
    {"a brainpool scheme of TLS 1.3", {PEER_SET(PEER_F_SCHEME, "\x08\x1a")}, BAD_SCHEME},
    {"scheme 0", {PEER_SET(PEER_F_SCHEME, "\0\0")}, BAD_SCHEME},
    {"scheme 0xffff", {PEER_SET(PEER_F_SCHEME, "\xff\xff")}, BAD_SCHEME},
    {"a GREASE scheme", {PEER_SET(PEER_F_SCHEME, "\x0a\x0a")}, BAD_SCHEME},
    {"an RSA scheme with an EC key", {PEER_SET(PEER_F_SCHEME, "\4\1")}, BAD_SCHEME},
    {"a PSS scheme with an EC key", {PEER_SET(PEER_F_SCHEME, "\x08\4")}, BAD_SCHEME},
    {"Ed25519 with an EC key", {PEER_SET(PEER_F_SCHEME, "\x08\7")}, BAD_SCHEME},
    {"ECDSA with an Ed25519 key",
     {PEER_SET(PEER_F_SCHEME, "\4\3")},
     BAD_SCHEME,
     .leaf = PEER_KEY_ED25519},
    {"an RSA scheme with an Ed25519 key",
     {PEER_SET(PEER_F_SCHEME, "\4\1")},
     BAD_SCHEME,
     .leaf = PEER_KEY_ED25519},
    {"ECDSA with an RSA key", {PEER_SET(PEER_F_SCHEME, "\4\3")}, BAD_SCHEME, .leaf = PEER_KEY_RSA},
    {"Ed25519 with an RSA key",
     {PEER_SET(PEER_F_SCHEME, "\x08\7")},
     BAD_SCHEME,
     .leaf = PEER_KEY_RSA},
    {"rsa_pss_pss with an rsaEncryption key",
     {PEER_SET(PEER_F_SCHEME, "\x08\x09")},
     BAD_SCHEME,
     .leaf = PEER_KEY_RSA},
    {"rsa_pss_rsae with an RSASSA-PSS key",
     {PEER_SET(PEER_F_SCHEME, "\x08\4")},
     BAD_SCHEME,
     .leaf = PEER_KEY_RSA_PSS},
    {"PKCS #1 with an RSASSA-PSS key",
     {PEER_SET(PEER_F_SCHEME, "\4\1")},
     BAD_SCHEME,
     .leaf = PEER_KEY_RSA_PSS},
    {"another hash than signed with",
     {PEER_SET(PEER_F_SCHEME, "\5\3")},
     NOT_SIGNED,
     .scheme = 0x0403},
    {"PSS announced, PKCS #1 made",
     {PEER_SET(PEER_F_SCHEME, "\x08\4")},
     NOT_SIGNED,
     .scheme = 0x0401,
     .leaf = PEER_KEY_RSA},
    {"PKCS #1 announced, PSS made",
     {PEER_SET(PEER_F_SCHEME, "\4\1")},
     NOT_SIGNED,
     .scheme = 0x0804,
     .leaf = PEER_KEY_RSA},
};

/* ---- Shape ---- */

static const deviation shapes[] = {
    {"an empty ServerKeyExchange", {PEER_SET(PEER_SERVER_KEY_EXCHANGE, "")}, MALFORMED},
    {"a byte after the signature", {PEER_APPEND(PEER_SERVER_KEY_EXCHANGE, "x")}, MALFORMED},
    {"a signature length that is too long", {PEER_LENGTH(PEER_F_SIGNATURE, 2000)}, MALFORMED},
    {"a signature length that is too short", {PEER_LENGTH(PEER_F_SIGNATURE, 10)}, MALFORMED},
    {"a signature of the form of TLS 1.1", {PEER_SET(PEER_F_SCHEME, "")}, MALFORMED},
    {"a ServerKeyExchange of finite-field Diffie-Hellman",
     {PEER_SET(PEER_SERVER_KEY_EXCHANGE, "\0\x20" ZEROS_31 "\3\0\1\2\0\1\5")},
     REFUSED(ILLEGAL_PARAMETER, illegal_parameter)},
    {"a ServerKeyExchange with RSA key exchange",
     {PEER_SEND_AFTER(PEER_CERTIFICATE, PEER_SERVER_KEY_EXCHANGE)},
     REFUSED(UNEXPECTED_MESSAGE, unexpected_message),
     .with = RSA_KEY_EXCHANGE},
    {"no ServerKeyExchange with ECDHE",
     {PEER_DROP(PEER_SERVER_KEY_EXCHANGE)},
     REFUSED(UNEXPECTED_MESSAGE, unexpected_message)},
};

static void every_prefix_is_refused(void **state)
{
    (void)state;
    /* P-256's DER signature differs in length from run to run: Ed25519's does not. */
    for (int64_t cut = 1; cut <= 1 + 2 + 1 + 32 + 2 + 2 + 64; cut++) {
        deviation row = {
            .title = "a prefix",
            .rules = {PEER_CUT(PEER_SERVER_KEY_EXCHANGE, cut)},
            MALFORMED,
            .leaf = PEER_KEY_ED25519,
            .groups = "X25519",
        };

        strictness_check(&row, NULL);
    }
}

/* RFC 5246 section 7.4.3: the scheme must be one of those that signature_algorithms had. */
static void a_known_scheme_that_was_not_offered_is_refused(void **state)
{
    brine_provider without_sha384 = *brine_provider_default();
    const brine_verifier *verifiers[64];
    size_t count = 0;
    deviation row = {.title = "SHA-384", BAD_SCHEME, .scheme = 0x0503, .provider = &without_sha384};

    (void)state;
    for (const brine_verifier *const *each = without_sha384.verifiers; *each; each++)
        if ((*each)->hash != BRINE_HASH_SHA384 && count < COUNT(verifiers) - 1)
            verifiers[count++] = *each;
    verifiers[count] = NULL;
    without_sha384.verifiers = verifiers;
    strictness_check(&row, NULL);
    row.scheme = 0x0403;
    row.result = BRINE_OK;
    row.alert = -1;
    strictness_check(&row, NULL);
}

/* Bytes of subjectAltName beyond the server's own name. */
static size_t stuffing;

#define NAME_SIZE 16 /* of a DistinguishedName with its length */

static void stuff_leaf(peer_config *server)
{
    static const uint8_t name[NAME_SIZE + 1] = "\0\x0e\x30\x0c\x31\x0a\x30\x08\6\3\x55\4\3\x0c\1x";
    static uint8_t authorities[4096];
    static char names[4096];
    static peer_identity identity;
    peer_certificate_plan plan = {.key = PEER_KEY_RSA, .names = names};
    int at = snprintf(names, sizeof names, "DNS:" PEER_SERVER_NAME);

    for (size_t i = 0; i < stuffing; i += 50)
        at += snprintf(names + at, sizeof names - (size_t)at, ",DNS:%040u.example",
                       (unsigned)i); /* 48 bytes and 2 */
    for (size_t i = 0; i < sizeof authorities; i++)
        authorities[i] = name[i % NAME_SIZE];
    identity = peer_identity_of(peer_pki_issue(strictness_pki, &plan, strictness_pki->root));
    server->identity = &identity;
    server->request_authorities = (peer_slice){authorities, stuffing / NAME_SIZE * NAME_SIZE};
}

/*
 * The block of messages grows behind the Certificate, for a message that is longer than the room
 * it has left: a CertificateRequest that names many CAs, before the certificate's key is used.
 */
static void the_key_is_found_when_the_block_has_moved(void **state)
{
    const drive_options bytewise = {.chunk = 1};
    deviation row = {.title = "a long Certificate", ACCEPTED, .leaf = PEER_KEY_RSA};

    (void)state;
    row.prepare = stuff_leaf;
    for (stuffing = 200; stuffing < 2200; stuffing += 200) {
        row.with = WITH_CLIENT_AUTH;
        strictness_check(&row, &bytewise);
        row.with = WITH_CLIENT_AUTH | RSA_KEY_EXCHANGE;
        strictness_check(&row, &bytewise);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_key_is_found_when_the_block_has_moved),
        cmocka_unit_test(every_prefix_is_refused),
        cmocka_unit_test(a_known_scheme_that_was_not_offered_is_refused),
    };
    int failed = 0;

    strictness_begin();
    failed += strictness_run("ServerKeyExchange: group", groups, COUNT(groups));
    failed += strictness_run("ServerKeyExchange: x25519", x25519_points, COUNT(x25519_points));
    for (size_t i = 0; i < COUNT(curve_points); i++)
        curve_points[i].groups = "P-256";
    failed += strictness_run("ServerKeyExchange: secp256r1", curve_points, COUNT(curve_points));
    for (size_t i = 0; i < COUNT(curve_points); i++)
        curve_points[i].groups = "P-384:P-256";
    failed += strictness_run("ServerKeyExchange: secp384r1", curve_points, COUNT(curve_points));
    failed += strictness_run("ServerKeyExchange: points", p256_points, COUNT(p256_points));
    failed += strictness_run("ServerKeyExchange: scheme", schemes, COUNT(schemes));
    failed += strictness_run("ServerKeyExchange: shape", shapes, COUNT(shapes));
    failed += cmocka_run_group_tests_name("ServerKeyExchange: length", tests, NULL, NULL);
    strictness_end();
    return failed;
}
