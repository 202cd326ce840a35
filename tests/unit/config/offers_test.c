/*
 * What a config offers, on providers that lack this or that.
 */
#include "config/config.h"
#include "crypto/provider/lookup.h"
#include "support/providers.h"
#include "support/test.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

static bool nothing(void *context)
{
    (void)context;
    return false;
}

/* A copy of the default provider that a test may take apart. */
typedef struct workshop {
    brine_provider provider;
    brine_aead aeads[3];
    const brine_aead *aead_list[4];
    const brine_group *no_groups[1];
    const brine_hash *no_hashes[1];
    const brine_verifier *no_verifiers[1];
    brine_config *config;
} workshop;

static void open_workshop(workshop *w, size_t which)
{
    size_t count = 0;

    memset(w, 0, sizeof *w);
    w->provider = *providers[which].get();
    for (const brine_aead *const *a = w->provider.aeads; *a != NULL; a++)
        if (count < 3 && ((*a)->available == NULL || (*a)->available(w->provider.context))) {
            bool known = false;

            for (size_t i = 0; i < count; i++)
                known = known || w->aeads[i].id == (*a)->id;
            if (known)
                continue;
            w->aeads[count] = **a;
            w->aead_list[count] = &w->aeads[count];
            count++;
        }
    w->provider.aeads = w->aead_list;
    assert_int_equal(brine_config_new(NULL, &w->config, NULL), BRINE_OK);
    assert_int_equal(brine_config_set_provider(w->config, &w->provider), BRINE_OK);
    assert_int_equal(brine_config_insecure_skip_chain(w->config), BRINE_OK);
}

static brine_aead *find(workshop *w, brine_aead_id id)
{
    for (size_t i = 0; i < 3; i++)
        if (w->aeads[i].id == id)
            return &w->aeads[i];
    return NULL;
}

static void suites_whose_aead_is_not_there_are_dropped(void **state)
{
    workshop w;
    brine_error error;

    (void)state;
    for (size_t i = 0; i < PROVIDERS_COUNT; i++) {
        open_workshop(&w, i);
        find(&w, BRINE_AEAD_CHACHA20_POLY1305)->available = nothing;
        if (find(&w, BRINE_AEAD_AES_256_GCM) == NULL) { /* provider sodium, CPU without AES */
            assert_int_equal(brine_config_freeze(w.config, &error),
                             BRINE_ERROR_PROVIDER_INCOMPLETE);
        } else {
            assert_int_equal(brine_config_freeze(w.config, &error), BRINE_OK);
            assert_true(w.config->suite_count > 0);
            for (size_t s = 0; s < w.config->suite_count; s++)
                assert_int_not_equal(w.config->suites[s].suite->aead, BRINE_AEAD_CHACHA20_POLY1305);
        }
        brine_config_free(w.config);
    }
}

static void a_provider_with_nothing_left_is_told_with_what_is_missing(void **state)
{
    workshop w;
    brine_error error;

    (void)state;
    for (size_t i = 0; i < PROVIDERS_COUNT; i++) {
        open_workshop(&w, i);
        w.provider.aeads = w.aead_list + 3; /* the end of the list */
        assert_int_equal(brine_config_freeze(w.config, &error), BRINE_ERROR_PROVIDER_INCOMPLETE);
        assert_non_null(strstr(error.text, "lacks its AEAD"));
        assert_non_null(strstr(error.text, "TLS_ECDHE_"));
        brine_config_free(w.config);
    }
}

