/*
 * The curves beside libcrypto's, each brine tier that this machine can run. libcrypto's side
 * has its key parsed and its context made beforehand; brine's starts from the bytes that a
 * certificate or a ServerKeyExchange holds, as it does in a handshake.
 */
#include <brine/provider.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <string.h>

#include "bench/bench.h"
#include "crypto/provider/entries.h"

typedef struct task {
    EVP_PKEY *key, *peer;
    EVP_PKEY_CTX *evp;
    const char *curve; /* libcrypto's name */
    brine_hash_id hash;
    const brine_group *group;
    const brine_verifier *verifier;
    const brine_signer *signer;
    brine_public_key public_key;
    uint8_t scalar[BRINE_GROUP_PRIVATE_MAX], point[BRINE_GROUP_PUBLIC_MAX];
    uint8_t digest[BRINE_HASH_OUTPUT_MAX];
    uint8_t signature[BRINE_SIGNATURE_MAX];
    size_t digest_len, signature_len;
    _Alignas(BRINE_STATE_ALIGN_MAX) uint8_t state[512];
} task;

static void require(bool ok)
{
    if (!ok) {
        fprintf(stderr, "bench_ec: something failed\n");
        exit(1);
    }
}

static void libcrypto_verifies(void *context)
{
    task *t = context;

    require(EVP_PKEY_verify(t->evp, t->signature, t->signature_len, t->digest, t->digest_len) == 1);
}

static void brine_verifies(void *context)
{
    task *t = context;

    require(t->verifier->verify(NULL, &t->public_key, t->digest, t->digest_len,
                                (brine_bytes){NULL, 0},
                                (brine_bytes){t->signature, t->signature_len}) == BRINE_OK);
}

static void libcrypto_signs(void *context)
{
    task *t = context;
    uint8_t signature[BRINE_SIGNATURE_MAX];
    size_t len = sizeof signature;

    require(EVP_PKEY_sign(t->evp, signature, &len, t->digest, t->digest_len) == 1);
}

static void brine_signs(void *context)
{
    task *t = context;
    uint8_t signature[BRINE_SIGNATURE_MAX];
    size_t len;

    require(t->signer->sign(NULL, brine_random_sodium, t->state, (uint16_t)(t->hash << 8 | 3),
                            t->digest, t->digest_len, (brine_bytes){NULL, 0}, signature,
                            &len) == BRINE_OK);
}

/* A key and its public point, as ClientKeyExchange holds it. */
static void libcrypto_generates(void *context)
{
    task *t = context;
    EVP_PKEY *ours = EVP_EC_gen(t->curve);
    uint8_t *point = NULL;

    require(EVP_PKEY_get1_encoded_public_key(ours, &point) > 0);
    OPENSSL_free(point);
    EVP_PKEY_free(ours);
}

static void brine_generates(void *context)
{
    task *t = context;
    uint8_t key[BRINE_GROUP_PRIVATE_MAX], point[BRINE_GROUP_PUBLIC_MAX];

    require(t->group->keygen(NULL, brine_random_sodium, key, point) == BRINE_OK);
}

static void libcrypto_agrees(void *context)
{
    task *t = context;
    EVP_PKEY_CTX *derive = EVP_PKEY_CTX_new(t->key, NULL);
    uint8_t shared[BRINE_GROUP_SHARED_MAX];
    size_t len = sizeof shared;

    require(EVP_PKEY_derive_init(derive) == 1 && EVP_PKEY_derive_set_peer(derive, t->peer) == 1 &&
            EVP_PKEY_derive(derive, shared, &len) == 1);
    EVP_PKEY_CTX_free(derive);
}

static void brine_agrees(void *context)
{
    task *t = context;
    uint8_t shared[BRINE_GROUP_SHARED_MAX];

    require(t->group->agree(NULL, t->scalar, t->point, t->group->public_length, shared) ==
            BRINE_OK);
}

