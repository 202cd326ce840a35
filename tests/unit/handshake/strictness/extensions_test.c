/*
 * The extensions of ServerHello: RFC 5246 section 7.4.1.4 for all of them, then each by
 * its own RFC.
 */
#include "support/test.h"
#include "unit/handshake/strictness/strictness.h"

#define UNSOLICITED REFUSED(EXTENSION_NOT_OFFERED, unsupported_extension)
#define MALFORMED   REFUSED(DECODE, decode_error)
#define DUPLICATE   REFUSED(EXTENSION_DUPLICATE, decode_error)

/* Adds empty extensions of types that no RFC names, with lengths put right. */
static void add_unknown(peer_bytes *message, size_t count)
{
    /* In front of the block stand header, version, random, empty session ID, suite, compression. */
    size_t block = 4 + 2 + 32 + 1 + 2 + 1;

    for (size_t i = 0; i < count; i++)
        peer_put_number(message, (0x8000 + i) << 16, 4);
    peer_set_number(message->data + block, message->len - block - 2, 2);
    peer_set_number(message->data + 1, message->len - 4, 3);
}

static void forty_unknown(peer *p, peer_bytes *message)
{
    (void)p;
    add_unknown(message, 40);
}

static void as_many_as_fit(peer *p, peer_bytes *message)
{
    (void)p;
    add_unknown(message, (BRINE_HANDSHAKE_SMALL_MESSAGE_MAX - message->len) / 4);
}

/* RFC 5246 section 7.4.1.4: unsupported_extension for what was not asked for. */
static const deviation unsolicited[] = {
    {"unknown extension 0x1234", {PEER_EXTENSION(0x1234, "")}, UNSOLICITED},
    {"unknown extension 0x1234 with content", {PEER_EXTENSION(0x1234, "abc")}, UNSOLICITED},
    {"unknown extension 0xffff", {PEER_EXTENSION(0xffff, "")}, UNSOLICITED},
    {"a GREASE extension", {PEER_EXTENSION(0x0a0a, "")}, UNSOLICITED},
    {"client_certificate_url", {PEER_EXTENSION(2, "")}, UNSOLICITED},
    {"trusted_ca_keys", {PEER_EXTENSION(3, "")}, UNSOLICITED},
    {"truncated_hmac", {PEER_EXTENSION(4, "")}, UNSOLICITED},
    {"user_mapping", {PEER_EXTENSION(6, "\0")}, UNSOLICITED},
    {"client_authz", {PEER_EXTENSION(7, "\0")}, UNSOLICITED},
    {"server_authz", {PEER_EXTENSION(8, "\0")}, UNSOLICITED},
    {"cert_type", {PEER_EXTENSION(9, "\1")}, UNSOLICITED},
    {"srp", {PEER_EXTENSION(12, "")}, UNSOLICITED},
    {"use_srtp", {PEER_EXTENSION(14, "\0\2\0\1\0")}, UNSOLICITED},
    {"heartbeat", {PEER_EXTENSION(15, "\1")}, UNSOLICITED},
    {"status_request_v2", {PEER_EXTENSION(17, "")}, UNSOLICITED},
    {"client_certificate_type", {PEER_EXTENSION(19, "\2")}, UNSOLICITED},
    {"server_certificate_type", {PEER_EXTENSION(20, "\2")}, UNSOLICITED},
    {"padding", {PEER_EXTENSION(21, "\0\0\0")}, UNSOLICITED},
    {"encrypt_then_mac", {PEER_EXTENSION(22, "")}, UNSOLICITED},
    {"token_binding", {PEER_EXTENSION(24, "\0\x10\1\2")}, UNSOLICITED},
    {"cached_info", {PEER_EXTENSION(25, "\0\0")}, UNSOLICITED},
    {"record_size_limit", {PEER_EXTENSION(28, "\x40\0")}, UNSOLICITED},
    {"pre_shared_key", {PEER_EXTENSION(41, "\0\0")}, UNSOLICITED},
    {"early_data", {PEER_EXTENSION(42, "")}, UNSOLICITED},
    {"supported_versions", {PEER_EXTENSION(43, "\3\4")}, UNSOLICITED},
    {"cookie", {PEER_EXTENSION(44, "\0\1x")}, UNSOLICITED},
    {"key_share", {PEER_EXTENSION(51, "\0\x1d")}, UNSOLICITED},
    {"next_protocol_negotiation", {PEER_EXTENSION(0x3374, "\2h2")}, UNSOLICITED},
    {"channel_id", {PEER_EXTENSION(0x7550, "")}, UNSOLICITED},
    {"ALPN that was not asked for", {PEER_EXTENSION(PEER_EXT_ALPN, "\0\3\2h2")}, UNSOLICITED},
    {"status_request that was not asked for",
     {PEER_EXTENSION(PEER_EXT_STATUS_REQUEST, "")},
     UNSOLICITED},
    {"SCTs that were not asked for", {PEER_EXTENSION(PEER_EXT_SCT, "\0\5\0\3one")}, UNSOLICITED},
    {"max_fragment_length that was not asked for",
     {PEER_EXTENSION(PEER_EXT_MAX_FRAGMENT_LENGTH, "\2")},
     UNSOLICITED},
    {"server_name when none was sent",
     {PEER_EXTENSION(PEER_EXT_SERVER_NAME, "")},
     UNSOLICITED,
     .with = NO_SERVER_NAME},
    {"an unknown extension when a session is resumed",
     {PEER_EXTENSION(0x1234, "")},
     UNSOLICITED,
     .with = WITH_SESSION_ID | RESUMED},
    {"forty unknown extensions", {PEER_CALL(PEER_SERVER_HELLO, forty_unknown)}, UNSOLICITED},
    {"a whole block of unknown extensions",
     {PEER_CALL(PEER_SERVER_HELLO, as_many_as_fit)},
     UNSOLICITED},
    {"ALPN that was not asked for when a session is resumed",
     {PEER_EXTENSION(PEER_EXT_ALPN, "\0\3\2h2")},
     UNSOLICITED,
     .with = WITH_TICKET | RESUMED},
};

