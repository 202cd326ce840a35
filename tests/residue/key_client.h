/*
 * What residue_test.c searches while private keys are decrypted.
 *
 *     client key CHAIN KEY [leave]
 *
 * gives the texts of a certificate and of its encrypted key to a config, twice: with a passphrase
 * that is wrong and with the one that is right. With `leave` it keeps the passphrase, to be found.
 */
#ifndef BRINE_TESTS_RESIDUE_KEY_CLIENT_H
#define BRINE_TESTS_RESIDUE_KEY_CLIENT_H

#include <stddef.h>

#define PASSPHRASE_LEN   40
#define PASSPHRASE_RIGHT 3u
#define PASSPHRASE_WRONG 4u

/*
 * A byte of a passphrase. It is computed on both sides, so that the client has no copy of its own
 * to be found; wrong and right differ in each byte.
 */
static inline char passphrase_byte(unsigned which, size_t at)
{
    return (char)(33 + (at * at * 7 + at * 11 * which + which) % 89);
}

/* Runs with the arguments behind `key`. */
void decrypt_keys(int count, char **arguments);

#endif
