/* NULL for each pointer of config.h's calls, and of brine_provider_describe. */
#include "null.h"

#include <stdlib.h>
#include <string.h>

static brine_config *config;

static int new_config(void **state)
{
    (void)state;
    return (int)brine_config_new(NULL, &config, NULL);
}

static int free_config(void **state)
{
    (void)state;
    brine_config_free(config);
    return 0;
}

static void *allocate(void *context, size_t size)
{
    (void)context;
    return malloc(size);
}

static void release(void *context, void *block, size_t size)
{
    (void)context;
    (void)size;
    free(block);
}

static void making_freezing_and_freeing(void **state)
{
    brine_allocator allocator = {.allocate = allocate, .release = release};
    brine_config *made;
    brine_error error;
    uint8_t byte;

    (void)state;
    OPTIONAL(brine_config_new, allocator, (NULL, &made, &error), BRINE_OK);
    brine_config_free(made);
    REFUSED(brine_config_new, out, (NULL, NULL, &error));
    OPTIONAL(brine_config_new, error, (NULL, NULL, NULL), BRINE_ERROR_INVALID_ARGUMENT);
    REFUSED(brine_config_new_with, provider, (NULL, &allocator, &made, &error));
    REFUSED(brine_config_new_with, out, (brine_provider_sodium(), &allocator, NULL, &error));
    OPTIONAL(brine_config_new_with, error, (NULL, &allocator, &made, NULL),
             BRINE_ERROR_INVALID_ARGUMENT);
    OPTIONAL(brine_config_new_with, allocator, (brine_provider_sodium(), NULL, &made, &error),
             BRINE_OK);
    REFUSED(brine_random_sodium, out, (NULL, NULL, 1));
    OPTIONAL(brine_random_sodium, context, (NULL, &byte, 1), BRINE_OK);
    REFUSED(brine_config_use_system, config, (NULL));
    assert_int_equal(brine_config_use_system(made), BRINE_OK);
    REFUSED(brine_config_freeze, config, (NULL, &error));
    assert_int_equal(error.code, BRINE_ERROR_INVALID_ARGUMENT);
    assert_int_equal(brine_config_insecure_skip_chain(made), BRINE_OK);
    OPTIONAL(brine_config_freeze, error, (made, NULL), BRINE_OK);
    RETURNS(brine_config_free, config, (NULL));
    brine_config_free(made);
}

static void switches(void **state)
{
    (void)state;
    REFUSED(brine_config_enable_legacy_rsa_key_exchange, config, (NULL));
    REFUSED(brine_config_insecure_skip_chain, config, (NULL));
    REFUSED(brine_config_insecure_skip_name, config, (NULL));
    REFUSED(brine_config_insecure_skip_time, config, (NULL));
    REFUSED(brine_config_require_alpn, config, (NULL));
    REFUSED(brine_config_require_extended_master_secret, config, (NULL));
    REFUSED(brine_config_allow_legacy_renegotiation, config, (NULL));
    REFUSED(brine_config_request_staple, config, (NULL));
    REFUSED(brine_config_require_staple, config, (NULL));
    REFUSED(brine_config_request_scts, config, (NULL));
    REFUSED(brine_config_enable_false_start, config, (NULL));
    REFUSED(brine_config_disable_false_start, config, (NULL));
    REFUSED(brine_config_keep_peer, config, (NULL));
    REFUSED(brine_config_disable_sessions, config, (NULL));
    REFUSED(brine_config_match_identity, config, (NULL));
    REFUSED(brine_config_skip_unknown_names, config, (NULL));
}

static void numbers(void **state)
{
    (void)state;
    REFUSED(brine_config_set_max_intermediates, config, (NULL, 1));
    REFUSED(brine_config_set_strict, config, (NULL, true));
    REFUSED(brine_config_set_max_fragment_length, config, (NULL, 512));
    REFUSED(brine_config_set_session_cache, config, (NULL, 1));
    REFUSED(brine_config_set_remembered_links, config, (NULL, 1));
}

static void objects(void **state)
{
    brine_trust *trust;

    (void)state;
    assert_int_equal(brine_trust_new(NULL, &trust, NULL), BRINE_OK);
    REFUSED(brine_config_set_provider, config, (NULL, brine_provider_default()));
    REFUSED(brine_config_set_provider, provider, (config, NULL));
    REFUSED(brine_config_set_trust, config, (NULL, trust));
    REFUSED(brine_config_set_trust, trust, (config, NULL));
    brine_trust_free(trust);
}