/* RFC 5246 section 7.4.1.4: "there MUST NOT be more than one extension of the same type". */
static const deviation duplicates[] = {
    {"renegotiation_info twice", {PEER_EXTENSION(PEER_EXT_RENEGOTIATION_INFO, "\0")}, DUPLICATE},
    {"extended_master_secret twice",
     {PEER_EXTENSION(PEER_EXT_EXTENDED_MASTER_SECRET, "")},
     DUPLICATE},
    {"server_name twice", {PEER_EXTENSION(PEER_EXT_SERVER_NAME, "")}, DUPLICATE},
    {"ec_point_formats twice", {PEER_EXTENSION(PEER_EXT_EC_POINT_FORMATS, "\1\0")}, DUPLICATE},
    {"session_ticket twice",
     {PEER_EXTENSION(PEER_EXT_SESSION_TICKET, "")},
     DUPLICATE,
     .with = WITH_TICKET},
    {"ALPN twice", {PEER_EXTENSION(PEER_EXT_ALPN, "\0\3\2h2")}, DUPLICATE, .with = WITH_ALPN},
    {"status_request twice",
     {PEER_EXTENSION(PEER_EXT_STATUS_REQUEST, "")},
     DUPLICATE,
     .with = WITH_STAPLE},
    {"SCTs twice", {PEER_EXTENSION(PEER_EXT_SCT, "\0\5\0\3one")}, DUPLICATE, .with = WITH_SCTS},
    {"max_fragment_length twice",
     {PEER_EXTENSION(PEER_EXT_MAX_FRAGMENT_LENGTH, "\2")},
     DUPLICATE,
     .with = WITH_FRAGMENT},
    {"an unknown extension twice",
     {PEER_EXTENSION(0x1234, ""), PEER_EXTENSION(0x1234, "")},
     DUPLICATE},
    {"an unknown extension twice with other content",
     {PEER_EXTENSION(0x1234, "a"), PEER_EXTENSION(0x1234, "b")},
     DUPLICATE},
    {"an unknown extension after one that comes twice",
     {PEER_EXTENSION(PEER_EXT_EXTENDED_MASTER_SECRET, ""), PEER_EXTENSION(0x1234, "")},
     DUPLICATE},
    {"an unknown extension before one that comes twice",
     {PEER_EXTENSION(0x1234, ""), PEER_EXTENSION(PEER_EXT_EXTENDED_MASTER_SECRET, "")},
     DUPLICATE},
    {"renegotiation_info twice when a session is resumed",
     {PEER_EXTENSION(PEER_EXT_RENEGOTIATION_INFO, "\0")},
     DUPLICATE,
     .with = WITH_SESSION_ID | RESUMED},
};

