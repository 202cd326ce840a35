/*
 * Loading sessions from blobs, which session_blob.c writes.
 *
 * Of a blob that is refused, the first thing that is wrong is told: that it is none at all, or of
 * another version, before that its checksum does not hold.
 */
#include "base/ct.h"
#include "base/error.h"
#include "base/reader.h"
#include "config/certificate_list.h"
#include "config/session_blob.h"
#include "crypto/registers.h"

#include <string.h>

typedef struct blob_fields {
    brine_bytes binding, server_name, master_secret, session_id, ticket;
    brn_peer_parts peer;
    uint16_t port, suite, group, signature_scheme, max_fragment_length;
    uint8_t extended_master_secret;
    int64_t established, authenticated_until, expiry;
} blob_fields;

/* One of brn_read_vector8, 16, 24. */
static bool take(brn_reader *r, bool (*vector)(brn_reader *r, brn_reader *child), brine_bytes *out)
{
    brn_reader child;
    bool ok = vector(r, &child);

    if (ok)
        *out = brn_reader_rest(&child);
    return ok;
}

/* Nothing of a peer, or all that judging it anew needs. */
static bool read_peer(brn_reader *r, brn_peer_parts *parts)
{
    size_t count;

    if (!take(r, brn_read_vector24, &parts->chain) || !take(r, brn_read_vector24, &parts->staple) ||
        !take(r, brn_read_vector16, &parts->sct_list) ||
        !take(r, brn_read_vector8, &parts->places) || !take(r, brn_read_vector24, &parts->anchor) ||
        brn_peer_parts_size(parts) > BRINE_SESSION_PEER_MAX)
        return false;
    if (parts->chain.len == 0)
        return brn_peer_parts_size(parts) == 0;
    count = brn_read_certificate_list(parts->chain, NULL, 0);
    return count <= BRINE_CERTIFICATES_SENT_MAX && brn_peer_path_is_sound(parts, count);
}

/* Two's complement, as a cast wrote it: an application's clock may say any time. */
static bool read_time(brn_reader *r, int64_t *out)
{
    uint64_t bits = 0;
    bool ok = brn_read_u64(r, &bits);

    *out = bits <= INT64_MAX ? (int64_t)bits : -(int64_t)(UINT64_MAX - bits) - 1;
    return ok;
}

static bool has_nul(brine_bytes bytes)
{
    return bytes.len > 0 && memchr(bytes.data, 0, bytes.len) != NULL;
}

static bool read_fields(brn_reader *r, blob_fields *f)
{
    return brn_read_bytes(r, 32, &f->binding) && take(r, brn_read_vector8, &f->server_name) &&
           !has_nul(f->server_name) && brn_read_u16(r, &f->port) && brn_read_u16(r, &f->suite) &&
           brn_read_u16(r, &f->group) && brn_read_u16(r, &f->signature_scheme) &&
           brn_read_u8(r, &f->extended_master_secret) && f->extended_master_secret <= 1 &&
           brn_read_bytes(r, BRN_MASTER_SECRET_SIZE, &f->master_secret) &&
           take(r, brn_read_vector8, &f->session_id) && f->session_id.len <= BRN_SESSION_ID_MAX &&
           take(r, brn_read_vector16, &f->ticket) && f->ticket.len <= BRINE_TICKET_MAX &&
           read_time(r, &f->established) && read_time(r, &f->authenticated_until) &&
           read_time(r, &f->expiry) && f->expiry <= f->authenticated_until &&
           brn_read_u16(r, &f->max_fragment_length) && read_peer(r, &f->peer);
}

static brine_result make_session(const brine_config *config, const blob_fields *f,
                                 brine_session **out, brine_error *error)
{
    char server_name[256];
    brn_peer *peer = NULL;
    brn_session_parts parts = {
        .server_name = server_name,
        .port = f->port,
        .suite = f->suite,
        .group = f->group,
        .signature_scheme = f->signature_scheme,
        .extended_master_secret = f->extended_master_secret == 1,
        .master_secret = f->master_secret.data,
        .session_id = f->session_id,
        .ticket = f->ticket,
        .established = f->established,
        .authenticated_until = f->authenticated_until,
        .expiry = f->expiry,
        .max_fragment_length = f->max_fragment_length,
    };
    brine_result result;

    if (f->server_name.len > 0)
        memcpy(server_name, f->server_name.data, f->server_name.len);
    server_name[f->server_name.len] = '\0';
    if (brn_config_keeps_peer(config) && f->peer.chain.len > 0) {
        peer = brn_peer_new(&config->allocator, &f->peer);
        if (peer == NULL)
            return brn_fail(error, BRINE_ERROR_OUT_OF_MEMORY, BRN_SESSION_STEP, NULL);
        parts.peer = peer;
    }
    result = brn_session_new(&config->allocator, config->id, &parts, out);
    brn_peer_free(peer);
    return result == BRINE_OK ? BRINE_OK : brn_fail(error, result, BRN_SESSION_STEP, NULL);
}

/* ---- What is refused ---- */