static void a_chosen_group_or_suite_that_can_not_be_served_is_named(void **state)
{
    const brine_hash *hashes[2] = {NULL};
    workshop w;
    brine_error error;

    (void)state;
    open_workshop(&w, 0);
    assert_int_equal(brine_config_set_groups(w.config, "x25519:secp256r1", &error), BRINE_OK);
    w.provider.groups = w.no_groups;
    assert_int_equal(brine_config_freeze(w.config, &error), BRINE_ERROR_PROVIDER_INCOMPLETE);
    assert_non_null(strstr(error.text, "can serve none of the chosen groups (29, 23)"));
    brine_config_free(w.config);

    open_workshop(&w, 0);
    assert_int_equal(brine_config_set_suites(w.config, "ECDHE-RSA-AES256-GCM-SHA384", &error),
                     BRINE_OK);
    hashes[0] = brn_find_hash(&w.provider, BRINE_HASH_SHA256);
    w.provider.hashes = hashes;
    assert_int_equal(brine_config_freeze(w.config, &error), BRINE_ERROR_PROVIDER_INCOMPLETE);
    assert_non_null(strstr(error.text, "its PRF's hash"));
    brine_config_free(w.config);
}

static void each_other_lack_is_named_when_freezing(void **state)
{
    workshop w;
    brine_error error;

    (void)state;
    open_workshop(&w, 0);
    w.provider.groups = w.no_groups;
    assert_int_equal(brine_config_freeze(w.config, &error), BRINE_ERROR_PROVIDER_INCOMPLETE);
    assert_non_null(strstr(error.text, "lacks a group"));
    brine_config_free(w.config);

    open_workshop(&w, 0);
    w.provider.hashes = w.no_hashes;
    assert_int_equal(brine_config_freeze(w.config, &error), BRINE_ERROR_PROVIDER_INCOMPLETE);
    assert_non_null(strstr(error.text, "SHA-256"));
    brine_config_free(w.config);

    open_workshop(&w, 0);
    w.provider.verifiers = w.no_verifiers;
    assert_int_equal(brine_config_freeze(w.config, &error), BRINE_ERROR_PROVIDER_INCOMPLETE);
    assert_non_null(strstr(error.text, "signature scheme"));
    brine_config_free(w.config);

    open_workshop(&w, 0);
    w.provider.random = NULL;
    assert_int_equal(brine_config_freeze(w.config, &error), BRINE_ERROR_PROVIDER_INCOMPLETE);
    assert_non_null(strstr(error.text, "random"));
    brine_config_free(w.config);
}

static void a_provider_may_leave_out_a_whole_list(void **state)
{
    workshop w;
    brine_error error;

    (void)state;
    open_workshop(&w, 0);
    w.provider.suites = NULL;
    assert_int_equal(brine_config_set_suites(w.config, "ECDHE-RSA-AES128-GCM-SHA256", &error),
                     BRINE_ERROR_UNKNOWN_NAME);
    assert_int_equal(brine_config_freeze(w.config, &error), BRINE_ERROR_PROVIDER_INCOMPLETE);
    assert_non_null(strstr(error.text, "no cipher suite"));
    brine_config_free(w.config);

    open_workshop(&w, 0);
    w.provider.groups = NULL;
    assert_int_equal(brine_config_set_groups(w.config, "x25519", &error), BRINE_ERROR_UNKNOWN_NAME);
    assert_int_equal(brine_config_freeze(w.config, &error), BRINE_ERROR_PROVIDER_INCOMPLETE);
    assert_non_null(strstr(error.text, "lacks a group"));
    brine_config_free(w.config);

    open_workshop(&w, 0);
    w.provider.aeads = NULL;
    assert_int_equal(brine_config_freeze(w.config, &error), BRINE_ERROR_PROVIDER_INCOMPLETE);
    assert_non_null(strstr(error.text, "lacks its AEAD"));
    brine_config_free(w.config);

    open_workshop(&w, 0);
    w.provider.hashes = NULL;
    assert_int_equal(brine_config_freeze(w.config, &error), BRINE_ERROR_PROVIDER_INCOMPLETE);
    brine_config_free(w.config);

    open_workshop(&w, 0);
    w.provider.verifiers = NULL;
    assert_int_equal(brine_config_freeze(w.config, &error), BRINE_ERROR_PROVIDER_INCOMPLETE);
    brine_config_free(w.config);

    open_workshop(&w, 0);
    w.provider.signers = NULL;
    assert_int_equal(brine_config_freeze(w.config, &error), BRINE_OK);
    brine_config_free(w.config);
}