/* The block's own shape. */
static const deviation block[] = {
    {"one stray byte after the last extension", {PEER_APPEND(PEER_F_EXTENSIONS, "\0")}, MALFORMED},
    {"a type without length", {PEER_APPEND(PEER_F_EXTENSIONS, "\0\x17")}, MALFORMED},
    {"a type and half a length", {PEER_APPEND(PEER_F_EXTENSIONS, "\x12\x34\0")}, MALFORMED},
    {"an extension whose content is cut", {PEER_CUT(PEER_F_EXTENSIONS, 1)}, MALFORMED},
    {"an extension that is longer than the block",
     {PEER_SET(PEER_F_EXTENSIONS, "\xff\1\xff\xff\0")},
     MALFORMED},
    {"extensions in another order",
     {PEER_NO_EXTENSION(PEER_EXT_RENEGOTIATION_INFO),
      PEER_EXTENSION(PEER_EXT_RENEGOTIATION_INFO, "\0")},
     ACCEPTED},
};

/* RFC 5746 section 3.4. */
static const deviation renegotiation_info[] = {
    {"a missing renegotiation_info",
     {{0}},
     REFUSED(RENEGOTIATION_INFO_MISSING, handshake_failure),
     .with = NO_RENEGOTIATION_INFO},
    {"a missing renegotiation_info in an otherwise good choice of protocol",
     {{0}},
     REFUSED(RENEGOTIATION_INFO_MISSING, handshake_failure),
     .with = NO_RENEGOTIATION_INFO | WITH_ALPN | WITH_TICKET},
    {"a missing renegotiation_info that the config allows",
     {{0}},
     ACCEPTED,
     .with = NO_RENEGOTIATION_INFO | LEGACY_RENEGOTIATION},
    {"a renegotiation_info that the config does not insist on",
     {{0}},
     ACCEPTED,
     .with = LEGACY_RENEGOTIATION},
    {"a renegotiation_info with verify_data where none need come",
     {PEER_EXTENSION_IS(PEER_EXT_RENEGOTIATION_INFO, "\1x")},
     REFUSED(RENEGOTIATION_INFO, handshake_failure),
     .with = LEGACY_RENEGOTIATION},
    {"an empty renegotiation_info",
     {PEER_EXTENSION_IS(PEER_EXT_RENEGOTIATION_INFO, "")},
     MALFORMED},
    {"a renegotiation_info with verify_data",
     {PEER_EXTENSION_IS(PEER_EXT_RENEGOTIATION_INFO, "\1x")},
     REFUSED(RENEGOTIATION_INFO, handshake_failure)},
    {"a renegotiation_info with 24 bytes of verify_data",
     {PEER_EXTENSION_IS(PEER_EXT_RENEGOTIATION_INFO, "\x18"
                                                     "0123456789ab0123456789ab")},
     REFUSED(RENEGOTIATION_INFO, handshake_failure)},
    {"a renegotiation_info whose length lies",
     {PEER_EXTENSION_IS(PEER_EXT_RENEGOTIATION_INFO, "\1")},
     MALFORMED},
    {"a renegotiation_info with trailing bytes",
     {PEER_EXTENSION_IS(PEER_EXT_RENEGOTIATION_INFO, "\0x")},
     MALFORMED},
    {"a renegotiation_info with verify_data when a session is resumed",
     {PEER_EXTENSION_IS(PEER_EXT_RENEGOTIATION_INFO, "\1x")},
     REFUSED(RENEGOTIATION_INFO, handshake_failure),
     .with = WITH_SESSION_ID | RESUMED},
    {"a malformed renegotiation_info when a session is resumed",
     {PEER_EXTENSION_IS(PEER_EXT_RENEGOTIATION_INFO, "")},
     MALFORMED,
     .with = WITH_TICKET | RESUMED},
    {"a missing renegotiation_info when a session is resumed",
     {PEER_NO_EXTENSION(PEER_EXT_RENEGOTIATION_INFO)},
     REFUSED(RENEGOTIATION_INFO_MISSING, handshake_failure),
     .with = WITH_SESSION_ID | RESUMED},
    {"a missing renegotiation_info when a ticket is resumed",
     {PEER_NO_EXTENSION(PEER_EXT_RENEGOTIATION_INFO)},
     REFUSED(RENEGOTIATION_INFO_MISSING, handshake_failure),
     .with = WITH_TICKET | RESUMED},
    {"a missing renegotiation_info when resumption is refused",
     {PEER_NO_EXTENSION(PEER_EXT_RENEGOTIATION_INFO)},
     REFUSED(RENEGOTIATION_INFO_MISSING, handshake_failure),
     .with = WITH_SESSION_ID | RESUMED | REFUSE_RESUMPTION},
    {"a missing renegotiation_info that the config allows when a session is resumed",
     {PEER_NO_EXTENSION(PEER_EXT_RENEGOTIATION_INFO)},
     ACCEPTED,
     .with = WITH_SESSION_ID | RESUMED | LEGACY_RENEGOTIATION},
};

