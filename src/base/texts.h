/*
 * Whether the library has its texts: 1, or 0 where it was configured with BRINE_TEXTS=OFF.
 */
#ifndef BRN_BASE_TEXTS_H
#define BRN_BASE_TEXTS_H

/* CMake says which; a compiler that is called by hand need not. */
#ifndef BRN_TEXTS
#define BRN_TEXTS 1
#endif

/* Words for a sentence alone, which no program sees without it. */
#define BRN_WORDS(words) (BRN_TEXTS ? (words) : "")

#endif
