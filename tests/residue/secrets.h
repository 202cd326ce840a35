/*
 * Everything by which a connection could be read: its secrets, cut into pieces to be searched
 * for.
 */
#ifndef BRINE_TESTS_RESIDUE_SECRETS_H
#define BRINE_TESTS_RESIDUE_SECRETS_H

#include "support/peer/peer.h"

#define SECRETS_PIECE 8          /* bytes of a secret that are not found by chance */
#define SECRETS_SLOTS (1u << 16) /* a power of two, several times the pieces of two connections */

typedef struct secrets_piece {
    uint64_t bytes;
    const char *of; /* static words; NULL = an empty slot */
} secrets_piece;

/* A hash table. All zero is empty. */
typedef struct secrets {
    secrets_piece slots[SECRETS_SLOTS];
    size_t count;
} secrets;

/* Adds each piece of data, whose length is a multiple of 8, in every order that code loads it. */
void secrets_add(secrets *s, const char *what, const uint8_t *data, size_t len);

/*
 * Adds a key of HMAC with SHA256, SHA384 or SHA512 that is no longer than a block, and the states
 * that stand for it.
 */
void secrets_add_hmac_key(secrets *s, const char *what, const char *digest, peer_slice secret);

/* Adds the round keys of an AES key of len bytes. */
void secrets_add_aes_key(secrets *s, const uint8_t *key, size_t len);

/*
 * Adds what the server knows of its connection by now: premaster and master secret, the states of
 * HMAC that stand for them, traffic keys, the keys and tag masks that follow from them.
 */
void secrets_add_connection(secrets *s, const peer *p);

/* The first secret of which memory holds a piece, and where; NULL when there is none. */
const char *secrets_find(const secrets *s, const uint8_t *memory, size_t len, size_t *at);

#endif
