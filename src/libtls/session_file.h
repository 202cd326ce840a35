/* The file of tls_config_set_session_fd: one session, as brine_session_save writes it. */
#ifndef BRN_TLS_SESSION_FILE_H
#define BRN_TLS_SESSION_FILE_H

#include "libtls/config.h"

#include <brine/conn.h>

/* A hold of the caller's; NULL when the file is empty or of no use under these settings. */
brine_session *brn_tls_session_read(int descriptor, const brine_config *settings);

/* Puts the connection's session in place of what the file has, if the server gave one. */
void brn_tls_session_write(int descriptor, const brine_conn *conn, const brine_config *settings);

/* A session whose connection failed is used no more (RFC 5246 section 7.2.2). */
void brn_tls_session_forget(int descriptor);

#endif
