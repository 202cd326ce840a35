/*
 * Which client certificate a server gets, of one identity or several: the rules that stand in
 * brine/config.h, and what is said when none can be sent.
 */
#include "unit/conn/workbench.h"

#include <string.h>

static peer_pki *pki;
static peer_certificate *intermediate;

/* A DistinguishedName entry of certificate_authorities: CN=else, which is no CA of ours. */
#define STRANGER                                                                                   \
    "\x00\x11\x30\x0f\x31\x0d\x30\x0b\x06\x03\x55\x04\x03\x0c\x04"                                 \
    "else"
/* CN=Test Root, as peer/pki.h calls it. */
#define ROOT                                                                                       \
    "\x00\x16\x30\x14\x31\x12\x30\x10\x06\x03\x55\x04\x03\x0c\x09"                                 \
    "Test Root"

static const uint16_t rsa_only[] = {0x0401, 0x0804, 0x0402, 0};
static const uint16_t ecdsa_only[] = {0x0403, 0x0503, 0};

/* ---- Configs ---- */

static void add_identity(brine_config *config, peer_key_kind kind, const peer_certificate *issuer)
{
    bench_add_identity(config, pki, kind, issuer);
}

static brine_config *config_with(peer_key_kind kind)
{
    brine_config *config = bench_config(pki, 0);

    add_identity(config, kind, pki->root);
    return config;
}

static peer_config asking_server(void)
{
    return (peer_config){.identity = peer_pki_leaf(pki, PEER_KEY_P256),
                         .request_certificate = true};
}

/* Handshakes and says what became of the client's certificate, on both sides. */
static brine_client_certificate handshake(brine_config *config, const peer_config *server,
                                          size_t certificates)
{
    bench b = bench_open(test_freeze(config), server, NULL);
    brine_client_certificate outcome;

    bench_handshake(&b);
    assert_int_equal(b.server->client_chain_count, certificates);
    assert_int_equal(bench_facts(&b).client_certificate_sent, certificates > 0);
    outcome = bench_facts(&b).client_certificate;
    bench_close(&b);
    return outcome;
}

/* ---- One identity ---- */

typedef struct request {
    const char *name;
    peer_slice types, authorities;
    const uint16_t *schemes;
    brine_client_certificate by_default, matched; /* with a P-256 key under the root */
} request;

static const request requests[] = {
    {"all types, no CA",
     {NULL, 0},
     {NULL, 0},
     NULL,
     BRINE_CLIENT_CERTIFICATE_SENT,
     BRINE_CLIENT_CERTIFICATE_SENT},
    {"the issuer",
     {NULL, 0},
     PEER_LITERAL(ROOT),
     NULL,
     BRINE_CLIENT_CERTIFICATE_SENT,
     BRINE_CLIENT_CERTIFICATE_SENT},
    {"the issuer behind another",
     {NULL, 0},
     PEER_LITERAL(STRANGER ROOT),
     NULL,
     BRINE_CLIENT_CERTIFICATE_SENT,
     BRINE_CLIENT_CERTIFICATE_SENT},
    {"another CA",
     {NULL, 0},
     PEER_LITERAL(STRANGER),
     NULL,
     BRINE_CLIENT_CERTIFICATE_SENT,
     BRINE_CLIENT_CERTIFICATE_UNMATCHED},
    {"rsa_sign",
     PEER_LITERAL("\x01"),
     {NULL, 0},
     NULL,
     BRINE_CLIENT_CERTIFICATE_SENT,
     BRINE_CLIENT_CERTIFICATE_UNMATCHED},
    {"dss_sign, rsa_fixed_dh, dss_fixed_dh, rsa_fixed_ecdh, ecdsa_fixed_ecdh",
     PEER_LITERAL("\x02\x03\x04\x41\x42"),
     {NULL, 0},
     NULL,
     BRINE_CLIENT_CERTIFICATE_SENT,
     BRINE_CLIENT_CERTIFICATE_UNMATCHED},
    {"RSA's schemes only",
     {NULL, 0},
     {NULL, 0},
     rsa_only,
     BRINE_CLIENT_CERTIFICATE_NO_SCHEME,
     BRINE_CLIENT_CERTIFICATE_NO_SCHEME},
    {"RSA's schemes and another CA",
     {NULL, 0},
     PEER_LITERAL(STRANGER),
     rsa_only,
     BRINE_CLIENT_CERTIFICATE_NO_SCHEME,
     BRINE_CLIENT_CERTIFICATE_NO_SCHEME},
};

