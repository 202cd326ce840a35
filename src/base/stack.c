#include "base/stack.h"

#include <stdint.h>

/* In a file of its own, so that no compiler puts the array into a caller's frame. */
void brn_wipe_top_of_stack(void)
{
    uint8_t top[BRN_STACK_TOP];

    sodium_memzero(top, sizeof top);
}
