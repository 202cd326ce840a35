/*
 * brine: a TLS 1.2 client library on libsodium. This header includes all the others.
 *
 * One rule for NULL holds for every call of every header. A pointer may be NULL only where the
 * call's comment says what NULL means there, and in four places always: `error`, `allocator`,
 * `taken`, and the `context` of a callback, which only the callback looks at. Bytes (`data` and
 * `len`, or a buffer and its size) may be NULL when their number is 0. Everywhere else, with NULL
 * - a call that returns brine_result changes no object and returns BRINE_ERROR_INVALID_ARGUMENT, or
 *   BRINE_ERROR_SERVER_NAME_MISSING where a server's name is missing,
 * - a query returns 0, false, NULL, "" or no bytes (brine_stream_socket: -1), writes such values
 *   to the places that it was given, and calls no callback,
 * - a free does nothing.
 */
#ifndef BRINE_BRINE_H
#define BRINE_BRINE_H

#include <brine/algorithms.h>
#include <brine/cert.h>
#include <brine/config.h>
#include <brine/conn.h>
#include <brine/error.h>
#include <brine/key.h>
#include <brine/limits.h>
#include <brine/provider.h>
#include <brine/session.h>
#include <brine/stream.h>
#include <brine/trust.h>
#include <brine/types.h>

#define BRINE_VERSION_MAJOR 0
#define BRINE_VERSION_MINOR 1
#define BRINE_VERSION_PATCH 0
#define BRINE_VERSION       "0.1.0"

#ifdef __cplusplus
extern "C" {
#endif

/* The version of the library that is linked, as text; static. */
BRINE_API const char *brine_version(void);

#ifdef __cplusplus
}
#endif

#endif
