/*
 * DER with one thing wrong. Each element of a structure, however deep, is left out, gets another
 * tag, loses its last byte, or is followed by an element that does not belong there; the lengths
 * around it are right.
 */
#ifndef BRINE_TESTS_X509_DAMAGE_H
#define BRINE_TESTS_X509_DAMAGE_H

#include "unit/x509/factory.h"

/*
 * The n-th damage of whole, in the factory's arena; its data is NULL when there are not so many.
 * what gets words for it, such as "element 3 (tag 0x30) is left out".
 */
der damage(der whole, size_t n, char *what, size_t cap);

#endif
