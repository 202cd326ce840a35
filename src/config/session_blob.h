/*
 * What saving and loading of sessions share. session_blob.c says what lies where in a blob.
 */
#ifndef BRN_CONFIG_SESSION_BLOB_H
#define BRN_CONFIG_SESSION_BLOB_H

#include "config/config.h"
#include "config/session.h"

#define BRN_SESSION_STEP "session" /* of a brine_error */

#define BRN_BLOB_MAGIC         "BRNS"
#define BRN_BLOB_MAGIC_SIZE    4
#define BRN_BLOB_VERSION       3
#define BRN_BLOB_MAX           65536 /* bytes */
#define BRN_BLOB_CHECKSUM_SIZE 16

/* SHA-256 of data, of which the first BRN_BLOB_CHECKSUM_SIZE bytes are the checksum. */
void brn_blob_checksum(const brine_config *config, brine_bytes data,
                       uint8_t out[BRINE_HASH_OUTPUT_MAX]);

#endif
