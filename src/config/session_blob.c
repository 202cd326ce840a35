/*
 * Saving and loading sessions.
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
#include "base/ct.h"
#include "base/memory.h"
#include "base/reader.h"
#include "base/writer.h"
#include "config/certificate_list.h"
#include "config/config.h"
#include "config/session.h"
#include "crypto/provider/lookup.h"
#include "crypto/provider/signature_scheme.h"
#include "crypto/registers.h"

#include <string.h>

#define VERSION       3
#define BLOB_MAX      65536
#define CHECKSUM_SIZE 16
/* All but the ticket and the parts of a brn_peer. */
#define FIXED_MAX                                                                                  \
    (4 + 1 + 32 + 256 + 2 + 2 + 2 + 2 + 1 + 48 + 33 + 2 + 8 + 8 + 8 + 2 + 3 + 3 + 2 + 1 + 3)
_Static_assert(FIXED_MAX + BRINE_TICKET_MAX + BRINE_SESSION_PEER_MAX + CHECKSUM_SIZE <= BLOB_MAX,
               "every session can be saved");

static const uint8_t magic[4] = {'B', 'R', 'N', 'S'};

static void checksum(const brine_config *config, const uint8_t *data, size_t len,
                     uint8_t out[BRINE_HASH_OUTPUT_MAX])
{
    const brine_provider *provider = config->provider;

    brn_digest(provider, brn_find_hash(provider, BRINE_HASH_SHA256), (brine_bytes){data, len}, out);
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
    brn_write_bytes(w, magic, sizeof magic);
    brn_write_u8(w, VERSION);
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

brine_result brine_session_save(const brine_session *session, const brine_config *config,
                                uint8_t *out, size_t cap, size_t *len)
{
    uint8_t digest[BRINE_HASH_OUTPUT_MAX];
    brine_result result = BRINE_OK;
    uint8_t *blob;
    brn_writer w;

    if (session == NULL || config == NULL || len == NULL)
        return BRINE_ERROR_INVALID_ARGUMENT;
    if (!config->frozen)
        return BRINE_ERROR_NOT_FROZEN;
    if (memcmp(session->config_id, config->id, sizeof config->id) != 0)
        return BRINE_ERROR_SESSION_MISMATCH;
    blob = brn_allocate(&config->allocator, BLOB_MAX, 1);
    if (blob == NULL)
        return BRINE_ERROR_OUT_OF_MEMORY;
    w = brn_writer_to(blob, BLOB_MAX - CHECKSUM_SIZE);
    write_fields(session, config, &w);
    if (!brn_writer_done(&w)) {
        brn_release(&config->allocator, blob, BLOB_MAX);
        return BRINE_ERROR_INTERNAL;
    }
    checksum(config, blob, w.len, digest);
    memcpy(blob + w.len, digest, CHECKSUM_SIZE);
    *len = w.len + CHECKSUM_SIZE;
    if (out != NULL && cap < *len)
        result = BRINE_ERROR_BUFFER_TOO_SMALL;
    else if (out != NULL)
        memcpy(out, blob, *len);
    brn_release(&config->allocator, blob, BLOB_MAX);
    brn_clear_registers();
    return result;
}

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
                                 brine_session **out)
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
            return BRINE_ERROR_OUT_OF_MEMORY;
        parts.peer = peer;
    }
    result = brn_session_new(&config->allocator, config->id, &parts, out);
    brn_peer_free(peer);
    brn_clear_registers();
    return result;
}

brine_result brine_session_load(const brine_config *config, const uint8_t *blob, size_t len,
                                brine_session **out)
{
    brn_reader r = brn_reader_at(blob, len), trailer;
    uint8_t digest[BRINE_HASH_OUTPUT_MAX], binding[32], version;
    brine_bytes body, seal, head;
    blob_fields fields;

    if (config == NULL || (blob == NULL && len > 0) || out == NULL)
        return BRINE_ERROR_INVALID_ARGUMENT;
    if (!config->frozen)
        return BRINE_ERROR_NOT_FROZEN;
    if (len > BLOB_MAX || len < CHECKSUM_SIZE || !brn_read_bytes(&r, len - CHECKSUM_SIZE, &body) ||
        !brn_read_bytes(&r, CHECKSUM_SIZE, &seal))
        return BRINE_ERROR_SESSION_MALFORMED;
    checksum(config, body.data, body.len, digest);
    if (!brn_ct_equal(digest, seal.data, CHECKSUM_SIZE))
        return BRINE_ERROR_SESSION_MALFORMED;
    trailer = brn_reader_of(body);
    if (!brn_read_bytes(&trailer, sizeof magic, &head) ||
        memcmp(head.data, magic, sizeof magic) != 0 || !brn_read_u8(&trailer, &version) ||
        version != VERSION || !read_fields(&trailer, &fields) || !brn_reader_empty(&trailer))
        return BRINE_ERROR_SESSION_MALFORMED;
    brn_config_fingerprint(config, binding);
    if (memcmp(fields.binding.data, binding, sizeof binding) != 0)
        return BRINE_ERROR_SESSION_MISMATCH;
    /* The server agreed to what this config asks for, or to nothing. */
    if (fields.max_fragment_length != 0 &&
        fields.max_fragment_length != config->max_fragment_length)
        return BRINE_ERROR_SESSION_MALFORMED;
    return make_session(config, &fields, out);
}
