/*
 * What the proofs assume of the C library, on bytes: the prover's own contracts are written for
 * char and lose what is known of uint8_t.
 */
#ifndef BRINE_TESTS_PROOF_LIBC_H
#define BRINE_TESTS_PROOF_LIBC_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* The prover's stdint.h gives such a number 64 bits, and would allow shifts that C does not. */
#undef UINT32_C
#define UINT32_C(number) number##U

/*@ requires n > 0 ==> \valid(to + (0 .. n - 1)) && \valid_read(from + (0 .. n - 1));
    requires n > 0 ==> \separated(to + (0 .. n - 1), from + (0 .. n - 1));
    assigns to[0 .. n - 1] \from from[0 .. n - 1];
    assigns \result \from to;
    ensures \result == to; */
uint8_t *proof_memcpy(uint8_t *to, const uint8_t *from, size_t n);

/*@ requires n > 0 ==> \valid_read(a + (0 .. n - 1)) && \valid_read(b + (0 .. n - 1));
    assigns \nothing; */
int proof_memcmp(const uint8_t *a, const char *b, size_t n);

/*@ requires n > 0 ==> \valid_read(at + (0 .. n - 1));
    assigns \result \from at;
    ensures \result == \null ||
            (\base_addr(\result) == \base_addr(at) && 0 <= \result - at < n); */
const uint8_t *proof_memchr(const uint8_t *at, int byte, size_t n);

/* A string of this house ends with a NUL. */
/*@ requires string != \null;
    assigns \nothing;
    ensures \valid_read(string + (0 .. \result)); */
size_t proof_strlen(const char *string);

#undef memcpy
#undef memcmp
#undef memchr
#undef strlen
#define memcpy proof_memcpy
#define memcmp proof_memcmp
#define memchr proof_memchr
#define strlen proof_strlen

#endif