static void each_request(bool match)
{
    for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
        const request *r = &requests[i];
        brine_client_certificate expected = match ? r->matched : r->by_default, outcome;
        brine_config *config = config_with(PEER_KEY_P256);
        peer_config server = asking_server();

        server.request_types = r->types;
        server.request_authorities = r->authorities;
        server.request_schemes = r->schemes;
        if (match)
            assert_int_equal(brine_config_match_identity(config), BRINE_OK);
        outcome = handshake(config, &server, expected == BRINE_CLIENT_CERTIFICATE_SENT ? 1 : 0);
        if (outcome != expected)
            fail_msg("%s: %d, expected %d", r->name, outcome, expected);
    }
}

static void a_configured_certificate_is_sent_unless_nothing_can_sign(void **state)
{
    (void)state;
    each_request(false);
}

static void matched_it_is_sent_only_to_servers_that_name_it(void **state)
{
    (void)state;
    each_request(true);
}

/* As nginx and others are set up: they name the root, and an intermediate issues. */
static void a_certificate_from_below_the_named_root_is_sent(void **state)
{
    brine_config *config = bench_config(pki, 0);
    peer_config server = asking_server();

    (void)state;
    server.request_authorities = (peer_slice)PEER_LITERAL(ROOT);
    add_identity(config, PEER_KEY_P256, intermediate);
    assert_int_equal(handshake(config, &server, 1), BRINE_CLIENT_CERTIFICATE_SENT);
}

/* As wolfSSL does with an ECDSA certificate of its own. */
static void an_rsa_certificate_is_sent_when_only_ecdsa_sign_is_named(void **state)
{
    peer_config server = asking_server();

    (void)state;
    server.request_types = (peer_slice)PEER_LITERAL("\x40");
    assert_int_equal(handshake(config_with(PEER_KEY_RSA), &server, 1),
                     BRINE_CLIENT_CERTIFICATE_SENT);
}

static void who_is_not_asked_tells_nothing(void **state)
{
    peer_config server = {.identity = peer_pki_leaf(pki, PEER_KEY_P256)};

    (void)state;
    assert_int_equal(handshake(config_with(PEER_KEY_P256), &server, 0),
                     BRINE_CLIENT_CERTIFICATE_NOT_REQUESTED);
    server.request_certificate = true;
    assert_int_equal(handshake(bench_config(pki, 0), &server, 0), BRINE_CLIENT_CERTIFICATE_NONE);
}

/* ---- What is said ---- */

static const peer_rule handshake_failure[] = {
    PEER_INSERT_BEFORE(PEER_CHANGE_CIPHER_SPEC, PEER_TYPE_ALERT, "\x02\x28")};

static void refuse(brine_config *config, const uint16_t *schemes, peer_slice authorities,
                   const char *words)
{
    peer_config server = asking_server();
    brine_error error;
    bench b;

    server.request_schemes = schemes;
    server.request_authorities = authorities;
    server.rules = handshake_failure;
    server.rule_count = 1;
    b = bench_open(test_freeze(config), &server, NULL);
    assert_int_equal(drive_run(&b.d), BRINE_ERROR_ALERT);
    brine_conn_error(b.conn, &error);
    if (strstr(error.text, words) == NULL)
        fail_msg("'%s' is not in '%s'", words, error.text);
    bench_close(&b);
}

static size_t decline(void *context, const brine_identity_request *seen)
{
    (void)context;
    (void)seen;
    return BRINE_IDENTITY_NONE;
}

static void a_refusal_says_why_no_certificate_was_sent(void **state)
{
    brine_config *matching = config_with(PEER_KEY_P256), *declining = config_with(PEER_KEY_P256);
    const peer_slice none = {NULL, 0};

    (void)state;
    assert_int_equal(brine_config_match_identity(matching), BRINE_OK);
    assert_int_equal(brine_config_set_identity_hook(declining, decline, NULL), BRINE_OK);
    refuse(bench_config(pki, 0), NULL, none,
           "the server asked for the client's certificate, and none is configured;");
    refuse(config_with(PEER_KEY_P256), rsa_only, none,
           "none was sent: our key can sign with ecdsa_secp256r1_sha256, ecdsa_secp384r1_sha384, "
           "ecdsa_secp521r1_sha512, the server accepts rsa_pkcs1_sha256, rsa_pss_rsae_sha256, "
           "0x0402; configure one whose key makes signatures that the server accepts");
    refuse(matching, NULL, (peer_slice)PEER_LITERAL(STRANGER),
           "ours is not of a type, or not from a CA, that the server named;");
    refuse(declining, NULL, none, "none was sent: the application chose none;");
}

