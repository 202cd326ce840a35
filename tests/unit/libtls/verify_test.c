/* What is verified of a server, and what each call of tls_config_insecure_* leaves out. */
#include "support/test.h"
#include "unit/libtls/talk.h"

#include <string.h>

typedef void (*weakening)(struct tls_config *config);

/* What a server shows, and under which weakenings it passes. */
typedef struct row {
    const char *title;
    const peer_identity *identity;
    const char *servername;
    weakening weak;
    const char *words; /* of the sentence; NULL = the handshake is made */
} row;

static peer_identity named, expired, other_root, deep;

static void strengthen_again(struct tls_config *config)
{
    tls_config_insecure_noverifycert(config);
    tls_config_insecure_noverifyname(config);
    tls_config_insecure_noverifytime(config);
    tls_config_verify(config);
}

static void no_intermediates(struct tls_config *config)
{
    assert_int_equal(tls_config_set_verify_depth(config, 0), 0);
}

static void one_intermediate(struct tls_config *config)
{
    assert_int_equal(tls_config_set_verify_depth(config, 1), 0);
}

static void any_depth(struct tls_config *config)
{
    assert_int_equal(tls_config_set_verify_depth(config, 1000), 0);
}

#define HOST PEER_SERVER_NAME

static void a_server_passes_if_and_only_if_it_should(void **state)
{
    const row rows[] = {
        {"good", &talk_leaf, HOST, NULL, NULL},
        {"good, verified", &talk_leaf, HOST, strengthen_again, NULL},
        {"other name", &talk_leaf, "b.example", NULL, "b.example"},
        {"other name, no time", &talk_leaf, "b.example", tls_config_insecure_noverifytime,
         "b.example"},
        {"other name, no chain", &talk_leaf, "b.example", tls_config_insecure_noverifycert,
         "b.example"},
        {"other name, verified", &talk_leaf, "b.example", strengthen_again, "b.example"},
        {"other name, no name", &talk_leaf, "b.example", tls_config_insecure_noverifyname, NULL},
        {"no name", &talk_leaf, NULL, tls_config_insecure_noverifyname, NULL},
        {"common name", &named, "named.example", NULL, "named.example"},
        {"expired", &expired, HOST, NULL, "expired"},
        {"expired, no name", &expired, HOST, tls_config_insecure_noverifyname, "expired"},
        {"expired, verified", &expired, HOST, strengthen_again, "expired"},
        {"expired, no time", &expired, HOST, tls_config_insecure_noverifytime, NULL},
        {"expired, no chain", &expired, HOST, tls_config_insecure_noverifycert, NULL},
        {"other root", &other_root, HOST, NULL, "trust"},
        {"other root, no name", &other_root, HOST, tls_config_insecure_noverifyname, "trust"},
        {"other root, no time", &other_root, HOST, tls_config_insecure_noverifytime, "trust"},
        {"other root, verified", &other_root, HOST, strengthen_again, "trust"},
        {"other root, no chain", &other_root, HOST, tls_config_insecure_noverifycert, NULL},
        {"deep", &deep, HOST, NULL, NULL},
        {"deep, depth 0", &deep, HOST, no_intermediates, "intermediate"},
        {"deep, depth 1", &deep, HOST, one_intermediate, NULL},
        {"deep, any depth", &deep, HOST, any_depth, NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const row *r = &rows[i];
        struct tls_config *config = talk_config();
        const peer_config server = {.identity = r->identity};
        talk t;
        int number;

        if (r->weak != NULL)
            r->weak(config);
        t = talk_open(config, &server, r->servername);
        number = talk_handshake(&t);
        if (r->words == NULL && number != 0)
            fail_msg("%s: %s", r->title, tls_error(t.ctx));
        if (r->words != NULL && (number != -1 || strstr(tls_error(t.ctx), r->words) == NULL))
            fail_msg("%s: %d, %s", r->title, number, tls_error(t.ctx));
        talk_close(&t);
        tls_config_free(config);
    }
}

/* The config is shared, and a setter that is called between is seen by the next connection. */
static void a_setter_counts_from_the_next_connection_on(void **state)
{
    struct tls_config *config = talk_config();
    talk first = talk_open(config, NULL, "b.example"), second;

    (void)state;
    tls_config_insecure_noverifyname(config);
    second = talk_open(config, NULL, "b.example");
    assert_int_equal(talk_handshake(&second), 0);
    assert_int_equal(talk_handshake(&first), -1);
    talk_close(&first);
    talk_close(&second);
    tls_config_free(config);
}

static void make_identities(void)
{
    const int64_t long_ago = PEER_NOW - 50 * 365 * PEER_DAY, far = PEER_NOW + 50 * 365 * PEER_DAY;
    const peer_certificate_plan old = {.subject = "Old",
                                       .names = "DNS:" HOST,
                                       .not_before = long_ago,
                                       .not_after = long_ago + PEER_DAY};
    const peer_certificate_plan ca = {.subject = "Between",
                                      .basic_constraints = "critical,CA:TRUE",
                                      .key_usage = "critical,keyCertSign",
                                      .not_before = long_ago,
                                      .not_after = far};
    const peer_certificate_plan leaf = {
        .subject = "Below", .names = "DNS:" HOST, .not_before = long_ago, .not_after = far};
    const peer_certificate *between = peer_pki_issue(talk_pki, &ca, talk_root);
    const peer_certificate *stranger = peer_pki_issue(talk_pki, &ca, NULL);

    named = peer_identity_of(talk_issue("named.example", "DNS:" HOST));
    expired = peer_identity_of(peer_pki_issue(talk_pki, &old, talk_root));
    other_root = peer_identity_of(peer_pki_issue(talk_pki, &leaf, stranger));
    deep = peer_identity_of(peer_pki_issue(talk_pki, &leaf, between));
    peer_identity_add(&deep, between);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_server_passes_if_and_only_if_it_should),
        cmocka_unit_test(a_setter_counts_from_the_next_connection_on),
    };
    int failed;

    talk_begin();
    make_identities();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    talk_end();
    return failed;
}
