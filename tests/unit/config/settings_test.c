#include "config/config.h"
#include "support/scarce.h"
#include "support/scratch.h"
#include "support/test.h"
#include "unit/config/fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static peer_pki *pki;

#define FROZEN                                                                                     \
    "the config is frozen and can't be changed; change it before freezing it, or make a new one"
#define SEE_COMMENT "see the function's comment in brine's headers for what it accepts"

static void nothing_can_be_changed_once_frozen(void **state)
{
    static const char *const protocols[] = {"h2"};
    brine_config *config = test_freeze(test_config(pki));
    brine_error error;

    (void)state;
    assert_int_equal(brine_config_freeze(config, &error), BRINE_OK);
    assert_int_equal(brine_config_set_provider(config, brine_provider_sodium()),
                     BRINE_ERROR_FROZEN);
    assert_int_equal(brine_config_set_suites(config, "ECDHE-RSA-AES256-GCM-SHA384", &error),
                     BRINE_ERROR_FROZEN);
    assert_string_equal(error.text, FROZEN);
    assert_int_equal(brine_config_set_alpn(config, protocols, 1, NULL), BRINE_ERROR_FROZEN);
    assert_int_equal(brine_config_insecure_skip_chain(config), BRINE_ERROR_FROZEN);
    assert_int_equal(brine_config_insecure_skip_name(config), BRINE_ERROR_FROZEN);
    assert_int_equal(brine_config_insecure_skip_time(config), BRINE_ERROR_FROZEN);
    assert_int_equal(brine_config_enable_false_start(config), BRINE_ERROR_FROZEN);
    assert_int_equal(brine_config_disable_false_start(config), BRINE_ERROR_FROZEN);
    assert_int_equal(brine_config_set_clock(config, NULL, NULL), BRINE_ERROR_FROZEN);
    assert_int_equal(brine_config_add_pin(config, "", &error), BRINE_ERROR_FROZEN);
    assert_string_equal(error.text, FROZEN);
    assert_int_equal(brine_config_set_groups(config, "x25519", &error), BRINE_ERROR_FROZEN);
    assert_string_equal(error.text, FROZEN);
    assert_int_equal(brine_config_set_identity_files(config, "a", "b", &error), BRINE_ERROR_FROZEN);
    assert_string_equal(error.text, FROZEN);
    assert_int_equal(brine_config_set_session_cache(config, 1), BRINE_ERROR_FROZEN);
    assert_int_equal(brine_config_set_remembered_links(config, 1), BRINE_ERROR_FROZEN);
    assert_false(config->policy.choices.insecure_skip_chain);
    brine_config_free(config);
}

static void a_setter_without_a_config_says_so(void **state)
{
    (void)state;
    assert_int_equal(brine_config_insecure_skip_chain(NULL), BRINE_ERROR_INVALID_ARGUMENT);
    assert_int_equal(brine_config_keep_peer(NULL), BRINE_ERROR_INVALID_ARGUMENT);
    assert_int_equal(brine_config_enable_false_start(NULL), BRINE_ERROR_INVALID_ARGUMENT);
    assert_int_equal(brine_config_disable_false_start(NULL), BRINE_ERROR_INVALID_ARGUMENT);
    assert_int_equal(brine_config_new(NULL, NULL, NULL), BRINE_ERROR_INVALID_ARGUMENT);
    brine_config_free(NULL);
}

static void check_refused(brine_result result, const brine_error *error, const char *sentence)
{
    char expected[BRINE_ERROR_TEXT_SIZE];

    assert_int_equal(result, BRINE_ERROR_INVALID_ARGUMENT);
    snprintf(expected, sizeof expected, "%s; " SEE_COMMENT, sentence);
    assert_string_equal(error->text, expected);
}

static void the_argument_that_is_missing_is_named(void **state)
{
    static const brine_bytes missing = {NULL, 1}, some = {(const uint8_t *)"x", 1};
    static const char no_config[] = "the config is NULL";
    brine_config *config = test_config(pki);
    brine_error error;

    (void)state;
    check_refused(brine_config_freeze(NULL, &error), &error, no_config);
    check_refused(brine_config_set_suites(NULL, "x", &error), &error, no_config);
    check_refused(brine_config_set_groups(NULL, "x", &error), &error, no_config);
    check_refused(brine_config_add_pin(NULL, "x", &error), &error, no_config);
    check_refused(brine_config_set_identity(NULL, some, some, &error), &error, no_config);
    check_refused(brine_config_set_identity_files(NULL, "x", "x", &error), &error, no_config);
    check_refused(brine_config_add_pin(config, NULL, &error), &error, "the pin is NULL");
    check_refused(brine_config_add_pin(config, "x", &error), &error,
                  "the pin is 'x', expected 'sha256//' and the base64 of 32 bytes");
    check_refused(brine_config_set_identity(config, missing, some, &error), &error,
                  "the text of the client's chain is NULL");
    check_refused(brine_config_set_identity_external(config, missing, &error), &error,
                  "the text of the client's chain is NULL");
    check_refused(brine_config_set_identity(config, some, missing, &error), &error,
                  "the text of the client's key is NULL");
    check_refused(brine_config_set_identity_files(config, NULL, "x", &error), &error,
                  "the path of the client's chain is NULL");
    check_refused(brine_config_set_identity_files(config, "x", NULL, &error), &error,
                  "the path of the client's key is NULL");
    brine_config_free(config);
}

