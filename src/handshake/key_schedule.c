#include "handshake/key_schedule.h"

#include "crypto/hmac.h"

#include <sodium.h>
#include <string.h>

/*
 * P_hash of section 5: A(0) = seed, A(i) = HMAC(secret, A(i-1)), and the output is the
 * concatenation of HMAC(secret, A(i) + seed), where seed is label + seeds.
 */
typedef struct p_hash {
    brn_hmac hmac;
    const char *label;
    const brine_bytes *seeds;
    size_t seed_count;
} p_hash;

static void absorb_seed(p_hash *p)
{
    brn_hmac_update(&p->hmac, (const uint8_t *)p->label, strlen(p->label));
    for (size_t i = 0; i < p->seed_count; i++)
        brn_hmac_update(&p->hmac, p->seeds[i].data, p->seeds[i].len);
}

void brn_prf_expand(const brn_prf *prf, brine_bytes secret, const char *label,
                    const brine_bytes *seeds, size_t seed_count, uint8_t *out, size_t len)
{
    p_hash p = {.label = label, .seeds = seeds, .seed_count = seed_count};
    uint8_t a[BRINE_HASH_OUTPUT_MAX], block[BRINE_HASH_OUTPUT_MAX];
    size_t step = prf->hash->output_length;

    brn_hmac_init(&p.hmac, prf->provider, prf->hash, secret.data, secret.len);
    absorb_seed(&p);
    brn_hmac_final(&p.hmac, a);
    while (len > 0) {
        size_t take = len < step ? len : step;

        brn_hmac_update(&p.hmac, a, step);
        absorb_seed(&p);
        brn_hmac_final(&p.hmac, block);
        memcpy(out, block, take);
        out += take;
        len -= take;
        if (len > 0) {
            brn_hmac_update(&p.hmac, a, step);
            brn_hmac_final(&p.hmac, a);
        }
    }
    brn_hmac_clear(&p.hmac);
    sodium_memzero(a, sizeof a);
    sodium_memzero(block, sizeof block);
}

void brn_master_secret(const brn_prf *prf, brine_bytes premaster, const brn_randoms *randoms,
                       uint8_t out[BRN_MASTER_SECRET_SIZE])
{
    brine_bytes seeds[] = {{randoms->client, sizeof randoms->client},
                           {randoms->server, sizeof randoms->server}};

    brn_prf_expand(prf, premaster, "master secret", seeds, 2, out, BRN_MASTER_SECRET_SIZE);
}

void brn_extended_master_secret(const brn_prf *prf, brine_bytes premaster, brine_bytes session_hash,
                                uint8_t out[BRN_MASTER_SECRET_SIZE])
{
    brn_prf_expand(prf, premaster, "extended master secret", &session_hash, 1, out,
                   BRN_MASTER_SECRET_SIZE);
}

void brn_derive_key_block(const brn_prf *prf, const uint8_t master[BRN_MASTER_SECRET_SIZE],
                          const brn_randoms *randoms, const brine_aead *aead, brn_key_block *out)
{
    /* Server first: the other way round than for the master secret. */
    brine_bytes seeds[] = {{randoms->server, sizeof randoms->server},
                           {randoms->client, sizeof randoms->client}};
    uint8_t block[2 * (BRINE_AEAD_KEY_MAX + BRINE_AEAD_NONCE_SIZE)];
    size_t key = aead->key_length, iv = aead->fixed_iv_length;

    brn_prf_expand(prf, (brine_bytes){master, BRN_MASTER_SECRET_SIZE}, "key expansion", seeds, 2,
                   block, 2 * (key + iv));
    memcpy(out->client_write_key, block, key);
    memcpy(out->server_write_key, block + key, key);
    memcpy(out->client_write_iv, block + 2 * key, iv);
    memcpy(out->server_write_iv, block + 2 * key + iv, iv);
    sodium_memzero(block, sizeof block);
}

void brn_verify_data(const brn_prf *prf, const uint8_t master[BRN_MASTER_SECRET_SIZE],
                     const char *label, brine_bytes transcript_hash, uint8_t *out)
{
    brn_prf_expand(prf, (brine_bytes){master, BRN_MASTER_SECRET_SIZE}, label, &transcript_hash, 1,
                   out, 12);
}
