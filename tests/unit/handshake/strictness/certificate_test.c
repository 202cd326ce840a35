/*
 * Certificate (RFC 5246 section 7.4.2) and CertificateStatus (RFC 6066 section 8): their
 * shape, and that what is wrong with a chain reaches the server as the right alert. The
 * chain rules themselves have their tests in tests/unit/x509.
 */
#include "support/test.h"
#include "unit/handshake/strictness/strictness.h"

#define MALFORMED REFUSED(DECODE, decode_error)

/* ---- Shape ---- */

static const deviation shapes[] = {
    {"no certificate at all",
     {PEER_SET(PEER_F_CERTIFICATE_LIST, "")},
     REFUSED(CERT_MISSING, decode_error)},
    {"an empty Certificate message", {PEER_SET(PEER_CERTIFICATE, "")}, MALFORMED},
    {"an empty certificate", {PEER_SET(PEER_F_CERTIFICATE_LIST, "\0\0\0")}, MALFORMED},
    {"an empty certificate after a good one",
     {PEER_APPEND(PEER_F_CERTIFICATE_LIST, "\0\0\0")},
     MALFORMED},
    {"half a certificate length", {PEER_APPEND(PEER_F_CERTIFICATE_LIST, "\0\0")}, MALFORMED},
    {"a certificate that is longer than the list",
     {PEER_APPEND(PEER_F_CERTIFICATE_LIST, "\0\0\x05"
                                           "abc")},
     MALFORMED},
    {"a list whose length is too long", {PEER_LENGTH(PEER_F_CERTIFICATE_LIST, 60000)}, MALFORMED},
    {"a list whose length is too short", {PEER_LENGTH(PEER_F_CERTIFICATE_LIST, 3)}, MALFORMED},
    {"a list of length zero before certificates",
     {PEER_LENGTH(PEER_F_CERTIFICATE_LIST, 0)},
     MALFORMED},
    {"a byte after the list", {PEER_APPEND(PEER_CERTIFICATE, "x")}, MALFORMED},
    {"a cut message", {PEER_CUT(PEER_CERTIFICATE, 1)}, MALFORMED},
    {"a message without its last certificate bytes", {PEER_CUT(PEER_CERTIFICATE, 200)}, MALFORMED},
    {"a message of half a list length", {PEER_SET(PEER_CERTIFICATE, "\0\0")}, MALFORMED},
    {"a Certificate in the form of TLS 1.3",
     {PEER_SET(PEER_CERTIFICATE, "\0\0\0\6\0\0\1x\0\0")},
     MALFORMED},
    {"a Certificate that is longer than any brine accepts",
     {PEER_LENGTH(PEER_CERTIFICATE, BRINE_HANDSHAKE_MESSAGE_MAX + 1)},
     REFUSED(MESSAGE_TOO_LONG, illegal_parameter)},
    {"a Certificate as long as lengths go",
     {PEER_LENGTH(PEER_CERTIFICATE, 0xffffff)},
     REFUSED(MESSAGE_TOO_LONG, illegal_parameter)},
    {"a certificate that is no DER",
     {PEER_SET(PEER_F_CERTIFICATE_LIST, "\0\0\x05hello")},
     REFUSED(CERT_MALFORMED, bad_certificate)},
    {"a certificate that is an empty SEQUENCE",
     {PEER_SET(PEER_F_CERTIFICATE_LIST, "\0\0\2\x30\0")},
     REFUSED(CERT_MALFORMED, bad_certificate)},
};

/* Lengthens the only certificate of the list by one byte, inside its own length. */
static void one_byte_after_the_certificate(peer *p, peer_bytes *message)
{
    static const peer_slice byte = PEER_LITERAL("x");
    size_t len = message->len - 4 - 6;

    (void)p;
    peer_insert(message, message->len, byte);
    peer_set_number(message->data + 1, len + 7, 3);
    peer_set_number(message->data + 4, len + 4, 3);
    peer_set_number(message->data + 7, len + 1, 3);
}

static void too_many_certificates(peer *p, peer_bytes *message)
{
    peer_slice leaf = p->config.identity->chain[0], other = peer_pki_root(strictness_pki);

    message->len = 7;
    peer_put_vector(message, 3, leaf);
    for (size_t i = 0; i < BRINE_CERTIFICATES_SENT_MAX; i++)
        peer_put_vector(message, 3, other);
    peer_set_number(message->data + 1, message->len - 4, 3);
    peer_set_number(message->data + 4, message->len - 7, 3);
}

