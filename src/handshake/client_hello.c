/*
 * ClientHello: RFC 5246 section 7.4.1.2.
 */
#include "config/session.h"
#include "handshake/extensions.h"
#include "handshake/flow.h"

#include <string.h>

/* Everything but what a caller or a server decides the length of. */
#define FIXED_ROOM 512

size_t brn_client_hello_room(const brn_handshake *hs)
{
    size_t name = hs->server_name == NULL ? 0 : strlen(hs->server_name);
    size_t ticket = hs->offered == NULL ? 0 : hs->offered->ticket_len;

    return FIXED_ROOM + name + ticket + hs->config->alpn_len;
}

static brine_result fill_random(const brn_handshake *hs, uint8_t *out, size_t len)
{
    const brine_provider *provider = hs->config->provider;

    return provider->random(provider->context, out, len) == BRINE_OK ? BRINE_OK
                                                                     : BRINE_ERROR_RANDOM;
}

/*
 * A session with a ticket may have no ID; a fresh random one then lets the client see from
 * ServerHello whether the server resumes (RFC 5077 section 3.4).
 */
static brine_result choose_session_id(brn_handshake *hs)
{
    const brine_session *session = hs->offered;

    if (session == NULL)
        return BRINE_OK;
    if (session->ticket_len > 0) {
        hs->session_id_len = BRN_SESSION_ID_MAX;
        return fill_random(hs, hs->session_id, BRN_SESSION_ID_MAX);
    }
    hs->session_id_len = session->session_id_len;
    memcpy(hs->session_id, session->session_id, session->session_id_len);
    return BRINE_OK;
}

static void write_cipher_suites(const brn_handshake *hs, brn_writer *w)
{
    brn_prefix list = brn_write_vector16(w);

    for (size_t i = 0; i < hs->config->suite_count; i++)
        brn_write_u16(w, hs->config->suites[i].suite->id);
    brn_write_close(w, list);
}

brine_result brn_make_client_hello(brn_handshake *hs, brn_writer *w)
{
    brn_prefix session_id;
    /* All 32 bytes are random: the time of day that section 7.4.1.2 puts in front serves no
     * purpose. */
    brine_result result = fill_random(hs, hs->randoms.client, sizeof hs->randoms.client);

    if (result == BRINE_OK)
        result = choose_session_id(hs);
    if (result != BRINE_OK)
        return result;
    brn_write_u16(w, BRN_VERSION_TLS12);
    brn_write_bytes(w, hs->randoms.client, sizeof hs->randoms.client);
    session_id = brn_write_vector8(w);
    brn_write_bytes(w, hs->session_id, hs->session_id_len);
    brn_write_close(w, session_id);
    write_cipher_suites(hs, w);
    brn_write_u8(w, 1); /* compression_methods: one, null */
    brn_write_u8(w, 0);
    brn_build_client_extensions(hs, w);
    return BRINE_OK;
}
