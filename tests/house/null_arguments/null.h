/*
 * The rule for NULL (brine/brine.h), parameter by parameter. Each row names a function, one of
 * its parameters, and arguments in which that parameter is NULL and all the others are in order;
 * complete_test.sh compares these rows with the public headers.
 */
#ifndef BRINE_TESTS_NULL_H
#define BRINE_TESTS_NULL_H

#include "support/test.h"

#include <brine/brine.h>

/* Bytes that were promised and are not there. */
#define PROMISED ((brine_bytes){NULL, 10})

/* The call returns BRINE_ERROR_INVALID_ARGUMENT. */
#define REFUSED(function, parameter, arguments)                                                    \
    assert_int_equal(function arguments, BRINE_ERROR_INVALID_ARGUMENT)
/* The comment of the call says what NULL means: it is no argument that is not valid. */
#define OPTIONAL(function, parameter, arguments, result)                                           \
    assert_int_equal(function arguments, result)
/* A query returns 0 or false. */
#define ZERO(function, parameter, arguments) assert_int_equal(function arguments, 0)
/* A query returns "", NULL, or bytes of which there are none. */
#define EMPTY(function, parameter, arguments)      assert_string_equal(function arguments, "")
#define NOTHING_AT(function, parameter, arguments) assert_null(function arguments)
#define NO_BYTES(function, parameter, arguments)                                                   \
    do {                                                                                           \
        brine_bytes none = function arguments;                                                     \
        assert_null(none.data);                                                                    \
        assert_int_equal(none.len, 0);                                                             \
    } while (0)
/* The call returns; what it leaves where it writes is asserted behind the row. */
#define RETURNS(function, parameter, arguments) (void)(function arguments)

#endif
