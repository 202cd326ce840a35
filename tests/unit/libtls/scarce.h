/*
 * Memory that runs out. The program is linked so that what the library and libtls' interface
 * allocate goes through here (the linker's --wrap); what libc and libcrypto allocate does not.
 */
#ifndef BRINE_TESTS_LIBTLS_SCARCE_H
#define BRINE_TESTS_LIBTLS_SCARCE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * From now on so many allocations succeed, and the next one fails: it alone, or with all that
 * follow it. None fails while paused, and none is counted.
 */
void scarce_begin(size_t allowed, bool for_good);
void scarce_pause(void);
void scarce_resume(void);
/* Whether an allocation has failed since scarce_begin. */
bool scarce_failed(void);
/* Ends it; returns how many blocks were allocated and not freed. */
long scarce_end(void);

#endif