static void as_many_as_allowed(peer *p, peer_bytes *message)
{
    too_many_certificates(p, message);
    message->len -= 3 + peer_pki_root(strictness_pki).len;
    peer_set_number(message->data + 1, message->len - 4, 3);
    peer_set_number(message->data + 4, message->len - 7, 3);
}

/* Each message within its limit, the handshake beyond its own. */
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

/* It leaves room for 20 bytes, fewer than ServerKeyExchange has. */
static void a_staple_that_fills_the_handshake(peer *p, peer_bytes *message)
{
    peer_put_zeros(message, BRINE_HANDSHAKE_MAX - 20 - p->transcript.len - message->len);
    peer_set_number(message->data + 1, message->len - 4, 3);
    peer_set_number(message->data + 5, message->len - 8, 3);
}

static void junk_after_the_leaf(peer *p, peer_bytes *message)
{
    static const peer_slice junk = PEER_LITERAL("this is no certificate");

    (void)p;
    peer_put_vector(message, 3, junk);
    peer_set_number(message->data + 1, message->len - 4, 3);
    peer_set_number(message->data + 4, message->len - 7, 3);
}

static const deviation lists[] = {
    {"a byte after the certificate's DER",
     {PEER_CALL(PEER_CERTIFICATE, one_byte_after_the_certificate)},
     REFUSED(CERT_MALFORMED, bad_certificate)},
    {"more certificates than brine accepts",
     {PEER_CALL(PEER_CERTIFICATE, too_many_certificates)},
     REFUSED(CERT_TOO_MANY, bad_certificate)},
    {"as many certificates as brine accepts",
     {PEER_CALL(PEER_CERTIFICATE, as_many_as_allowed)},
     ACCEPTED},
    {"a long list of junk",
     {PEER_CALL(PEER_CERTIFICATE, a_very_long_list)},
     ACCEPTED,
     .with = WITH_STAPLE},
    {"a long staple",
     {PEER_CALL(PEER_CERTIFICATE_STATUS, a_very_long_staple)},
     ACCEPTED,
     .with = WITH_STAPLE},
    {"a long list and a long staple, too much together",
     {PEER_CALL(PEER_CERTIFICATE, a_very_long_list),
      PEER_CALL(PEER_CERTIFICATE_STATUS, a_very_long_staple)},
     REFUSED(HANDSHAKE_TOO_LONG, illegal_parameter),
     .with = WITH_STAPLE,
     .step = "CertificateStatus"},
    {"a handshake that is full where a message begins",
     {PEER_CALL(PEER_CERTIFICATE, a_very_long_list),
      PEER_CALL(PEER_CERTIFICATE_STATUS, a_staple_that_fills_the_handshake)},
     REFUSED(HANDSHAKE_TOO_LONG, illegal_parameter),
     .with = WITH_STAPLE,
     .step = "ServerKeyExchange"},
    {"junk after the leaf is not looked at",
     {PEER_CALL(PEER_CERTIFICATE, junk_after_the_leaf)},
     ACCEPTED},
};

/* ---- Chains ---- */

/* The server shows a leaf of this plan, issued by the root. */
static void show(peer_config *server, const peer_certificate_plan *plan)
{
    static peer_identity identity;

    identity = peer_identity_of(peer_pki_issue(strictness_pki, plan, strictness_pki->root));
    server->identity = &identity;
}

#define NAMES "DNS:" PEER_SERVER_NAME

/* One function a leaf, from the fields of its plan. */
#define LEAF(function, ...)                                                                        \
    static void function(peer_config *server)                                                      \
    {                                                                                              \
        static const peer_certificate_plan plan = {__VA_ARGS__};                                   \
                                                                                                   \
        show(server, &plan);                                                                       \
    }

LEAF(expired, .names = NAMES, .not_after = PEER_NOW - 1)
LEAF(expires_now, .names = NAMES, .not_after = PEER_NOW)
LEAF(not_yet_valid, .names = NAMES, .not_before = PEER_NOW + 1)
LEAF(other_name, .names = "DNS:other.example")
LEAF(no_names, .subject = PEER_SERVER_NAME)
LEAF(for_clients_only, .names = NAMES, .extended_key_usage = "clientAuth")
LEAF(for_any_use, .names = NAMES, .extended_key_usage = "anyExtendedKeyUsage")
LEAF(may_only_encrypt, .names = NAMES, .key_usage = "critical,keyEncipherment,keyAgreement")
LEAF(may_sign_certificates_only, .names = NAMES, .key_usage = "critical,keyCertSign")
LEAF(rsa_may_only_encrypt, .key = PEER_KEY_RSA, .names = NAMES,
     .key_usage = "critical,keyEncipherment")
