/*
 * brine: a TLS 1.2 client library on libsodium. This header includes all the others.
 */
#ifndef BRINE_BRINE_H
#define BRINE_BRINE_H

#include <brine/cert.h>
#include <brine/config.h>
#include <brine/conn.h>
#include <brine/error.h>
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
