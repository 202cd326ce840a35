/*
 * X25519 beside libsodium's and libcrypto's, each brine tier that this machine can run: a fresh key
 * with its public one, and the secret shared with a peer whose key has been parsed.
 */
#include <openssl/evp.h>

#include "bench/bench.h"
#include "crypto/provider/entries.h"

enum { SIZE = 32 };

typedef struct task {
    const brine_group *group;
    EVP_PKEY_CTX *derive;
    uint8_t key[SIZE], peer[SIZE];
} task;

static void require(bool ok)
{
    if (!ok) {
        fprintf(stderr, "bench_x25519: something failed\n");
        exit(1);
    }
}

static void libcrypto_makes_a_key(void *context)
{
    EVP_PKEY *key = EVP_PKEY_Q_keygen(NULL, NULL, "X25519");

    (void)context;
    require(key != NULL);
    EVP_PKEY_free(key);
}

static void brine_makes_a_key(void *context)
{
    task *t = context;
    uint8_t key[SIZE], public_key[SIZE];

    require(t->group->keygen(NULL, brine_random_sodium, key, public_key) == BRINE_OK);
}

static void libcrypto_agrees(void *context)
{
    task *t = context;
    uint8_t shared[SIZE];
    size_t len = sizeof shared;

    require(EVP_PKEY_derive(t->derive, shared, &len) == 1);
}

static void brine_agrees(void *context)
{
    task *t = context;
    uint8_t shared[SIZE];

    require(t->group->agree(NULL, t->key, t->peer, SIZE, shared) == BRINE_OK);
}

static void make(task *t, const brine_group *group)
{
    EVP_PKEY *ours = EVP_PKEY_Q_keygen(NULL, NULL, "X25519");
    EVP_PKEY *peer = EVP_PKEY_Q_keygen(NULL, NULL, "X25519");
    size_t len = SIZE;

    t->group = group;
    t->derive = EVP_PKEY_CTX_new(ours, NULL);
    require(EVP_PKEY_derive_init(t->derive) == 1 && EVP_PKEY_derive_set_peer(t->derive, peer) == 1);
    require(EVP_PKEY_get_raw_private_key(ours, t->key, &len) == 1);
    require(EVP_PKEY_get_raw_public_key(peer, t->peer, &len) == 1);
}

/* The first is libsodium, beside which the others' ratios are told. */
static void compare(const char *title, void (*libcrypto)(void *context),
                    void (*brine)(void *context))
{
    static const brine_group *const groups[] = {&brine_group_x25519_sodium, &brine_group_x25519_adx,
                                                &brine_group_x25519_portable};
    bench_contender contenders[4];
    double best[4];
    task t[4];
    size_t count = 0;

    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        if (groups[i]->available != NULL && !groups[i]->available(NULL))
            continue;
        make(&t[count], groups[i]);
        contenders[count] = (bench_contender){groups[i]->implementation, brine, &t[count], 0};
        count++;
    }
    make(&t[count], NULL);
    contenders[count] = (bench_contender){"libcrypto", libcrypto, &t[count], 0};
    bench_run_best(contenders, count + 1, best);
    bench_print_best(title, contenders, best, count + 1);
}

int main(void)
{
    require(brn_sodium_ready());
    compare("x25519 key generation", libcrypto_makes_a_key, brine_makes_a_key);
    compare("x25519 agreement", libcrypto_agrees, brine_agrees);
    return 0;
}
