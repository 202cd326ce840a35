/*
 * Saving sessions.
 *
 *     "BRNS" version(1) binding(32) server_name<0..255> port(2) suite(2)
 *     group(2) signature_scheme(2) extended_master_secret(1) master_secret(48)
 *     session_id<0..32> ticket<0..2^16-1> established(8) authenticated_until(8) expiry(8)
 *     max_fragment_length(2) chain<0..2^24-1> staple<0..2^24-1> sct_list<0..2^16-1>
 *     places<0..2^8-1> anchor<0..2^24-1> checksum(16)
 *
 * binding is the config's fingerprint; the last five are the parts of a brn_peer. checksum is
 * SHA-256 of all before it, cut: it finds accidents. A user who can write the file can put in a
 * session of their own, so it is kept like a key.
 */
#include "config/session_blob.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/writer.h"
#include "crypto/provider/lookup.h"
#include "crypto/provider/signature_scheme.h"
#include "crypto/registers.h"

#include <string.h>

/* All but the ticket and the parts of a brn_peer. */
#define FIXED_MAX                                                                                  \
    (4 + 1 + 32 + 256 + 2 + 2 + 2 + 2 + 1 + 48 + 33 + 2 + 8 + 8 + 8 + 2 + 3 + 3 + 2 + 1 + 3)
_Static_assert(FIXED_MAX + BRINE_TICKET_MAX + BRINE_SESSION_PEER_MAX + BRN_BLOB_CHECKSUM_SIZE <=
                   BRN_BLOB_MAX,
               "every session can be saved");

void brn_blob_checksum(const brine_config *config, brine_bytes data,
                       uint8_t out[BRINE_HASH_OUTPUT_MAX])
{
    const brine_provider *provider = config->provider;

    brn_digest(provider, brn_find_hash(provider, BRINE_HASH_SHA256), data, out);
}

/* One of brn_write_vector8, 16, 24 and what it holds. */
static void put(brn_writer *w, brn_prefix (*open)(brn_writer *w), brine_bytes bytes)
{
    brn_prefix prefix = open(w);

    brn_write_bytes(w, bytes.data, bytes.len);
    brn_write_close(w, prefix);
}

static void write_fields(const brine_session *session, const brine_config *config, brn_writer *w)
{
    static const brn_peer_parts nothing = {.chain = {NULL, 0}};
    const brn_peer_parts *parts = session->peer == NULL ? &nothing : &session->peer->parts;
    uint8_t binding[32];

    brn_config_fingerprint(config, binding);
    brn_write_bytes(w, (const uint8_t *)BRN_BLOB_MAGIC, BRN_BLOB_MAGIC_SIZE);
    brn_write_u8(w, BRN_BLOB_VERSION);
    brn_write_bytes(w, binding, sizeof binding);
    put(w, brn_write_vector8,
        (brine_bytes){(const uint8_t *)session->server_name, strlen(session->server_name)});
    brn_write_u16(w, session->port);
    brn_write_u16(w, session->suite);
    brn_write_u16(w, session->group);
    brn_write_u16(w, session->signature_scheme);
    brn_write_u8(w, session->extended_master_secret);
    brn_write_bytes(w, session->master_secret, sizeof session->master_secret);
    put(w, brn_write_vector8, (brine_bytes){session->session_id, session->session_id_len});
    put(w, brn_write_vector16, (brine_bytes){session->ticket, session->ticket_len});
    brn_write_u64(w, (uint64_t)session->established);
    brn_write_u64(w, (uint64_t)session->authenticated_until);
    brn_write_u64(w, (uint64_t)session->expiry);
    brn_write_u16(w, (uint16_t)session->max_fragment_length);
    put(w, brn_write_vector24, parts->chain);
    put(w, brn_write_vector24, parts->staple);
    put(w, brn_write_vector16, parts->sct_list);
    put(w, brn_write_vector8, parts->places);
    put(w, brn_write_vector24, parts->anchor);
}

static brine_result check(const brine_session *session, const brine_config *config,
                          const size_t *len, brine_error *error)
{
    const char *missing = session == NULL  ? "the session to save"
                          : config == NULL ? "the session's config"
                          : len == NULL    ? "the place for the saved session's length"
                                           : NULL;

    if (missing != NULL)
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, BRN_SESSION_STEP, "%s is NULL",
                        missing);
    if (!config->frozen)
        return brn_fail(error, BRINE_ERROR_NOT_FROZEN, BRN_SESSION_STEP,
                        "the session's config is not frozen");
    if (memcmp(session->config_id, config->id, sizeof config->id) != 0)
        return brn_fail(error, BRINE_ERROR_SESSION_MISMATCH, BRN_SESSION_STEP,
                        "the session is of another config than the one given, expected that of "
                        "its connection");
    return BRINE_OK;
}

/* The blob is as long as *len says; with out NULL it is only measured. */
static brine_result hand_out(brine_bytes blob, uint8_t *out, size_t cap, brine_error *error)
{
    if (out == NULL)
        return BRINE_OK;
    if (cap < blob.len)
        return brn_fail(error, BRINE_ERROR_BUFFER_TOO_SMALL, BRN_SESSION_STEP,
                        "the buffer has %lu bytes, expected at least %lu", (unsigned long)cap,
                        (unsigned long)blob.len);
    memcpy(out, blob.data, blob.len);
    return BRINE_OK;
}

brine_result brine_session_save(const brine_session *session, const brine_config *config,
                                uint8_t *out, size_t cap, size_t *len, brine_error *error)
{
    brine_result result = check(session, config, len, error);
    uint8_t digest[BRINE_HASH_OUTPUT_MAX];
    uint8_t *blob;
    brn_writer w;

    if (result != BRINE_OK)
        return result;
    blob = brn_allocate(&config->allocator, BRN_BLOB_MAX, 1);
    if (blob == NULL)
        return brn_fail(error, BRINE_ERROR_OUT_OF_MEMORY, BRN_SESSION_STEP, NULL);
    w = brn_writer_to(blob, BRN_BLOB_MAX - BRN_BLOB_CHECKSUM_SIZE);
    write_fields(session, config, &w);
    if (!brn_writer_done(&w)) {
        brn_release(&config->allocator, blob, BRN_BLOB_MAX);
        return brn_fail(error, BRINE_ERROR_INTERNAL, BRN_SESSION_STEP, NULL);
    }
    brn_blob_checksum(config, (brine_bytes){blob, w.len}, digest);
    memcpy(blob + w.len, digest, BRN_BLOB_CHECKSUM_SIZE);
    *len = w.len + BRN_BLOB_CHECKSUM_SIZE;
    result = hand_out((brine_bytes){blob, *len}, out, cap, error);
    brn_release(&config->allocator, blob, BRN_BLOB_MAX);
    brn_clear_registers();
    return result;
}