static void the_facts_have_both_lists_of_schemes(void **state)
{
    static const uint16_t ours[] = {0x0403, 0x0503, 0x0603, 0}, zero[BRINE_FACTS_SCHEMES];
    peer_config server = asking_server();
    brine_facts facts;
    bench b;

    (void)state;
    server.request_schemes = rsa_only;
    b = bench_open(test_freeze(config_with(PEER_KEY_P256)), &server, NULL);
    bench_handshake(&b);
    facts = bench_facts(&b);
    assert_int_equal(facts.client_certificate, BRINE_CLIENT_CERTIFICATE_NO_SCHEME);
    assert_memory_equal(facts.requested_schemes, rsa_only, sizeof rsa_only);
    assert_memory_equal(facts.identity_schemes, ours, sizeof ours);
    assert_string_equal(brine_signature_scheme_name(0x0804), "rsa_pss_rsae_sha256");
    assert_string_equal(brine_signature_scheme_name(0x0402), "");
    bench_close(&b);

    server.request_schemes = NULL;
    b = bench_open(test_freeze(config_with(PEER_KEY_P256)), &server, NULL);
    bench_handshake(&b);
    facts = bench_facts(&b);
    assert_memory_equal(facts.requested_schemes, zero, sizeof zero);
    assert_memory_equal(facts.identity_schemes, zero, sizeof zero);
    bench_close(&b);
}

/* Which of the config's identities signed, told by its scheme. */
static uint16_t signed_with(brine_config *config, const peer_config *server)
{
    bench b = bench_open(test_freeze(config), server, NULL);
    uint16_t scheme;

    bench_handshake(&b);
    scheme = b.server->client_scheme;
    bench_close(&b);
    return scheme;
}

static brine_config *three(void)
{
    brine_config *config = bench_config(pki, 0);

    add_identity(config, PEER_KEY_ED25519, intermediate);
    add_identity(config, PEER_KEY_RSA, pki->root);
    add_identity(config, PEER_KEY_P256, pki->root);
    return config;
}

/* ---- Schemes of the application's choice ---- */

static void our_signatures_have_the_scheme_that_the_application_prefers(void **state)
{
    static const struct {
        peer_key_kind key;
        const char *names;
        uint16_t scheme;
    } rows[] = {{PEER_KEY_RSA, "rsa_pkcs1_sha512:rsa_pss_rsae_sha256", 0x0601},
                {PEER_KEY_RSA, "ECDSA+SHA256:RSA+SHA256", 0x0401},
                {PEER_KEY_P256, "ecdsa_secp384r1_sha384", 0x0503},
                {PEER_KEY_P384, "ecdsa_secp256r1_sha256:ecdsa_secp384r1_sha384", 0x0403}};
    peer_config server = asking_server();

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        brine_config *config = config_with(rows[i].key);

        assert_int_equal(brine_config_set_client_signature_schemes(config, rows[i].names, NULL),
                         BRINE_OK);
        assert_int_equal(signed_with(config, &server), rows[i].scheme);
    }
}

static void a_key_without_a_chosen_scheme_signs_nothing(void **state)
{
    static const uint16_t zero[BRINE_FACTS_SCHEMES];
    peer_config server = asking_server();
    brine_config *config = config_with(PEER_KEY_P256);
    bench b;

    (void)state;
    assert_int_equal(brine_config_set_client_signature_schemes(config, "rsa_pkcs1_sha256", NULL),
                     BRINE_OK);
    b = bench_open(test_freeze(config), &server, NULL);
    bench_handshake(&b);
    assert_int_equal(bench_facts(&b).client_certificate, BRINE_CLIENT_CERTIFICATE_NO_SCHEME);
    assert_memory_equal(bench_facts(&b).identity_schemes, zero, sizeof zero);
    bench_close(&b);
}