static void texts(void **state)
{
    static const char pin[] = "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    const char *const protocols[] = {"h2"}, *const missing[] = {"h2", NULL};
    brine_error error;

    (void)state;
    REFUSED(brine_config_set_suites, config, (NULL, "ECDHE-RSA-AES128-GCM-SHA256", &error));
    REFUSED(brine_config_set_suites, names, (config, NULL, &error));
    OPTIONAL(brine_config_set_suites, error, (config, "ECDHE-RSA-AES128-GCM-SHA256", NULL),
             BRINE_OK);
    OPTIONAL(brine_config_set_suites, error, (config, "none", NULL), BRINE_ERROR_UNKNOWN_NAME);
    REFUSED(brine_config_set_groups, config, (NULL, "x25519", &error));
    REFUSED(brine_config_set_groups, names, (config, NULL, &error));
    OPTIONAL(brine_config_set_groups, error, (config, "x25519", NULL), BRINE_OK);
    OPTIONAL(brine_config_set_groups, error, (config, "none", NULL), BRINE_ERROR_UNKNOWN_NAME);
    REFUSED(brine_config_set_signature_schemes, config, (NULL, "ed25519", &error));
    REFUSED(brine_config_set_signature_schemes, names, (config, NULL, &error));
    OPTIONAL(brine_config_set_signature_schemes, error, (config, "ed25519", NULL), BRINE_OK);
    OPTIONAL(brine_config_set_signature_schemes, error, (config, "none", NULL),
             BRINE_ERROR_UNKNOWN_NAME);
    REFUSED(brine_config_set_client_signature_schemes, config, (NULL, "ed25519", &error));
    REFUSED(brine_config_set_client_signature_schemes, names, (config, NULL, &error));
    OPTIONAL(brine_config_set_client_signature_schemes, error, (config, "ed25519", NULL), BRINE_OK);
    OPTIONAL(brine_config_set_client_signature_schemes, error, (config, "none", NULL),
             BRINE_ERROR_UNKNOWN_NAME);
    REFUSED(brine_config_trust_file, config, (NULL, "ca.pem", &error));
    REFUSED(brine_config_trust_file, path, (config, NULL, &error));
    OPTIONAL(brine_config_trust_file, error, (config, "/nonexistent", NULL), BRINE_ERROR_FILE);
    REFUSED(brine_config_add_pin, config, (NULL, pin, &error));
    REFUSED(brine_config_add_pin, pin, (config, NULL, &error));
    OPTIONAL(brine_config_add_pin, error, (config, pin, NULL), BRINE_OK);
    REFUSED(brine_config_set_alpn, config, (NULL, protocols, 1, &error));
    REFUSED(brine_config_set_alpn, protocols, (config, NULL, 1, &error));
    REFUSED(brine_config_set_alpn, protocols, (config, missing, 2, &error));
    OPTIONAL(brine_config_set_alpn, error, (config, protocols, 1, NULL), BRINE_OK);
    OPTIONAL(brine_config_set_alpn, error, (config, NULL, 1, NULL), BRINE_ERROR_INVALID_ARGUMENT);
}

static void identities(void **state)
{
    const brine_bytes text = {(const uint8_t *)"text", 4};
    brine_error error;

    (void)state;
    REFUSED(brine_config_set_identity, config, (NULL, text, text, &error));
    REFUSED(brine_config_set_identity, chain, (config, PROMISED, text, &error));
    REFUSED(brine_config_set_identity, key, (config, text, PROMISED, &error));
    OPTIONAL(brine_config_set_identity, error, (config, text, text, NULL),
             BRINE_ERROR_NO_CERTIFICATE);
    REFUSED(brine_config_set_identity_external, config, (NULL, text, &error));
    REFUSED(brine_config_set_identity_external, chain, (config, PROMISED, &error));
    OPTIONAL(brine_config_set_identity_external, error, (config, text, NULL),
             BRINE_ERROR_NO_CERTIFICATE);
    REFUSED(brine_config_set_identity_files, config, (NULL, "/dev/null", "/dev/null", &error));
    REFUSED(brine_config_set_identity_files, chain_path, (config, NULL, "/dev/null", &error));
    REFUSED(brine_config_set_identity_files, key_path, (config, "/dev/null", NULL, &error));
    OPTIONAL(brine_config_set_identity_files, error, (config, "/nowhere", "/nowhere", NULL),
             BRINE_ERROR_FILE);
}