static void *allocate_nothing(void *context, size_t size)
{
    (void)context;
    (void)size;
    return NULL;
}

static void release_nothing(void *context, void *block, size_t size)
{
    (void)context;
    (void)block;
    (void)size;
}

static void a_config_that_can_not_be_made_says_why(void **state)
{
    static const brine_allocator nothing = {.allocate = allocate_nothing,
                                            .release = release_nothing};
    brine_config *config = NULL;
    brine_error error = BRINE_NO_ERROR;

    (void)state;
    check_refused(brine_config_new(NULL, NULL, &error), &error,
                  "the place for the new config is NULL");
    check_refused(brine_config_new_with(NULL, NULL, &config, &error), &error,
                  "the new config's provider is NULL, expected one such as "
                  "brine_provider_default()");
    assert_int_equal(brine_config_new(&nothing, &config, &error), BRINE_ERROR_OUT_OF_MEMORY);
    assert_string_equal(error.text, "out of memory; let the process have more memory, or open "
                                    "fewer connections at once");
    assert_null(config);
}

static void a_config_has_the_provider_that_it_was_made_with(void **state)
{
    brine_config *config;

    (void)state;
    assert_int_equal(brine_config_new(NULL, &config, NULL), BRINE_OK);
    assert_ptr_equal(config->provider, brine_provider_default());
    brine_config_free(config);
    assert_int_equal(brine_config_new_with(brine_provider_sodium(), NULL, &config, NULL), BRINE_OK);
    assert_ptr_equal(config->provider, brine_provider_sodium());
    brine_config_free(config);
}

static int64_t noon(void *context)
{
    (void)context;
    return 43200;
}

static void a_config_with_a_provider_has_nothing_of_the_system(void **state)
{
    brine_config *config;
    brine_error error = BRINE_NO_ERROR;

    (void)state;
    assert_int_equal(brine_config_new_with(brine_provider_sodium(), NULL, &config, NULL), BRINE_OK);
    check_refused(brine_config_freeze(config, &error), &error,
                  "the config has no clock, expected one by brine_config_set_clock, or "
                  "brine_config_use_system");
    assert_int_equal(brine_config_set_clock(config, noon, NULL), BRINE_OK);
    assert_int_equal(brine_config_freeze(config, &error), BRINE_ERROR_TRUST_EMPTY);
    assert_non_null(strstr(error.text, "the config has no trust store, expected one by "
                                       "brine_config_set_trust, or brine_config_use_system"));
    assert_int_equal(brine_config_insecure_skip_chain(config), BRINE_OK);
    assert_int_equal(brine_config_freeze(config, &error), BRINE_OK);
    assert_null(config->session_cache);
    assert_int_equal(brn_config_now(config), 43200);
    assert_int_equal(brine_config_use_system(config), BRINE_ERROR_FROZEN);
    brine_config_free(config);
}

static void a_config_uses_the_system_when_it_is_told_to(void **state)
{
    brine_config *config;

    (void)state;
    assert_int_equal(brine_config_new_with(brine_provider_sodium(), NULL, &config, NULL), BRINE_OK);
    assert_int_equal(brine_config_use_system(config), BRINE_OK);
    assert_non_null(config->load_trust);
    assert_int_equal(config->session_cache_entries, BRINE_SESSION_CACHE_DEFAULT);
    assert_true(brn_config_now(config) > INT64_C(1700000000));
    assert_int_equal(brine_config_insecure_skip_chain(config), BRINE_OK);
    assert_int_equal(brine_config_freeze(config, NULL), BRINE_OK);
    assert_non_null(config->session_cache);
    brine_config_free(config);
}