static void a_key_that_can_not_protect_one_full_record_is_refused_when_freezing(void **state)
{
    static const uint64_t limits[] = {0, BRINE_RECORD_BLOCKS_MAX - 1, BRINE_RECORD_BLOCKS_MAX};
    brine_aead aead = *brine_provider_default()->aeads[0];
    const brine_aead *aeads[] = {&aead, NULL, NULL};

    (void)state;
    aead.available = NULL;
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        brine_error error;
        workshop w;

        open_workshop(&w, 0);
        aead.blocks_limit = limits[i];
        aeads[1] = w.provider.aeads[0];
        w.provider.aeads = aeads;
        assert_int_equal(brine_config_freeze(w.config, &error),
                         limits[i] < 1025 ? BRINE_ERROR_LIMIT : BRINE_OK);
        if (limits[i] < 1025)
            assert_non_null(strstr(error.text, "blocks_limit is under 1025"));
        brine_config_free(w.config);
    }
}

/* One field at a time of an entry that stands first in its list. */
static void sizes_that_brine_has_no_room_for_are_refused_when_freezing(void **state)
{
    static const size_t aead_fields[][2] = {
        {offsetof(brine_aead, key_length), BRINE_AEAD_KEY_MAX + 1},
        {offsetof(brine_aead, fixed_iv_length), BRINE_AEAD_NONCE_SIZE + 1},
        {offsetof(brine_aead, explicit_nonce_length), 4},
        {offsetof(brine_aead, tag_length), BRINE_AEAD_TAG_MAX + 1},
        {offsetof(brine_aead, state_size), BRINE_AEAD_STATE_MAX + 1},
        {offsetof(brine_aead, state_align), 2 * BRINE_STATE_ALIGN_MAX},
        {offsetof(brine_aead, state_align), 0},
        {offsetof(brine_aead, state_align), 3},
    };
    static const size_t hash_fields[][2] = {
        {offsetof(brine_hash, output_length), BRINE_HASH_OUTPUT_MAX + 1},
        {offsetof(brine_hash, block_length), BRINE_HASH_BLOCK_MAX + 1},
        {offsetof(brine_hash, block_length), 16}, /* less than it puts out */
        {offsetof(brine_hash, state_size), BRINE_HASH_STATE_MAX + 1},
        {offsetof(brine_hash, state_align), 2 * BRINE_STATE_ALIGN_MAX},
    };
    static const size_t group_fields[][2] = {
        {offsetof(brine_group, private_length), BRINE_GROUP_PRIVATE_MAX + 1},
        {offsetof(brine_group, public_length), BRINE_GROUP_PUBLIC_MAX + 1},
        {offsetof(brine_group, shared_length), BRINE_GROUP_SHARED_MAX + 1},
    };
    const brine_provider *whole = brine_provider_default();
    brine_aead aead;
    brine_hash hash;
    brine_group group;
    const brine_aead *const aeads[] = {&aead, NULL};
    const brine_hash *const hashes[] = {&hash, NULL};
    const brine_group *const groups[] = {&group, NULL};

    (void)state;
    for (size_t list = 0; list < 3; list++) {
        const size_t counts[] = {sizeof aead_fields / sizeof *aead_fields,
                                 sizeof hash_fields / sizeof *hash_fields,
                                 sizeof group_fields / sizeof *group_fields};
        const size_t(*fields)[2] = list == 0 ? aead_fields : list == 1 ? hash_fields : group_fields;

        for (size_t i = 0; i < counts[list]; i++) {
            workshop w;
            brine_error error;

            open_workshop(&w, 0);
            aead = *brn_find_aead(whole, BRINE_AEAD_CHACHA20_POLY1305); /* it runs everywhere */
            hash = *brn_find_hash(whole, BRINE_HASH_SHA256);
            group = *brn_find_group(whole, BRINE_GROUP_X25519);
            if (list == 0)
                w.provider.aeads = aeads;
            else if (list == 1)
                w.provider.hashes = hashes;
            else
                w.provider.groups = groups;
            memcpy((uint8_t *)(list == 0   ? (void *)&aead
                               : list == 1 ? (void *)&hash
                                           : (void *)&group) +
                       fields[i][0],
                   &fields[i][1], sizeof(size_t));
            assert_int_equal(brine_config_freeze(w.config, &error), BRINE_ERROR_LIMIT);
            assert_non_null(strstr(error.text, list == 0   ? aead.name
                                               : list == 1 ? hash.name
                                                           : group.name));
            brine_config_free(w.config);
        }
    }
}