static brine_result check(const brine_config *config, brine_bytes blob, brine_session **out,
                          brine_error *error)
{
    const char *missing = config == NULL                ? "the saved session's config"
                          : brn_bytes_are_missing(blob) ? "the saved session"
                          : out == NULL                 ? "the place for the loaded session"
                                                        : NULL;

    if (missing != NULL)
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, BRN_SESSION_STEP, "%s is NULL",
                        missing);
    if (!config->frozen)
        return brn_fail(error, BRINE_ERROR_NOT_FROZEN, BRN_SESSION_STEP,
                        "the saved session's config is not frozen");
    return BRINE_OK;
}

/* The blob is of our kind and as it was written; then *fields is what lies before the checksum. */
static brine_result open_blob(const brine_config *config, brine_bytes blob, brn_reader *fields,
                              brine_error *error)
{
    brn_reader all = brn_reader_of(blob);
    uint8_t digest[BRINE_HASH_OUTPUT_MAX], version;
    brine_bytes magic, body, seal;

    if (blob.len > BRN_BLOB_MAX || !brn_read_bytes(&all, BRN_BLOB_MAGIC_SIZE, &magic) ||
        !brn_read_u8(&all, &version) || all.left < BRN_BLOB_CHECKSUM_SIZE ||
        !brn_read_bytes(&all, all.left - BRN_BLOB_CHECKSUM_SIZE, &body) ||
        !brn_read_bytes(&all, BRN_BLOB_CHECKSUM_SIZE, &seal))
        return brn_fail(error, BRINE_ERROR_SESSION_MALFORMED, BRN_SESSION_STEP,
                        "the saved session has %lu bytes, expected %d to %d",
                        (unsigned long)blob.len, BRN_BLOB_MAGIC_SIZE + 1 + BRN_BLOB_CHECKSUM_SIZE,
                        BRN_BLOB_MAX);
    if (memcmp(magic.data, BRN_BLOB_MAGIC, magic.len) != 0)
        return brn_fail(error, BRINE_ERROR_SESSION_MALFORMED, BRN_SESSION_STEP,
                        "the saved session does not begin with %s: it is none that "
                        "brine_session_save wrote",
                        BRN_BLOB_MAGIC);
    if (version != BRN_BLOB_VERSION)
        return brn_fail(error, BRINE_ERROR_SESSION_MALFORMED, BRN_SESSION_STEP,
                        "the saved session is of version %d of the format, expected %d", version,
                        BRN_BLOB_VERSION);
    brn_blob_checksum(config, (brine_bytes){blob.data, blob.len - seal.len}, digest);
    if (!brn_ct_equal(digest, seal.data, seal.len))
        return brn_fail(error, BRINE_ERROR_SESSION_MALFORMED, BRN_SESSION_STEP,
                        "the saved session's checksum does not match its %lu bytes: they were "
                        "changed or cut short",
                        (unsigned long)blob.len);
    *fields = brn_reader_of(body);
    return BRINE_OK;
}

/* The session was made under the settings that the config has. */
static brine_result check_binding(const brine_config *config, const blob_fields *f,
                                  brine_error *error)
{
    uint8_t binding[32];

    brn_config_fingerprint(config, binding);
    if (memcmp(f->binding.data, binding, sizeof binding) != 0)
        return brn_fail(
            error, BRINE_ERROR_SESSION_MISMATCH, BRN_SESSION_STEP,
            "the saved session was made under other settings than the config's: another "
            "trust store, other pins, checks, ALPN, max_fragment_length or client "
            "certificates");
    /* The server agreed to what this config asks for, or to nothing. */
    if (f->max_fragment_length != 0 && f->max_fragment_length != config->max_fragment_length)
        return brn_fail(error, BRINE_ERROR_SESSION_MALFORMED, BRN_SESSION_STEP,
                        "the saved session has a max_fragment_length of %d, expected 0 or %lu as "
                        "the config has it",
                        f->max_fragment_length, (unsigned long)config->max_fragment_length);
    return BRINE_OK;
}

static brine_result load(const brine_config *config, brine_bytes blob, brine_session **out,
                         brine_error *error)
{
    brn_reader r = brn_reader_at(NULL, 0);
    blob_fields fields;
    brine_result result = open_blob(config, blob, &r, error);

    if (result != BRINE_OK)
        return result;
    if (!read_fields(&r, &fields) || !brn_reader_empty(&r))
        return brn_fail(error, BRINE_ERROR_SESSION_MALFORMED, BRN_SESSION_STEP,
                        "the saved session's fields are not those of a session, though its "
                        "checksum holds");
    result = check_binding(config, &fields, error);
    return result == BRINE_OK ? make_session(config, &fields, out, error) : result;
}

brine_result brine_session_load(const brine_config *config, const uint8_t *blob, size_t len,
                                brine_session **out, brine_error *error)
{
    brine_result result = check(config, (brine_bytes){blob, len}, out, error);

    if (result != BRINE_OK)
        return result;
    result = load(config, (brine_bytes){blob, len}, out, error);
    brn_clear_registers(); /* the checksum went over the master secret, of a refused one, too */
    return result;
}