static void further_identities(void **state)
{
    const brine_bytes text = {(const uint8_t *)"text", 4};
    brine_error error;

    (void)state;
    REFUSED(brine_config_add_identity, config, (NULL, text, text, &error));
    REFUSED(brine_config_add_identity, chain, (config, PROMISED, text, &error));
    REFUSED(brine_config_add_identity, key, (config, text, PROMISED, &error));
    OPTIONAL(brine_config_add_identity, error, (config, text, text, NULL),
             BRINE_ERROR_NO_CERTIFICATE);
    REFUSED(brine_config_add_identity_external, config, (NULL, text, &error));
    REFUSED(brine_config_add_identity_external, chain, (config, PROMISED, &error));
    OPTIONAL(brine_config_add_identity_external, error, (config, text, NULL),
             BRINE_ERROR_NO_CERTIFICATE);
    REFUSED(brine_config_add_identity_files, config, (NULL, "/dev/null", "/dev/null", &error));
    REFUSED(brine_config_add_identity_files, chain_path, (config, NULL, "/dev/null", &error));
    REFUSED(brine_config_add_identity_files, key_path, (config, "/dev/null", NULL, &error));
    OPTIONAL(brine_config_add_identity_files, error, (config, "/nowhere", "/nowhere", NULL),
             BRINE_ERROR_FILE);
}

static void the_names_of_a_request(void **state)
{
    static const uint8_t names[] = {0, 2, 0x30, 0};
    const brine_identity_request request = {.authorities = {names, sizeof names}};
    brine_bytes name = request.authorities;
    size_t cursor = 0;

    (void)state;
    ZERO(brine_identity_request_authority, request, (NULL, &cursor, &name));
    assert_null(name.data);
    name = request.authorities;
    ZERO(brine_identity_request_authority, cursor, (&request, NULL, &name));
    assert_null(name.data);
    ZERO(brine_identity_request_authority, name, (&request, &cursor, NULL));
    assert_int_equal(cursor, 0);
    assert_true(brine_identity_request_authority(&request, &cursor, &name));
    assert_int_equal(name.len, 2);
}

/* ---- Callbacks ---- */

static size_t tell(void *context, char *out, size_t cap)
{
    (void)context;
    (void)out;
    (void)cap;
    return BRINE_PASSPHRASE_NONE;
}

static size_t choose(void *context, const brine_identity_request *request)
{
    (void)context;
    return request->choice;
}

static brine_verdict accept(void *context, const brine_verify_request *request, brine_alert *alert)
{
    (void)context;
    (void)request;
    (void)alert;
    return BRINE_VERDICT_ACCEPT;
}

static int64_t now(void *context)
{
    (void)context;
    return 0;
}

static void log_line(void *context, const brine_key_log_line *line)
{
    (void)context;
    (void)line;
}

static void trace_event(void *context, const brine_trace_event *event)
{
    (void)context;
    (void)event;
}

static void keys_by_themselves(void **state)
{
    static const char pem[] = "-----BEGIN PRIVATE KEY-----\n"
                              "MC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f\n"
                              "-----END PRIVATE KEY-----\n";
    const brine_bytes text = {(const uint8_t *)pem, sizeof pem - 1}, some = {text.data, 4};
    const brine_provider *provider = brine_provider_sodium();
    brine_allocator allocator = {.allocate = allocate, .release = release};
    uint8_t signature[BRINE_SIGNATURE_MAX];
    brine_public_key public_key;
    brine_error error;
    brine_key *key;
    size_t len;

    (void)state;
    REFUSED(brine_key_new, provider, (NULL, &allocator, text, NULL, NULL, &key, &error));
    REFUSED(brine_key_new, pem_or_der, (provider, NULL, PROMISED, NULL, NULL, &key, &error));
    REFUSED(brine_key_new, out, (provider, NULL, text, NULL, NULL, NULL, &error));
    OPTIONAL(brine_key_new, error, (provider, NULL, some, NULL, NULL, &key, NULL),
             BRINE_ERROR_NO_PRIVATE_KEY);
    OPTIONAL(brine_key_new, passphrase, (provider, &allocator, text, NULL, &len, &key, &error),
             BRINE_OK);
    brine_key_free(key);
    OPTIONAL(brine_key_new, context, (provider, &allocator, text, tell, NULL, &key, &error),
             BRINE_OK);
    brine_key_free(key);
    OPTIONAL(brine_key_new, allocator, (provider, NULL, text, NULL, NULL, &key, &error), BRINE_OK);
    RETURNS(brine_key_public, key, (NULL, &public_key));
    assert_null(public_key.point.data);
    RETURNS(brine_key_public, out, (key, NULL));
    ZERO(brine_key_is_private, key, (NULL));
    REFUSED(brine_key_sign, key, (NULL, 0x0807, some, some, signature, &len, &error));
    REFUSED(brine_key_sign, digest, (key, 0x0807, PROMISED, some, signature, &len, &error));
    REFUSED(brine_key_sign, message, (key, 0x0807, some, PROMISED, signature, &len, &error));
    REFUSED(brine_key_sign, signature, (key, 0x0807, some, some, NULL, &len, &error));
    REFUSED(brine_key_sign, len, (key, 0x0807, some, some, signature, NULL, &error));
    OPTIONAL(brine_key_sign, error, (key, 0x0807, some, some, signature, &len, NULL), BRINE_OK);
    RETURNS(brine_key_free, key, (NULL));
    brine_key_free(key);
}

