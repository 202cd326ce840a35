/*
 * What the rows of the option table do with their arguments (option_reader in
 * option_table.h). Each writes to the field that its row names, or to the ones that it
 * says here.
 */
#ifndef HTTPS_GET_OPTION_READER_H
#define HTTPS_GET_OPTION_READER_H

#include "option_table.h"

option_reader option_flag;    /* bool: set */
option_reader option_text;    /* const char *: the argument */
option_reader option_list;    /* struct text_list: one text more, without control characters */
option_reader option_header;  /* the same for the lines of -H */
option_reader option_seconds; /* uint32_t in milliseconds: "2", "0.5" */

option_reader option_clean_text;  /* const char *: the argument, without control characters */
option_reader option_size;        /* uint64_t: "2048", "2k" */
option_reader option_range;       /* const char *: "0-499", "500-", "-500", several with commas */
option_reader option_referer;     /* referer, referer_length, automatic_referer */
option_reader option_credentials; /* const char *: "USER:PASSWORD" */
option_reader option_stderr;      /* none: standard error leads elsewhere from here on */

option_reader option_certificate, option_key, option_passphrase; /* identities; in identity.c */

option_reader option_resume; /* resume, resume_at_end, resume_at */

option_reader option_number;    /* uint64_t, up to 2^32 - 1 */
option_reader option_write_out; /* write_out, write_out_file */

option_reader option_resolve, option_connect_to; /* lists; EXIT_PLACE when malformed */
option_reader option_query;                      /* list of "NAME=CONTENT", encoded */

option_reader option_output, option_remote_name; /* destinations */
option_reader option_ipv4, option_ipv6;          /* family */
option_reader option_max_redirects;              /* max_redirects */
option_reader option_max_intermediates;          /* max_intermediates and ..._set */
option_reader option_fragment_length;            /* max_fragment_length */

/* Whether the row's field is a text_list. */
bool option_is_list(const struct option_row *row);

/* EXIT_USAGE, after a sentence: the option wants something else than this value. */
exit_code option_refuse(const struct option_use *use, const char *value, const char *wanted);

/* EXIT_MEMORY after a sentence. */
exit_code option_out_of_memory(void);

/* EXIT_OK, or EXIT_MEMORY after a sentence. */
exit_code text_list_add(struct text_list *list, const char *text);

#endif
