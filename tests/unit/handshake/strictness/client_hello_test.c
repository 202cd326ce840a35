/*
 * What the client says first: every field of ClientHello (RFC 5246 section 7.4.1.2) and
 * each extension, by the RFC that defines it. The server that reads it is strict.
 */
#include "support/test.h"
#include "unit/handshake/strictness/strictness.h"

#include <string.h>

static void assert_numbers(peer_slice list, const uint16_t *expected, size_t count)
{
    assert_int_equal(list.len, 2 * count);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(list.data[2 * i] << 8 | list.data[2 * i + 1], expected[i]);
}

static peer_slice body_of(const connection *c, uint16_t code)
{
    const peer_extension *extension = peer_client_hello_extension(&c->server->hello, code);

    assert_non_null(extension);
    return extension->body;
}

static void assert_body(const connection *c, uint16_t code, const void *expected, size_t len)
{
    peer_slice body = body_of(c, code), wanted = {expected, len};

    assert_true(peer_equal(body, wanted));
}

static void assert_absent(const connection *c, uint16_t code)
{
    assert_null(peer_client_hello_extension(&c->server->hello, code));
}

static void the_fixed_fields(void **state)
{
    static const deviation row = {.title = "plain", ACCEPTED};
    connection c = connection_make(&row), other;
    const peer_client_hello *hello = &c.server->hello;
    static const uint8_t zeros[32];

    (void)state;
    assert_int_equal(hello->version, 0x0303);
    assert_int_equal(hello->session_id.len, 0);
    assert_int_equal(hello->compressions.len, 1);
    assert_int_equal(hello->compressions.data[0], 0);
    assert_memory_not_equal(hello->random, zeros, 32);
    other = connection_make(&row);
    assert_memory_not_equal(hello->random, other.server->hello.random, 32);
    connection_end(&other);
    connection_end(&c);
}

/* RFC 5246 appendix E.1: any 3.x before the version is settled; the lowest is understood by most.
 */
static void the_first_record_names_an_old_version(void **state)
{
    static const deviation row = {.title = "plain", ACCEPTED};
    connection c = connection_prepare(&row);
    uint8_t out[4096];
    size_t made = 0;

    (void)state;
    assert_int_equal(brine_conn_send(c.conn, out, sizeof out, NULL, 0, &made, NULL), BRINE_OK);
    assert_true(made > 5);
    assert_int_equal(out[0], PEER_TYPE_HANDSHAKE);
    assert_int_equal(out[1] << 8 | out[2], 0x0301);
    assert_int_equal(out[3] << 8 | out[4], made - 5);
    connection_end(&c);
}

static void suites_and_groups_as_configured(void **state)
{
    static const uint16_t suites[] = {0xCCA9, 0xC02C, 0xC02B};
    static const uint16_t groups[] = {PEER_SECP384R1, PEER_X25519, PEER_SECP256R1};
    static const deviation row = {
        .title = "lists",
        ACCEPTED,
        .suites = "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-ECDSA-AES256-GCM-SHA384:"
                  "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        .groups = "P-384:X25519:secp256r1",
    };
    connection c = connection_make(&row);

    (void)state;
    assert_numbers(c.server->hello.suites, suites, COUNT(suites));
    assert_numbers(c.server->hello.groups, groups, COUNT(groups));
    connection_end(&c);
}

static void nothing_old_is_offered(void **state)
{
    static const deviation row = {.title = "default", ACCEPTED};
    connection c = connection_make(&row);
    peer_cursor suites = peer_cursor_at(c.server->hello.suites);
    peer_cursor schemes = peer_cursor_at(c.server->hello.schemes);

    (void)state;
    while (suites.left) {
        const peer_suite *suite = peer_suite_find((uint16_t)peer_get_number(&suites, 2));

        assert_non_null(suite);
        assert_false(suite->rsa_key_exchange);
    }
    while (schemes.left)
        assert_true(peer_get_number(&schemes, 2) >= 0x0401); /* no MD5, SHA-1, SHA-224 */
    connection_end(&c);
}

static void rsa_key_exchange_comes_last_and_when_asked_for(void **state)
{
    static const deviation row = {.title = "legacy", ACCEPTED, .with = ASK_RSA};
    connection c = connection_make(&row);
    peer_slice suites = c.server->hello.suites;
    size_t ecdhe = suites.len - 4;

    (void)state;
    assert_true(peer_list_has(suites, 0x009C) && peer_list_has(suites, 0x009D));
    suites.len = ecdhe;
    assert_false(peer_list_has(suites, 0x009C) || peer_list_has(suites, 0x009D));
    connection_end(&c);
}

