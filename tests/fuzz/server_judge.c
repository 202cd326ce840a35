#include "server_judge.h"

#include "fuzz.h"
#include "support/peer/server.h"

#include <string.h>

#define FINISHED_SIZE 16u /* header and verify_data */

/* The server's first Finished: what it should be, and whether it was that. */
static struct {
    uint8_t expected[FINISHED_SIZE];
    bool is_said, is_right;
} finished;

static void expect_finished(peer *p, peer_bytes *message)
{
    static const uint8_t header[] = {PEER_MSG_FINISHED, 0, 0, FINISHED_SIZE - 4};

    (void)message;
    if (finished.is_said)
        return;
    memcpy(finished.expected, header, sizeof header);
    peer_verify_data(p, "server finished", finished.expected + sizeof header);
}

static void note_finished(peer *p, peer_bytes *message)
{
    (void)p;
    if (finished.is_said)
        return;
    finished.is_said = true;
    finished.is_right = message->len == FINISHED_SIZE &&
                        memcmp(message->data, finished.expected, FINISHED_SIZE) == 0;
}

size_t judge_add_rules(peer_rule *rules, size_t count)
{
    rules[count] = (peer_rule)PEER_CALL(PEER_FINISHED, expect_finished);
    rules[count + 1] = (peer_rule)PEER_CALL(PEER_FINISHED, note_finished);
    rules[count + 1].after_hash = true;
    finished.is_said = finished.is_right = false;
    return count + 2;
}

static bool is_failure(brine_result result)
{
    return brine_result_category(result) != BRINE_CATEGORY_STATUS;
}

static brine_facts facts_of(const drive *d)
{
    brine_facts facts;

    brine_conn_facts(d->conn, &facts, sizeof facts);
    return facts;
}

/* Each message that brine took had its turn, by a judge that does not know brine. */
static void judge_order(const client_notes *notes, const brine_facts *facts)
{
    const order_terms terms = {
        .resumed = facts->resumed,
        .staple = notes->stapled,
        .key_exchange = facts->resumed || facts->group_id != BRINE_GROUP_NONE,
        .ticket = notes->ticket,
    };
    order_event events[CLIENT_EVENTS_MAX];
    size_t count = 0;

    /* Behind Finished stands nothing but what order_judge does not ask for. */
    while (count < notes->event_count && (count == 0 || events[count - 1] != ORDER_FINISHED)) {
        events[count] = notes->events[count];
        count++;
    }
    FUZZ_CHECK(order_judge(&terms, events, count) == ORDER_LEGAL);
    FUZZ_CHECK(count > 0 && events[count - 1] == ORDER_FINISHED);
}

/* Whoever finished with us has our secrets and our transcript. */
static void judge_secrets(const client_notes *notes, const drive *d, const brine_facts *facts)
{
    static const char label[] = "EXPERIMENTAL fuzz";
    uint8_t ours[32], theirs[32];
    char line[256];

    peer_key_log_line(d->server, line, sizeof line);
    FUZZ_CHECK(strcmp(line, notes->key_log) == 0);
    if (!facts->extended_master_secret || !d->server->extended_master_secret ||
        (brine_conn_state(d->conn) & BRINE_CONN_READABLE) == 0)
        return;
    FUZZ_CHECK(brine_conn_export(d->conn, label, NULL, ours, sizeof ours, NULL) == BRINE_OK);
    peer_export(d->server, label, (peer_slice){NULL, 0}, theirs, sizeof theirs);
    FUZZ_CHECK(memcmp(ours, theirs, sizeof ours) == 0);
}

/* What brine and the server say of the same handshake. */
static void judge_facts(const plan *p, const drive *d, const brine_facts *facts)
{
    const peer *server = d->server;
    size_t limit = plan_server(p, SERVER_FRAGMENTS) ? server->record_limit : 16384;

    FUZZ_CHECK(facts->resumed == server->resumed && facts->suite_id == server->suite->id);
    FUZZ_CHECK(facts->extended_master_secret == server->extended_master_secret);
    FUZZ_CHECK(facts->max_fragment_length == limit);
    FUZZ_CHECK((facts->alpn.len > 0) == (server->protocol != NULL));
    FUZZ_CHECK(facts->client_certificate_sent == (server->client_chain_count > 0));
    FUZZ_CHECK(!facts->client_certificate_sent || server->client_scheme != 0);
}

