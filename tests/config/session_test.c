#include "config/config.h"
#include "config/fixture.h"
#include "config/session.h"
#include "test.h"

#include <stdlib.h>
#include <string.h>

static peer_pki *pki;

#define CHAIN "\x00\x00\x03one\x00\x00\x03two"

static brine_session *make(const brine_config *config, bool extended_master_secret)
{
    uint8_t master[BRN_MASTER_SECRET_SIZE];
    brn_peer *peer = brn_peer_new(
        &config->allocator, (brine_bytes){(const uint8_t *)CHAIN, sizeof CHAIN - 1},
        (brine_bytes){(const uint8_t *)"ocsp", 4}, (brine_bytes){(const uint8_t *)"scts", 4});
    brn_session_parts parts = {
        .server_name = PEER_SERVER_NAME,
        .port = 443,
        .suite = 0xc030,
        .extended_master_secret = extended_master_secret,
        .master_secret = master,
        .ticket = {(const uint8_t *)"ticket", 6},
        .established = PEER_NOW,
        .expiry = PEER_NOW + 3600,
        .max_fragment_length = 1024,
        .peer = peer,
    };
    brine_session *session;

    memset(master, 0x77, sizeof master);
    assert_int_equal(brn_session_new(config, &parts, &session), BRINE_OK);
    brn_peer_free(peer);
    return session;
}

static uint8_t *save(const brine_session *session, const brine_config *config, size_t *len)
{
    uint8_t *blob;

    assert_int_equal(brine_session_save(session, config, NULL, 0, len), BRINE_OK);
    blob = malloc(*len);
    assert_int_equal(brine_session_save(session, config, blob, *len - 1, len),
                     BRINE_ERROR_BUFFER_TOO_SMALL);
    assert_int_equal(brine_session_save(session, config, blob, *len, len), BRINE_OK);
    return blob;
}

/* Asks for the max_fragment_length that the session above has. */
static brine_config *sparing_config(void)
{
    brine_config *config = test_config(pki);

    assert_int_equal(brine_config_set_max_fragment_length(config, 1024), BRINE_OK);
    return config;
}

static brine_config *keeping_config(void)
{
    brine_config *config = sparing_config();

    assert_int_equal(brine_config_keep_peer(config), BRINE_OK);
    return test_freeze(config);
}

static void what_is_saved_loads_again_in_another_process(void **state)
{
    brine_config *config = keeping_config(), *other = keeping_config();
    brine_session *session = make(config, true), *loaded;
    size_t len;
    uint8_t *blob = save(session, config, &len);

    (void)state;
    assert_int_equal(brine_session_load(other, blob, len, &loaded), BRINE_OK);
    assert_string_equal(brine_session_server_name(loaded), PEER_SERVER_NAME);
    assert_int_equal(brine_session_port(loaded), 443);
    assert_true(brine_session_expiry(loaded) == PEER_NOW + 3600);
    assert_int_equal(loaded->suite, 0xc030);
    assert_true(loaded->extended_master_secret);
    assert_memory_equal(loaded->master_secret, session->master_secret, BRN_MASTER_SECRET_SIZE);
    assert_memory_equal(loaded->ticket, "ticket", 6);
    assert_int_equal(loaded->max_fragment_length, 1024);
    assert_int_equal(loaded->peer->chain.len, sizeof CHAIN - 1);
    assert_memory_equal(loaded->peer->staple.data, "ocsp", 4);
    assert_true(brn_session_fits(loaded, other, PEER_SERVER_NAME, 443, PEER_NOW));
    brine_session_free(loaded);
    brine_session_free(session);
    free(blob);
    brine_config_free(config);
    brine_config_free(other);
}

static void a_blob_that_is_damaged_anywhere_or_cut_is_refused(void **state)
{
    brine_config *config = keeping_config();
    brine_session *session = make(config, true), *loaded;
    size_t len;
    uint8_t *blob = save(session, config, &len);

    (void)state;
    for (size_t i = 0; i < len; i++) {
        blob[i] ^= 1;
        assert_int_equal(brine_session_load(config, blob, len, &loaded),
                         BRINE_ERROR_SESSION_MALFORMED);
        blob[i] ^= 1;
        assert_int_equal(brine_session_load(config, blob, i, &loaded),
                         BRINE_ERROR_SESSION_MALFORMED);
    }
    assert_int_equal(brine_session_load(config, blob, len, &loaded), BRINE_OK);
    brine_session_free(loaded);
    brine_session_free(session);
    free(blob);
    brine_config_free(config);
}

static void a_session_never_crosses_settings(void **state)
{
    brine_config *config = keeping_config(), *other = sparing_config();
    brine_session *session = make(config, true), *loaded;
    size_t len;
    uint8_t *blob = save(session, config, &len);

    (void)state;
    assert_int_equal(brine_config_insecure_skip_name(other), BRINE_OK);
    test_freeze(other);
    assert_int_equal(brine_session_load(other, blob, len, &loaded), BRINE_ERROR_SESSION_MISMATCH);
    assert_int_equal(brine_session_save(session, other, NULL, 0, &len),
                     BRINE_ERROR_SESSION_MISMATCH);
    assert_false(brn_session_fits(session, other, PEER_SERVER_NAME, 443, PEER_NOW));
    brine_session_free(session);
    free(blob);
    brine_config_free(config);
    brine_config_free(other);
}

/*
 * RFC 6066 section 4: the length holds for the session, so ClientHello must ask for the same
 * again, and a record may never be longer than any record.
 */
