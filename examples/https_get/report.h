/*
 * What -v and --certs show.
 */
#ifndef HTTPS_GET_REPORT_H
#define HTTPS_GET_REPORT_H

#include "options.h"

/* What was loaded, from where, and what was skipped. */
void report_trust(const brine_trust *trust);

/* Version, suite, group, ALPN, implementation, resumption. */
void report_facts(const brine_conn *conn, const brine_config *config);

/* Each certificate that the server sent: subject, issuer, validity, names, key, hashes. */
void report_chain(const brine_conn *conn);

/* The stapled response and the timestamps, by size. */
void report_extras(const struct options *options, const brine_conn *conn);

/* The server's certificates as PEM on standard output; EXIT_OK or EXIT_OUTPUT. */
exit_code report_pem(const struct options *options, const brine_conn *conn);

/* --export: 32 bytes, in hexadecimal; EXIT_OK or EXIT_RECEIVE. */
exit_code report_export(const struct options *options, const brine_conn *conn);

#endif