static void chacha20_goes_first_where_aes_has_no_instructions(void **state)
{
    workshop w;
    brine_error error;

    (void)state;
    for (int fast = 0; fast < 2; fast++) {
        open_workshop(&w, 2); /* libcrypto has all three */
        for (size_t i = 0; i < 3; i++)
            w.aeads[i].fast = fast == 1;
        assert_int_equal(brine_config_freeze(w.config, &error), BRINE_OK);
        assert_int_equal(w.config->suites[0].suite->aead == BRINE_AEAD_CHACHA20_POLY1305,
                         fast == 0);
        assert_int_equal(w.config->suites[w.config->suite_count - 1].suite->aead ==
                             BRINE_AEAD_CHACHA20_POLY1305,
                         fast == 1);
        brine_config_free(w.config);
    }
}

static void names_may_be_ianas_or_openssls_in_any_case(void **state)
{
    workshop w;
    brine_error error;

    (void)state;
    open_workshop(&w, 2);
    assert_int_equal(
        brine_config_set_suites(w.config,
                                "ecdhe-rsa-chacha20-poly1305:TLS_ECDHE_ECDSA_WITH_AES_256_GCM_"
                                "SHA384:ECDHE-RSA-CHACHA20-POLY1305",
                                &error),
        BRINE_OK);
    assert_int_equal(brine_config_set_groups(w.config, "P-384:x25519:prime256v1", &error),
                     BRINE_OK);
    assert_int_equal(brine_config_freeze(w.config, &error), BRINE_OK);
    assert_int_equal(w.config->suite_count, 2); /* in the caller's order, once each */
    assert_int_equal(w.config->suites[0].suite->id, 0xcca8);
    assert_int_equal(w.config->suites[1].suite->id, 0xc02c);
    assert_int_equal(w.config->group_count, 3);
    assert_int_equal(w.config->groups[0]->id, BRINE_GROUP_SECP384R1);
    assert_int_equal(w.config->groups[2]->id, BRINE_GROUP_SECP256R1);
    brine_config_free(w.config);
}

static void an_unknown_name_is_told_with_those_that_are_known(void **state)
{
    static const char *const bad[] = {
        "RC4-MD5", "ECDHE-RSA-AES256-GCM-SHA384:", ":ECDHE-RSA-AES256-GCM-SHA384", "ECDHE"};
    workshop w;
    brine_error error;

    (void)state;
    open_workshop(&w, 2);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(brine_config_set_suites(w.config, bad[i], &error),
                         BRINE_ERROR_UNKNOWN_NAME);
        assert_memory_equal(error.text, "unknown cipher suite '", 22);
        assert_non_null(strstr(error.text, "ECDHE-ECDSA-AES128-GCM-SHA256"));
    }
    assert_int_equal(brine_config_set_groups(w.config, "secp521r1", &error),
                     BRINE_ERROR_UNKNOWN_NAME);
    assert_non_null(strstr(error.text, "x25519"));
    assert_int_equal(brine_config_set_suites(w.config, "", &error), BRINE_ERROR_INVALID_ARGUMENT);
    assert_memory_equal(error.text, "the list of cipher suites is empty; ", 36);
    assert_int_equal(brine_config_set_groups(w.config, NULL, &error), BRINE_ERROR_INVALID_ARGUMENT);
    assert_memory_equal(error.text, "the list of groups is NULL; ", 28);
    brine_config_free(w.config);
}

