/*
 * --session FILE: sessions that outlive the program. A user who can read the file can
 * read what is sent over the connections that its sessions resume, and one who can write
 * it can play the servers that it names: it is made for its owner alone.
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
 * Reads the file of --session, if that was given and there is one. EXIT_OK, or
 * EXIT_READ after a sentence when it is no regular file, not ours, or others can
 * write to it. One that is ours and damaged costs a warning: it is replaced, for the price
 * of a round trip. Free with session_file_close in any case.
 */
exit_code session_file_open(struct session_file *file, const struct options *options,
                            const brine_config *config);

/* A session for the server, the caller's; NULL when there is none. */
brine_session *session_file_find(const struct session_file *file, const char *host, uint16_t port);

/* Keeps what the connection made, in place of what was there for its server. */
void session_file_keep(struct session_file *file, const brine_conn *conn);

/*
 * Drops the server's session. A connection that failed calls for it (RFC 5246 section
 * 7.2.2), and a session that the server can't resume any more would fail each later run.
 */
void session_file_forget(struct session_file *file, const char *host, uint16_t port);

/* Writes the file if something changed, and frees everything. */
void session_file_close(struct session_file *file);

#endif