static void set_client_identity(brine_config *config)
{
    const peer_certificate_plan plan = {.key = PEER_KEY_RSA, .subject = "client"};
    const peer_certificate *client = peer_pki_issue(pki, &plan, pki->root);
    peer_bytes chain = {.len = 0}, key = {.len = 0};

    peer_put_certificate_pem(&chain, client);
    peer_put_key_pem(&key, client->key);
    assert_int_equal(brine_config_set_identity(config, (brine_bytes){chain.data, chain.len},
                                               (brine_bytes){key.data, key.len}, NULL),
                     BRINE_OK);
    peer_bytes_free(&chain);
    peer_bytes_free(&key);
}

/* What was chosen was looked up in the provider before. */
static void a_provider_comes_before_what_is_chosen_of_it(void **state)
{
    (void)state;
    for (int kind = 0; kind < 3; kind++) {
        brine_config *config = test_config(pki);

        assert_int_equal(brine_config_set_provider(config, brine_provider_default()), BRINE_OK);
        if (kind == 0)
            assert_int_equal(brine_config_set_suites(config, "ECDHE-RSA-CHACHA20-POLY1305", NULL),
                             BRINE_OK);
        else if (kind == 1)
            assert_int_equal(brine_config_set_groups(config, "x25519", NULL), BRINE_OK);
        else
            set_client_identity(config);
        assert_int_equal(brine_config_set_provider(config, brine_provider_default()),
                         BRINE_ERROR_WRONG_STATE);
        brine_config_free(config);
    }
}

static void protocols_have_a_limit_together(void **state)
{
    static char name[256];
    const char *protocols[BRINE_ALPN_LIST_MAX / 255 + 1];
    size_t count = BRINE_ALPN_LIST_MAX / 256;
    brine_config *config = test_config(pki);
    brine_error error;

    (void)state;
    memset(name, 'a', 255);
    for (size_t i = 0; i < sizeof protocols / sizeof *protocols; i++)
        protocols[i] = name;
    assert_int_equal(brine_config_set_alpn(config, protocols, count, &error), BRINE_OK);
    assert_int_equal(brine_config_set_alpn(config, protocols, count + 1, &error),
                     BRINE_ERROR_LIMIT);
    assert_non_null(strstr(error.text, "the protocols for ALPN take more than "));
    brine_config_free(config);
}

static void an_unfrozen_trust_store_is_found_when_freezing(void **state)
{
    brine_config *config = test_config(pki);
    peer_slice root = peer_pki_root(pki);
    brine_trust *trust;
    brine_error error;

    (void)state;
    assert_int_equal(brine_trust_new(NULL, &trust, NULL), BRINE_OK);
    assert_int_equal(
        brine_trust_add_memory(trust, (brine_bytes){root.data, root.len}, NULL, &error), BRINE_OK);
    assert_int_equal(brine_config_set_trust(config, trust), BRINE_OK);
    brine_trust_free(trust);
    assert_int_equal(brine_config_freeze(config, &error), BRINE_ERROR_NOT_FROZEN);
    assert_string_equal(error.text, "the config's trust store is not frozen; freeze it first, with "
                                    "brine_config_freeze or brine_trust_freeze");
    brine_config_free(config);
}

static void protocols_have_1_to_255_bytes_and_become_a_list(void **state)
{
    static const char *const two[] = {"h2", "http/1.1"}, *const empty[] = {"h2", ""};
    char long_name[257];
    brine_error error;
    const char *const too_long[] = {long_name};
    brine_config *config = test_config(pki);

    (void)state;
    memset(long_name, 'x', sizeof long_name);
    long_name[256] = '\0';
    check_refused(brine_config_set_alpn(config, too_long, 1, &error), &error,
                  "protocol 0 for ALPN has 256 bytes, expected 1 to 255");
    check_refused(brine_config_set_alpn(config, empty, 2, &error), &error,
                  "protocol 1 for ALPN has 0 bytes, expected 1 to 255");
    check_refused(brine_config_set_alpn(config, two, 0, &error), &error,
                  "the list of protocols for ALPN is empty");
    check_refused(brine_config_set_alpn(config, NULL, 2, &error), &error,
                  "the list of protocols for ALPN is NULL");
    assert_int_equal(brine_config_set_alpn(config, two, 2, NULL), BRINE_OK);
    assert_int_equal(config->alpn_len, 12);
    assert_memory_equal(config->alpn, "\x02h2\x08http/1.1", 12);
    brine_config_free(config);
}

static void an_alpn_result_can_not_be_required_without_an_offer(void **state)
{
    brine_config *config = test_config(pki);
    brine_error error;

    (void)state;
    assert_int_equal(brine_config_require_alpn(config), BRINE_OK);
    assert_int_equal(brine_config_freeze(config, &error), BRINE_ERROR_INVALID_ARGUMENT);
    brine_config_free(config);
}