/* A fresh key of libcrypto's and what brine needs of it. */
static void make(task *t, const char *curve, brine_group_id id, brine_hash_id hash,
                 size_t digest_len)
{
    BIGNUM *d = NULL;
    size_t point_len;
    brine_private_key private_key = {.kind = BRINE_KEY_EC, .curve = id};

    memset(t, 0, sizeof *t);
    t->curve = curve;
    t->hash = hash;
    t->key = t->peer = EVP_EC_gen(curve);
    require(t->key != NULL && EVP_PKEY_get_bn_param(t->key, "priv", &d) == 1);
    require(EVP_PKEY_get_octet_string_param(t->key, "encoded-pub-key", t->point, sizeof t->point,
                                            &point_len) == 1);
    t->public_key.kind = BRINE_KEY_EC;
    t->public_key.curve = id;
    t->public_key.point = (brine_bytes){t->point, point_len};
    private_key.scalar = (brine_bytes){t->scalar, point_len / 2};
    require(BN_bn2binpad(d, t->scalar, (int)(point_len / 2)) > 0);
    BN_free(d);

    t->digest_len = digest_len;
    require(brine_random_sodium(NULL, t->digest, t->digest_len) == BRINE_OK);
    t->evp = EVP_PKEY_CTX_new(t->key, NULL);
    t->signature_len = sizeof t->signature;
    require(EVP_PKEY_sign_init(t->evp) == 1 &&
            EVP_PKEY_sign(t->evp, t->signature, &t->signature_len, t->digest, t->digest_len) == 1);
    t->signer = id == BRINE_GROUP_SECP256R1 ? &brine_signer_ecdsa_p256 : &brine_signer_ecdsa_p384;
    require(t->signer->load(NULL, t->state, &private_key) == BRINE_OK);
}

static void verify(const char *title, const char *curve, brine_group_id id, brine_hash_id hash,
                   size_t digest_len)
{
    const brine_verifier *const *all = brine_provider_default()->verifiers;
    bench_contender contenders[8];
    double best[8];
    task t[8];
    size_t count = 1;

    make(&t[0], curve, id, hash, digest_len);
    require(EVP_PKEY_verify_init(t[0].evp) == 1);
    contenders[0] = (bench_contender){"libcrypto", libcrypto_verifies, &t[0], 0};
    for (size_t i = 0; all[i] != NULL; i++) {
        if (all[i]->curve != id || all[i]->hash != hash ||
            (all[i]->available != NULL && !all[i]->available(NULL)))
            continue;
        t[count] = t[0];
        t[count].public_key.point.data = t[count].point;
        t[count].verifier = all[i];
        contenders[count] = (bench_contender){all[i]->implementation, brine_verifies, &t[count], 0};
        count++;
    }
    bench_run_best(contenders, count, best);
    bench_print_best(title, contenders, best, count);
}

static void exchange(const char *title, const char *curve, brine_group_id id,
                     void (*libcrypto_does)(void *), void (*brine_does)(void *))
{
    const brine_group *const *all = brine_provider_default()->groups;
    bench_contender contenders[8];
    double best[8];
    task t[8];
    size_t count = 1;

    make(&t[0], curve, id, BRINE_HASH_SHA256, 32);
    contenders[0] = (bench_contender){"libcrypto", libcrypto_does, &t[0], 0};
    for (size_t i = 0; all[i] != NULL; i++) {
        if (all[i]->id != id || (all[i]->available != NULL && !all[i]->available(NULL)))
            continue;
        t[count] = t[0];
        t[count].group = all[i];
        contenders[count] = (bench_contender){all[i]->implementation, brine_does, &t[count], 0};
        count++;
    }
    bench_run_best(contenders, count, best);
    bench_print_best(title, contenders, best, count);
}

static void sign(const char *title, const char *curve, brine_group_id id, brine_hash_id hash,
                 size_t digest_len)
{
    bench_contender contenders[2];
    double best[2];
    task t;

    make(&t, curve, id, hash, digest_len);
    contenders[0] = (bench_contender){"libcrypto", libcrypto_signs, &t, 0};
    contenders[1] = (bench_contender){t.signer->implementation, brine_signs, &t, 0};
    bench_run_best(contenders, 2, best);
    bench_print_best(title, contenders, best, 2);
}

int main(void)
{
    verify("ECDSA P-256 verify", "P-256", BRINE_GROUP_SECP256R1, BRINE_HASH_SHA256, 32);
    verify("ECDSA P-384 verify", "P-384", BRINE_GROUP_SECP384R1, BRINE_HASH_SHA384, 48);
    exchange("secp256r1 key generation", "P-256", BRINE_GROUP_SECP256R1, libcrypto_generates,
             brine_generates);
    exchange("secp256r1 agreement", "P-256", BRINE_GROUP_SECP256R1, libcrypto_agrees, brine_agrees);
    exchange("secp384r1 key generation", "P-384", BRINE_GROUP_SECP384R1, libcrypto_generates,
             brine_generates);
    exchange("secp384r1 agreement", "P-384", BRINE_GROUP_SECP384R1, libcrypto_agrees, brine_agrees);
    sign("ECDSA P-256 sign", "P-256", BRINE_GROUP_SECP256R1, BRINE_HASH_SHA256, 32);
    sign("ECDSA P-384 sign", "P-384", BRINE_GROUP_SECP384R1, BRINE_HASH_SHA384, 48);
    return 0;
}