/* RFC 7627 section 5.1; resumption has its own file. */
static const deviation extended_master_secret[] = {
    {"a missing extended_master_secret", {{0}}, ACCEPTED, .with = NO_EMS},
    {"a missing extended_master_secret that was required",
     {{0}},
     REFUSED(EMS_REQUIRED, handshake_failure),
     .with = NO_EMS | REQUIRE_EMS},
    {"an extended_master_secret that was required", {{0}}, ACCEPTED, .with = REQUIRE_EMS},
    {"an extended_master_secret with content",
     {PEER_EXTENSION_IS(PEER_EXT_EXTENDED_MASTER_SECRET, "\0")},
     MALFORMED},
    {"an extended_master_secret that is answered but not used",
     {PEER_EXTENSION(PEER_EXT_EXTENDED_MASTER_SECRET, "")},
     FAILS(ALERT),
     .with = NO_EMS},
};

/* RFC 6066 section 3: the answer is empty. */
static const deviation server_name[] = {
    {"server_name not answered", {PEER_NO_EXTENSION(PEER_EXT_SERVER_NAME)}, ACCEPTED},
    {"server_name answered with content",
     {PEER_EXTENSION_IS(PEER_EXT_SERVER_NAME, "\0")},
     MALFORMED},
    {"server_name answered with a list of names",
     {PEER_EXTENSION_IS(PEER_EXT_SERVER_NAME, "\0\x11\0\0\x0eserver.example")},
     MALFORMED},
};

/* RFC 8422 section 5.1.2: "if the Supported Point Formats Extension is sent, it MUST contain 0". */
static const deviation ec_point_formats[] = {
    {"no ec_point_formats", {PEER_NO_EXTENSION(PEER_EXT_EC_POINT_FORMATS)}, ACCEPTED},
    {"all three point formats",
     {PEER_EXTENSION_IS(PEER_EXT_EC_POINT_FORMATS, "\3\0\1\2")},
     ACCEPTED},
    {"uncompressed as the last point format",
     {PEER_EXTENSION_IS(PEER_EXT_EC_POINT_FORMATS, "\2\1\0")},
     ACCEPTED},
    {"point formats without uncompressed",
     {PEER_EXTENSION_IS(PEER_EXT_EC_POINT_FORMATS, "\2\1\2")},
     REFUSED(ILLEGAL_PARAMETER, illegal_parameter)},
    {"an empty list of point formats",
     {PEER_EXTENSION_IS(PEER_EXT_EC_POINT_FORMATS, "\0")},
     MALFORMED},
    {"ec_point_formats without a list",
     {PEER_EXTENSION_IS(PEER_EXT_EC_POINT_FORMATS, "")},
     MALFORMED},
    {"ec_point_formats whose length lies",
     {PEER_EXTENSION_IS(PEER_EXT_EC_POINT_FORMATS, "\2\0")},
     MALFORMED},
    {"ec_point_formats with trailing bytes",
     {PEER_EXTENSION_IS(PEER_EXT_EC_POINT_FORMATS, "\1\0\0")},
     MALFORMED},
};