/* ---- Lists for several libraries ---- */

static void unknown_names_can_be_passed_over(void **state)
{
    workshop w;

    (void)state;
    open_workshop(&w, 2);
    assert_int_equal(brine_config_skip_unknown_names(w.config), BRINE_OK);
    assert_int_equal(brine_config_set_suites(w.config,
                                             "TLS_AES_128_GCM_SHA256:HIGH:ECDHE-RSA-AES256-GCM-"
                                             "SHA384::+RSA:AES128-SHA:ECDHE-RSA-AES128-GCM-SHA256",
                                             NULL),
                     BRINE_OK);
    assert_int_equal(brine_config_set_groups(w.config, "X25519MLKEM768:P-256:X448:x25519", NULL),
                     BRINE_OK);
    assert_int_equal(brine_config_set_signature_schemes(
                         w.config, "mldsa44:rsa_pss_rsae_sha256:ecdsa_sha1", NULL),
                     BRINE_OK);
    assert_int_equal(brine_config_freeze(w.config, NULL), BRINE_OK);
    assert_int_equal(w.config->suite_count, 2);
    assert_int_equal(w.config->suites[0].suite->id, 0xc030);
    assert_int_equal(w.config->suites[1].suite->id, 0xc02f);
    assert_int_equal(w.config->group_count, 2);
    assert_int_equal(w.config->groups[0]->id, BRINE_GROUP_SECP256R1);
    assert_int_equal(w.config->scheme_count, 1);
    brine_config_free(w.config);
}

/* A call's result and sentence, for one list. */
static void assert_list_refused(brine_result (*set)(brine_config *, const char *, brine_error *),
                                brine_config *config, const char *list, const char *sentence)
{
    brine_error error = BRINE_NO_ERROR;

    assert_int_equal(set(config, list, &error), BRINE_ERROR_UNKNOWN_NAME);
    if (strncmp(error.text, sentence, strlen(sentence)) != 0)
        fail_msg("'%s' does not begin with '%s'", error.text, sentence);
}

static void a_list_without_a_known_name_fails_all_the_same(void **state)
{
    brine_config *config;

    (void)state;
    assert_int_equal(brine_config_new(NULL, &config, NULL), BRINE_OK);
    assert_int_equal(brine_config_skip_unknown_names(config), BRINE_OK);
    assert_list_refused(brine_config_set_suites, config, "TLS_AES_128_GCM_SHA256:HIGH",
                        "the list 'TLS_AES_128_GCM_SHA256:HIGH' has no cipher suite that is known; "
                        "provider 'default' has ECDHE-ECDSA-AES128-GCM-SHA256, ");
    assert_list_refused(brine_config_set_groups, config, ":",
                        "the list ':' has no group that is known; provider 'default' has x25519, "
                        "secp256r1, secp384r1; ");
    assert_list_refused(brine_config_set_signature_schemes, config, "dsa_sha1",
                        "the list 'dsa_sha1' has no signature scheme that is known; brine has "
                        "ecdsa_secp256r1_sha256, ");
    assert_list_refused(brine_config_set_client_signature_schemes, config, "RSA",
                        "the list 'RSA' has no signature scheme that is known; brine has ");
    brine_config_free(config);
}

/* To pass over what takes suites away would offer what the list does not allow. */
static void a_rule_that_would_not_be_obeyed_fails(void **state)
{
    static const char *const rules[] = {"!aNULL", "-RSA", "@SECLEVEL=3"};
    brine_config *config;

    (void)state;
    assert_int_equal(brine_config_new(NULL, &config, NULL), BRINE_OK);
    assert_int_equal(brine_config_skip_unknown_names(config), BRINE_OK);
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        char list[80], sentence[160];

        snprintf(list, sizeof list, "ECDHE-RSA-AES256-GCM-SHA384:%s", rules[i]);
        snprintf(sentence, sizeof sentence,
                 "the list of cipher suites has the rule '%s', expected names alone; ", rules[i]);
        assert_list_refused(brine_config_set_suites, config, list, sentence);
    }
    assert_int_equal(config->chosen_suites.count, 0);
    brine_config_free(config);
}

