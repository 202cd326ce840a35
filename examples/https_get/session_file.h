/*
 * --session FILE: sessions that outlive the program. Whoever can read the file can read
 * what is sent over connections that they resume, so that nobody else may.
 */
#ifndef HTTPS_GET_SESSION_FILE_H
#define HTTPS_GET_SESSION_FILE_H

#include "options.h"
#include "url.h"

#define SESSIONS_MAX 64

struct stored_session {
    uint8_t *blob;
    size_t length;
    char host[URL_HOST_SIZE]; /* "" when it was made under other settings than ours */
    uint16_t port;
};

struct session_file {
    const char *path; /* NULL = sessions aren't kept */
    const brine_config *config;
    struct stored_session entries[SESSIONS_MAX];
    size_t count;
    bool changed;
};

/*
 * Reads the file, if there is one. One that can't be used is told and then replaced: it
 * costs a round trip, no more. Free with session_file_close in any case.
 */
void session_file_open(struct session_file *file, const char *path, const brine_config *config);

/* A session for the server, the caller's; NULL when there is none. */
brine_session *session_file_find(const struct session_file *file, const char *host, uint16_t port);

/* Keeps what the connection made, in place of what was there for its server. */
void session_file_keep(struct session_file *file, const brine_conn *conn);

/* Writes the file if something changed, and frees everything. */
void session_file_close(struct session_file *file);

#endif