/*
 * RFC 8422 section 5.1.1, RFC 5246 section 7.4.1.4.1: the client's alone. Servers that are
 * still met send supported_groups all the same, and RFC 8446 section 4.2.7 knows of them.
 */
static const deviation clients_only[] = {
    {"signature_algorithms from the server",
     {PEER_EXTENSION(PEER_EXT_SIGNATURE_ALGORITHMS, "\0\2\4\3")},
     UNSOLICITED},
    {"supported_groups from the server",
     {PEER_EXTENSION(PEER_EXT_SUPPORTED_GROUPS, "\0\2\0\x17")},
     ACCEPTED},
    {"an empty list of supported_groups from the server",
     {PEER_EXTENSION(PEER_EXT_SUPPORTED_GROUPS, "\0\0")},
     MALFORMED},
    {"half a group from the server",
     {PEER_EXTENSION(PEER_EXT_SUPPORTED_GROUPS, "\0\3\0\x17\0")},
     MALFORMED},
    {"supported_groups whose length lies",
     {PEER_EXTENSION(PEER_EXT_SUPPORTED_GROUPS, "\0\4\0\x17")},
     MALFORMED},
};

/* RFC 7301 section 3.1: exactly one of the protocols that were offered. */
static const deviation alpn[] = {
    {"ALPN answered", {{0}}, ACCEPTED, .with = WITH_ALPN},
    {"ALPN not answered", {{0}}, ACCEPTED, .with = ASK_ALPN},
    {"ALPN not answered though required",
     {{0}},
     REFUSED(ALPN_REQUIRED, no_application_protocol),
     .with = ASK_ALPN | REQUIRE_ALPN},
    {"ALPN answered as required", {{0}}, ACCEPTED, .with = WITH_ALPN | REQUIRE_ALPN},
    {"a protocol that was not offered",
     {PEER_EXTENSION_IS(PEER_EXT_ALPN, "\0\7\6spdy/3")},
     REFUSED(ALPN, illegal_parameter),
     .with = WITH_ALPN},
    {"a protocol in other letters than offered",
     {PEER_EXTENSION_IS(PEER_EXT_ALPN, "\0\x09\x08HTTP/1.1")},
     REFUSED(ALPN, illegal_parameter),
     .with = WITH_ALPN},
    {"the beginning of a protocol that was offered",
     {PEER_EXTENSION_IS(PEER_EXT_ALPN, "\0\2\1h")},
     REFUSED(ALPN, illegal_parameter),
     .with = WITH_ALPN},
    {"a protocol with more after it",
     {PEER_EXTENSION_IS(PEER_EXT_ALPN, "\0\4\3h2\0")},
     REFUSED(ALPN, illegal_parameter),
     .with = WITH_ALPN},
    {"two protocols",
     {PEER_EXTENSION_IS(PEER_EXT_ALPN, "\0\6\2h2\2h2")},
     MALFORMED,
     .with = WITH_ALPN},
    {"no protocol", {PEER_EXTENSION_IS(PEER_EXT_ALPN, "\0\0")}, MALFORMED, .with = WITH_ALPN},
    {"an empty protocol",
     {PEER_EXTENSION_IS(PEER_EXT_ALPN, "\0\1\0")},
     MALFORMED,
     .with = WITH_ALPN},
    {"an empty ALPN extension",
     {PEER_EXTENSION_IS(PEER_EXT_ALPN, "")},
     MALFORMED,
     .with = WITH_ALPN},
    {"half an ALPN length", {PEER_EXTENSION_IS(PEER_EXT_ALPN, "\0")}, MALFORMED, .with = WITH_ALPN},
    {"a protocol whose length lies",
     {PEER_EXTENSION_IS(PEER_EXT_ALPN, "\0\3\3h2")},
     MALFORMED,
     .with = WITH_ALPN},
    {"a protocol list whose length lies",
     {PEER_EXTENSION_IS(PEER_EXT_ALPN, "\0\4\2h2")},
     MALFORMED,
     .with = WITH_ALPN},
    {"ALPN with trailing bytes",
     {PEER_EXTENSION_IS(PEER_EXT_ALPN, "\0\3\2h2x")},
     MALFORMED,
     .with = WITH_ALPN},
};