/* ---- Signature schemes ---- */

static void schemes_are_offered_in_the_chosen_order(void **state)
{
    static const uint16_t chosen[] = {0x0601, 0x0804, 0x0403};
    workshop w;

    (void)state;
    open_workshop(&w, 2);
    assert_int_equal(
        brine_config_set_signature_schemes(
            w.config, "RSA+SHA512:rsa_pss_rsae_sha256:ecdsa+sha256:RSA-PSS+SHA256", NULL),
        BRINE_OK);
    assert_int_equal(brine_config_freeze(w.config, NULL), BRINE_OK);
    assert_int_equal(w.config->scheme_count, 3);
    assert_memory_equal(w.config->schemes, chosen, sizeof chosen);
    brine_config_free(w.config);
}

static void an_unknown_scheme_is_told_with_those_that_are_known(void **state)
{
    brine_config *config;

    (void)state;
    assert_int_equal(brine_config_new(NULL, &config, NULL), BRINE_OK);
    assert_list_refused(brine_config_set_signature_schemes, config, "ed448",
                        "unknown signature scheme 'ed448'; brine has ecdsa_secp256r1_sha256, "
                        "ed25519, rsa_pss_rsae_sha256, ");
    brine_config_free(config);
}

static void a_suite_is_offered_only_with_a_scheme_for_it(void **state)
{
    static const struct {
        const char *schemes;
        brine_authentication authentication;
    } rows[] = {{"rsa_pkcs1_sha256", BRINE_AUTHENTICATION_RSA},
                {"rsa_pss_pss_sha512", BRINE_AUTHENTICATION_RSA},
                {"ecdsa_secp384r1_sha384", BRINE_AUTHENTICATION_ECDSA},
                {"ed25519", BRINE_AUTHENTICATION_ECDSA}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        workshop w;

        open_workshop(&w, 0);
        assert_int_equal(brine_config_set_signature_schemes(w.config, rows[i].schemes, NULL),
                         BRINE_OK);
        assert_int_equal(brine_config_freeze(w.config, NULL), BRINE_OK);
        assert_true(w.config->suite_count > 0);
        for (size_t s = 0; s < w.config->suite_count; s++)
            assert_int_equal(w.config->suites[s].suite->authentication, rows[i].authentication);
        brine_config_free(w.config);
    }
}

static void a_choice_that_leaves_nothing_is_told(void **state)
{
    static const brine_verifier *const no_verifiers[] = {NULL};
    workshop w;
    brine_error error;

    (void)state;
    open_workshop(&w, 0);
    assert_int_equal(brine_config_set_suites(w.config, "ECDHE-RSA-CHACHA20-POLY1305", NULL),
                     BRINE_OK);
    assert_int_equal(brine_config_set_signature_schemes(w.config, "ed25519", NULL), BRINE_OK);
    assert_int_equal(brine_config_freeze(w.config, &error), BRINE_ERROR_PROVIDER_INCOMPLETE);
    assert_non_null(strstr(error.text, "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256 lacks a "
                                       "signature scheme"));
    w.provider.verifiers = no_verifiers;
    assert_int_equal(brine_config_freeze(w.config, &error), BRINE_ERROR_PROVIDER_INCOMPLETE);
    assert_non_null(strstr(error.text, "can verify none of the chosen signature schemes"));
    brine_config_free(w.config);
}

