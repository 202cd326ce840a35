/*
 * The sentence of a connection's failure. The floor that noted the facts knows how they read:
 * the handshake, the record layer, or this one.
 */
#include "base/error.h"
#include "base/text.h"
#include "conn/alert_kind.h"
#include "conn/cause.h"
#include "conn/conn.h"

static const brn_sentence sentences[] = {
    {BRINE_ERROR_RECORD_LENGTH,
     "a record of type {found} is empty, which only application data (23) may be"},
    {BRINE_ERROR_TOO_MANY_EMPTY_RECORDS,
     "the server sent {found} empty records in a row, at most {expected} are allowed"},
    {BRINE_ERROR_TOO_MANY_WARNINGS,
     "the server sent {found} warning alerts in a row, at most {expected} are allowed"},
    {BRINE_ERROR_TOO_MANY_HELLO_REQUESTS,
     "the server sent {found} HelloRequests, at most {expected} are allowed"},
    {BRINE_ERROR_UNEXPECTED_MESSAGE,
     "the server sent {name} ({found}) after the handshake, where only HelloRequest ({expected}) "
     "may come"},
    {BRINE_ERROR_UNEXPECTED_MESSAGE, "the server sent {name}"},
    {BRINE_ERROR_WRONG_STATE,
     "this process was forked from the one that made the connection, and would repeat its nonces: "
     "it has to make a connection of its own"},
    {BRINE_ERROR_DECODE, "{name} is {found,} byte{s} long, expected {expected,}"},
};

/* The server's reason, unless more is known of it than the alert says. */
static void explain_alert(const brine_conn *conn, brine_error *out)
{
    brine_alert alert = conn->alert_received;
    brn_cause cause;
    bool known = BRN_TEXTS && brn_conn_cause(conn, BRN_ENDING_ALERT, &cause);

    brn_fail(out, conn->failure, conn->noted.step, "the server sent alert %s (%d): %s",
             brine_alert_name(alert), (int)alert, known ? cause.words : brine_alert_meaning(alert));
    if (known)
        brn_error_advise(out, "", cause.advice);
}

/* The transport ended, or the server said close_notify. */
static void explain_end(const brine_conn *conn, brine_error *out)
{
    brn_cause cause;

    brn_fail(out, conn->failure, conn->noted.step, NULL);
    if (BRN_TEXTS && brn_conn_cause(conn, BRN_ENDING_CLOSED, &cause))
        brn_error_advise(out, cause.words, cause.advice);
}

static void put_blocks(const brine_facts *facts, brn_text *text)
{
    brn_text_decimal(text, facts->blocks_sent);
    brn_text_string(text, " blocks of 16 bytes were sent and ");
    brn_text_decimal(text, facts->blocks_received);
    brn_text_string(text, " received, at most ");
    brn_text_decimal(text, facts->blocks_limit);
}

/* The facts of both directions tell how much of the limit the other one has left. */
static void explain_exhausted(const brine_conn *conn, brine_error *out)
{
    char words[160]; /* three numbers of 20 digits among them */
    brn_text text = brn_text_in(words, sizeof words);

    if (BRN_TEXTS)
        put_blocks(&conn->facts, &text);
    brn_fail(out, conn->failure, conn->noted.step,
             "a key has protected as much data as it may: %s are allowed in each direction", words);
}

static void explain(const brine_conn *conn, brine_error *out)
{
    if (conn->hs != NULL && brn_handshake_failure(conn->hs)->code == conn->failure)
        brn_handshake_explain(conn->hs, out);
    else if (conn->failure == BRINE_ERROR_ALERT)
        explain_alert(conn, out);
    else if (conn->failure == BRINE_ERROR_ENDED_IN_HANDSHAKE ||
             conn->failure == BRINE_ERROR_TRUNCATED)
        explain_end(conn, out);
    else if (conn->failure == BRINE_ERROR_KEY_SPENT && conn->facts.blocks_limit != UINT64_MAX)
        explain_exhausted(conn, out);
    else if (!brn_record_explain(&conn->noted, out) &&
             !brn_explain(&conn->noted, sentences, sizeof sentences / sizeof *sentences, out))
        brn_fail(out, conn->failure, conn->noted.step, NULL);
}

/* It speaks of a certificate of ours, and none was sent; a resumed session may have had one. */
static bool misleads(const brine_conn *conn, brine_alert alert)
{
    brine_facts facts = brn_conn_facts_now(conn);

    return brn_alert_is_about_certificates(alert) && !facts.client_certificate_sent &&
           !facts.resumed;
}

static void add_earlier_alert(const brine_conn *conn, brine_error *out)
{
    const char *name = brine_alert_name(out->alert_received);

    if (misleads(conn, out->alert_received))
        brn_error_add(out, " (before that the server sent alert %s)", name);
    else
        brn_error_add(out, " (before that the server sent alert %s: %s)", name,
                      brine_alert_meaning(out->alert_received));
}

/* What else went over the wire: a warning that came before, the alert that told the server why. */
static void add_alerts(const brine_conn *conn, brine_error *out)
{
    out->alert_sent = conn->alert_sent != BRINE_ALERT_none ? conn->alert_sent : conn->alert_wanted;
    out->alert_received = conn->alert_received;
    if (BRN_TEXTS && out->alert_received != BRINE_ALERT_none && conn->failure != BRINE_ERROR_ALERT)
        add_earlier_alert(conn, out);
    if (out->alert_sent != BRINE_ALERT_none)
        brn_error_add(out, " (alert sent: %s)", brine_alert_name(out->alert_sent));
}

void brine_conn_error(const brine_conn *conn, brine_error *out)
{
    brn_error_clear(out);
    if (conn == NULL || out == NULL || conn->failure == BRINE_OK)
        return;
    explain(conn, out);
    add_alerts(conn, out);
}