LEAF(rsa_may_only_sign, .key = PEER_KEY_RSA, .names = NAMES,
     .key_usage = "critical,digitalSignature")
LEAF(rsa_may_do_anything, .key = PEER_KEY_RSA, .names = NAMES)
LEAF(weak_rsa, .key = PEER_KEY_RSA_1024, .names = NAMES)
LEAF(off_its_curve, .names = NAMES, .off_curve = true)
LEAF(on_p521, .key = PEER_KEY_P521, .names = NAMES)
LEAF(signed_with_sha1, .names = NAMES, .digest = "SHA1")
LEAF(signed_with_sha512, .names = NAMES, .digest = "SHA512")

static void self_signed(peer_config *server)
{
    static peer_identity identity;
    static const peer_certificate_plan plan = {.names = NAMES};

    identity = peer_identity_of(peer_pki_issue(strictness_pki, &plan, NULL));
    server->identity = &identity;
}

/* A chain over two intermediates, of which those with a true flag are sent, in this order. */
static void show_chain(peer_config *server, bool outer_first, bool inner_sent, bool outer_sent)
{
    static peer_identity identity;
    static const peer_certificate_plan plan = {.names = NAMES};
    peer_certificate *outer = peer_pki_issue_ca(strictness_pki, "Outer", strictness_pki->root);
    peer_certificate *inner = peer_pki_issue_ca(strictness_pki, "Inner", outer);

    identity = peer_identity_of(peer_pki_issue(strictness_pki, &plan, inner));
    if (outer_first)
        peer_identity_add(&identity, outer);
    if (inner_sent)
        peer_identity_add(&identity, inner);
    if (outer_sent)
        peer_identity_add(&identity, outer);
    server->identity = &identity;
}

static void whole_chain(peer_config *server)
{
    show_chain(server, false, true, true);
}

static void chain_out_of_order(peer_config *server)
{
    show_chain(server, true, true, false);
}

static void chain_with_a_repetition(peer_config *server)
{
    show_chain(server, true, true, true);
}

static void without_inner(peer_config *server)
{
    show_chain(server, false, false, true);
}

static void without_outer(peer_config *server)
{
    show_chain(server, false, true, false);
}

static void with_root(peer_config *server)
{
    static peer_identity identity;

    identity = *server->identity;
    peer_identity_add(&identity, strictness_pki->root);
    server->identity = &identity;
}

static void not_issued_by_a_ca(peer_config *server)
{
    static peer_identity identity;
    static const peer_certificate_plan plan = {.names = NAMES};
    peer_certificate *issuer = peer_pki_issue(strictness_pki, &plan, strictness_pki->root);

    identity = peer_identity_of(peer_pki_issue(strictness_pki, &plan, issuer));
    peer_identity_add(&identity, issuer);
    server->identity = &identity;
}

static void last_byte_of_the_signature(peer *p, peer_bytes *message)
{
    (void)p;
    message->data[message->len - 1] ^= 1;
}

