/*
 * Lists of what both sides offered, in words for a sentence.
 */
#ifndef BRN_CONN_WORDS_H
#define BRN_CONN_WORDS_H

#include "base/text.h"
#include "config/config.h"

#include <brine/conn.h>

/* "our key can sign with ..., the server accepts ...": why no certificate was sent. */
void brn_put_withheld_for_schemes(brn_text *text, const brine_facts *facts);
/* "TLS 1.2 with SUITE, ... and the groups GROUP, ...": what ClientHello offers. */
void brn_put_offers(brn_text *text, const brine_config *config);
/* "h2, http/1.1": the application protocols that it offers. */
void brn_put_protocols(brn_text *text, const brine_config *config);

#endif
