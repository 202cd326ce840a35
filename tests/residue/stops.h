/* Where a client of residue_test.c stops and is searched. */
#ifndef BRINE_TESTS_RESIDUE_STOPS_H
#define BRINE_TESTS_RESIDUE_STOPS_H

#include <stdbool.h>

/* Ends the client with a sentence unless `good`. */
void must(bool good, const char *what);

/* Has the compiler keep this memory. */
static inline void look_at(const void *memory)
{
    __asm__ volatile("" : : "r"(memory) : "memory");
}

/*
 * Stops with SIGSTOP, or at the end with SIGUSR1. What was left just below the frame of the caller
 * stays: this works deeper.
 */
void stop(int signal);

#endif