static const deviation chains[] = {
    {"an expired certificate",
     {{0}},
     REFUSED(CERT_EXPIRED, certificate_expired),
     .prepare = expired},
    {"a certificate in its last second", {{0}}, ACCEPTED, .prepare = expires_now},
    {"a certificate from the future",
     {{0}},
     REFUSED(CERT_NOT_YET_VALID, certificate_expired),
     .prepare = not_yet_valid},
    {"a certificate for another name",
     {{0}},
     REFUSED(CERT_NAME, bad_certificate),
     .prepare = other_name},
    {"a name in the common name only",
     {{0}},
     REFUSED(CERT_NO_NAME, bad_certificate),
     .prepare = no_names},
    {"a certificate for clients",
     {{0}},
     REFUSED(CERT_EXTENDED_KEY_USAGE, unsupported_certificate),
     .prepare = for_clients_only},
    {"a certificate for any use",
     {{0}},
     REFUSED(CERT_EXTENDED_KEY_USAGE, unsupported_certificate),
     .prepare = for_any_use},
    {"a self-signed certificate",
     {{0}},
     REFUSED(CERT_SELF_SIGNED, unknown_ca),
     .prepare = self_signed},
    {"a chain with two intermediates", {{0}}, ACCEPTED, .prepare = whole_chain},
    {"a chain out of order", {{0}}, ACCEPTED, .prepare = chain_out_of_order},
    {"a chain with a repetition", {{0}}, ACCEPTED, .prepare = chain_with_a_repetition},
    {"a chain with the root", {{0}}, ACCEPTED, .prepare = with_root},
    {"a chain without its first intermediate",
     {{0}},
     REFUSED(CERT_INTERMEDIATE_MISSING, unknown_ca),
     .prepare = without_inner},
    {"a chain without its last intermediate",
     {{0}},
     REFUSED(CERT_UNKNOWN_ISSUER, unknown_ca),
     .prepare = without_outer},
    {"a certificate issued by one that is no CA",
     {{0}},
     REFUSED(CERT_NOT_A_CA, bad_certificate),
     .prepare = not_issued_by_a_ca},
    {"a certificate whose signature is wrong",
     {PEER_CALL(PEER_CERTIFICATE, last_byte_of_the_signature)},
     REFUSED(CERT_SIGNATURE, bad_certificate)},
    {"a weak RSA key", {{0}}, REFUSED(CERT_WEAK_KEY, bad_certificate), .prepare = weak_rsa},
    {"a signature with SHA-1",
     {{0}},
     REFUSED(CERT_WEAK_SIGNATURE, bad_certificate),
     .prepare = signed_with_sha1},
    {"a signature with SHA-512", {{0}}, ACCEPTED, .prepare = signed_with_sha512},
};

/* ---- What the suite wants from the key (RFC 5246 section 7.4.2, RFC 8422 section 5.3) ---- */

static const deviation keys[] = {
    {"a P-256 certificate", {{0}}, ACCEPTED, .leaf = PEER_KEY_P256},
    {"a P-384 certificate", {{0}}, ACCEPTED, .leaf = PEER_KEY_P384},
    {"an Ed25519 certificate", {{0}}, ACCEPTED, .leaf = PEER_KEY_ED25519},
    {"an RSA certificate", {{0}}, ACCEPTED, .leaf = PEER_KEY_RSA},
    {"an RSASSA-PSS certificate", {{0}}, ACCEPTED, .leaf = PEER_KEY_RSA_PSS},
    {"a key off its curve: no signature of its was verified, so none is called wrong",
     {{0}},
     REFUSED(CERT_WEAK_KEY, bad_certificate),
     .prepare = off_its_curve},
    {"a P-521 certificate",
     {{0}},
     REFUSED(CERTIFICATE_SUITE, illegal_parameter),
     .prepare = on_p521},
    {"a P-384 certificate when only P-256 was offered",
     {{0}},
     REFUSED(CERTIFICATE_SUITE, illegal_parameter),
     .leaf = PEER_KEY_P384,
     .groups = "X25519:P-256"},
    {"a P-256 certificate when only P-384 was offered",
     {{0}},
     REFUSED(CERTIFICATE_SUITE, illegal_parameter),
     .leaf = PEER_KEY_P256,
     .groups = "P-384"},
    {"an Ed25519 certificate needs no group",
     {{0}},
     ACCEPTED,
     .leaf = PEER_KEY_ED25519,
     .groups = "P-384"},
    {"an EC key that must not sign",
     {{0}},
     REFUSED(CERT_KEY_USAGE, unsupported_certificate),
     .prepare = may_only_encrypt},
    {"a key that may sign certificates only",
     {{0}},
     REFUSED(CERT_KEY_USAGE, unsupported_certificate),
     .prepare = may_sign_certificates_only},
    {"an RSA key that must not sign, with ECDHE",
     {{0}},
     REFUSED(CERT_KEY_USAGE, unsupported_certificate),
     .prepare = rsa_may_only_encrypt},
    {"an RSA key that may only sign, with ECDHE", {{0}}, ACCEPTED, .prepare = rsa_may_only_sign},
    {"an RSA key without key usage, with ECDHE", {{0}}, ACCEPTED, .prepare = rsa_may_do_anything},
    {"RSA key exchange", {{0}}, ACCEPTED, .with = RSA_KEY_EXCHANGE},
    {"an RSA key that may only sign, with RSA key exchange",
     {{0}},
     REFUSED(CERT_KEY_USAGE, unsupported_certificate),
     .with = RSA_KEY_EXCHANGE,
     .prepare = rsa_may_only_sign},
    {"an RSA key that must not sign, with RSA key exchange",
     {{0}},
     ACCEPTED,
     .with = RSA_KEY_EXCHANGE,
     .prepare = rsa_may_only_encrypt},
    {"an RSA key without key usage, with RSA key exchange",
     {{0}},
     ACCEPTED,
     .with = RSA_KEY_EXCHANGE,
     .prepare = rsa_may_do_anything},
    {"an RSASSA-PSS key with RSA key exchange",
     {PEER_SET(PEER_F_SUITE, "\x00\x9c")},
     REFUSED(CERTIFICATE_SUITE, illegal_parameter),
     .with = ASK_RSA,
     .leaf = PEER_KEY_RSA_PSS},
    {"an EC key with RSA key exchange",
     {PEER_SET(PEER_F_SUITE, "\x00\x9c")},
     REFUSED(CERTIFICATE_SUITE, illegal_parameter),
     .with = ASK_RSA},
};