/* The server's certificate is signed with ECDSA and SHA-256, which is not offered. */
static void what_is_offered_is_the_servers_choice_and_not_its_issuers(void **state)
{
    const peer_config server = {.identity = peer_pki_leaf(pki, PEER_KEY_P256)};
    brine_config *config = bench_config(pki, 0);
    bench b;

    (void)state;
    assert_int_equal(brine_config_set_signature_schemes(config, "ECDSA+SHA512:ECDSA+SHA384", NULL),
                     BRINE_OK);
    b = bench_open(test_freeze(config), &server, NULL);
    bench_handshake(&b);
    assert_int_equal(b.server->hello.schemes.len, 4);
    assert_memory_equal(b.server->hello.schemes.data, "\x06\x03\x05\x03", 4);
    assert_int_equal(bench_facts(&b).signature_scheme, 0x0603);
    bench_close(&b);
}

static void the_first_identity_that_fits_is_sent(void **state)
{
    peer_config server = asking_server();

    (void)state;
    assert_int_equal(signed_with(three(), &server), 0x0807);
    server.request_authorities = (peer_slice)PEER_LITERAL(ROOT);
    assert_int_equal(signed_with(three(), &server), 0x0804);
    server.request_types = (peer_slice)PEER_LITERAL("\x40");
    assert_int_equal(signed_with(three(), &server), 0x0403);
    server.request_types = (peer_slice){NULL, 0};
    server.request_schemes = ecdsa_only;
    assert_int_equal(signed_with(three(), &server), 0x0403);
}

static void else_the_first_whose_key_can_sign(void **state)
{
    peer_config server = asking_server();

    (void)state;
    server.request_authorities = (peer_slice)PEER_LITERAL(STRANGER);
    assert_int_equal(signed_with(three(), &server), 0x0807);
    server.request_schemes = rsa_only;
    assert_int_equal(signed_with(three(), &server), 0x0804);
    server.request_schemes = ecdsa_only;
    assert_int_equal(signed_with(three(), &server), 0x0403);
}

static void setting_an_identity_replaces_all(void **state)
{
    const peer_certificate_plan plan = {.key = PEER_KEY_P384, .subject = "client"};
    const peer_certificate *certificate = peer_pki_issue(pki, &plan, pki->root);
    brine_config *config = three();
    peer_config server = asking_server();
    peer_bytes chain = {0}, key = {0};

    (void)state;
    peer_put_certificate_pem(&chain, certificate);
    peer_put_key_pem(&key, certificate->key);
    assert_int_equal(brine_config_set_identity(config, (brine_bytes){chain.data, chain.len},
                                               (brine_bytes){key.data, key.len}, NULL),
                     BRINE_OK);
    assert_int_equal(signed_with(config, &server), 0x0503);
    peer_bytes_free(&chain);
    peer_bytes_free(&key);
}

static void a_config_holds_so_many_identities(void **state)
{
    const peer_certificate_plan plan = {.key = PEER_KEY_P256, .subject = "client"};
    const peer_certificate *certificate = peer_pki_issue(pki, &plan, pki->root);
    brine_config *config = bench_config(pki, 0);
    peer_bytes chain = {0};
    brine_error error;

    (void)state;
    peer_put_certificate_pem(&chain, certificate);
    for (size_t i = 0; i < BRINE_IDENTITIES_MAX; i++)
        assert_int_equal(brine_config_add_identity_external(
                             config, (brine_bytes){chain.data, chain.len}, &error),
                         BRINE_OK);
    assert_int_equal(
        brine_config_add_identity_external(config, (brine_bytes){chain.data, chain.len}, &error),
        BRINE_ERROR_LIMIT);
    assert_non_null(strstr(error.text, "a config holds at most 16 identities"));
    assert_int_equal(
        brine_config_set_identity_external(config, (brine_bytes){chain.data, chain.len}, &error),
        BRINE_OK);
    brine_config_free(config);
    peer_bytes_free(&chain);
}

/* ---- The hook ---- */

typedef struct opinion {
    size_t answer;
    size_t asked, choice, count, names;
    char last_name[64];
} opinion;

static size_t choose(void *context, const brine_identity_request *seen)
{
    opinion *o = context;
    size_t cursor = 0;
    brine_bytes name = {NULL, 0};

    o->asked++;
    o->choice = seen->choice;
    o->count = seen->identity_count;
    assert_string_equal(seen->server_name, PEER_SERVER_NAME);
    assert_int_equal(seen->certificate_types.len, 2);
    assert_int_equal(seen->certificate_types.data[0], 1);
    assert_int_equal(seen->schemes.len % 2, 0);
    assert_int_equal(seen->schemes.data[0] << 8 | seen->schemes.data[1], ecdsa_only[0]);
    while (brine_identity_request_authority(seen, &cursor, &name)) {
        const brine_name directory = {BRINE_NAME_DIRECTORY, name};

        o->names++;
        brine_name_text(&directory, o->last_name, sizeof o->last_name);
    }
    return o->answer;
}