static void a_session_never_crosses_fragment_lengths(void **state)
{
    static const size_t wrong[] = {1, 512, 2048, 16385, 65535};
    brine_config *config = keeping_config(), *other = test_freeze(test_config(pki));
    brine_session *session = make(config, true), *loaded;
    size_t len;
    uint8_t *blob = save(session, config, &len);

    (void)state;
    assert_int_equal(brine_session_load(other, blob, len, &loaded), BRINE_ERROR_SESSION_MISMATCH);
    free(blob);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        session->max_fragment_length = wrong[i];
        blob = save(session, config, &len);
        assert_int_equal(brine_session_load(config, blob, len, &loaded),
                         BRINE_ERROR_SESSION_MALFORMED);
        free(blob);
    }
    session->max_fragment_length = 0; /* the server did not agree */
    blob = save(session, config, &len);
    assert_int_equal(brine_session_load(config, blob, len, &loaded), BRINE_OK);
    brine_session_free(loaded);
    brine_session_free(session);
    free(blob);
    brine_config_free(config);
    brine_config_free(other);
}

static void what_the_peer_showed_is_loaded_only_where_the_config_keeps_it(void **state)
{
    brine_config *config = keeping_config(), *other = test_freeze(sparing_config());
    brine_session *session = make(config, true), *loaded;
    size_t len;
    uint8_t *blob = save(session, config, &len);

    (void)state;
    assert_int_equal(brine_session_load(other, blob, len, &loaded), BRINE_OK);
    assert_null(loaded->peer);
    brine_session_free(loaded);
    brine_session_free(session);
    free(blob);
    brine_config_free(config);
    brine_config_free(other);
}

static void a_session_fits_its_server_within_its_life(void **state)
{
    brine_config *config = keeping_config();
    brine_session *session = make(config, true);

    (void)state;
    assert_true(brn_session_fits(session, config, "SERVER.example", 443, PEER_NOW + 3599));
    assert_false(brn_session_fits(session, config, PEER_SERVER_NAME, 443, PEER_NOW + 3600));
    assert_false(brn_session_fits(session, config, PEER_SERVER_NAME, 443, PEER_NOW - 1));
    assert_false(brn_session_fits(session, config, PEER_SERVER_NAME, 444, PEER_NOW));
    assert_false(brn_session_fits(session, config, "other.example", 443, PEER_NOW));
    assert_false(brn_session_fits(session, config, NULL, 443, PEER_NOW));
    session->suite = 0x1301;
    assert_false(brn_session_fits(session, config, PEER_SERVER_NAME, 443, PEER_NOW));
    brine_session_free(session);
    brine_config_free(config);
}

static void one_without_extended_master_secret_does_not_fit_where_that_is_required(void **state)
{
    brine_config *config = test_config(pki);
    brine_session *session;

    (void)state;
    assert_int_equal(brine_config_require_extended_master_secret(config), BRINE_OK);
    test_freeze(config);
    session = make(config, false);
    assert_false(brn_session_fits(session, config, PEER_SERVER_NAME, 443, PEER_NOW));
    brine_session_free(session);
    brine_config_free(config);
}

static void oversized_parts_are_refused(void **state)
{
    static uint8_t ticket[BRINE_TICKET_MAX + 1];
    brine_config *config = keeping_config();
    brn_session_parts parts = {.master_secret = ticket, .ticket = {ticket, sizeof ticket}};
    brine_session *session;

    (void)state;
    assert_int_equal(brn_session_new(config, &parts, &session), BRINE_ERROR_LIMIT);
    parts.ticket.len = 0;
    parts.session_id = (brine_bytes){ticket, BRN_SESSION_ID_MAX + 1};
    assert_int_equal(brn_session_new(config, &parts, &session), BRINE_ERROR_LIMIT);
    brine_config_free(config);
}

static void without_a_frozen_config_nothing_is_saved_or_loaded(void **state)
{
    brine_config *config = keeping_config(), *open = test_config(pki);
    brine_session *session = make(config, true), *loaded;
    uint8_t blob[1] = {0};
    size_t len;

    (void)state;
    assert_int_equal(brine_session_save(session, open, NULL, 0, &len), BRINE_ERROR_NOT_FROZEN);
    assert_int_equal(brine_session_load(open, blob, 1, &loaded), BRINE_ERROR_NOT_FROZEN);
    assert_int_equal(brine_session_save(NULL, config, NULL, 0, &len), BRINE_ERROR_INVALID_ARGUMENT);
    brine_session_free(NULL);
    brine_session_free(session);
    brine_config_free(config);
    brine_config_free(open);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_saved_loads_again_in_another_process),
        cmocka_unit_test(a_blob_that_is_damaged_anywhere_or_cut_is_refused),
        cmocka_unit_test(a_session_never_crosses_settings),
        cmocka_unit_test(a_session_never_crosses_fragment_lengths),
        cmocka_unit_test(what_the_peer_showed_is_loaded_only_where_the_config_keeps_it),
        cmocka_unit_test(a_session_fits_its_server_within_its_life),
        cmocka_unit_test(one_without_extended_master_secret_does_not_fit_where_that_is_required),
        cmocka_unit_test(oversized_parts_are_refused),
        cmocka_unit_test(without_a_frozen_config_nothing_is_saved_or_loaded),
    };
    int failed;

    pki = peer_pki_new();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    peer_pki_free(pki);
    return failed;
}