/* RFC 5077 section 3.2: the answer is empty. */
static const deviation session_ticket[] = {
    {"session_ticket with content",
     {PEER_EXTENSION_IS(PEER_EXT_SESSION_TICKET, "\0")},
     MALFORMED,
     .with = WITH_TICKET},
    {"session_ticket with a ticket",
     {PEER_EXTENSION_IS(PEER_EXT_SESSION_TICKET, "a ticket")},
     MALFORMED,
     .with = WITH_TICKET},
};

/* RFC 6066 section 8: the answer is empty, and the message may still be left out. */
static const deviation status_request[] = {
    {"a stapled response", {{0}}, ACCEPTED, .with = WITH_STAPLE},
    {"no stapled response", {{0}}, ACCEPTED, .with = ASK_STAPLE},
    {"status_request answered, then no CertificateStatus",
     {PEER_DROP(PEER_CERTIFICATE_STATUS)},
     ACCEPTED,
     .with = WITH_STAPLE},
    {"no stapled response though required",
     {{0}},
     REFUSED(STAPLE_REQUIRED, certificate_unknown),
     .with = ASK_STAPLE | REQUIRE_STAPLE},
    {"status_request answered, then no CertificateStatus, though required",
     {PEER_DROP(PEER_CERTIFICATE_STATUS)},
     REFUSED(STAPLE_REQUIRED, certificate_unknown),
     .with = WITH_STAPLE | REQUIRE_STAPLE},
    {"a stapled response as required", {{0}}, ACCEPTED, .with = WITH_STAPLE | REQUIRE_STAPLE},
    {"status_request with content",
     {PEER_EXTENSION_IS(PEER_EXT_STATUS_REQUEST, "\1")},
     MALFORMED,
     .with = WITH_STAPLE},
    {"status_request with a response",
     {PEER_EXTENSION_IS(PEER_EXT_STATUS_REQUEST, "\1\0\0\1x")},
     MALFORMED,
     .with = WITH_STAPLE},
};

/* RFC 6962 section 3.3: SerializedSCT sct_list <1..2^16-1>, each <1..2^16-1>. */
static const deviation scts[] = {
    {"SCTs", {{0}}, ACCEPTED, .with = WITH_SCTS},
    {"no SCTs", {{0}}, ACCEPTED, .with = ASK_SCTS},
    {"an empty SCT extension", {PEER_EXTENSION_IS(PEER_EXT_SCT, "")}, MALFORMED, .with = WITH_SCTS},
    {"an empty SCT list", {PEER_EXTENSION_IS(PEER_EXT_SCT, "\0\0")}, MALFORMED, .with = WITH_SCTS},
    {"an empty SCT", {PEER_EXTENSION_IS(PEER_EXT_SCT, "\0\2\0\0")}, MALFORMED, .with = WITH_SCTS},
    {"an empty SCT after another",
     {PEER_EXTENSION_IS(PEER_EXT_SCT, "\0\7\0\3one\0\0")},
     MALFORMED,
     .with = WITH_SCTS},
    {"an SCT whose length lies",
     {PEER_EXTENSION_IS(PEER_EXT_SCT, "\0\5\0\4one")},
     MALFORMED,
     .with = WITH_SCTS},
    {"an SCT list whose length lies",
     {PEER_EXTENSION_IS(PEER_EXT_SCT, "\0\6\0\3one")},
     MALFORMED,
     .with = WITH_SCTS},
    {"an SCT list with trailing bytes",
     {PEER_EXTENSION_IS(PEER_EXT_SCT, "\0\5\0\3onex")},
     MALFORMED,
     .with = WITH_SCTS},
    {"half an SCT length",
     {PEER_EXTENSION_IS(PEER_EXT_SCT, "\0\6\0\3one\0")},
     MALFORMED,
     .with = WITH_SCTS},
    {"half an SCT list length",
     {PEER_EXTENSION_IS(PEER_EXT_SCT, "\0")},
     MALFORMED,
     .with = WITH_SCTS},
};

