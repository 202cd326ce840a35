/*
 * What a leaky implementation would do, to show that the tool at work notices: called with
 * something derived from a secret.
 */
#ifndef BRINE_TESTS_CT_LEAK_H
#define BRINE_TESTS_CT_LEAK_H

#include <stdint.h>
#include <string.h>

typedef enum leak { LEAK_NOTHING, LEAK_BRANCH, LEAK_ADDRESS } leak;

static volatile uint8_t leak_sink;

static inline leak leak_wanted(int argc, char **argv)
{
    if (argc < 2)
        return LEAK_NOTHING;
    return strcmp(argv[1], "leak-branch") == 0 ? LEAK_BRANCH : LEAK_ADDRESS;
}

/* Compares byte by byte and stops early, or looks up a table, as the wish goes. */
static inline void leak_if(leak wanted, const uint8_t *secret)
{
    static uint8_t table[256];

    if (wanted == LEAK_BRANCH && secret[0] == 0x5a)
        leak_sink = 1;
    if (wanted == LEAK_ADDRESS)
        leak_sink = ((volatile uint8_t *)table)[secret[0]];
}

#endif
