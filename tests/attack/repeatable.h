/*
 * The chance and the time of day of both sides, repeated in each connection: brine and libssl
 * then say the same bytes again, and what a server says can be recorded once and changed in
 * thousands of ways.
 */
#ifndef BRINE_TESTS_ATTACK_REPEATABLE_H
#define BRINE_TESTS_ATTACK_REPEATABLE_H

#include <brine/provider.h>

/*
 * From now on libcrypto draws the same bytes whenever it draws. Keys are made before. time() and
 * gettimeofday() say PEER_NOW in a program that has this file.
 */
void repeatable_libcrypto(void);

/* brine's default provider with a random source that begins anew after repeatable_rewind. */
const brine_provider *repeatable_provider(void);
void repeatable_rewind(void);

#endif
