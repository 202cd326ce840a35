#define OPENSSL_SUPPRESS_DEPRECATED /* EVP hides round keys and the states of hashes */
#include "residue/secrets.h"

#include "crypto/aes/ghash.h"

#include <openssl/aes.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <stdlib.h>
#include <string.h>

#define RECORDS 6 /* of each direction, at most, in a connection of the test's */

static void must(bool ok)
{
    if (!ok)
        abort();
}

/* ---- The table ---- */

static size_t slot_of(const secrets *s, uint64_t bytes)
{
    size_t slot = (size_t)(bytes * 0x9e3779b97f4a7c15u >> 48) & (SECRETS_SLOTS - 1);

    while (s->slots[slot].of != NULL && s->slots[slot].bytes != bytes)
        slot = (slot + 1) & (SECRETS_SLOTS - 1);
    return slot;
}

/* A piece of a few values is not searched for: zeros are everywhere. */
static bool is_telling(const uint8_t *piece)
{
    unsigned equal = 0;

    for (size_t i = 1; i < SECRETS_PIECE; i++)
        for (size_t k = 0; k < i; k++)
            equal += piece[i] == piece[k];
    return equal < 3;
}

static void add_pieces(secrets *s, const char *what, const uint8_t *data, size_t len)
{
    for (size_t i = 0; i + SECRETS_PIECE <= len; i++) {
        secrets_piece piece = {.of = what};
        size_t slot;

        if (!is_telling(data + i))
            continue;
        memcpy(&piece.bytes, data + i, sizeof piece.bytes);
        slot = slot_of(s, piece.bytes);
        s->count += s->slots[slot].of == NULL;
        must(s->count < SECRETS_SLOTS / 2);
        s->slots[slot] = piece;
    }
}

/* Each word of data turned round. */
static void turn_words(uint8_t *to, const uint8_t *data, size_t len, size_t word)
{
    for (size_t i = 0; i < len; i++)
        to[i] = data[i - i % word + (word - 1 - i % word)];
}

void secrets_add(secrets *s, const char *what, const uint8_t *data, size_t len)
{
    uint8_t turned[256];

    must(len <= sizeof turned);
    add_pieces(s, what, data, len);
    for (size_t word = 4; word <= 16; word *= 2)
        if (len % word == 0) {
            turn_words(turned, data, len, word);
            add_pieces(s, what, turned, len);
        }
}

const char *secrets_find(const secrets *s, const uint8_t *memory, size_t len, size_t *at)
{
    for (size_t i = 0; i + SECRETS_PIECE <= len; i++) {
        uint64_t bytes;
        const secrets_piece *piece;

        memcpy(&bytes, memory + i, sizeof bytes);
        if (bytes == 0)
            continue;
        piece = &s->slots[slot_of(s, bytes)];
        *at = i;
        if (piece->of != NULL)
            return piece->of;
    }
    return NULL;
}

/* ---- Secrets of the PRF: RFC 5246 section 5 ---- */

/* The state of a hash of the SHA-2 family when it has read a block. */
static void add_sha512_state(secrets *s, bool shorter, const uint8_t *block)
{
    SHA512_CTX state;

    must((shorter ? SHA384_Init(&state) : SHA512_Init(&state)) == 1 &&
         SHA384_Update(&state, block, SHA512_CBLOCK) == 1);
    secrets_add(s, "a state of HMAC", (const uint8_t *)state.h, sizeof state.h);
}

static void add_sha256_state(secrets *s, const uint8_t *block)
{
    SHA256_CTX state;

    must(SHA256_Init(&state) == 1 && SHA256_Update(&state, block, SHA256_CBLOCK) == 1);
    secrets_add(s, "a state of HMAC", (const uint8_t *)state.h, sizeof state.h);
}

/* Which of HMAC's two states stands for a secret as its block is padded with `pad`. */
static void add_hmac_state(secrets *s, const char *digest, peer_slice secret, uint8_t pad)
{
    uint8_t block[SHA512_CBLOCK] = {0};

    memcpy(block, secret.data, secret.len);
    for (size_t i = 0; i < sizeof block; i++)
        block[i] ^= pad;
    if (strcmp(digest, "SHA256") == 0)
        add_sha256_state(s, block);
    else
        add_sha512_state(s, strcmp(digest, "SHA384") == 0, block);
    secrets_add(s, "a padded secret of HMAC", block, secret.len);
}

