#include "config/config.h"
#include "config/session.h"
#include "config/session_blob.h"
#include "config/session_cache.h"
#include "config/session_fits.h"
#include "crypto/registers.h"
#include "support/test.h"
#include "system/lock.h"
#include "system/refcount.h"
#include "unit/config/fixture.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

static peer_pki *pki;

#define CHAIN "\x00\x00\x03one\x00\x00\x03two"

#define BYTES(text)                                                                                \
    {                                                                                              \
        (const uint8_t *)(text), sizeof(text) - 1                                                  \
    }

static const brn_peer_parts everything = {.chain = BYTES(CHAIN),
                                          .staple = BYTES("ocsp"),
                                          .sct_list = BYTES("scts"),
                                          .places = BYTES("\0\1"),
                                          .anchor = BYTES("root")};

static brine_session *make_with(const brine_config *config, bool extended_master_secret,
                                const brn_peer_parts *shown)
{
    uint8_t master[BRN_MASTER_SECRET_SIZE];
    brn_peer *peer = brn_peer_new(&config->allocator, shown);
    brn_session_parts parts = {
        .server_name = PEER_SERVER_NAME,
        .port = 443,
        .suite = 0xc030,
        .group = 29,
        .signature_scheme = 0x0804,
        .extended_master_secret = extended_master_secret,
        .master_secret = master,
        .ticket = {(const uint8_t *)"ticket", 6},
        .established = PEER_NOW,
        .authenticated_until = PEER_NOW + 86400,
        .expiry = PEER_NOW + 3600,
        .max_fragment_length = 1024,
        .peer = peer,
    };
    brine_session *session;

    memset(master, 0x77, sizeof master);
    assert_int_equal(brn_session_new(&config->allocator, config->id, &parts, &session), BRINE_OK);
    brn_peer_free(peer);
    return session;
}

static brine_session *make(const brine_config *config, bool extended_master_secret)
{
    return make_with(config, extended_master_secret, &everything);
}

static uint8_t *save(const brine_session *session, const brine_config *config, size_t *len)
{
    uint8_t *blob;

    assert_int_equal(brine_session_save(session, config, NULL, 0, len, NULL), BRINE_OK);
    blob = malloc(*len);
    assert_int_equal(brine_session_save(session, config, blob, *len - 1, len, NULL),
                     BRINE_ERROR_BUFFER_TOO_SMALL);
    assert_int_equal(brine_session_save(session, config, blob, *len, len, NULL), BRINE_OK);
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
    assert_int_equal(brine_session_load(other, blob, len, &loaded, NULL), BRINE_OK);
    assert_string_equal(brine_session_server_name(loaded), PEER_SERVER_NAME);
    assert_int_equal(brine_session_port(loaded), 443);
    assert_true(brine_session_expiry(loaded) == PEER_NOW + 3600);
    assert_int_equal(loaded->suite, 0xc030);
    assert_int_equal(loaded->group, 29);
    assert_int_equal(loaded->signature_scheme, 0x0804);
    assert_true(loaded->extended_master_secret);
    assert_memory_equal(loaded->master_secret, session->master_secret, BRN_MASTER_SECRET_SIZE);
    assert_memory_equal(loaded->ticket, "ticket", 6);
    assert_int_equal(loaded->max_fragment_length, 1024);
    assert_true(loaded->authenticated_until == PEER_NOW + 86400);
    assert_int_equal(loaded->peer->parts.chain.len, sizeof CHAIN - 1);
    assert_memory_equal(loaded->peer->parts.staple.data, "ocsp", 4);
    assert_memory_equal(loaded->peer->parts.sct_list.data, "scts", 4);
    assert_int_equal(loaded->peer->parts.places.len, 2);
    assert_memory_equal(loaded->peer->parts.anchor.data, "root", 4);
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
        assert_int_equal(brine_session_load(config, blob, len, &loaded, NULL),
                         BRINE_ERROR_SESSION_MALFORMED);
        blob[i] ^= 1;
        assert_int_equal(brine_session_load(config, blob, i, &loaded, NULL),
                         BRINE_ERROR_SESSION_MALFORMED);
    }
    assert_int_equal(brine_session_load(config, blob, len, &loaded, NULL), BRINE_OK);
    brine_session_free(loaded);
    brine_session_free(session);
    free(blob);
    brine_config_free(config);
}

