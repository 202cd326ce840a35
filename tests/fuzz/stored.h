/*
 * The modes of fuzz_stored: what brine reads from a disk that is not the program's own.
 */
#ifndef BRINE_TESTS_FUZZ_STORED_H
#define BRINE_TESTS_FUZZ_STORED_H

#include <brine/config.h>

/* A session's blob, whose checksum is made right, and a server that resumes it. */
void stored_session(uint8_t options, const uint8_t *data, size_t size);

/* The same bytes with the checksum that they have. */
void stored_session_as_it_is(const uint8_t *data, size_t size);

/* The file of tls_config_set_session_fd, read, replaced and emptied. */
void stored_file(uint8_t options, const uint8_t *data, size_t size);

/* A directory of trust anchors, and the system's by environment. */
void stored_trust(uint8_t options, const uint8_t *data, size_t size);

/* What the modes share: bits of the options. */
enum {
    WITH_HEAD = 1,      /* magic, version and binding are the input's, too */
    WITH_HOOK = 2,      /* the application judges what the session keeps */
    WITH_FRAGMENTS = 4, /* max_fragment_length 512 */
    WITH_TICKET = 8,    /* the server sends a new one */
    WITH_DAMAGE = 16,   /* a bit of the checksum is wrong */
};

/* One for each choice of hook and fragments, made once; its clock stands at noon of a day. */
const brine_config *stored_config(uint8_t options);

/* The blob that the input means: with a right checksum, and a head if it has none of its own. */
#define STORED_BLOB_MAX 65536u
size_t stored_blob(uint8_t options, const uint8_t *data, size_t size,
                   uint8_t blob[STORED_BLOB_MAX]);

#endif