static peer_config server_for_hook(void)
{
    peer_config server = asking_server();

    server.request_schemes = ecdsa_only;
    server.request_authorities = (peer_slice)PEER_LITERAL(STRANGER ROOT);
    return server;
}

static brine_client_certificate ask(opinion *o, size_t certificates)
{
    brine_config *config = bench_config(pki, 0);
    peer_config server = server_for_hook();

    add_identity(config, PEER_KEY_P384, intermediate);
    add_identity(config, PEER_KEY_P256, pki->root);
    add_identity(config, PEER_KEY_RSA, pki->root);
    assert_int_equal(brine_config_set_identity_hook(config, choose, o), BRINE_OK);
    return handshake(config, &server, certificates);
}

static void a_hook_sees_the_request_and_chooses(void **state)
{
    opinion first = {.answer = 0}, none = {.answer = BRINE_IDENTITY_NONE};
    opinion no_such = {.answer = 3}, other_kind = {.answer = 2};

    (void)state;
    assert_int_equal(ask(&first, 1), BRINE_CLIENT_CERTIFICATE_SENT);
    assert_int_equal(first.asked, 1);
    assert_int_equal(first.choice, 1); /* the one that fits */
    assert_int_equal(first.count, 3);
    assert_int_equal(first.names, 2);
    assert_string_equal(first.last_name, "directory:CN=Test Root");
    assert_int_equal(ask(&none, 0), BRINE_CLIENT_CERTIFICATE_DECLINED);
    assert_int_equal(ask(&no_such, 0), BRINE_CLIENT_CERTIFICATE_DECLINED);
    assert_int_equal(ask(&other_kind, 0), BRINE_CLIENT_CERTIFICATE_NO_SCHEME);
}

static void a_hook_without_a_choice_of_ours_is_asked_all_the_same(void **state)
{
    opinion o = {.answer = 0};
    brine_config *config = config_with(PEER_KEY_P256);
    peer_config server = server_for_hook();

    (void)state;
    server.request_authorities = (peer_slice)PEER_LITERAL(STRANGER);
    assert_int_equal(brine_config_match_identity(config), BRINE_OK);
    assert_int_equal(brine_config_set_identity_hook(config, choose, &o), BRINE_OK);
    assert_int_equal(handshake(config, &server, 1), BRINE_CLIENT_CERTIFICATE_SENT);
    assert_true(o.choice == BRINE_IDENTITY_NONE);
    o.asked = 0;
    config = bench_config(pki, 0); /* no identity, no question */
    assert_int_equal(brine_config_set_identity_hook(config, choose, &o), BRINE_OK);
    assert_int_equal(handshake(config, &server, 0), BRINE_CLIENT_CERTIFICATE_NONE);
    assert_int_equal(o.asked, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_configured_certificate_is_sent_unless_nothing_can_sign),
        cmocka_unit_test(matched_it_is_sent_only_to_servers_that_name_it),
        cmocka_unit_test(a_certificate_from_below_the_named_root_is_sent),
        cmocka_unit_test(an_rsa_certificate_is_sent_when_only_ecdsa_sign_is_named),
        cmocka_unit_test(who_is_not_asked_tells_nothing),
        cmocka_unit_test(a_refusal_says_why_no_certificate_was_sent),
        cmocka_unit_test(the_facts_have_both_lists_of_schemes),
        cmocka_unit_test(our_signatures_have_the_scheme_that_the_application_prefers),
        cmocka_unit_test(a_key_without_a_chosen_scheme_signs_nothing),
        cmocka_unit_test(what_is_offered_is_the_servers_choice_and_not_its_issuers),
        cmocka_unit_test(the_first_identity_that_fits_is_sent),
        cmocka_unit_test(else_the_first_whose_key_can_sign),
        cmocka_unit_test(setting_an_identity_replaces_all),
        cmocka_unit_test(a_config_holds_so_many_identities),
        cmocka_unit_test(a_hook_sees_the_request_and_chooses),
        cmocka_unit_test(a_hook_without_a_choice_of_ours_is_asked_all_the_same),
    };
    int failed;

    pki = peer_pki_new();
    intermediate = peer_pki_issue_ca(pki, "Test Intermediate", pki->root);
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    peer_pki_free(pki);
    return failed;
}
