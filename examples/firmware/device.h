/* What this device is: its algorithms, its memory, its random bytes, and whom it trusts. */
#ifndef FIRMWARE_DEVICE_H
#define FIRMWARE_DEVICE_H

#include <brine/brine.h>

/* provider_*.c: the linker leaves out what the chosen one does not list. */
extern const brine_provider device_provider;

/* pool.c */
extern const brine_allocator pool_allocator;

/* random.c: the seed is taken, then bytes come (brine_random_function). */
void random_begin(void);
brine_result device_random(void *context, uint8_t *out, size_t len);

/* anchor.c, made by CMake of FIRMWARE_ANCHOR: a root certificate in DER. */
extern const uint8_t device_anchor[];
extern const size_t device_anchor_size;

#endif
