/* What every cmocka test includes, in the order that cmocka.h asks for. */
#ifndef BRINE_TESTS_TEST_H
#define BRINE_TESTS_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* cmocka's own has another name from version 2 on. */
#define assert_between(value, low, high)                                                           \
    do {                                                                                           \
        unsigned long long found_ = (unsigned long long)(value);                                   \
        unsigned long long least_ = (unsigned long long)(low), most_ = (unsigned long long)(high); \
                                                                                                   \
        if (found_ < least_ || found_ > most_)                                                     \
            fail_msg("%s is %llu, not from %llu to %llu", #value, found_, least_, most_);          \
    } while (0)

/* So that no test needs the old name, of which newer cmocka warns. */
#undef assert_in_range
#undef assert_not_in_range
#define assert_in_range     use_assert_between
#define assert_not_in_range use_assert_between

#endif
