/* Included in front of every file of the library that the constant-time tests compile. */
#ifndef BRINE_TESTS_CT_DECLASSIFIED_H
#define BRINE_TESTS_CT_DECLASSIFIED_H

#include "ct/ct.h"

#define BRN_DECLASSIFY(pointer, size) ct_public(pointer, size)

#endif
