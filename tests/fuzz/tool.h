/*
 * The modes of fuzz_tool.
 */
#ifndef BRINE_TESTS_FUZZ_TOOL_H
#define BRINE_TESTS_FUZZ_TOOL_H

#include <stddef.h>
#include <stdint.h>

/* A command line, a word in each line of the input. */
void tool_options(const uint8_t *data, size_t size);

/* Events of connections: kind(1) name(1) body<0..2^8-1>, each. */
void tool_ladder(const uint8_t *data, size_t size);

#endif
