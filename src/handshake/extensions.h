/*
 * The extensions of ClientHello and ServerHello, walked by the list: RFC 5246 section 7.4.1.4.
 */
#ifndef BRN_HANDSHAKE_EXTENSIONS_H
#define BRN_HANDSHAKE_EXTENSIONS_H

#include "handshake/extension_list.h"

/* Writes the extensions of a ClientHello and notes in hs which. */
void brn_build_client_extensions(brn_handshake *hs, brn_writer *w);

/*
 * Reads those of a ServerHello: refuses what is malformed, twice there or was not offered,
 * and notes in hs which came.
 */
BRINE_MUST_USE brine_result brn_parse_server_extensions(brn_handshake *hs, brn_reader extensions);

/* Whether the server sent one. */
bool brn_tls_extension_received(const brn_handshake *hs, brn_tls_extension_code code);

#endif
