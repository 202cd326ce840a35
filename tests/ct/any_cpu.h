/*
 * Stands for crypto/cpu.c in one program. valgrind's CPUID hides what valgrind can execute, so a
 * test says itself which processor it wants to be on. To be included once.
 */
#ifndef BRINE_TESTS_CT_ANY_CPU_H
#define BRINE_TESTS_CT_ANY_CPU_H

#include "crypto/cpu.h"

static unsigned any_cpu_features; /* of brn_cpu_feature, as bits */

bool brn_cpu_has(brn_cpu_feature feature)
{
    return (any_cpu_features & (unsigned)feature) != 0;
}

bool brn_cpu_never(void *context)
{
    (void)context;
    return false;
}

#endif