/* Where the fields of a saved session lie, as session_blob.c says. */
#define AT_SERVER_NAME            37
#define AT_EXTENDED_MASTER_SECRET (AT_SERVER_NAME + sizeof PEER_SERVER_NAME + 2 + 2 + 2 + 2)
#define AT_SESSION_ID             (AT_EXTENDED_MASTER_SECRET + 1 + BRN_MASTER_SECRET_SIZE)
#define AT_TICKET                 (AT_SESSION_ID + 1)
#define AT_AUTHENTICATED_UNTIL    (AT_TICKET + 2 + 6 + 8)
#define AT_MAX_FRAGMENT_LENGTH    (AT_AUTHENTICATED_UNTIL + 8 + 8)
#define BLOB_CHECKSUM             16

/*
 * The checksum goes over the master secret, and may leave some of it in registers. The linker's
 * names: the library's calls of brn_blob_checksum come to __wrap_brn_blob_checksum.
 */
static bool registers_have_secrets;

void __real_brn_blob_checksum(const brine_config *config, brine_bytes data,
                              uint8_t out[BRINE_HASH_OUTPUT_MAX]);
void __wrap_brn_blob_checksum(const brine_config *config, brine_bytes data,
                              uint8_t out[BRINE_HASH_OUTPUT_MAX]);
void __real_brn_clear_registers(void);
void __wrap_brn_clear_registers(void);

void __wrap_brn_blob_checksum(const brine_config *config, brine_bytes data,
                              uint8_t out[BRINE_HASH_OUTPUT_MAX])
{
    registers_have_secrets = true;
    __real_brn_blob_checksum(config, data, out);
}

void __wrap_brn_clear_registers(void)
{
    registers_have_secrets = false;
    __real_brn_clear_registers();
}

/* What becomes of a file with these fields and the checksum that they have. */
static brine_result load_sealed(const brine_config *config, const uint8_t *blob, size_t fields_len)
{
    static uint8_t sealed[2 * 65536 + 2];
    uint8_t digest[crypto_hash_sha256_BYTES];
    brine_session *loaded = NULL;
    brine_result result;

    memcpy(sealed, blob, fields_len);
    crypto_hash_sha256(digest, sealed, fields_len);
    memcpy(sealed + fields_len, digest, BLOB_CHECKSUM);
    result = brine_session_load(config, sealed, fields_len + BLOB_CHECKSUM, &loaded, NULL);
    assert_false(registers_have_secrets);
    brine_session_free(loaded);
    return result;
}

/* A file that a user wrote has a checksum that is right: then the fields have to hold. */
static void fields_that_end_early_or_late_are_refused(void **state)
{
    brine_config *config = keeping_config();
    brine_session *session = make(config, true);
    size_t len;
    uint8_t *blob = save(session, config, &len);

    (void)state;
    len -= BLOB_CHECKSUM;
    assert_int_equal(load_sealed(config, blob, len), BRINE_OK);
    for (size_t cut = 0; cut < len; cut++)
        assert_int_equal(load_sealed(config, blob, cut), BRINE_ERROR_SESSION_MALFORMED);
    blob[len] = 0; /* where the checksum began */
    assert_int_equal(load_sealed(config, blob, len + 1), BRINE_ERROR_SESSION_MALFORMED);
    brine_session_free(session);
    free(blob);
    brine_config_free(config);
}

static void a_field_that_no_session_has_is_refused(void **state)
{
    static const struct {
        size_t at;
        uint8_t value;
        brine_result result;
    } changes[] = {
        {0, 'b', BRINE_ERROR_SESSION_MALFORMED},                /* magic */
        {4, 2, BRINE_ERROR_SESSION_MALFORMED},                  /* version */
        {5, 0, BRINE_ERROR_SESSION_MISMATCH},                   /* binding */
        {AT_SERVER_NAME + 3, 0, BRINE_ERROR_SESSION_MALFORMED}, /* a NUL in the name */
        {AT_EXTENDED_MASTER_SECRET, 0, BRINE_OK},               /* it is a bool */
        {AT_EXTENDED_MASTER_SECRET, 2, BRINE_ERROR_SESSION_MALFORMED},
        {AT_AUTHENTICATED_UNTIL, 0x80, BRINE_ERROR_SESSION_MALFORMED}, /* before its expiry */
    };
    brine_config *config = keeping_config();
    brine_session *session = make(config, true);
    size_t len;
    uint8_t *blob = save(session, config, &len);

    (void)state;
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        uint8_t before = blob[changes[i].at];

        blob[changes[i].at] = changes[i].value;
        if (before == changes[i].value) /* a byte of the binding may be any */
            blob[changes[i].at] ^= 1;
        assert_int_equal(load_sealed(config, blob, len - BLOB_CHECKSUM), changes[i].result);
        blob[changes[i].at] = before;
    }
    brine_session_free(session);
    free(blob);
    brine_config_free(config);
}