/* RFC 6066 section 4: "illegal_parameter" for a length other than the one requested. */
static const deviation max_fragment_length[] = {
    {"max_fragment_length granted", {{0}}, ACCEPTED, .with = WITH_FRAGMENT},
    {"max_fragment_length ignored", {{0}}, ACCEPTED, .with = ASK_FRAGMENT},
    {"a smaller max_fragment_length than asked for",
     {PEER_EXTENSION_IS(PEER_EXT_MAX_FRAGMENT_LENGTH, "\1")},
     REFUSED(ILLEGAL_PARAMETER, illegal_parameter),
     .with = WITH_FRAGMENT},
    {"a larger max_fragment_length than asked for",
     {PEER_EXTENSION_IS(PEER_EXT_MAX_FRAGMENT_LENGTH, "\4")},
     REFUSED(ILLEGAL_PARAMETER, illegal_parameter),
     .with = WITH_FRAGMENT},
    {"a max_fragment_length of 0",
     {PEER_EXTENSION_IS(PEER_EXT_MAX_FRAGMENT_LENGTH, "\0")},
     REFUSED(ILLEGAL_PARAMETER, illegal_parameter),
     .with = WITH_FRAGMENT},
    {"a max_fragment_length of 5",
     {PEER_EXTENSION_IS(PEER_EXT_MAX_FRAGMENT_LENGTH, "\5")},
     REFUSED(ILLEGAL_PARAMETER, illegal_parameter),
     .with = WITH_FRAGMENT},
    {"an empty max_fragment_length",
     {PEER_EXTENSION_IS(PEER_EXT_MAX_FRAGMENT_LENGTH, "")},
     MALFORMED,
     .with = WITH_FRAGMENT},
    {"a max_fragment_length of two bytes",
     {PEER_EXTENSION_IS(PEER_EXT_MAX_FRAGMENT_LENGTH, "\2\2")},
     MALFORMED,
     .with = WITH_FRAGMENT},
};

int main(void)
{
    int failed = 0;

    strictness_begin();
    failed += strictness_run("unsolicited extensions", unsolicited, COUNT(unsolicited));
    failed += strictness_run("duplicate extensions", duplicates, COUNT(duplicates));
    failed += strictness_run("the extension block", block, COUNT(block));
    failed += strictness_run("renegotiation_info", renegotiation_info, COUNT(renegotiation_info));
    failed += strictness_run("extended_master_secret", extended_master_secret,
                             COUNT(extended_master_secret));
    failed += strictness_run("server_name", server_name, COUNT(server_name));
    failed += strictness_run("ec_point_formats", ec_point_formats, COUNT(ec_point_formats));
    failed += strictness_run("extensions of the client's", clients_only, COUNT(clients_only));
    failed += strictness_run("ALPN", alpn, COUNT(alpn));
    failed += strictness_run("session_ticket", session_ticket, COUNT(session_ticket));
    failed += strictness_run("status_request", status_request, COUNT(status_request));
    failed += strictness_run("signed_certificate_timestamp", scts, COUNT(scts));
    failed +=
        strictness_run("max_fragment_length", max_fragment_length, COUNT(max_fragment_length));
    strictness_end();
    return failed;
}
