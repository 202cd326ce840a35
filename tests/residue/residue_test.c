/*
 * What a client leaves in its memory: residue_test CLIENT.
 *
 * A client (client.c) runs as a program of its own, linked as applications are: lazily, so that
 * the dynamic linker saves all registers on the stack when it calls a function for the first
 * time. This program is its server. It knows the secrets and searches the client's registers and
 * stack after every call of the library, and at the end, when everything was freed, all of the
 * client's memory.
 */
#include "residue/sealed_key.h"
#include "residue/traced.h"
#include "support/test.h"
#include "unit/crypto/tiers.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CONNECTIONS 2

static char *client_path;
static peer_pki *pki;

typedef struct scene {
    const char *suite;
    const char *implementation; /* of the AEAD; NULL = the provider's choice */
    bool leave;
    peer_key_kind key;
    uint16_t group;
} scene;

/*
 * Carries what there is to carry between the client and its two servers, answers "ping", and adds
 * to s what the servers know by now.
 */
static void serve(const traced *t, peer *const servers[CONNECTIONS], secrets *s)
{
    static uint8_t bytes[65536];

    for (size_t i = 0; i < CONNECTIONS; i++) {
        ssize_t n = read(t->fds[i], bytes, sizeof bytes);
        size_t answer;

        if (n <= 0)
            continue;
        peer_feed(servers[i], bytes, (size_t)n);
        if (servers[i]->application.len == 4) {
            servers[i]->application.len = 0;
            peer_say(servers[i], "pong", 4);
        }
        answer = peer_take(servers[i], bytes, sizeof bytes);
        assert_int_equal(write(t->fds[i], bytes, answer), answer);
    }
    for (size_t i = 0; i < CONNECTIONS; i++)
        secrets_add_connection(s, servers[i]);
}

/* Follows the client from stop to stop; servers NULL = it has none. Returns the first secret found,
 * or NULL. */
static const char *follow(const traced *t, peer *const servers[CONNECTIONS], secrets *s,
                          char place[200])
{
    const char *found = NULL;
    int stops = 0, signal = 0;

    while (found == NULL && signal != SIGUSR1) {
        signal = traced_continue(t);
        if (signal == -77)
            skip();
        if (signal != SIGSTOP && signal != SIGUSR1)
            fail_msg("the client ended with %d", signal);
        if (servers != NULL)
            serve(t, servers, s);
        found = traced_search(t, s, signal == SIGUSR1, place);
        stops++;
    }
    if (found != NULL)
        snprintf(place + strlen(place), 200 - strlen(place), ", at stop %d%s", stops,
                 signal == SIGUSR1 ? ", the last" : "");
    return found;
}

/* Runs a client in a scene. */
static const char *run(const scene *in, char place[200])
{
    static secrets s;
    peer_store store = {.made = 0};
    uint16_t groups[] = {in->group, 0};
    peer_config config = {.identity = peer_pki_leaf(pki, in->key),
                          .groups = in->group != 0 ? groups : NULL,
                          .store = &store,
                          .tickets = true};
    peer *servers[CONNECTIONS] = {peer_new(&config), peer_new(&config)};
    char *arguments[] = {
        client_path, (char *)(uintptr_t)in->suite,
        in->leave ? (char *)(uintptr_t) "leave" : (char *)(uintptr_t)in->implementation, NULL};
    traced t = traced_start(arguments);
    const char *found;

    memset(&s, 0, sizeof s);
    found = follow(&t, servers, &s, place);
    traced_kill(&t);
    for (size_t i = 0; i < CONNECTIONS; i++)
        peer_free(servers[i]);
    peer_store_clear(&store);
    return found;
}

static void assert_nothing_left(const scene *in)
{
    char place[200] = "";
    const char *found = run(in, place);

    if (found != NULL)
        fail_msg("%s, %s: %s is at %s", in->suite,
                 in->implementation == NULL ? "" : in->implementation, found, place);
}

