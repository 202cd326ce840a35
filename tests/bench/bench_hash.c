/* Hashes: every tier that this machine can run, beside libcrypto. */
#include "unit/crypto/tiers.h"

#include "bench.h"

#include <openssl/evp.h>
#include <stdalign.h>

#define LEN 16384

static uint8_t message[LEN], digest[EVP_MAX_MD_SIZE];

typedef struct job {
    const brine_hash *hash;
    const EVP_MD *md;
} job;

static void brine_hashes(void *context)
{
    const brine_hash *h = ((const job *)context)->hash;
    alignas(BRINE_STATE_ALIGN_MAX) uint8_t state[BRINE_HASH_STATE_MAX];

    h->init(NULL, state);
    h->update(NULL, state, message, LEN);
    h->final(NULL, state, digest);
}

static void libcrypto_hashes(void *context)
{
    if (EVP_Digest(message, LEN, digest, NULL, ((const job *)context)->md, NULL) != 1)
        exit(1);
}

static void contend(brine_hash_id id, const EVP_MD *md)
{
    job jobs[HASH_TIERS + 1] = {{NULL, md}};
    bench_contender contenders[HASH_TIERS + 1] = {{"libcrypto", libcrypto_hashes, &jobs[0], 0}};
    size_t count = 1;
    const char *title = "";

    for (size_t t = 0; t < HASH_TIERS; t++) {
        if (hash_tiers[t]->id != id || !hash_runs(hash_tiers[t]))
            continue;
        title = hash_tiers[t]->name;
        jobs[count].hash = hash_tiers[t];
        contenders[count] =
            (bench_contender){hash_tiers[t]->implementation, brine_hashes, &jobs[count], 0};
        count++;
    }
    bench_run(contenders, count);
    bench_print(title, contenders, count, LEN);
}

int main(void)
{
    contend(BRINE_HASH_SHA256, EVP_sha256());
    contend(BRINE_HASH_SHA384, EVP_sha384());
    contend(BRINE_HASH_SHA512, EVP_sha512());
    return 0;
}
