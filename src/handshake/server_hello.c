/*
 * ServerHello: RFC 5246 section 7.4.1.3, resumption after section 7.3 and RFC 7627
 * section 5.3.
 */
#include "config/offered.h"
#include "crypto/provider/lookup.h"
#include "handshake/extensions.h"
#include "handshake/flow.h"

#include <string.h>

/* The server resumes when it echoes the ID that was offered with a session. */
static bool resumes(const brn_handshake *hs, brine_bytes session_id)
{
    return hs->offered != NULL && session_id.len > 0 && session_id.len == hs->session_id_len &&
           memcmp(session_id.data, hs->session_id, session_id.len) == 0;
}

static brine_result resume(brn_handshake *hs)
{
    const brine_session *session = hs->offered;

    if (hs->suite->suite->id != session->suite)
        return brn_note_numbers(&hs->failure, BRINE_ERROR_RESUMPTION_CHANGED, NULL,
                                hs->suite->suite->id, session->suite);
    /* RFC 7627 section 5.3: both ways round, the client MUST abort. */
    if (hs->extended_master_secret != session->extended_master_secret)
        return brn_note_name(&hs->failure, BRINE_ERROR_EMS_CHANGED,
                             hs->extended_master_secret ? "with" : "without");
    /* RFC 6066 section 4: what was agreed holds "for the duration of the session including
       session resumptions", whether or not the server says so again. */
    hs->max_fragment_length = session->max_fragment_length;
    memcpy(hs->master_secret, session->master_secret, sizeof hs->master_secret);
    hs->peer = brn_peer_hold(session->peer);
    hs->group = brn_find_group(hs->config->provider, (brine_group_id)session->group);
    hs->signature_scheme = session->signature_scheme;
    hs->resumed = true;
    return BRINE_OK;
}

static brine_result check_requirements(brn_handshake *hs)
{
    /*
     * RFC 5746 sections 3.4 and 4.1, for resumed handshakes as well: without it the server
     * may take this handshake for the renegotiation of an attacker's connection.
     */
    if (!hs->config->allow_legacy_renegotiation &&
        !brn_tls_extension_received(hs, BRN_TLS_EXTENSION_RENEGOTIATION_INFO))
        return BRINE_ERROR_RENEGOTIATION_INFO_MISSING;
    if (hs->config->require_extended_master_secret && !hs->extended_master_secret)
        return BRINE_ERROR_EMS_REQUIRED;
    if (hs->config->require_alpn && hs->alpn.len == 0)
        return BRINE_ERROR_ALPN_REQUIRED;
    return BRINE_OK;
}

static brine_result check_choices(brn_handshake *hs, const brn_server_hello *hello)
{
    if (hello->server_version != BRN_VERSION_TLS12)
        return brn_note_numbers(&hs->failure, BRINE_ERROR_VERSION, NULL, hello->server_version,
                                BRN_VERSION_TLS12);
    hs->suite = brn_offered_suite_find(hs->config, hello->cipher_suite);
    if (hs->suite == NULL)
        return brn_note_numbers(&hs->failure, BRINE_ERROR_SUITE_NOT_OFFERED, NULL,
                                hello->cipher_suite, 0);
    if (hello->compression_method != 0)
        return brn_note_numbers(&hs->failure, BRINE_ERROR_COMPRESSION, NULL,
                                hello->compression_method, 0);
    return BRINE_OK;
}

/*
 * A downgrade marker in random is no attack here: it is meant for clients that offered
 * more than TLS 1.2 (RFC 8446 section 4.1.3).
 */
brine_result brn_handle_server_hello(brn_handshake *hs, brn_reader body)
{
    brn_server_hello hello;
    const char *field;
    brine_result result = brn_decode_server_hello(body, &hello, &field);

    if (result != BRINE_OK)
        return brn_handshake_malformed(hs, field);
    result = check_choices(hs, &hello);
    if (result == BRINE_OK)
        result = brn_parse_server_extensions(hs, hello.extensions);
    if (result != BRINE_OK)
        return result;
    memcpy(hs->randoms.server, hello.random.data, hello.random.len);
    hs->server_session_id_len = hello.session_id.len;
    if (hello.session_id.len > 0)
        memcpy(hs->server_session_id, hello.session_id.data, hello.session_id.len);
    brn_transcript_use_hash(&hs->transcript, hs->suite->prf_hash);
    hs->server_hello_received = true;
    result = resumes(hs, hello.session_id) ? resume(hs) : BRINE_OK;
    return result == BRINE_OK ? check_requirements(hs) : result;
}
