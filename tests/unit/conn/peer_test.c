/*
 * What follows from what the server showed: the verified path, and the channel binding
 * tls-server-end-point beside openssl's own computation of it.
 */
#include "unit/conn/workbench.h"

#include <openssl/evp.h>
#include <openssl/x509.h>

static peer_pki *pki;

static brine_config *keeping_config(bool skip_chain)
{
    brine_config *config = bench_config(pki, 0);

    assert_int_equal(brine_config_keep_peer(config), BRINE_OK);
    if (skip_chain)
        assert_int_equal(brine_config_insecure_skip_chain(config), BRINE_OK);
    return config;
}

/* ---- tls-server-end-point ---- */

/* RFC 5929 section 4.1 as programs with openssl do it. Returns 0 where there is none. */
static unsigned openssls_end_point(X509 *x509, uint8_t out[EVP_MAX_MD_SIZE])
{
    unsigned len = 0;
    int hash = NID_undef;

    if (X509_get_signature_info(x509, &hash, NULL, NULL, NULL) == 0 || hash == NID_undef)
        return 0;
    if (hash == NID_md5 || hash == NID_sha1)
        hash = NID_sha256;
    assert_int_equal(X509_digest(x509, EVP_get_digestbynid(hash), out, &len), 1);
    return len;
}

static void binds_like_openssl(const bench *b, const peer_certificate *leaf)
{
    uint8_t ours[64], theirs[EVP_MAX_MD_SIZE];
    unsigned expected = openssls_end_point(leaf->x509, theirs);
    brine_error error = BRINE_NO_ERROR;
    size_t len;

    if (brine_conn_tls_server_end_point(b->conn, ours, sizeof ours, &len, &error) != BRINE_OK)
        fail_msg("%s", error.text);
    assert_true(expected >= 32);
    assert_int_equal(len, expected);
    assert_memory_equal(ours, theirs, len);
    assert_int_equal(brine_conn_tls_server_end_point(b->conn, ours, len - 1, &len, &error),
                     BRINE_ERROR_BUFFER_TOO_SMALL);
    assert_int_equal(len, 0);
    assert_int_equal(brine_conn_tls_server_end_point(b->conn, NULL, 0, &len, &error),
                     BRINE_ERROR_BUFFER_TOO_SMALL);
}

typedef struct signature {
    peer_key_kind issuer;
    const char *digest;
    bool weak; /* brine accepts it only where the chain is skipped */
} signature;

static const peer_certificate *leaf_signed_by(const signature *s)
{
    const peer_certificate_plan ca = {.key = s->issuer,
                                      .subject = "Issuing CA",
                                      .key_usage = "critical,keyCertSign",
                                      .basic_constraints = "critical,CA:TRUE"};
    const peer_certificate_plan leaf = {
        .key = PEER_KEY_P256, .names = "DNS:" PEER_SERVER_NAME, .digest = s->digest};

    return peer_pki_issue(pki, &leaf, peer_pki_issue(pki, &ca, pki->root));
}

