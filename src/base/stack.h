/*
 * Wiping what an operation with secrets left below its caller, on the stack.
 */
#ifndef BRN_BASE_STACK_H
#define BRN_BASE_STACK_H

#include <sodium.h>
#include <stddef.h>

/* Wipes the first BRN_STACK_TOP bytes below its caller. */
#define BRN_STACK_TOP 256
void brn_wipe_top_of_stack(void);

/*
 * Wipes len bytes below its caller, and a few more. sodium_stackzero alone leaves gaps: those of
 * its own frame, between what a call and a stack protector write there and the array that it
 * clears. A part of a key in such a gap was what Debian 13's libsodium left. The second frame has
 * its gaps elsewhere. In line, so that both begin where the operation's frame began.
 */
static inline void brn_wipe_stack(size_t len)
{
    sodium_stackzero(len);
    brn_wipe_top_of_stack();
}

#endif