/* Puts `count` bytes before the one at `at`, behind a length of `prefix` bytes that counts them. */
static brine_result load_longer(const brine_config *config, const uint8_t *blob, size_t len,
                                size_t at, size_t prefix, size_t count)
{
    static uint8_t longer[2 * 65536];
    size_t length = 0;

    memcpy(longer, blob, at + prefix);
    for (size_t i = 0; i < prefix; i++)
        length = length << 8 | blob[at + i];
    length += count;
    for (size_t i = 0; i < prefix; i++)
        longer[at + i] = (uint8_t)(length >> (8 * (prefix - 1 - i)));
    memset(longer + at + prefix, 'x', count);
    memcpy(longer + at + prefix + count, blob + at + prefix, len - at - prefix);
    return load_sealed(config, longer, len + count);
}

static void a_field_that_is_longer_than_a_session_has_it_is_refused(void **state)
{
    brine_config *config = keeping_config();
    brine_session *session = make(config, true);
    size_t len, staple = AT_TICKET + 2 + 6 + 24 + 2 + 3 + sizeof CHAIN - 1;
    size_t room = BRINE_SESSION_PEER_MAX - brn_peer_parts_size(&everything);
    uint8_t *blob = save(session, config, &len);

    (void)state;
    len -= BLOB_CHECKSUM;
    assert_int_equal(load_longer(config, blob, len, AT_SESSION_ID, 1, BRN_SESSION_ID_MAX),
                     BRINE_OK);
    assert_int_equal(load_longer(config, blob, len, AT_SESSION_ID, 1, BRN_SESSION_ID_MAX + 1),
                     BRINE_ERROR_SESSION_MALFORMED);
    assert_int_equal(load_longer(config, blob, len, AT_TICKET, 2, BRINE_TICKET_MAX - 6), BRINE_OK);
    assert_int_equal(load_longer(config, blob, len, AT_TICKET, 2, BRINE_TICKET_MAX - 5),
                     BRINE_ERROR_SESSION_MALFORMED);
    assert_int_equal(load_longer(config, blob, len, staple, 3, room), BRINE_OK);
    assert_int_equal(load_longer(config, blob, len, staple, 3, room + 1),
                     BRINE_ERROR_SESSION_MALFORMED);
    assert_int_equal(load_longer(config, blob, len, staple, 3, 65536), /* more than any blob has */
                     BRINE_ERROR_SESSION_MALFORMED);
    brine_session_free(session);
    free(blob);
    brine_config_free(config);
}

/* What load says of a blob, whose checksum is made anew if it is to hold. */
typedef struct refused_blob {
    size_t at; /* where a byte becomes value */
    uint8_t value;
    bool sealed;
    size_t len; /* 0 = all */
    brine_result result;
    const char *words;
} refused_blob;

static const refused_blob refused_blobs[] = {
    {0, 'B', false, 20, BRINE_ERROR_SESSION_MALFORMED, "has 20 bytes, expected 21 to 65536"},
    {0, 'b', true, 0, BRINE_ERROR_SESSION_MALFORMED, "does not begin with BRNS"},
    {4, 2, true, 0, BRINE_ERROR_SESSION_MALFORMED, "version 2 of the format, expected 3"},
    {AT_SERVER_NAME, 200, false, 0, BRINE_ERROR_SESSION_MALFORMED, "checksum does not match its "},
    {AT_SERVER_NAME, 200, true, 0, BRINE_ERROR_SESSION_MALFORMED, "fields are not those of a "},
    {AT_EXTENDED_MASTER_SECRET, 2, true, 0, BRINE_ERROR_SESSION_MALFORMED, "fields are not those"},
    {AT_MAX_FRAGMENT_LENGTH, 2, true, 0, BRINE_ERROR_SESSION_MALFORMED,
     "max_fragment_length of 512, expected 0 or 1024"},
};

