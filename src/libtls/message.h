/* The sentence of an object's last error. */
#ifndef BRN_TLS_MESSAGE_H
#define BRN_TLS_MESSAGE_H

#include <brine/types.h>

/* Replaces *message, which is NULL or allocated; NULL again where memory is lacking. */
void brn_tls_message_set(char **message, const char *format, ...) BRINE_PRINTF(2, 3);
void brn_tls_message_clear(char **message);

/* A name or word of the program's, made safe for a sentence and short enough; returns out. */
#define BRN_TLS_SHOWN_SIZE 200
const char *brn_tls_shown(const char *text, char out[BRN_TLS_SHOWN_SIZE]);

#endif