static void fragment_lengths_are_the_four_of_the_rfc(void **state)
{
    brine_config *config = test_config(pki);

    (void)state;
    for (size_t length = 0; length <= 16384; length++)
        assert_int_equal(brine_config_set_max_fragment_length(config, length),
                         length == 512 || length == 1024 || length == 2048 || length == 4096
                             ? BRINE_OK
                             : BRINE_ERROR_INVALID_ARGUMENT);
    brine_config_free(config);
}

static void a_path_can_be_made_shorter_but_not_longer(void **state)
{
    brine_config *config = test_config(pki);

    (void)state;
    assert_int_equal(brine_config_set_max_intermediates(config, 0), BRINE_OK);
    assert_int_equal(brine_config_set_max_intermediates(config, BRINE_PATH_LENGTH_MAX - 2),
                     BRINE_OK);
    assert_int_equal(brine_config_set_max_intermediates(config, BRINE_PATH_LENGTH_MAX - 1),
                     BRINE_ERROR_LIMIT);
    brine_config_free(config);
}

static void a_pin_is_the_base64_of_32_bytes(void **state)
{
    static const char good[] = "sha256//AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    static const char *const bad[] = {
        "",
        "sha256//",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "sha1//AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "sha256//AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHg==",
        "sha256//AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=x",
        "sha256//AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
        "sha256//AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8h",
        "sha256//AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh9=", /* spare bits that are not zero */
        "sha256//AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
        "sha256// AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "sha256//AAECAwQFBgcICQoLDA0O DxAREhMUFRYXGBkaGxwdHh8=",
        "sha256//AAECAwQFBgcICQoLDA0O DxAREhMUFRYXGBkaGxwdHg=", /* 44 characters */
        "sha256//AAECAwQFBgcICQoLDA0O\tDxAREhMUFRYXGBkaGxwdHg==",
        "sha256//AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8\n",
    };
    brine_config *config = test_config(pki);
    brine_error error;

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(brine_config_add_pin(config, bad[i], &error),
                         BRINE_ERROR_INVALID_ARGUMENT);
    for (int i = 0; i < BRINE_PINS_MAX; i++)
        assert_int_equal(brine_config_add_pin(config, good, &error), BRINE_OK);
    assert_int_equal(brine_config_add_pin(config, good, &error), BRINE_ERROR_LIMIT);
    for (uint8_t i = 0; i < 32; i++)
        assert_int_equal(config->policy.pins[0][i], i);
    brine_config_free(config);
}

typedef struct logged {
    char line[256];
    unsigned lines;
} logged;

static void log_line(void *context, const brine_key_log_line *line)
{
    logged *to = context;

    to->lines++;
    assert_true(strlen(line->text) < sizeof to->line);
    strcpy(to->line, line->text);
}

static void the_key_log_goes_to_a_file_only_when_asked(void **state)
{
    brine_config *config = test_config(pki);
    brine_error error;

    (void)state;
    assert_int_equal(setenv("SSLKEYLOGFILE", "/nonexistent/key.log", 1), 0);
    assert_int_equal(config->key_log_file.fd, -1);
    assert_int_equal(brine_config_key_log_from_environment(config, &error), BRINE_ERROR_FILE);
    assert_int_equal(unsetenv("SSLKEYLOGFILE"), 0);
    assert_int_equal(brine_config_key_log_from_environment(config, &error), BRINE_OK);
    assert_int_equal(config->key_log_file.fd, -1);
    brine_config_free(config);
}

static void a_connection_keeps_the_config_alive(void **state)
{
    brine_config *config = test_freeze(test_config(pki));
    brine_config *held = brn_config_hold(config);

    (void)state;
    brine_config_free(config);
    assert_int_equal(brn_config_now(held), PEER_NOW);
    brine_config_free(held);
}

