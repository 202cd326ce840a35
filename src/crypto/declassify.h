/*
 * Where a secret stops being one: the result of a check on it, a finished signature, a
 * nonce that is thrown away. The constant-time tests mark secrets as undefined memory and
 * let valgrind complain about every branch and address that depends on them; they compile
 * this floor with a BRN_DECLASSIFY of their own, which marks `size` bytes at `pointer` as
 * defined again. Everywhere else it is nothing. Each use says why the value may be known.
 */
#ifndef BRN_CRYPTO_DECLASSIFY_H
#define BRN_CRYPTO_DECLASSIFY_H

#ifndef BRN_DECLASSIFY
#define BRN_DECLASSIFY(pointer, size) ((void)(pointer), (void)(size))
#endif

#endif