/* Nothing of what was received can be another's. */
static void judge_data(const drive *d, const brine_facts *facts)
{
    FUZZ_CHECK(d->received.len == 0 || facts->finished_verified);
    for (size_t i = 0; i < d->received.len; i++)
        FUZZ_CHECK(d->received.data[i] == PLAN_SERVER_SAYS);
}

/* The list's; an application's verdict has one of its own. */
static brine_alert expected_alert(brine_result code, uint8_t said)
{
    if (code == BRINE_ERROR_CERT_REFUSED)
        return said == BRINE_ALERT_certificate_revoked ? BRINE_ALERT_certificate_revoked
                                                       : BRINE_ALERT_access_denied;
    return brine_result_alert(code);
}

/* At most one fatal alert, the last that was said, and the one that the error tells. */
static void judge_alerts(const peer *server, const brine_error *error)
{
    size_t fatal = 0;

    for (size_t i = 0; i < server->report.alert_count; i++) {
        const peer_alert *alert = &server->report.alerts[i];

        FUZZ_CHECK(fatal == 0);
        if (alert->level != 2)
            continue;
        fatal++;
        FUZZ_CHECK(error->code != BRINE_OK && (int)error->alert_sent == alert->description);
        FUZZ_CHECK(error->alert_sent == expected_alert(error->code, alert->description));
    }
}

/* The first error is final. */
static void judge_stickiness(drive *d, const brine_error *error)
{
    uint8_t late[] = "\x17\x03\x03\x00\x05later", out[BRINE_SEND_CAP_MIN + 64];
    brine_received got = BRINE_NOTHING_RECEIVED;
    size_t made = 0, taken = 0;

    FUZZ_CHECK(error->code == d->result && error->text[0] != '\0');
    FUZZ_CHECK(brine_conn_receive(d->conn, late, sizeof late - 1, &got) == d->result);
    FUZZ_CHECK(got.data_len == 0 && brine_conn_receive_end(d->conn) == d->result);
    FUZZ_CHECK(brine_conn_send(d->conn, out, sizeof out, "late", 4, &made, &taken) == d->result);
    FUZZ_CHECK(made == 0 && taken == 0);
    FUZZ_CHECK((brine_conn_state(d->conn) & (BRINE_CONN_READABLE | BRINE_CONN_WRITABLE)) == 0);
}

static void judge_finished(const plan *p, const client_notes *notes, const drive *d,
                           const brine_facts *facts)
{
    unsigned hook = plan_client_number(p, CLIENT_VERDICT_LOW);

    FUZZ_CHECK(finished.is_said && finished.is_right);
    FUZZ_CHECK(hook == 0 || notes->verify_calls == 1);
    FUZZ_CHECK(hook != 2 && (hook != 3 || (p->answers & ANSWER_REFUSE) == 0));
    judge_secrets(notes, d, facts);
    if (!plan_client(p, CLIENT_NO_TRACE))
        judge_order(notes, facts);
    /* A full handshake's Finished is the answer to ours, which the server judged. */
    FUZZ_CHECK(facts->resumed || d->server->fault == NULL || d->server->phase == PEER_FAILED);
}

void judge_connection(const plan *p, const client_notes *notes, drive *d)
{
    brine_facts facts = facts_of(d);
    brine_error error = BRINE_NO_ERROR;

    brine_conn_error(d->conn, &error);
    if (d->broken_promise != NULL)
        fprintf(stderr, "%s\n", d->broken_promise);
    FUZZ_CHECK(d->broken_promise == NULL);
    judge_data(d, &facts);
    judge_alerts(d->server, &error);
    if (facts.finished_verified)
        judge_finished(p, notes, d, &facts);
    else
        FUZZ_CHECK(notes->session_calls == 0);
    if (plan_is_peaceful(p)) {
        if (is_failure(d->result) || d->server->fault != NULL)
            fprintf(stderr, "%s (server: %s)\n", error.text,
                    d->server->fault != NULL ? d->server->fault : "content");
        FUZZ_CHECK(!is_failure(d->result) && d->server->fault == NULL && facts.finished_verified);
        judge_facts(p, d, &facts);
    }
    if (is_failure(d->result))
        judge_stickiness(d, &error);
}