/* ---- CertificateStatus ---- */

static const deviation statuses[] = {
    {"a status of a type that was not asked for",
     {PEER_SET(PEER_F_STATUS_TYPE, "\2")},
     REFUSED(ILLEGAL_PARAMETER, illegal_parameter),
     .with = WITH_STAPLE},
    {"a status of type 0",
     {PEER_SET(PEER_F_STATUS_TYPE, "\0")},
     REFUSED(ILLEGAL_PARAMETER, illegal_parameter),
     .with = WITH_STAPLE},
    {"an empty response", {PEER_SET(PEER_F_STATUS_RESPONSE, "")}, MALFORMED, .with = WITH_STAPLE},
    {"an empty CertificateStatus",
     {PEER_SET(PEER_CERTIFICATE_STATUS, "")},
     MALFORMED,
     .with = WITH_STAPLE},
    {"a response whose length is too long",
     {PEER_LENGTH(PEER_F_STATUS_RESPONSE, 1000)},
     MALFORMED,
     .with = WITH_STAPLE},
    {"a response whose length is too short",
     {PEER_LENGTH(PEER_F_STATUS_RESPONSE, 3)},
     MALFORMED,
     .with = WITH_STAPLE},
    {"a byte after the response",
     {PEER_APPEND(PEER_CERTIFICATE_STATUS, "x")},
     MALFORMED,
     .with = WITH_STAPLE},
    {"a type without response",
     {PEER_SET(PEER_CERTIFICATE_STATUS, "\1")},
     MALFORMED,
     .with = WITH_STAPLE},
    {"a cut response", {PEER_CUT(PEER_CERTIFICATE_STATUS, 1)}, MALFORMED, .with = WITH_STAPLE},
    {"a CertificateStatus that was not announced",
     {PEER_NO_EXTENSION(PEER_EXT_STATUS_REQUEST)},
     REFUSED(UNEXPECTED_MESSAGE, unexpected_message),
     .with = WITH_STAPLE},
    {"a CertificateStatus that was never asked for",
     {PEER_SEND_AFTER(PEER_CERTIFICATE, PEER_CERTIFICATE_STATUS)},
     REFUSED(UNEXPECTED_MESSAGE, unexpected_message),
     .with = ANSWER_STAPLE},
    {"two CertificateStatus",
     {PEER_TWICE(PEER_CERTIFICATE_STATUS)},
     REFUSED(UNEXPECTED_MESSAGE, unexpected_message),
     .with = WITH_STAPLE},
    {"a CertificateStatus before the Certificate",
     {PEER_DROP(PEER_CERTIFICATE_STATUS),
      PEER_SEND_BEFORE(PEER_CERTIFICATE, PEER_CERTIFICATE_STATUS)},
     REFUSED(UNEXPECTED_MESSAGE, unexpected_message),
     .with = WITH_STAPLE},
    {"a CertificateStatus after the ServerKeyExchange",
     {PEER_DROP(PEER_CERTIFICATE_STATUS),
      PEER_SEND_AFTER(PEER_SERVER_KEY_EXCHANGE, PEER_CERTIFICATE_STATUS)},
     REFUSED(UNEXPECTED_MESSAGE, unexpected_message),
     .with = WITH_STAPLE},
};

int main(void)
{
    int failed = 0;

    strictness_begin();
    failed += strictness_run("Certificate: shape", shapes, COUNT(shapes));
    failed += strictness_run("Certificate: list", lists, COUNT(lists));
    failed += strictness_run("Certificate: chain", chains, COUNT(chains));
    failed += strictness_run("Certificate: key", keys, COUNT(keys));
    failed += strictness_run("CertificateStatus", statuses, COUNT(statuses));
    strictness_end();
    return failed;
}
