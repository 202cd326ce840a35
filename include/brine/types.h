/*
 * What every other header of brine needs: linkage, byte slices, memory.
 */
#ifndef BRINE_TYPES_H
#define BRINE_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(_WIN32) && defined(BRINE_SHARED)
#define BRINE_API __declspec(dllimport)
#elif defined(__GNUC__)
#define BRINE_API __attribute__((visibility("default")))
#else
#define BRINE_API
#endif

/* A result that is not looked at is a bug: compilers that can, say so. */
#if defined(__GNUC__)
#define BRINE_MUST_USE __attribute__((warn_unused_result))
#define BRINE_PRINTF(format_index, first_argument)                                                 \
    __attribute__((format(printf, format_index, first_argument)))
#else
#define BRINE_MUST_USE
#define BRINE_PRINTF(format_index, first_argument)
#endif

/*
 * A view of bytes that another object owns. `data` may be NULL when `len` is 0.
 * Each function that returns one says how long the bytes live.
 */
typedef struct brine_bytes {
    const uint8_t *data;
    size_t len; /* in bytes */
} brine_bytes;

/*
 * Where brine gets memory. The struct is copied by the object that takes it;
 * `context` is borrowed and must outlive that object.
 *
 * allocate: `size` bytes (never 0) aligned as malloc aligns, or NULL.
 * release:  gives back what allocate returned, with the same `size`; never NULL.
 *
 * Both may be called from whatever thread uses an object that has this
 * allocator; brine wipes secrets before it calls release.
 */
typedef struct brine_allocator {
    void *context;
    void *(*allocate)(void *context, size_t size);
    void (*release)(void *context, void *block, size_t size);
} brine_allocator;

#ifdef __cplusplus
}
#endif

#endif