/* The default provider has two entries for two of its groups. */
static void a_group_that_several_entries_serve_is_told_once(void **state)
{
    brine_config *config;
    brine_error error;

    (void)state;
    assert_int_equal(brine_config_new(NULL, &config, NULL), BRINE_OK);
    assert_int_equal(brine_config_set_groups(config, "FOO", &error), BRINE_ERROR_UNKNOWN_NAME);
    assert_string_equal(error.text, "unknown group 'FOO'; provider 'default' has x25519, "
                                    "secp256r1, secp384r1; use one of the names that the provider "
                                    "has");
    brine_config_free(config);
}

static bool offers(const brine_config *config, brine_key_exchange exchange)
{
    for (size_t i = 0; i < config->suite_count; i++)
        if (config->suites[i].suite->key_exchange == exchange)
            return true;
    return false;
}

static void the_rsa_key_exchange_is_offered_last_and_only_when_asked_for(void **state)
{
    workshop w;
    brine_error error;

    (void)state;
    for (int asked = 0; asked < 2; asked++) {
        open_workshop(&w, 2);
        if (asked)
            assert_int_equal(brine_config_enable_legacy_rsa_key_exchange(w.config), BRINE_OK);
        assert_int_equal(brine_config_freeze(w.config, &error), BRINE_OK);
        assert_int_equal(offers(w.config, BRINE_KEY_EXCHANGE_RSA), asked);
        assert_int_equal(w.config->suites[0].suite->key_exchange, BRINE_KEY_EXCHANGE_ECDHE);
        brine_config_free(w.config);
    }
}

static bool count_one(void *context, const brine_algorithm *algorithm)
{
    size_t *count = context;

    assert_non_null(algorithm->name);
    assert_non_null(algorithm->implementation);
    ++*count;
    return true;
}

static bool stop_at_once(void *context, const brine_algorithm *algorithm)
{
    (void)algorithm;
    ++*(size_t *)context;
    return false;
}

static void a_config_describes_what_serves_it(void **state)
{
    workshop w;
    brine_error error;
    size_t count = 0;

    (void)state;
    open_workshop(&w, 2);
    assert_int_equal(brine_config_freeze(w.config, &error), BRINE_OK);
    brine_config_describe(w.config, count_one, &count);
    assert_int_equal(count, w.config->suite_count + w.config->group_count);
    count = 0;
    brine_config_describe(w.config, stop_at_once, &count);
    assert_int_equal(count, 1);
    brine_config_free(w.config);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(suites_whose_aead_is_not_there_are_dropped),
        cmocka_unit_test(a_provider_with_nothing_left_is_told_with_what_is_missing),
        cmocka_unit_test(each_other_lack_is_named_when_freezing),
        cmocka_unit_test(a_chosen_group_or_suite_that_can_not_be_served_is_named),
        cmocka_unit_test(a_provider_may_leave_out_a_whole_list),
        cmocka_unit_test(a_key_that_can_not_protect_one_full_record_is_refused_when_freezing),
        cmocka_unit_test(sizes_that_brine_has_no_room_for_are_refused_when_freezing),
        cmocka_unit_test(chacha20_goes_first_where_aes_has_no_instructions),
        cmocka_unit_test(names_may_be_ianas_or_openssls_in_any_case),
        cmocka_unit_test(an_unknown_name_is_told_with_those_that_are_known),
        cmocka_unit_test(unknown_names_can_be_passed_over),
        cmocka_unit_test(a_list_without_a_known_name_fails_all_the_same),
        cmocka_unit_test(a_rule_that_would_not_be_obeyed_fails),
        cmocka_unit_test(schemes_are_offered_in_the_chosen_order),
        cmocka_unit_test(an_unknown_scheme_is_told_with_those_that_are_known),
        cmocka_unit_test(a_suite_is_offered_only_with_a_scheme_for_it),
        cmocka_unit_test(a_choice_that_leaves_nothing_is_told),
        cmocka_unit_test(a_group_that_several_entries_serve_is_told_once),
        cmocka_unit_test(the_rsa_key_exchange_is_offered_last_and_only_when_asked_for),
        cmocka_unit_test(a_config_describes_what_serves_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
