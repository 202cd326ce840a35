/*
 * What both sides say to each other once the handshake is over: bytes that differ at each place,
 * in records small at the beginning and the end, so that each bit of these can be flipped.
 */
#ifndef BRINE_TESTS_ATTACK_PAYLOAD_H
#define BRINE_TESTS_ATTACK_PAYLOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PAYLOAD_MAX ((size_t)65536)

typedef enum payload_speaker { PAYLOAD_CLIENT, PAYLOAD_SERVER } payload_speaker;

/* PAYLOAD_MAX bytes. */
const uint8_t *payload_of(payload_speaker speaker);

/* How many bytes the record has that begins at offset `done` of `total`. */
size_t payload_record(size_t done, size_t total);

#endif
