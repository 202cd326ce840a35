/*
 * The modes of fuzz_stored: what brine reads from a disk that is not the program's own.
 */
#ifndef BRINE_TESTS_FUZZ_STORED_H
#define BRINE_TESTS_FUZZ_STORED_H

#include <stddef.h>
#include <stdint.h>

/* A session's blob, whose checksum is made right, and a server that resumes it. */
void stored_session(uint8_t options, const uint8_t *data, size_t size);

/* The same bytes with the checksum that they have. */
void stored_session_as_it_is(const uint8_t *data, size_t size);

/* A directory of trust anchors, and the system's by environment. */
void stored_trust(uint8_t options, const uint8_t *data, size_t size);

#endif
