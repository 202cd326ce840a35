/*
 * Marking secrets, so that a tool can see what becomes of them: a branch or an address
 * that depends on a secret is then reported as use of uninitialised memory, by valgrind's
 * memcheck (Langley's ctgrind) or by clang's MemorySanitizer when built with it. Without
 * either the macros do nothing.
 */
#ifndef BRINE_TESTS_CRYPTO_CT_H
#define BRINE_TESTS_CRYPTO_CT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__has_feature)
#if __has_feature(memory_sanitizer)
#define CT_MEMORY_SANITIZER
#endif
#endif

#ifdef CT_MEMORY_SANITIZER

#include <sanitizer/msan_interface.h>

#define ct_secret(p, n) __msan_poison(p, n)
#define ct_public(p, n) __msan_unpoison(p, n)

/* Whether the tool takes every byte for a secret: it lost no trace of it on the way. */
static inline bool ct_all_secret(const uint8_t *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (__msan_test_shadow(p + i, 1) != 0)
            return false;
    return true;
}

#else

#include <valgrind/memcheck.h>

#define ct_secret(p, n) ((void)VALGRIND_MAKE_MEM_UNDEFINED(p, n))
#define ct_public(p, n) ((void)VALGRIND_MAKE_MEM_DEFINED(p, n))

static inline bool ct_all_secret(const uint8_t *p, size_t n)
{
    for (size_t i = 0; RUNNING_ON_VALGRIND && i < n; i++) {
        uint8_t unknown = 0;

        if (VALGRIND_GET_VBITS(p + i, &unknown, 1) != 1 || unknown == 0)
            return false;
    }
    return true;
}

#endif

#endif
