/*
 * What the proofs assume of the C library, on bytes: the prover's own contracts are written for
 * char and lose what is known of uint8_t.
 */
#ifndef BRINE_TESTS_PROOF_LIBC_H
#define BRINE_TESTS_PROOF_LIBC_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*@ requires n > 0 ==> \valid(to + (0 .. n - 1)) && \valid_read(from + (0 .. n - 1));
    requires n > 0 ==> \separated(to + (0 .. n - 1), from + (0 .. n - 1));
    assigns to[0 .. n - 1] \from from[0 .. n - 1];
    assigns \result \from to;
    ensures \result == to; */
uint8_t *proof_memcpy(uint8_t *to, const uint8_t *from, size_t n);

#undef memcpy
#define memcpy proof_memcpy

#endif
