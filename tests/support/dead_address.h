/*
 * Addresses of loopback that swallow what is sent to them, as a filter on the way would: a
 * listener whose queue is full drops each SYN.
 */
#ifndef BRINE_TESTS_SUPPORT_DEAD_ADDRESS_H
#define BRINE_TESTS_SUPPORT_DEAD_ADDRESS_H

#include <stdbool.h>
#include <stdint.h>

#define DEAD_FILLERS 2

typedef struct dead_address {
    int listener;
    int fillers[DEAD_FILLERS]; /* connections that fill the queue */
} dead_address;

/* An IPv4 or IPv6 literal; port 0 = any that is free, *port receives it. False: not available. */
bool dead_address_open(dead_address *dead, const char *address, uint16_t *port);
void dead_address_close(dead_address *dead);

#endif