static void extensions_that_are_always_there(void **state)
{
    static const deviation row = {.title = "default", ACCEPTED};
    connection c = connection_make(&row);

    (void)state;
    assert_body(&c, PEER_EXT_EXTENDED_MASTER_SECRET, "", 0);
    assert_body(&c, PEER_EXT_RENEGOTIATION_INFO, "\0", 1);
    assert_body(&c, PEER_EXT_EC_POINT_FORMATS, "\1\0", 2);
    assert_body(&c, PEER_EXT_SESSION_TICKET, "", 0);
    assert_body(&c, PEER_EXT_SERVER_NAME, "\0\x11\0\0\x0eserver.example", 19);
    assert_true(c.server->hello.groups.len > 0);
    assert_true(c.server->hello.schemes.len > 0);
    /* Not asked for, not sent. */
    assert_absent(&c, PEER_EXT_ALPN);
    assert_absent(&c, PEER_EXT_STATUS_REQUEST);
    assert_absent(&c, PEER_EXT_SCT);
    assert_absent(&c, PEER_EXT_MAX_FRAGMENT_LENGTH);
    connection_end(&c);
}

static void extensions_that_are_asked_for(void **state)
{
    static const deviation row = {
        .title = "all", ACCEPTED, .with = ASK_ALPN | ASK_STAPLE | ASK_SCTS | ASK_FRAGMENT};
    connection c = connection_make(&row);

    (void)state;
    assert_body(&c, PEER_EXT_ALPN, "\0\x0c\2h2\x08http/1.1", 14);
    assert_body(&c, PEER_EXT_STATUS_REQUEST, "\1\0\0\0\0", 5);
    assert_body(&c, PEER_EXT_SCT, "", 0);
    assert_body(&c, PEER_EXT_MAX_FRAGMENT_LENGTH, "\2", 1);
    connection_end(&c);
}

/* Whatever is asked for: what brine leaves out on purpose is not offered by another way. */
static void no_other_extension_is_ever_sent(void **state)
{
    static const uint16_t known[] = {
        PEER_EXT_SERVER_NAME,
        PEER_EXT_MAX_FRAGMENT_LENGTH,
        PEER_EXT_STATUS_REQUEST,
        PEER_EXT_SUPPORTED_GROUPS,
        PEER_EXT_EC_POINT_FORMATS,
        PEER_EXT_SIGNATURE_ALGORITHMS,
        PEER_EXT_ALPN,
        PEER_EXT_SCT,
        PEER_EXT_EXTENDED_MASTER_SECRET,
        PEER_EXT_SESSION_TICKET,
        PEER_EXT_RENEGOTIATION_INFO,
    };
    static const deviation row = {.title = "all",
                                  ACCEPTED,
                                  .with = ASK_ALPN | ASK_STAPLE | ASK_SCTS | ASK_FRAGMENT |
                                          ASK_RSA | WITH_TICKET | RESUMED};
    connection c = connection_make(&row);
    const peer_client_hello *hello = &c.server->hello;

    (void)state;
    assert_int_equal(hello->extension_count, COUNT(known));
    for (size_t i = 0; i < COUNT(known); i++)
        assert_non_null(peer_client_hello_extension(hello, known[i]));
    connection_end(&c);
}

/* A server, or an attacker before it, refuses our version: the next attempt is the same. */
static void after_a_refusal_the_next_hello_is_no_weaker(void **state)
{
    static const deviation row = {
        .title = "refused",
        .rules = {PEER_INSERT_BEFORE(PEER_SERVER_HELLO, 21, "\2\x46")}, /* protocol_version */
    };
    connection c = connection_open(&row, NULL);
    const peer_client_hello *first = &c.server->hello, *second;
    peer_config plain = strictness_server(&row);
    drive d;
    peer *server = peer_new(&plain);
    brine_conn *conn = NULL;

    (void)state;
    assert_int_equal(c.drive.result, BRINE_ERROR_ALERT);
    assert_int_equal(brine_conn_new(c.config, PEER_SERVER_NAME, &conn, NULL), BRINE_OK);
    d = drive_start(conn, server, NULL);
    assert_int_equal(drive_run(&d), BRINE_OK);
    second = &server->hello;
    assert_int_equal(second->version, 0x0303);
    assert_int_equal(first->version, second->version);
    assert_true(peer_equal(first->suites, second->suites));
    assert_true(peer_equal(first->schemes, second->schemes));
    assert_true(peer_equal(first->groups, second->groups));
    assert_int_equal(first->extension_count, second->extension_count);
    drive_stop(&d);
    brine_conn_free(conn);
    peer_free(server);
    connection_end(&c);
}