void secrets_add_hmac_key(secrets *s, const char *what, const char *digest, peer_slice secret)
{
    secrets_add(s, what, secret.data, secret.len);
    add_hmac_state(s, digest, secret, 0x36);
    add_hmac_state(s, digest, secret, 0x5c);
}

/* ---- Secrets of a direction ---- */

static void encrypt(const char *cipher, const uint8_t *key, const uint8_t iv[16], uint8_t *data,
                    size_t len)
{
    EVP_CIPHER *algorithm = EVP_CIPHER_fetch(NULL, cipher, NULL);
    EVP_CIPHER_CTX *c = EVP_CIPHER_CTX_new();
    int made;

    must(algorithm && c && EVP_EncryptInit_ex2(c, algorithm, key, iv, NULL) == 1 &&
         EVP_CIPHER_CTX_set_padding(c, 0) == 1 &&
         EVP_EncryptUpdate(c, data, &made, data, (int)len) == 1 && made == (int)len);
    EVP_CIPHER_CTX_free(c);
    EVP_CIPHER_free(algorithm);
}

void secrets_add_aes_key(secrets *s, const uint8_t *key, size_t len)
{
    AES_KEY round_keys;

    must(AES_set_encrypt_key(key, (int)len * 8, &round_keys) == 0);
    secrets_add(s, "a round key", (const uint8_t *)round_keys.rd_key,
                16 * ((size_t)round_keys.rounds + 1));
}

/* The round keys, and the key of GHASH as it is and as ghash.c has it. */
static void add_aes_keys(secrets *s, const peer_keys *keys, const char *cipher)
{
    uint8_t h[16] = {0};
    brn_ghash_element element;

    secrets_add_aes_key(s, keys->key, keys->suite->key_length);
    encrypt(cipher, keys->key, NULL, h, sizeof h);
    secrets_add(s, "the key of GHASH", h, sizeof h);
    element = brn_ghash_key(h);
    secrets_add(s, "the key of GHASH", (const uint8_t *)&element, sizeof element);
}

/* RFC 5288 section 3: salt and explicit nonce, here the sequence number. RFC 7905 section 2. */
static void add_tag_mask(secrets *s, const peer_keys *keys, const char *cipher, uint8_t sequence)
{
    uint8_t block[32] = {0}, iv[16] = {0};

    if (keys->suite->explicit_length > 0) {
        memcpy(block, keys->iv, 4);
        block[11] = sequence;
        block[15] = 1;
        encrypt(cipher, keys->key, NULL, block, 16);
        secrets_add(s, "the mask of a tag", block, 16);
        return;
    }
    memcpy(iv + 4, keys->iv, 12);
    iv[15] ^= sequence;
    encrypt(cipher, keys->key, iv, block, 32);
    secrets_add(s, "a key of Poly1305", block, 32);
}

static void add_direction(secrets *s, const peer_keys *keys)
{
    const char *cipher;

    if (keys->suite == NULL)
        return;
    secrets_add(s, "a traffic key", keys->key, keys->suite->key_length);
    cipher = keys->suite->explicit_length == 0 ? "ChaCha20"
             : keys->suite->key_length == 16   ? "AES-128-ECB"
                                               : "AES-256-ECB";
    if (keys->suite->explicit_length > 0)
        add_aes_keys(s, keys, cipher);
    for (uint8_t sequence = 0; sequence < RECORDS; sequence++)
        add_tag_mask(s, keys, cipher, sequence);
}

void secrets_add_connection(secrets *s, const peer *p)
{
    if (p->next_reading.suite == NULL && p->reading.suite == NULL)
        return;
    if (p->premaster_length > 0)
        secrets_add_hmac_key(s, "the premaster secret", p->suite->digest,
                             (peer_slice){p->premaster, p->premaster_length});
    secrets_add_hmac_key(s, "the master secret", p->suite->digest,
                         (peer_slice){p->master, sizeof p->master});
    add_direction(s, &p->reading);
    add_direction(s, &p->writing);
    add_direction(s, &p->next_reading);
    add_direction(s, &p->next_writing);
}