static void callbacks(void **state)
{
    brine_error error;

    (void)state;
    REFUSED(brine_config_set_verify_hook, config, (NULL, accept, state));
    OPTIONAL(brine_config_set_verify_hook, context, (config, accept, NULL), BRINE_OK);
    OPTIONAL(brine_config_set_verify_hook, hook, (config, NULL, state), BRINE_OK);
    REFUSED(brine_config_set_passphrase, config, (NULL, tell, state));
    OPTIONAL(brine_config_set_passphrase, context, (config, tell, NULL), BRINE_OK);
    OPTIONAL(brine_config_set_passphrase, passphrase, (config, NULL, state), BRINE_OK);
    REFUSED(brine_config_set_identity_hook, config, (NULL, choose, state));
    OPTIONAL(brine_config_set_identity_hook, context, (config, choose, NULL), BRINE_OK);
    OPTIONAL(brine_config_set_identity_hook, hook, (config, NULL, state), BRINE_OK);
    REFUSED(brine_config_set_clock, config, (NULL, now, state));
    REFUSED(brine_config_set_clock, now, (config, NULL, state));
    OPTIONAL(brine_config_set_clock, context, (config, now, NULL), BRINE_OK);
    REFUSED(brine_config_set_key_log, config, (NULL, log_line, state));
    OPTIONAL(brine_config_set_key_log, context, (config, log_line, NULL), BRINE_OK);
    OPTIONAL(brine_config_set_key_log, log, (config, NULL, state), BRINE_OK);
    REFUSED(brine_config_key_log_from_environment, config, (NULL, &error));
    OPTIONAL(brine_config_key_log_from_environment, error, (config, NULL), BRINE_OK);
    REFUSED(brine_config_set_trace, config, (NULL, trace_event, state));
    OPTIONAL(brine_config_set_trace, context, (config, trace_event, NULL), BRINE_OK);
    OPTIONAL(brine_config_set_trace, trace, (config, NULL, state), BRINE_OK);
}

static bool count_one(void *context, const brine_algorithm *algorithm)
{
    assert_non_null(algorithm);
    if (context != NULL)
        *(int *)context += 1;
    return true;
}

static void descriptions(void **state)
{
    brine_config *frozen;
    int visits = 0;

    (void)state;
    assert_int_equal(brine_config_new(NULL, &frozen, NULL), BRINE_OK);
    assert_int_equal(brine_config_insecure_skip_chain(frozen), BRINE_OK);
    assert_int_equal(brine_config_freeze(frozen, NULL), BRINE_OK);
    RETURNS(brine_config_describe, config, (NULL, count_one, &visits));
    RETURNS(brine_config_describe, visit, (frozen, NULL, &visits));
    RETURNS(brine_config_describe, context, (frozen, count_one, NULL));
    RETURNS(brine_provider_describe, provider, (NULL, count_one, &visits));
    RETURNS(brine_provider_describe, visit, (brine_provider_default(), NULL, &visits));
    RETURNS(brine_provider_describe, visit_context, (brine_provider_default(), count_one, NULL));
    assert_int_equal(visits, 0);
    brine_config_free(frozen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(making_freezing_and_freeing),
        cmocka_unit_test(switches),
        cmocka_unit_test(numbers),
        cmocka_unit_test(objects),
        cmocka_unit_test(texts),
        cmocka_unit_test(identities),
        cmocka_unit_test(further_identities),
        cmocka_unit_test(the_names_of_a_request),
        cmocka_unit_test(keys_by_themselves),
        cmocka_unit_test(callbacks),
        cmocka_unit_test(descriptions),
    };
    return cmocka_run_group_tests(tests, new_config, free_config);
}