static void assert_told(brine_result found, const brine_error *error, brine_result result,
                        const char *words)
{
    assert_int_equal(found, result);
    assert_int_equal(error->code, result);
    assert_string_equal(error->step, "session");
    assert_false(registers_have_secrets);
    if (strstr(error->text, words) == NULL)
        fail_msg("'%s' lacks '%s'", error->text, words);
}

static void a_sentence_says_why_a_blob_is_refused(void **state)
{
    brine_config *config = keeping_config();
    brine_session *session = make(config, true), *loaded;
    brine_error error;
    size_t len;
    uint8_t *blob = save(session, config, &len), *changed = malloc(len);
    uint8_t digest[crypto_hash_sha256_BYTES];

    (void)state;
    for (size_t i = 0; i < sizeof refused_blobs / sizeof *refused_blobs; i++) {
        const refused_blob *row = &refused_blobs[i];

        memcpy(changed, blob, len);
        changed[row->at] = row->value;
        crypto_hash_sha256(digest, changed, len - BLOB_CHECKSUM);
        if (row->sealed)
            memcpy(changed + len - BLOB_CHECKSUM, digest, BLOB_CHECKSUM);
        assert_told(
            brine_session_load(config, changed, row->len > 0 ? row->len : len, &loaded, &error),
            &error, row->result, row->words);
    }
    free(changed);
    free(blob);
    brine_session_free(session);
    brine_config_free(config);
}

static void a_sentence_says_why_a_session_can_not_be_saved_or_loaded(void **state)
{
    brine_config *config = keeping_config(), *other = sparing_config(), *open = test_config(pki);
    brine_session *session = make(config, true), *loaded;
    brine_error error;
    size_t len;
    uint8_t *blob = save(session, config, &len);

    (void)state;
    assert_int_equal(brine_config_insecure_skip_name(other), BRINE_OK);
    test_freeze(other);
    assert_told(brine_session_load(other, blob, len, &loaded, &error), &error,
                BRINE_ERROR_SESSION_MISMATCH, "under other settings than the config's");
    assert_told(brine_session_load(open, blob, len, &loaded, &error), &error,
                BRINE_ERROR_NOT_FROZEN, "the saved session's config is not frozen");
    assert_told(brine_session_load(NULL, blob, len, &loaded, &error), &error,
                BRINE_ERROR_INVALID_ARGUMENT, "the saved session's config is NULL");
    assert_told(brine_session_save(session, other, NULL, 0, &len, &error), &error,
                BRINE_ERROR_SESSION_MISMATCH, "of another config than the one given");
    assert_told(brine_session_save(session, open, NULL, 0, &len, &error), &error,
                BRINE_ERROR_NOT_FROZEN, "the session's config is not frozen");
    assert_told(brine_session_save(session, config, NULL, 0, NULL, &error), &error,
                BRINE_ERROR_INVALID_ARGUMENT, "the saved session's length is NULL");
    assert_told(brine_session_save(session, config, blob, 10, &len, &error), &error,
                BRINE_ERROR_BUFFER_TOO_SMALL, "the buffer has 10 bytes, expected at least");
    free(blob);
    brine_session_free(session);
    brine_config_free(config);
    brine_config_free(other);
    brine_config_free(open);
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
    assert_int_equal(brine_session_load(other, blob, len, &loaded, NULL),
                     BRINE_ERROR_SESSION_MISMATCH);
    assert_int_equal(brine_session_save(session, other, NULL, 0, &len, NULL),
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
    assert_int_equal(brine_session_load(other, blob, len, &loaded, NULL),
                     BRINE_ERROR_SESSION_MISMATCH);
    free(blob);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        session->max_fragment_length = wrong[i];
        blob = save(session, config, &len);
        assert_int_equal(brine_session_load(config, blob, len, &loaded, NULL),
                         BRINE_ERROR_SESSION_MALFORMED);
        free(blob);
    }
    session->max_fragment_length = 0; /* the server did not agree */
    blob = save(session, config, &len);
    assert_int_equal(brine_session_load(config, blob, len, &loaded, NULL), BRINE_OK);
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
    assert_int_equal(brine_session_load(other, blob, len, &loaded, NULL), BRINE_OK);
    assert_null(loaded->peer);
    brine_session_free(loaded);
    brine_session_free(session);
    free(blob);
    brine_config_free(config);
    brine_config_free(other);
}

