/*
 * Linked with --wrap=malloc: allocations fail from the one on whose number (from 0) stands in
 * BRINE_FAIL_AT.
 */
#include <stdlib.h>

void *__real_malloc(size_t size);
void *__wrap_malloc(size_t size);

void *__wrap_malloc(size_t size)
{
    static unsigned long count;
    const char *fail_at = getenv("BRINE_FAIL_AT");

    return fail_at != NULL && count++ >= strtoul(fail_at, NULL, 10) ? NULL : __real_malloc(size);
}
