/* What every cmocka test includes, in the order that cmocka.h asks for. */
#ifndef BRINE_TESTS_TEST_H
#define BRINE_TESTS_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#endif
