/*
 * The client's Certificate: RFC 5246 section 7.4.6. "If no suitable certificate is
 * available, the client MUST send a certificate message containing no certificates."
 */
#include "config/identity.h"
#include "handshake/flow.h"

/* Of the list of certificates. */
#define LENGTH_SIZE 3

size_t brn_client_certificate_room(const brn_handshake *hs)
{
    return LENGTH_SIZE + (hs->identity == NULL ? 0 : hs->identity->chain.len);
}

brine_result brn_make_client_certificate(brn_handshake *hs, brn_writer *w)
{
    static const brine_bytes none = {NULL, 0};

    brn_encode_certificate(w, hs->identity == NULL ? none : hs->identity->chain);
    return BRINE_OK;
}