static void different_settings_have_different_fingerprints(void **state)
{
    static const char *const protocols[] = {"h2"};
    brine_config *plain = test_freeze(test_config(pki)), *same = test_freeze(test_config(pki));
    brine_config *alpn = test_config(pki), *weak = test_config(pki), *pinned = test_config(pki);
    brine_config *legacy = test_config(pki);
    uint8_t a[32], b[32];
    brine_error error;

    (void)state;
    assert_int_equal(brine_config_set_alpn(alpn, protocols, 1, NULL), BRINE_OK);
    assert_int_equal(brine_config_insecure_skip_time(weak), BRINE_OK);
    assert_int_equal(brine_config_add_pin(
                         pinned, "sha256//AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", &error),
                     BRINE_OK);
    assert_int_equal(brine_config_allow_legacy_renegotiation(legacy), BRINE_OK);
    brn_config_fingerprint(plain, a);
    brn_config_fingerprint(same, b);
    assert_memory_equal(a, b, 32);
    brn_config_fingerprint(alpn, b);
    assert_memory_not_equal(a, b, 32);
    brn_config_fingerprint(weak, b);
    assert_memory_not_equal(a, b, 32);
    brn_config_fingerprint(pinned, b);
    assert_memory_not_equal(a, b, 32);
    brn_config_fingerprint(legacy, b);
    assert_memory_not_equal(a, b, 32);
    brine_config_free(plain);
    brine_config_free(same);
    brine_config_free(alpn);
    brine_config_free(weak);
    brine_config_free(pinned);
    brine_config_free(legacy);
}

static void a_key_log_can_be_set(void **state)
{
    brine_config *config = test_config(pki);
    logged to = {.lines = 0};

    (void)state;
    assert_int_equal(brine_config_set_key_log(config, log_line, &to), BRINE_OK);
    assert_ptr_equal(config->key_log_context, &to);
    brine_config_free(config);
}

static brine_result set_and_freeze(brine_config *config, brine_error *error)
{
    static const char *const protocols[] = {"h2"};
    brine_result result = brine_config_set_alpn(config, protocols, 1, error);

    if (result == BRINE_OK)
        result = brine_config_add_pin(
            config, "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", error);
    if (result == BRINE_OK)
        result = brine_config_set_session_cache(config, 4);
    return result == BRINE_OK ? brine_config_freeze(config, error) : result;
}

/* With the system's trust store, which freezing loads: here it is the PKI's root. */
static void memory_may_end_at_any_allocation(void **state)
{
    peer_bytes root = {.len = 0};

    (void)state;
    scratch_begin();
    peer_put_certificate_pem(&root, pki->root);
    setenv("SSL_CERT_FILE", scratch_file("root.pem", root.data, root.len), 1);
    peer_bytes_free(&root);
    for (size_t at = 0;; at++) {
        scarce s = {.left = at};
        const brine_allocator allocator = {&s, scarce_allocate, scarce_release};
        brine_error error = BRINE_NO_ERROR;
        brine_config *config = NULL;
        brine_result result = brine_config_new(&allocator, &config, NULL);

        if (result == BRINE_OK)
            result = set_and_freeze(config, &error);
        if (result != BRINE_OK && result != BRINE_ERROR_OUT_OF_MEMORY)
            fail_msg("%s: %s", brine_result_name(result), error.text);
        brine_config_free(config);
        assert_int_equal(s.live, 0);
        if (!s.failed) {
            assert_int_equal(result, BRINE_OK);
            assert_true(at > 5);
            break;
        }
    }
    unsetenv("SSL_CERT_FILE");
    scratch_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_can_be_changed_once_frozen),
        cmocka_unit_test(a_setter_without_a_config_says_so),
        cmocka_unit_test(the_argument_that_is_missing_is_named),
        cmocka_unit_test(a_config_that_can_not_be_made_says_why),
        cmocka_unit_test(a_config_has_the_provider_that_it_was_made_with),
        cmocka_unit_test(a_config_with_a_provider_has_nothing_of_the_system),
        cmocka_unit_test(a_config_uses_the_system_when_it_is_told_to),
        cmocka_unit_test(a_provider_comes_before_what_is_chosen_of_it),
        cmocka_unit_test(protocols_have_a_limit_together),
        cmocka_unit_test(an_unfrozen_trust_store_is_found_when_freezing),
        cmocka_unit_test(protocols_have_1_to_255_bytes_and_become_a_list),
        cmocka_unit_test(an_alpn_result_can_not_be_required_without_an_offer),
        cmocka_unit_test(fragment_lengths_are_the_four_of_the_rfc),
        cmocka_unit_test(a_path_can_be_made_shorter_but_not_longer),
        cmocka_unit_test(a_pin_is_the_base64_of_32_bytes),
        cmocka_unit_test(the_key_log_goes_to_a_file_only_when_asked),
        cmocka_unit_test(a_connection_keeps_the_config_alive),
        cmocka_unit_test(different_settings_have_different_fingerprints),
        cmocka_unit_test(a_key_log_can_be_set),
        cmocka_unit_test(memory_may_end_at_any_allocation),
    };
    int failed;

    pki = peer_pki_new();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    peer_pki_free(pki);
    return failed;
}
