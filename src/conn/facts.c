/*
 * What can be known of a connection: facts, the session, exported keys.
 */
#include "base/error.h"
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

static const char session_step[] = "session", export_step[] = "export";

brine_result brine_conn_session(const brine_conn *conn, brine_session **out, brine_error *error)
{
    if (conn == NULL || out == NULL)
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, session_step, "%s is NULL",
                        conn == NULL ? "the session's connection" : "the place for the session");
    if (!brn_conn_is_authenticated(conn))
        return brn_conn_not_authenticated(conn, error, session_step);
    if (conn->config->without_sessions)
        return brn_conn_not_available(
            error, session_step, "the config makes no sessions (brine_config_disable_sessions)",
            "connect without a session, or with a config that makes them");
    if (conn->session == NULL)
        return brn_conn_not_available(error, session_step,
                                      "the server gave neither a session ID nor a ticket",
                                      "connect without a session the next time, too");
    *out = brn_session_hold(conn->session);
    return BRINE_OK;
}

static brine_result check_export(const brine_conn *conn, const char *label,
                                 const brine_bytes *context, bool out_is_missing,
                                 brine_error *error)
{
    const char *missing = conn == NULL     ? "the export's connection"
                          : label == NULL  ? "the export's label"
                          : out_is_missing ? "the place for the exported key"
                          : context != NULL && brn_bytes_are_missing(*context)
                              ? "the export's context"
                              : NULL;

    if (missing != NULL)
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, export_step, "%s is NULL", missing);
    if (context != NULL && context->len > 0xffff) /* RFC 5705 section 4: its length is a uint16 */
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, export_step,
                        "the export's context has %lu bytes, expected at most 65535",
                        (unsigned long)context->len);
    if (!conn->readable)
        return brn_conn_not_authenticated(conn, error, export_step);
    if (!conn->facts.extended_master_secret)
        return brn_conn_not_available(
            error, export_step,
            "the server does not have extended_master_secret, without which an exported key is "
            "not bound to this connection (RFC 7627 section 5.4)",
            "use no exported key with this server");
    return BRINE_OK;
}

/* RFC 5705 section 4: PRF(master_secret, label, client_random + server_random [+ context]). */
brine_result brine_conn_export(const brine_conn *conn, const char *label,
                               const brine_bytes *context, uint8_t *out, size_t len,
                               brine_error *error)
{
    brine_result result = check_export(conn, label, context, out == NULL && len > 0, error);
    uint8_t context_length[2];
    brn_prf prf;
    brine_bytes seeds[4];
    size_t seed_count = 2;

    if (result != BRINE_OK)
        return result;
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
