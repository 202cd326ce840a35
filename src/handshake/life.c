/*
 * A handshake's life: made, given what to offer, given up after an error, freed.
 */
#include "base/memory.h"
#include "handshake/flow.h"

#include <sodium.h>
#include <string.h>

/* The slice of a host name is the beginning of its text, so it moves along. */
static bool copy_name(brn_handshake *hs, const brn_server_name *name)
{
    hs->reference = *name;
    if (name->text == NULL)
        return true;
    hs->server_name = brn_copy_text(&hs->config->allocator, name->text, strlen(name->text));
    hs->reference.text = hs->server_name;
    if (name->host.len > 0)
        hs->reference.host.data = (const uint8_t *)hs->server_name;
    return hs->server_name != NULL;
}

brine_result brn_handshake_new(const brine_config *config, const brn_server_name *name,
                               brn_handshake **out)
{
    const brine_allocator *allocator = &config->allocator;
    brn_handshake *hs = brn_allocate_aligned(allocator, sizeof *hs, alignof(brn_handshake));

    if (hs == NULL)
        return BRINE_ERROR_OUT_OF_MEMORY;
    hs->config = config;
    hs->row = brn_full_flow;
    hs->failure.step = brn_message_name(BRN_CLIENT_HELLO);
    hs->refusal = BRINE_ALERT_none;
    brn_transcript_init(&hs->transcript, allocator, config->provider);
    if (!copy_name(hs, name)) {
        brn_handshake_free(hs);
        return BRINE_ERROR_OUT_OF_MEMORY;
    }
    *out = hs;
    return BRINE_OK;
}

void brn_handshake_free(brn_handshake *hs)
{
    const brine_allocator *allocator;

    if (hs == NULL)
        return;
    allocator = &hs->config->allocator;
    if (hs->server_name != NULL)
        brn_release(allocator, hs->server_name, strlen(hs->server_name) + 1);
    brine_session_free(hs->offered);
    brine_session_free(hs->session);
    brn_peer_free(hs->peer);
    brn_protection_clear(&hs->read_keys, allocator);
    brn_protection_clear(&hs->write_keys, allocator);
    brn_release(allocator, hs->signature, BRINE_SIGNATURE_MAX);
    brn_release(allocator, hs->certificate_error, sizeof *hs->certificate_error);
    brn_transcript_free(&hs->transcript);
    brn_release_aligned(allocator, hs, sizeof *hs, alignof(brn_handshake));
}

void brn_handshake_begin(brn_handshake *hs, const brn_beginning *beginning)
{
    hs->connection_context = beginning->connection_context;
    hs->port = beginning->port;
    hs->offered = beginning->session;
}

void brn_handshake_abandon(brn_handshake *hs)
{
    const brine_allocator *allocator = &hs->config->allocator;

    brn_protection_clear(&hs->read_keys, allocator);
    brn_protection_clear(&hs->write_keys, allocator);
    hs->output_count = 0;
    sodium_memzero(hs->premaster, sizeof hs->premaster);
    sodium_memzero(hs->master_secret, sizeof hs->master_secret);
}
