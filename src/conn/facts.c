/*
 * What can be known of a connection: facts, the session, exported keys.
 */
#include "base/reader.h"
#include "base/sized.h"
#include "conn/conn.h"
#include "crypto/registers.h"

/* Wiped keys have no count: then the count that was noted before counts. */
static uint64_t blocks_used(const brn_protection *keys, uint64_t noted)
{
    return keys->aead != NULL ? keys->blocks : noted;
}

/* Of no connection: "" for every name, as long as nothing is known. */
static const brine_facts no_facts = {.version = "",
                                     .suite = "",
                                     .aead_implementation = "",
                                     .group = "",
                                     .signature_scheme_name = ""};

brine_facts brn_conn_facts_now(const brine_conn *conn)
{
    brine_facts facts = conn->hs == NULL ? conn->facts : brn_handshake_facts(conn->hs);

    facts.max_fragment_length = conn->plaintext_max;
    if (conn->suite != NULL) /* the handshake is complete: the engine counts on from there */
        facts.hello_requests = conn->hello_requests;
    facts.blocks_sent = blocks_used(&conn->write, conn->facts.blocks_sent);
    facts.blocks_received = blocks_used(&conn->read, conn->facts.blocks_received);
    return facts;
}

void brine_conn_facts(const brine_conn *conn, brine_facts *out, size_t size)
{
    brine_facts facts;

    if (out == NULL)
        return;
    facts = conn == NULL ? no_facts : brn_conn_facts_now(conn);
    brn_sized_write(out, size, &facts, sizeof facts);
}

void brn_conn_note_facts(brine_conn *conn)
{
    conn->facts = brn_conn_facts_now(conn);
}

brine_result brine_conn_session(const brine_conn *conn, brine_session **out)
{
    if (conn == NULL || out == NULL)
        return BRINE_ERROR_INVALID_ARGUMENT;
    if (!brn_conn_is_authenticated(conn) || conn->session == NULL)
        return BRINE_ERROR_NOT_AVAILABLE;
    *out = brn_session_hold(conn->session);
    return BRINE_OK;
}

/* RFC 5705 section 4: PRF(master_secret, label, client_random + server_random [+ context]). */
brine_result brine_conn_export(const brine_conn *conn, const char *label,
                               const brine_bytes *context, uint8_t *out, size_t len)
{
    uint8_t context_length[2];
    brn_prf prf;
    brine_bytes seeds[4];
    size_t seed_count = 2;

    if (conn == NULL || label == NULL || (out == NULL && len > 0) ||
        (context != NULL && (context->len > 0xffff || brn_bytes_are_missing(*context))))
        return BRINE_ERROR_INVALID_ARGUMENT;
    if (!conn->readable || !conn->facts.extended_master_secret)
        return BRINE_ERROR_NOT_AVAILABLE;
    prf = (brn_prf){conn->config->provider, conn->suite->prf_hash};
    seeds[0] = (brine_bytes){conn->randoms.client, sizeof conn->randoms.client};
    seeds[1] = (brine_bytes){conn->randoms.server, sizeof conn->randoms.server};
    if (context != NULL) {
        context_length[0] = (uint8_t)(context->len >> 8);
        context_length[1] = (uint8_t)context->len;
        seeds[seed_count++] = (brine_bytes){context_length, sizeof context_length};
        seeds[seed_count++] = *context;
    }
    brn_prf_expand(&prf, (brine_bytes){conn->master_secret, sizeof conn->master_secret}, label,
                   seeds, seed_count, out, len);
    brn_clear_registers();
    return BRINE_OK;
}
