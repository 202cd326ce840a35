/*
 * One frozen config that remembers links, many threads that verify chains over it. It remembers
 * fewer links than there are, so that it grows, forgets and finds at once. Verdicts are asserted;
 * ThreadSanitizer sees a data race whether or not it did harm (tests/house/threads).
 */
#include "config/config.h"
#include "support/test.h"
#include "unit/x509/chain.h"
#include "x509/path/cert_verify.h"

#include <pthread.h>

#define THREADS    8
#define CHAINS     8
#define REMEMBERED 6
#define ROUNDS     3

typedef struct sent_chain {
    der certificates[2]; /* the server's, and its CA's */
    brine_result expected;
} sent_chain;

typedef struct worker {
    const brine_config *config;
    const sent_chain *chains;
    size_t first; /* no two threads begin with the same chain */
    size_t wrong;
} worker;

static brine_result verify(const brine_config *config, const sent_chain *sent)
{
    const brine_verify_options options = {.size = sizeof options,
                                          .trust = config->policy.trust,
                                          .server_name = "www.example",
                                          .time = FACTORY_NOW};

    return brn_cert_verify_with_links(config->known_links, &options, sent->certificates, 2, NULL, 0,
                                      NULL, NULL);
}

static void *work(void *context)
{
    worker *w = context;

    for (size_t i = 0; i < ROUNDS * CHAINS; i++) {
        const sent_chain *sent = &w->chains[(w->first + i) % CHAINS];

        w->wrong += verify(w->config, sent) != sent->expected;
    }
    return NULL;
}

/* Each has a CA of its own. The last CA's signature does not hold. */
static void make_chains(sent_chain chains[CHAINS])
{
    for (size_t i = 0; i < CHAINS; i++) {
        char name[] = "CA 0";
        cert_spec ca, server;

        name[3] = (char)('0' + i);
        ca = spec_ca(name, KEY_CA, "Root", KEY_ROOT);
        server = spec_server("www.example", name, KEY_CA);
        ca.break_signature = i == CHAINS - 1;
        chains[i] = (sent_chain){
            .certificates = {factory_make(&server), factory_make(&ca)},
            .expected = ca.break_signature ? BRINE_ERROR_CERT_SIGNATURE : BRINE_OK,
        };
    }
}

static brine_config *make_config(void)
{
    const cert_spec root = spec_root("Root", KEY_ROOT);
    brine_trust *trust = TRUST(factory_make(&root));
    brine_config *config;

    assert_int_equal(brine_config_new(NULL, &config, NULL), BRINE_OK);
    assert_int_equal(brine_config_set_trust(config, trust), BRINE_OK);
    assert_int_equal(brine_config_set_remembered_links(config, REMEMBERED), BRINE_OK);
    assert_int_equal(brine_config_freeze(config, NULL), BRINE_OK);
    brine_trust_free(trust); /* the config keeps it */
    return config;
}

static void threads_share_the_links_of_a_config(void **state)
{
    brine_config *config = make_config();
    sent_chain chains[CHAINS];
    worker workers[THREADS];
    pthread_t threads[THREADS];

    (void)state;
    make_chains(chains);
    for (size_t i = 0; i < THREADS; i++) {
        workers[i] = (worker){config, chains, i, 0};
        assert_int_equal(pthread_create(&threads[i], NULL, work, &workers[i]), 0);
    }
    for (size_t i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_int_equal(workers[i].wrong, 0);
    }
    brine_config_free(config);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(threads_share_the_links_of_a_config, chain_tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
