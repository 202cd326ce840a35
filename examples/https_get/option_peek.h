/*
 * Readers of options (option_table.h) that stand for more than a field of theirs.
 */
#ifndef HTTPS_GET_OPTION_PEEK_H
#define HTTPS_GET_OPTION_PEEK_H

#include "option_table.h"

option_reader option_help;    /* help, and help_topic: the next word, which is not taken */
option_reader option_trace;   /* trace, and after_trace: the next word, which is not taken */
option_reader option_no_alpn; /* alpn: an empty list */

#endif