static void what_is_left_behind_is_found(void **state)
{
    const scene in = {"ECDHE-ECDSA-AES128-GCM-SHA256", NULL, true, PEER_KEY_P256, 0};
    char place[200] = "";

    (void)state;
    assert_string_equal(run(&in, place), "the master secret");
    assert_non_null(strstr(place, "the last"));
}

static void no_tier_of_an_aead_leaves_anything(void **state)
{
    static const char *const suites[] = {
        [BRINE_AEAD_AES_128_GCM] = "ECDHE-ECDSA-AES128-GCM-SHA256",
        [BRINE_AEAD_AES_256_GCM] = "ECDHE-ECDSA-AES256-GCM-SHA384",
        [BRINE_AEAD_CHACHA20_POLY1305] = "ECDHE-ECDSA-CHACHA20-POLY1305",
    };

    (void)state;
    for (size_t i = 0; i < AEAD_TIERS; i++) {
        const scene in = {suites[aead_tiers[i]->id], aead_tiers[i]->implementation, false,
                          PEER_KEY_P256, 0};

        if (aead_runs(aead_tiers[i]))
            assert_nothing_left(&in);
    }
}

static void no_key_exchange_leaves_anything(void **state)
{
    static const scene scenes[] = {
        {"ECDHE-RSA-AES128-GCM-SHA256", NULL, false, PEER_KEY_RSA, PEER_X25519},
        {"ECDHE-RSA-AES128-GCM-SHA256", NULL, false, PEER_KEY_RSA, PEER_SECP256R1},
        {"ECDHE-RSA-AES256-GCM-SHA384", NULL, false, PEER_KEY_RSA, PEER_SECP384R1},
        {"AES128-GCM-SHA256", NULL, false, PEER_KEY_RSA, 0},
        {"AES256-GCM-SHA384", NULL, false, PEER_KEY_RSA, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof scenes / sizeof *scenes; i++)
        assert_nothing_left(&scenes[i]);
}

/* Runs a client that decrypts a key. Returns the first secret found, or NULL. */
static const char *run_key(sealed_how how, bool leave, char place[200])
{
    static secrets s;
    static sealed_key made;
    char *arguments[] = {client_path,
                         (char *)(uintptr_t) "key",
                         made.chain,
                         made.key,
                         leave ? (char *)(uintptr_t) "leave" : NULL,
                         NULL};
    const char *found;
    traced t;

    memset(&s, 0, sizeof s);
    sealed_key_make(&made, peer_pki_leaf(pki, PEER_KEY_P256), how, &s);
    t = traced_start(arguments);
    found = follow(&t, NULL, &s, place);
    traced_kill(&t);
    return found;
}

static void no_encrypted_key_leaves_anything(void **state)
{
    (void)state;
    for (int how = 0; how < SEALED_WAYS; how++) {
        char place[200] = "";
        const char *found = run_key((sealed_how)how, false, place);

        if (found != NULL)
            fail_msg("key %d: %s is at %s", how, found, place);
    }
}

static void a_passphrase_that_is_left_is_found(void **state)
{
    char place[200] = "";

    (void)state;
    assert_string_equal(run_key(SEALED_SCRYPT, true, place), "the passphrase");
    assert_non_null(strstr(place, "the last"));
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_left_behind_is_found),
        cmocka_unit_test(no_tier_of_an_aead_leaves_anything),
        cmocka_unit_test(no_key_exchange_leaves_anything),
        cmocka_unit_test(a_passphrase_that_is_left_is_found),
        cmocka_unit_test(no_encrypted_key_leaves_anything),
    };
    int failed;

    if (argc != 2) {
        fprintf(stderr, "usage: residue_test CLIENT\n");
        return 2;
    }
    client_path = argv[1];
    pki = peer_pki_new();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    peer_pki_free(pki);
    return failed;
}