/* Saves a session with something else shown, and says whether it loads. */
static bool loads_with(const brine_config *config, const brn_peer_parts *shown)
{
    brine_session *session = make_with(config, true, shown), *loaded = NULL;
    size_t len;
    uint8_t *blob = save(session, config, &len);
    brine_result result = brine_session_load(config, blob, len, &loaded, NULL);

    assert_true(result == BRINE_OK || result == BRINE_ERROR_SESSION_MALFORMED);
    brine_session_free(loaded);
    brine_session_free(session);
    free(blob);
    return result == BRINE_OK;
}

/* Places index an array when the hook is asked; a file must not lead it astray. */
static void a_path_that_is_none_is_not_loaded(void **state)
{
    static const brine_bytes wrong_places[] = {
        BYTES(""),
        BYTES("\1"),
        BYTES("\0\2"),
        BYTES("\0\377"),
        BYTES("\0\1\1\1\1\1\1\1\1\1\1\1"), /* and an anchor: 13 */
    };
    static uint8_t many[4 * (BRINE_CERTIFICATES_SENT_MAX + 1)];
    brine_config *config = keeping_config();
    brn_peer_parts shown = everything;

    (void)state;
    assert_true(loads_with(config, &shown));
    for (size_t i = 0; i < sizeof wrong_places / sizeof *wrong_places; i++) {
        shown.places = wrong_places[i];
        assert_false(loads_with(config, &shown));
    }
    shown.places = (brine_bytes){wrong_places[4].data, 11};
    assert_true(loads_with(config, &shown));
    shown = everything;
    shown.chain.len--;
    assert_false(loads_with(config, &shown));
    shown.chain.len = 0;
    assert_false(loads_with(config, &shown));
    for (size_t i = 3; i < sizeof many; i += 4)
        many[i - 1] = 1;
    shown = everything;
    shown.chain = (brine_bytes){many, sizeof many};
    assert_false(loads_with(config, &shown));
    shown.chain.len -= 4;
    assert_true(loads_with(config, &shown));
    brine_config_free(config);
}

static brine_verdict accept(void *context, const brine_verify_request *request, brine_alert *alert)
{
    (void)context;
    (void)request;
    (void)alert;
    return BRINE_VERDICT_ACCEPT;
}

/* Whether a session with this shown is offered: as it is, and once saved and loaded. */
static void assert_offered(const brine_config *config, const brn_peer_parts *shown, bool offered)
{
    brine_session *session = make_with(config, true, shown), *loaded;
    size_t len;
    uint8_t *blob = save(session, config, &len);

    assert_int_equal(brine_session_load(config, blob, len, &loaded, NULL), BRINE_OK);
    assert_int_equal(brn_session_fits(session, config, PEER_SERVER_NAME, 443, PEER_NOW), offered);
    assert_int_equal(brn_session_fits(loaded, config, PEER_SERVER_NAME, 443, PEER_NOW), offered);
    brine_session_free(loaded);
    brine_session_free(session);
    free(blob);
}

/* As a config with a hook finds it where an earlier one kept less. */
static void what_can_not_be_judged_again_is_not_offered(void **state)
{
    static uint8_t large[BRINE_SESSION_PEER_MAX];
    brn_peer_parts no_staple = everything, too_large = everything;

    (void)state;
    no_staple.staple.len = 0;
    too_large.staple = (brine_bytes){large, sizeof large};
    for (int kind = 0; kind < 4; kind++) {
        brine_config *config = sparing_config();
        bool hook = (kind & 1) != 0, needs_staple = (kind & 2) != 0;

        if (hook)
            assert_int_equal(brine_config_set_verify_hook(config, accept, NULL), BRINE_OK);
        if (needs_staple)
            assert_int_equal(brine_config_require_staple(config), BRINE_OK);
        test_freeze(config);
        assert_offered(config, &everything, true);
        assert_offered(config, &no_staple, !needs_staple);
        assert_offered(config, &too_large, !hook && !needs_staple);
        too_large.staple.len = sizeof large - brn_peer_parts_size(&no_staple);
        assert_offered(config, &too_large, true);
        too_large.staple.len++;
        assert_offered(config, &too_large, !hook && !needs_staple);
        too_large.staple.len = sizeof large;
        brine_config_free(config);
    }
}

