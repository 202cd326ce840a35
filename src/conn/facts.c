/*
 * What can be known of a connection: facts, the peer's showing, the error, exported keys.
 */
#include "base/error.h"
#include "base/reader.h"
#include "base/text.h"
#include "conn/conn.h"
#include "crypto/registers.h"

/* Keys that were wiped count nothing any more: what was noted before that holds. */
static uint64_t blocks_used(const brn_protection *keys, uint64_t noted)
{
    return keys->aead != NULL ? keys->blocks : noted;
}

void brine_conn_facts(const brine_conn *conn, brine_facts *out)
{
    brine_facts facts = conn->hs == NULL ? conn->facts : brn_handshake_facts(conn->hs);

    facts.max_fragment_length = conn->plaintext_max;
    facts.blocks_sent = blocks_used(&conn->write, conn->facts.blocks_sent);
    facts.blocks_received = blocks_used(&conn->read, conn->facts.blocks_received);
    *out = facts;
}

void brn_conn_note_facts(brine_conn *conn)
{
    brine_conn_facts(conn, &conn->facts);
}

/* What was kept, or what the handshake knows while it lasts. */
static brn_peer_parts peer_parts(const brine_conn *conn)
{
    if (conn->peer != NULL)
        return conn->peer->parts;
    return conn->hs != NULL ? brn_handshake_peer(conn->hs) : (brn_peer_parts){.chain = {NULL, 0}};
}

size_t brine_conn_peer_chain(const brine_conn *conn, brine_bytes *chain, size_t cap)
{
    brine_bytes list = peer_parts(conn).chain;

    return list.len > 0 ? brn_read_certificate_list(list, chain, cap) : 0;
}

brine_bytes brine_conn_peer_staple(const brine_conn *conn)
{
    return peer_parts(conn).staple;
}

brine_bytes brine_conn_peer_scts(const brine_conn *conn)
{
    return peer_parts(conn).sct_list;
}

static void tell_spent(const brine_conn *conn, brine_error *out)
{
    char words[160]; /* three numbers of 20 digits among them */
    brn_text text = brn_text_in(words, sizeof words);

    brn_text_decimal(&text, conn->facts.blocks_sent);
    brn_text_string(&text, " blocks of 16 bytes were sent and ");
    brn_text_decimal(&text, conn->facts.blocks_received);
    brn_text_string(&text, " received, at most ");
    brn_text_decimal(&text, conn->facts.blocks_limit);
    brn_fail(out, conn->failure, conn->failed_step,
             "a key has protected as much data as it may: %s are allowed in each direction", words);
}

/* The sentence for a failure that the handshake has not told in its own words. */
static void tell(const brine_conn *conn, brine_error *out)
{
    if (conn->failure == BRINE_ERROR_ALERT)
        brn_fail(out, conn->failure, conn->failed_step, "the server sent alert %s (%d): %s",
                 brine_alert_name(conn->alert_received), (int)conn->alert_received,
                 brine_alert_meaning(conn->alert_received));
    else if (conn->failure == BRINE_ERROR_KEY_SPENT && conn->facts.blocks_limit != UINT64_MAX)
        tell_spent(conn, out);
    else
        brn_fail(out, conn->failure, conn->failed_step, NULL);
}

/* What else went over the wire: a warning that came before, the alert that told the server why. */
static void add_alerts(const brine_conn *conn, brine_error *out)
{
    out->alert_sent = conn->alert_sent != BRINE_ALERT_none ? conn->alert_sent : conn->alert_wanted;
    out->alert_received = conn->alert_received;
    if (out->alert_received != BRINE_ALERT_none && conn->failure != BRINE_ERROR_ALERT)
        brn_error_add(out, " (before that the server sent alert %s: %s)",
                      brine_alert_name(out->alert_received),
                      brine_alert_meaning(out->alert_received));
    if (out->alert_sent != BRINE_ALERT_none)
        brn_error_add(out, " (the server was told: %s)", brine_alert_name(out->alert_sent));
}

void brine_conn_error(const brine_conn *conn, brine_error *out)
{
    brn_error_clear(out);
    if (conn->failure == BRINE_OK)
        return;
    if (conn->hs != NULL && brn_handshake_error(conn->hs)->code == conn->failure)
        *out = *brn_handshake_error(conn->hs);
    else
        tell(conn, out);
    add_alerts(conn, out);
}

brine_result brine_conn_session(const brine_conn *conn, brine_session **out)
{
    if (conn == NULL || out == NULL)
        return BRINE_ERROR_INVALID_ARGUMENT;
    if (!conn->readable || conn->session == NULL)
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

    if (conn == NULL || label == NULL || out == NULL ||
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
