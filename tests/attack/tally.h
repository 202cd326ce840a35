/*
 * What was tried and what came of it, counted.
 */
#ifndef BRINE_TESTS_ATTACK_TALLY_H
#define BRINE_TESTS_ATTACK_TALLY_H

#include "attack/attempt.h"

/* Plain data: a child process writes it to its parent. */
typedef struct tally {
    unsigned long scenarios;
    unsigned long ends[CHANGE_KIND_COUNT][END_COUNT];
    unsigned long excused[EXCUSE_COUNT];
    unsigned long faults;
} tally;

void tally_add(tally *to, const tally *from);
unsigned long tally_runs(const tally *t);
void tally_print(const tally *t);

#endif