/* Nothing is shown: then what is saved has no peer, and a config with a hook loads none. */
static void without_what_the_server_showed_a_hook_has_nothing_to_judge(void **state)
{
    brine_config *config = sparing_config();
    brine_session *session, *loaded;
    size_t len;
    uint8_t *blob;

    (void)state;
    assert_int_equal(brine_config_set_verify_hook(config, accept, NULL), BRINE_OK);
    test_freeze(config);
    session = make(config, true);
    brn_peer_free(session->peer);
    session->peer = NULL;
    blob = save(session, config, &len);
    assert_int_equal(brine_session_load(config, blob, len, &loaded, NULL), BRINE_OK);
    assert_null(loaded->peer);
    assert_false(brn_session_fits(session, config, PEER_SERVER_NAME, 443, PEER_NOW));
    assert_false(brn_session_fits(loaded, config, PEER_SERVER_NAME, 443, PEER_NOW));
    brine_session_free(loaded);
    brine_session_free(session);
    free(blob);
    brine_config_free(config);
}

/* The largest session that there may be is saved whole. */
static void every_session_can_be_saved(void **state)
{
    static uint8_t large[BRINE_SESSION_PEER_MAX], ticket[BRINE_TICKET_MAX];
    static uint8_t blob[65536];
    brine_config *config = keeping_config();
    brn_peer_parts shown = everything;
    char name[256];
    brn_session_parts parts = {.server_name = name,
                               .master_secret = large,
                               .session_id = {large, BRN_SESSION_ID_MAX},
                               .ticket = {ticket, sizeof ticket}};
    brine_session *session, *loaded;
    size_t len;

    (void)state;
    memset(name, 'a', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    shown.staple.len = 0;
    shown.staple = (brine_bytes){large, sizeof large - brn_peer_parts_size(&shown)};
    parts.peer = brn_peer_new(&config->allocator, &shown);
    assert_int_equal(brn_session_new(&config->allocator, config->id, &parts, &session), BRINE_OK);
    assert_int_equal(brine_session_save(session, config, blob, sizeof blob, &len, NULL), BRINE_OK);
    assert_int_equal(brine_session_load(config, blob, len, &loaded, NULL), BRINE_OK);
    assert_int_equal(loaded->ticket_len, sizeof ticket);
    assert_int_equal(brn_peer_parts_size(&loaded->peer->parts), BRINE_SESSION_PEER_MAX);
    brine_session_free(loaded);
    brine_session_free(session);
    brn_peer_free(parts.peer);
    brine_config_free(config);
}

/* An application's clock may say any time: one without a battery may begin below 1970. */
static void one_of_any_time_is_saved_and_loaded(void **state)
{
    static const int64_t times[] = {INT64_MIN, INT64_MIN + 1, -PEER_NOW, -1, 0, 1, INT64_MAX};
    static const uint8_t secret[BRN_MASTER_SECRET_SIZE];
    brine_config *config = keeping_config();

    (void)state;
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        brn_session_parts parts = {.server_name = PEER_SERVER_NAME,
                                   .master_secret = secret,
                                   .established = times[i],
                                   .authenticated_until = times[i],
                                   .expiry = times[i]};
        brine_session *session, *loaded;
        uint8_t *blob;
        size_t len;

        assert_int_equal(brn_session_new(&config->allocator, config->id, &parts, &session),
                         BRINE_OK);
        blob = save(session, config, &len);
        assert_int_equal(brine_session_load(config, blob, len, &loaded, NULL), BRINE_OK);
        assert_true(loaded->established == times[i]);
        assert_true(loaded->authenticated_until == times[i]);
        assert_true(loaded->expiry == times[i]);
        brine_session_free(loaded);
        brine_session_free(session);
        free(blob);
    }
    brine_config_free(config);
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
    session->suite = 0xc030;
    session->signature_scheme = 0x0203; /* ecdsa_sha1 */
    assert_false(brn_session_fits(session, config, PEER_SERVER_NAME, 443, PEER_NOW));
    session->signature_scheme = 0; /* the RSA key exchange */
    assert_true(brn_session_fits(session, config, PEER_SERVER_NAME, 443, PEER_NOW));
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
    assert_int_equal(brn_session_new(&config->allocator, config->id, &parts, &session),
                     BRINE_ERROR_LIMIT);
    parts.ticket.len = 0;
    parts.session_id = (brine_bytes){ticket, BRN_SESSION_ID_MAX + 1};
    assert_int_equal(brn_session_new(&config->allocator, config->id, &parts, &session),
                     BRINE_ERROR_LIMIT);
    brine_config_free(config);
}