static void the_end_point_is_openssls_full_and_resumed(void **state)
{
    static const signature signatures[] = {
        {PEER_KEY_P256, "SHA256", false}, {PEER_KEY_P256, "SHA384", false},
        {PEER_KEY_P384, "SHA512", false}, {PEER_KEY_RSA, "SHA256", false},
        {PEER_KEY_RSA, "SHA384", false},  {PEER_KEY_RSA, "SHA512", false},
        {PEER_KEY_RSA, "SHA1", true},     {PEER_KEY_RSA, "MD5", true},
        {PEER_KEY_P256, "SHA1", true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++) {
        const peer_certificate *leaf = leaf_signed_by(&signatures[i]);
        peer_identity identity = peer_identity_of(leaf);
        peer_store store = {.made = 0};
        peer_config server = {.identity = &identity, .store = &store};
        bench b = bench_open(test_freeze(keeping_config(true)), &server, NULL);

        bench_handshake(&b);
        binds_like_openssl(&b, leaf);
        bench_next(&b);
        b = bench_open(b.config, &server, NULL);
        bench_handshake(&b);
        assert_true(bench_facts(&b).resumed);
        binds_like_openssl(&b, leaf);
        bench_close(&b);
        peer_store_clear(&store);
    }
}

static void refuses(const bench *b, const char *words)
{
    brine_error error = BRINE_NO_ERROR;
    uint8_t out[64];
    size_t len = 9;

    assert_int_equal(brine_conn_tls_server_end_point(b->conn, out, sizeof out, &len, &error),
                     BRINE_ERROR_NOT_AVAILABLE);
    assert_int_equal(len, 0);
    if (strstr(error.text, words) == NULL)
        fail_msg("'%s' lacks '%s'", error.text, words);
    assert_null(strstr(error.text, "brine's headers"));
}

static void a_signature_without_such_a_hash_binds_nothing(void **state)
{
    static const struct {
        signature signature;
        const char *words;
    } cases[] = {
        {{PEER_KEY_ED25519, NULL, false}, "is signed with Ed25519, which has no hash function"},
        {{PEER_KEY_RSA, "SHA224", true}, "is signed with RSA-SHA224"},
        {{PEER_KEY_RSA, "SHA3-256", true}, "is signed with an unknown algorithm"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        peer_identity identity = peer_identity_of(leaf_signed_by(&cases[i].signature));
        peer_config server = {.identity = &identity};
        bench b = bench_open(test_freeze(keeping_config(true)), &server, NULL);

        bench_handshake(&b);
        refuses(&b, cases[i].words);
        bench_close(&b);
    }
}

/* ---- The path, and when there is something to tell ---- */

static peer_identity three(void)
{
    const peer_certificate_plan leaf = {.key = PEER_KEY_P256, .names = "DNS:" PEER_SERVER_NAME};
    const peer_certificate *ca = peer_pki_issue_ca(pki, "Issuing CA", pki->root);
    peer_identity identity = peer_identity_of(peer_pki_issue(pki, &leaf, ca));

    peer_identity_add(&identity, peer_pki_issue_ca(pki, "Other CA", pki->root));
    peer_identity_add(&identity, ca);
    return identity;
}

static bool same(brine_bytes a, peer_slice b)
{
    return a.len == b.len && memcmp(a.data, b.data, b.len) == 0;
}

static void has_path(const bench *b, const peer_identity *identity)
{
    brine_bytes path[3] = {{NULL, 0}};
    size_t count = 0;

    assert_int_equal(brine_conn_peer_path(b->conn, path, 2, &count, NULL), BRINE_OK);
    assert_int_equal(count, 3);
    assert_null(path[2].data);
    assert_int_equal(brine_conn_peer_path(b->conn, path, 3, &count, NULL), BRINE_OK);
    assert_int_equal(count, 3);
    assert_true(same(path[0], identity->chain[0]));
    assert_true(same(path[1], identity->chain[2]));
    assert_true(same(path[2], peer_slice_of(&pki->root->der)));
}

static void has_no_path(const bench *b, const char *words)
{
    brine_error error = BRINE_NO_ERROR;
    brine_bytes path[3];
    size_t count = 9;

    assert_int_equal(brine_conn_peer_path(b->conn, path, 3, &count, &error),
                     BRINE_ERROR_NOT_AVAILABLE);
    assert_int_equal(count, 0);
    if (strstr(error.text, words) == NULL)
        fail_msg("'%s' lacks '%s'", error.text, words);
}

static void the_verified_path_is_told_full_and_resumed(void **state)
{
    peer_identity identity = three();
    peer_store store = {.made = 0};
    peer_config server = {.identity = &identity, .store = &store};
    bench b = bench_open(test_freeze(keeping_config(false)), &server, NULL);

    (void)state;
    has_no_path(&b, "the server is not authenticated");
    refuses(&b, "the server is not authenticated");
    bench_handshake(&b);
    has_path(&b, &identity);
    assert_int_equal(brine_conn_close(b.conn), BRINE_OK);
    assert_int_equal(drive_run(&b.d), BRINE_OK);
    assert_true(b.server->report.close_notify);
    has_path(&b, &identity);
    bench_next(&b);
    b = bench_open(b.config, &server, NULL);
    bench_handshake(&b);
    assert_true(bench_facts(&b).resumed);
    has_path(&b, &identity);
    assert_int_equal(brine_conn_receive_end(b.conn), BRINE_ERROR_TRUNCATED);
    has_path(&b, &identity);
    bench_close(&b);
    peer_store_clear(&store);
}

static void after_a_failure_nothing_is_told(void **state)
{
    peer_identity identity = three();
    peer_config server = {.identity = &identity};
    bench b = bench_open(test_freeze(keeping_config(false)), &server, NULL);

    (void)state;
    bench_handshake(&b);
    assert_int_equal(brine_conn_abort(b.conn, BRINE_ALERT_internal_error), BRINE_OK);
    has_no_path(&b, "the connection failed with");
    refuses(&b, "the connection failed with");
    bench_close(&b);
}

static void without_what_they_need_a_sentence_says_so(void **state)
{
    peer_identity identity = three();
    peer_config server = {.identity = &identity};
    bench b = bench_open(test_freeze(bench_config(pki, 0)), &server, NULL);

    (void)state;
    bench_handshake(&b);
    has_no_path(&b, "call brine_config_keep_peer before the config is frozen");
    refuses(&b, "call brine_config_keep_peer before the config is frozen");
    bench_close(&b);
    b = bench_open(test_freeze(keeping_config(true)), &server, NULL);
    bench_handshake(&b);
    has_no_path(&b, "the config skips the chain");
    bench_close(&b);
}

/* 32 KiB and more of certificates are not kept with a session. */
static void a_session_that_kept_nothing_is_told_apart(void **state)
{
    peer_identity identity = three();
    peer_store store = {.made = 0};
    static char filler[BRINE_SESSION_PEER_MAX];
    peer_config server = {
        .identity = &identity, .store = &store, .staple = {(const uint8_t *)filler, sizeof filler}};
    brine_config *config = keeping_config(false);
    bench b;

    (void)state;
    assert_int_equal(brine_config_request_staple(config), BRINE_OK);
    b = bench_open(test_freeze(config), &server, NULL);
    bench_handshake(&b);
    has_path(&b, &identity);
    bench_next(&b);
    b = bench_open(b.config, &server, NULL);
    bench_handshake(&b);
    assert_true(bench_facts(&b).resumed);
    has_no_path(&b, "the session that was resumed did not keep");
    refuses(&b, "the session that was resumed did not keep");
    bench_close(&b);
    peer_store_clear(&store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_end_point_is_openssls_full_and_resumed),
        cmocka_unit_test(a_signature_without_such_a_hash_binds_nothing),
        cmocka_unit_test(the_verified_path_is_told_full_and_resumed),
        cmocka_unit_test(after_a_failure_nothing_is_told),
        cmocka_unit_test(without_what_they_need_a_sentence_says_so),
        cmocka_unit_test(a_session_that_kept_nothing_is_told_apart),
    };
    int failed;

    pki = peer_pki_new();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    peer_pki_free(pki);
    return failed;
}