/* The client's value of the key exchange: the body of a message that the server has hashed. */
static peer_slice client_share(const connection *c)
{
    peer_cursor at = peer_cursor_at(peer_slice_of(&c->server->transcript));

    while (at.left && !at.bad) {
        uint64_t type = peer_get_number(&at, 1);
        peer_slice body = peer_get_vector(&at, 3);

        if (type == PEER_MSG_CLIENT_KEY_EXCHANGE)
            return body;
    }
    fail_msg("no ClientKeyExchange");
    return (peer_slice){0};
}

/* RFC 9325 section 6.4; here in two connections of one config. */
static void each_handshake_has_a_key_of_its_own(void **state)
{
    static const char *const groups[] = {"X25519:P-256", "P-256", "P-384:P-256"};

    (void)state;
    for (size_t i = 0; i < COUNT(groups); i++) {
        deviation row = {.title = "fresh", ACCEPTED, .groups = groups[i]};
        connection a = connection_make(&row), c;
        brine_conn *conn = NULL;
        peer_config plain = strictness_server(&row);

        c.server = peer_new(&plain);
        assert_int_equal(brine_conn_new(a.config, PEER_SERVER_NAME, &conn, NULL), BRINE_OK);
        c.drive = drive_start(conn, c.server, NULL);
        assert_int_equal(drive_run(&c.drive), BRINE_OK);
        assert_int_equal(client_share(&a).len, client_share(&c).len);
        assert_true(client_share(&a).len > 32);
        assert_false(peer_equal(client_share(&a), client_share(&c)));
        drive_stop(&c.drive);
        brine_conn_free(conn);
        peer_free(c.server);
        connection_end(&a);
    }
}

/* RFC 6066 section 3: no address, and no trailing dot. */
static void server_name_holds_host_names_only(void **state)
{
    static const char *const names[] = {"127.0.0.1", "::1", PEER_SERVER_NAME "."};
    static const deviation row = {.title = "names"};

    (void)state;
    for (size_t i = 0; i < COUNT(names); i++) {
        connection c = connection_prepare(&row);

        brine_conn_free(c.conn);
        assert_int_equal(brine_conn_new(c.config, names[i], &c.conn, NULL), BRINE_OK);
        drive_stop(&c.drive);
        c.drive = drive_start(c.conn, c.server, NULL);
        drive_run(&c.drive);
        if (i < 2)
            assert_absent(&c, PEER_EXT_SERVER_NAME);
        else
            assert_body(&c, PEER_EXT_SERVER_NAME, "\0\x11\0\0\x0eserver.example", 19);
        connection_end(&c);
    }
}

/* Two writes, and the second as RFC 5246 figure 1 has it. */
static void the_second_flight(void **state)
{
    static const uint8_t expected[] = {PEER_MSG_CLIENT_HELLO, PEER_MSG_CLIENT_KEY_EXCHANGE,
                                       PEER_MSG_FINISHED};
    static const deviation row = {.title = "plain", ACCEPTED};
    connection c = connection_make(&row);

    (void)state;
    assert_int_equal(c.server->report.message_count, sizeof expected);
    assert_memory_equal(c.server->report.messages, expected, sizeof expected);
    assert_int_equal(c.server->report.change_cipher_specs, 1);
    assert_int_equal(c.server->report.feeds, 2);
    assert_int_equal(c.server->report.records, 4);
    assert_int_equal(c.server->report.alert_count, 0);
    connection_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_fixed_fields),
        cmocka_unit_test(the_first_record_names_an_old_version),
        cmocka_unit_test(suites_and_groups_as_configured),
        cmocka_unit_test(nothing_old_is_offered),
        cmocka_unit_test(rsa_key_exchange_comes_last_and_when_asked_for),
        cmocka_unit_test(extensions_that_are_always_there),
        cmocka_unit_test(extensions_that_are_asked_for),
        cmocka_unit_test(server_name_holds_host_names_only),
        cmocka_unit_test(no_other_extension_is_ever_sent),
        cmocka_unit_test(after_a_refusal_the_next_hello_is_no_weaker),
        cmocka_unit_test(each_handshake_has_a_key_of_its_own),
        cmocka_unit_test(the_second_flight),
    };
    int failed;

    strictness_begin();
    failed = cmocka_run_group_tests_name("ClientHello", tests, NULL, NULL);
    strictness_end();
    return failed;
}
