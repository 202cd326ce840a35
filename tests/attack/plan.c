#include "attack/plan.h"

#include "attack/judge.h"
#include "attack/payload.h"
#include "attack/repeatable.h"

#include <stdio.h>
#include <stdlib.h>

#define BRIEF_PAYLOAD  ((size_t)1024)
#define FAULTS_PRINTED 20u
/* One client in so many tells libssl its alert. */
#define WAKE_EVERY 16u

#define TYPE_CHANGE_CIPHER_SPEC 20
#define TYPE_APPLICATION_DATA   23

static void print_fault(const plan *p, const attempt *a, const change *c)
{
    fprintf(stderr, "%s: %s on the way to the %s", scenario_name(p->scenario),
            change_words(c->kind), c->to_server ? "server" : "client");
    fprintf(stderr, ", at byte %lu (detail %lu): brine %s", (unsigned long)c->at,
            (unsigned long)c->detail, a->fault);
    fprintf(stderr, "\n    result %s: %s\n", brine_result_name(a->result), a->error.text);
}

static void count(plan *p, const attempt *a, const change *c)
{
    p->tally.ends[c->kind][a->end]++;
    if (a->end == END_CLEAN && c->kind != CHANGE_NONE)
        p->tally.excused[c->excuse]++;
    if (a->fault == NULL)
        return;
    if (p->tally.faults++ < FAULTS_PRINTED)
        print_fault(p, a, c);
}

void plan_try(plan *p, const change *c)
{
    size_t live = p->client.live;
    bool wake = tally_runs(&p->tally) % WAKE_EVERY == 0;
    attempt a;

    attempt_run(&a, &p->client, &p->server, &p->recording, NULL, c, wake);
    judge_change(&a, c);
    attempt_finish(&a);
    if (p->client.live != live)
        judge_fault(&a, "leaves memory behind");
    count(p, &a, c);
}

/* ---- Before the changes ---- */

/* A connection with libssl that nothing happens to; the caller looks at it and finishes it. */
static void run_in_peace(plan *p, attempt *a, recording *made)
{
    static const change none = {.kind = CHANGE_NONE, .excuse = EXCUSE_REQUIRED, .at = SIZE_MAX};

    attempt_run(a, &p->client, &p->server, NULL, made, &none, false);
    judge_change(a, &none);
    if (a->fault == NULL && a->end == END_CLEAN && a->far.side.answered)
        return;
    print_fault(p, a, &none);
    abort();
}

/* The handshake whose session the attacked one resumes. */
static void make_session(plan *p)
{
    attempt a;

    run_in_peace(p, &a, NULL);
    if (brine_conn_session(a.conn, &p->client.session, NULL) != BRINE_OK)
        abort();
    if (p->scenario->begin == ATTACK_SESSION_ID)
        libssl_server_remember(&p->server, &a.far.side);
    attempt_finish(&a);
}

static plan_stream stream_of(const peer_bytes *bytes)
{
    plan_stream made = {.bytes = peer_slice_of(bytes)};
    bool in_plaintext = true;

    for (size_t at = 0; at < bytes->len; made.count++) {
        const uint8_t *header = bytes->data + at;
        size_t len = 5 + (size_t)(header[3] << 8 | header[4]);

        if (made.count == PLAN_RECORDS_MAX)
            abort();
        made.records[made.count] = (plan_record){at, len, header[0], in_plaintext};
        in_plaintext = in_plaintext && header[0] != TYPE_CHANGE_CIPHER_SPEC;
        at += len;
    }
    return made;
}

static void make_recording(plan *p)
{
    brine_facts facts;
    attempt a;

    run_in_peace(p, &a, &p->recording);
    brine_conn_facts(a.conn, &facts, sizeof facts);
    if (facts.resumed != (p->scenario->begin != ATTACK_FULL) ||
        (p->scenario->begin == ATTACK_FULL &&
         facts.client_certificate_sent !=
             (p->scenario->identity == ATTACK_RSA || p->scenario->identity == ATTACK_EC))) {
        fprintf(stderr, "%s: another handshake than was planned\n", scenario_name(p->scenario));
        abort();
    }
    attempt_finish(&a);
    p->from_server = stream_of(&p->recording.server);
    p->from_client = stream_of(&p->recording.client);
}

void plan_open(plan *p, const scenario *s, peer_pki *pki, bool brief)
{
    const change none = {.kind = CHANGE_NONE, .excuse = EXCUSE_REQUIRED, .at = SIZE_MAX};
    size_t payload = brief ? BRIEF_PAYLOAD : PAYLOAD_MAX;

    *p = (plan){.scenario = s, .brief = brief, .tally = {.scenarios = 1}};
    subject_open(&p->client, s, pki, payload);
    p->server = libssl_server_make(s, pki, payload);
    repeatable_libcrypto();
    if (s->begin != ATTACK_FULL)
        make_session(p);
    make_recording(p);
    plan_try(p, &none);
}

void plan_close(plan *p)
{
    recording_free(&p->recording);
    libssl_server_free(&p->server);
    subject_close(&p->client);
}

bool plan_is_dense(const plan_stream *s, size_t at)
{
    size_t first = SIZE_MAX, last = 0;

    for (size_t i = 0; i < s->count; i++)
        if (s->records[i].type == TYPE_APPLICATION_DATA) {
            if (first == SIZE_MAX)
                first = s->records[i].at + s->records[i].len;
            last = s->records[i].at;
        }
    return at < first || at >= last;
}
