/*
 * Public structs that may grow begin with `size`, the bytes that their side knows: the program's
 * struct may be older and shorter than the library's, or newer and longer. A new member goes behind
 * the end of the old struct, never into the padding there, where an old program may have any bytes.
 */
#ifndef BRN_BASE_SIZED_H
#define BRN_BASE_SIZED_H

#include <brine/types.h>

/*
 * Copies a program's struct, whose first member is its size, to out, which has room for `known`
 * bytes; what the program's lacks is 0. False when its size can't be right.
 */
BRINE_MUST_USE bool brn_sized_read(void *out, size_t known, const void *given);

/*
 * Fills a program's struct of `size` bytes from one of `known` bytes, whose first member is a
 * size_t; what the library's lacks is 0. The program's first member receives how many bytes both
 * know. A struct that has no room for that member is left alone.
 */
void brn_sized_write(void *out, size_t size, const void *filled, size_t known);

#endif