static void without_a_frozen_config_nothing_is_saved_or_loaded(void **state)
{
    brine_config *config = keeping_config(), *open = test_config(pki);
    brine_session *session = make(config, true), *loaded;
    uint8_t blob[1] = {0};
    size_t len;

    (void)state;
    assert_int_equal(brine_session_save(session, open, NULL, 0, &len, NULL),
                     BRINE_ERROR_NOT_FROZEN);
    assert_int_equal(brine_session_load(open, blob, 1, &loaded, NULL), BRINE_ERROR_NOT_FROZEN);
    assert_int_equal(brine_session_save(NULL, config, NULL, 0, &len, NULL),
                     BRINE_ERROR_INVALID_ARGUMENT);
    brine_session_free(NULL);
    brine_session_free(session);
    brine_config_free(config);
    brine_config_free(open);
}

/* Calls that the linker leads here, as those of the checksum above. */
static bool no_counts, no_locks;

bool __real_brn_refcount_init(brn_refcount *count);
bool __wrap_brn_refcount_init(brn_refcount *count);
bool __real_brn_lock_init(brn_lock *lock);
bool __wrap_brn_lock_init(brn_lock *lock);

bool __wrap_brn_refcount_init(brn_refcount *count)
{
    return !no_counts && __real_brn_refcount_init(count);
}

bool __wrap_brn_lock_init(brn_lock *lock)
{
    return !no_locks && __real_brn_lock_init(lock);
}

static size_t live; /* blocks */

static void *count_block(void *context, size_t size)
{
    (void)context;
    live++;
    return malloc(size);
}

static void release_block(void *context, void *block, size_t size)
{
    (void)context;
    (void)size;
    live--;
    free(block);
}

/* A system may have no more of them; what was made until then is released. */
static void an_object_whose_count_or_lock_can_not_be_made_is_not_made(void **state)
{
    static const uint8_t secret[BRN_MASTER_SECRET_SIZE];
    const brine_allocator allocator = {NULL, count_block, release_block};
    const brn_session_parts parts = {.server_name = PEER_SERVER_NAME, .master_secret = secret};
    uint8_t id[32] = {0};
    brn_session_cache *cache;
    brine_session *session;
    brine_config *config;
    brine_trust *trust;

    (void)state;
    no_counts = true;
    assert_int_equal(brine_config_new(&allocator, &config, NULL), BRINE_ERROR_OUT_OF_MEMORY);
    assert_int_equal(brine_trust_new(&allocator, &trust, NULL), BRINE_ERROR_OUT_OF_MEMORY);
    assert_int_equal(brn_session_new(&allocator, id, &parts, &session), BRINE_ERROR_OUT_OF_MEMORY);
    assert_null(brn_peer_new(&allocator, &everything));
    no_counts = false;
    no_locks = true;
    assert_int_equal(brine_trust_new(&allocator, &trust, NULL), BRINE_ERROR_OUT_OF_MEMORY);
    assert_int_equal(brn_session_cache_new(&allocator, brine_provider_default(), 4, &cache),
                     BRINE_ERROR_OUT_OF_MEMORY);
    no_locks = false;
    assert_int_equal(live, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_saved_loads_again_in_another_process),
        cmocka_unit_test(a_blob_that_is_damaged_anywhere_or_cut_is_refused),
        cmocka_unit_test(fields_that_end_early_or_late_are_refused),
        cmocka_unit_test(a_field_that_no_session_has_is_refused),
        cmocka_unit_test(a_field_that_is_longer_than_a_session_has_it_is_refused),
        cmocka_unit_test(an_object_whose_count_or_lock_can_not_be_made_is_not_made),
        cmocka_unit_test(a_sentence_says_why_a_blob_is_refused),
        cmocka_unit_test(a_sentence_says_why_a_session_can_not_be_saved_or_loaded),
        cmocka_unit_test(a_session_never_crosses_settings),
        cmocka_unit_test(a_session_never_crosses_fragment_lengths),
        cmocka_unit_test(what_the_peer_showed_is_loaded_only_where_the_config_keeps_it),
        cmocka_unit_test(a_path_that_is_none_is_not_loaded),
        cmocka_unit_test(what_can_not_be_judged_again_is_not_offered),
        cmocka_unit_test(without_what_the_server_showed_a_hook_has_nothing_to_judge),
        cmocka_unit_test(every_session_can_be_saved),
        cmocka_unit_test(one_of_any_time_is_saved_and_loaded),
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
