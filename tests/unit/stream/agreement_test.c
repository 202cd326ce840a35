/*
 * The fake engine beside the real one: whatever happens, in every state, both answer the same.
 *
 * A life is a word. What the application does:
 *   s  sends what the protocol has to say    w  writes data    r  receives what was left over
 *   y  answers a question with yes           n  with no        c  closes
 *   e  tells that the transport ended
 * What the server says, several letters one behind the other in one read:
 *   S  ServerHello to ServerHelloDone        F  ChangeCipherSpec and Finished
 *   R  HelloRequest    D  data    C  close_notify    A  a fatal alert
 *   X  a message that never belongs there    B  a record of a type that does not exist
 */
#include "engine.h"
#include "fake_engine.h"
#include "unit/conn/workbench.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>

#define HEADER 5
#define TOLD   5 /* differences in words; the others are counted */

static const engine real_engine = {
    .free = brine_conn_free,
    .receive = brine_conn_receive,
    .receive_end = brine_conn_receive_end,
    .send = brine_conn_send,
    .state = brine_conn_state,
    .close = brine_conn_close,
    .signature = brine_conn_signature,
    .verdict = brine_conn_verdict,
    .error = brine_conn_error,
};

static peer_pki *pki;
static const peer_certificate *client_certificate;

/* ---- What kind of handshake it is ---- */

typedef struct kind {
    const char *name;
    fake_settings fake;
    brine_config *config;
    brine_session *session;
    peer_store store;
} kind;

static kind kinds[] = {
    {.name = "full"},
    {.name = "full with False Start", .fake = {.false_start = true}},
    {.name = "resumed", .fake = {.resume = true}},
    {.name = "with a signature from outside", .fake = {.ask_signature = true}},
    {.name = "with a verdict that comes later", .fake = {.ask_verdict = true, .false_start = true}},
};
#define KINDS (sizeof kinds / sizeof *kinds)

static brine_verdict judge_later(void *context, const brine_verify_request *request,
                                 brine_alert *alert)
{
    (void)context;
    (void)request;
    (void)alert;
    return BRINE_VERDICT_LATER;
}

static peer_config server_of(kind *k)
{
    return (peer_config){.identity = peer_pki_leaf(pki, PEER_KEY_P256),
                         .store = k->fake.resume ? &k->store : NULL,
                         .request_certificate = k->fake.ask_signature,
                         .pack = true};
}

static void make_session(kind *k)
{
    peer_config server = server_of(k);
    bench b = bench_open(k->config, &server, NULL);

    bench_handshake(&b);
    assert_int_equal(brine_conn_session(b.conn, &k->session, NULL), BRINE_OK);
    bench_next(&b);
}

static void prepare(kind *k)
{
    peer_bytes chain = {0};
    brine_error error;

    k->config = bench_config(pki, 0);
    peer_put_certificate_pem(&chain, client_certificate);
    if (k->fake.false_start)
        assert_int_equal(brine_config_enable_false_start(k->config), BRINE_OK);
    if (k->fake.ask_verdict)
        assert_int_equal(brine_config_set_verify_hook(k->config, judge_later, NULL), BRINE_OK);
    if (k->fake.ask_signature)
        assert_int_equal(brine_config_set_identity_external(
                             k->config, (brine_bytes){chain.data, chain.len}, &error),
                         BRINE_OK);
    test_freeze(k->config);
    if (k->fake.resume)
        make_session(k);
    peer_bytes_free(&chain);
}

static void forget(kind *k)
{
    brine_session_free(k->session);
    brine_config_free(k->config);
    peer_store_clear(&k->store);
}

/* ---- One connection and what became of it ---- */

typedef struct life {
    const engine *engine;
    brine_conn *conn;
    peer *server;      /* NULL = the engine is the fake one */
    peer_bytes wire;   /* what the server has to say of its own accord */
    bool server_seals; /* its ChangeCipherSpec was delivered */
    bool spoken;       /* the server, and the read goes on */
    size_t alerts;     /* that the server was told of */
    peer_bytes window; /* delivered, not consumed */
    char log[2048];
} life;

static life begin(kind *k, bool real)
{
    life made = {.engine = real ? &real_engine : &fake_engine};
    peer_config server = server_of(k);

    fake = k->fake;
    if (!real) {
        made.conn = fake_engine_conn();
        return made;
    }
    made.server = peer_new(&server);
    assert_int_equal(brine_conn_new(k->config, PEER_SERVER_NAME, &made.conn, NULL), BRINE_OK);
    if (k->session != NULL)
        assert_int_equal(brine_conn_set_session(made.conn, k->session), BRINE_OK);
    return made;
}

static void end(life *l)
{
    l->engine->free(l->conn);
    peer_free(l->server);
    peer_bytes_free(&l->wire);
    peer_bytes_free(&l->window);
}

static void note(life *l, const char *words)
{
    size_t length = strlen(l->log);

    assert_true(length + strlen(words) + 1 < sizeof l->log);
    strcpy(l->log + length, words);
}

/* The result, what the application can tell from the state, and the error if there is one. */
static void note_result(life *l, brine_result result)
{
    unsigned state = l->engine->state(l->conn);
    brine_error error;
    char words[200];

    l->engine->error(l->conn, &error);
    snprintf(words, sizeof words, " %s%s%s%s%s%s%s%s%s", brine_result_name(result),
             state & BRINE_CONN_READABLE ? " readable" : "",
             state & BRINE_CONN_WRITABLE ? " writable" : "",
             state & BRINE_CONN_OUTPUT_PENDING ? " pending" : "",
             state & BRINE_CONN_WAIT_SIGNATURE ? " signature?" : "",
             state & BRINE_CONN_WAIT_VERDICT ? " verdict?" : "",
             state & BRINE_CONN_CLOSED ? " closed" : "", error.code != BRINE_OK ? " " : "",
             error.code != BRINE_OK ? brine_result_name(error.code) : "");
    note(l, words);
}

/* ---- What the application does ---- */

static void note_alerts(life *l)
{
    const peer_report *report = &l->server->report;

    for (; l->alerts < report->alert_count; l->alerts++)
        switch (report->alerts[l->alerts].description) {
        case BRINE_ALERT_close_notify:
            note(l, " close_notify");
            break;
        case BRINE_ALERT_no_renegotiation:
            note(l, " answer");
            break;
        default:
            note(l, " alert");
        }
}

static bool in_flight(uint8_t type)
{
    return type == 20 || type == 22;
}

/* Handshake messages and data by the records' types; alerts as the server understood them. */
static void hear(life *l, const uint8_t *records, size_t len)
{
    const uint8_t *at = records;
    uint8_t before = 0;

    while (at < records + len) {
        size_t n = (size_t)at[3] << 8 | at[4];
        bool answer = l->server == NULL && at[0] == 22 && at[HEADER] == 'N';

        if (answer)
            note(l, " answer");
        else if (in_flight(at[0]) && !in_flight(before))
            note(l, " flight");
        else if (at[0] == 23)
            note(l, " data");
        else if (at[0] == 21 && l->server == NULL)
            note(l, at[HEADER] == 0 ? " close_notify" : " alert");
        before = at[0];
        if (l->server != NULL) {
            peer_feed(l->server, at, HEADER + n);
            note_alerts(l);
        }
        at += HEADER + n;
    }
}

static void send_out(life *l, const void *data, size_t n)
{
    uint8_t out[8192], spoken[8192];
    size_t made = 0, taken = 0;
    brine_result result = l->engine->send(l->conn, out, sizeof out, data, n, &made, &taken);

    hear(l, out, made);
    if (l->server != NULL)
        peer_put(&l->wire, spoken, peer_take(l->server, spoken, sizeof spoken));
    note(l, taken > 0 ? " taken" : "");
    note_result(l, result);
}

static void receive(life *l)
{
    for (;;) {
        brine_received received = {0};
        brine_result result = l->engine->receive(l->conn, l->window.data, l->window.len, &received);

        peer_remove(&l->window, 0, received.consumed);
        note(l, received.data_len > 0 ? " got" : "");
        note(l, l->window.len > 0 ? " left" : "");
        note_result(l, result);
        if (result != BRINE_OK || received.consumed == 0 || l->window.len == 0)
            return;
    }
}

static brine_result sign(life *l)
{
    brine_signature_request request;
    EVP_MD_CTX *md;
    uint8_t signature[256];
    size_t len = sizeof signature;
    brine_result result;

    if (l->server == NULL || brine_conn_signature_request(l->conn, &request) != BRINE_OK)
        return l->engine->signature(l->conn, (const uint8_t *)"x", 1);
    md = EVP_MD_CTX_new();
    assert_int_equal(EVP_DigestSignInit(md, NULL, EVP_sha256(), NULL, client_certificate->key), 1);
    assert_int_equal(EVP_DigestSign(md, signature, &len, request.message.data, request.message.len),
                     1);
    result = brine_conn_signature(l->conn, signature, len);
    EVP_MD_CTX_free(md);
    return result;
}

static void answer(life *l, bool yes)
{
    bool verdict = (l->engine->state(l->conn) & BRINE_CONN_WAIT_VERDICT) != 0;

    if (verdict)
        note_result(l,
                    l->engine->verdict(l->conn, yes ? BRINE_VERDICT_ACCEPT : BRINE_VERDICT_REFUSE,
                                       BRINE_ALERT_none));
    else
        note_result(l, yes ? sign(l) : l->engine->signature(l->conn, NULL, 0));
}

/* ---- What the server says ---- */

static const struct {
    char letter, fake_byte;
    uint8_t type, length;
    char bytes[4];
} speeches[] = {
    {'R', 'R', 22, 4, {0, 0, 0, 0}}, {'X', 'X', 22, 4, {1, 0, 0, 0}}, {'D', 'd', 23, 1, {'d'}},
    {'C', 0, 21, 2, {1, 0}},         {'A', 1, 21, 2, {2, 40}},        {'B', 'b', 99, 1, {'b'}},
};

static void put_record(peer_bytes *out, uint8_t type, const void *bytes, size_t n)
{
    uint8_t record[HEADER + 4];

    peer_put(out, record, fake_record(record, type, bytes, n));
}

/* As the records of the flight end with the next ChangeCipherSpec, or begin with it. */
static bool say_flight(life *l, bool finished)
{
    size_t at = 0;

    if (l->server == NULL) {
        put_record(&l->window, 22, finished ? "F" : "S", 1);
        return true;
    }
    if (l->wire.len == 0 || (l->wire.data[0] == 20) != finished)
        return false;
    while (at < l->wire.len && (finished || l->wire.data[at] != 20))
        at += HEADER + ((size_t)l->wire.data[at + 3] << 8 | l->wire.data[at + 4]);
    peer_put(&l->window, l->wire.data, at);
    peer_remove(&l->wire, 0, at);
    l->server_seals = finished;
    return true;
}

/* False when the server has not got that to say here. */
static bool say(life *l, char letter)
{
    uint8_t sealed[256];
    size_t i = 0;

    if (letter == 'S' || letter == 'F')
        return say_flight(l, letter == 'F');
    while (speeches[i].letter != letter)
        i++;
    if (l->server == NULL)
        put_record(&l->window, speeches[i].type, &speeches[i].fake_byte, 1);
    else if (!l->server_seals)
        put_record(&l->window, speeches[i].type, speeches[i].bytes, speeches[i].length);
    else {
        peer_say_record(l->server, speeches[i].type, speeches[i].bytes, speeches[i].length);
        peer_put(&l->window, sealed, peer_take(l->server, sealed, sizeof sealed));
    }
    return true;
}

/* ---- Lives ---- */

static void act(life *l, char letter)
{
    switch (letter) {
    case 's':
        send_out(l, NULL, 0);
        break;
    case 'w':
        send_out(l, "abc", 3);
        break;
    case 'r':
        receive(l);
        break;
    case 'y':
    case 'n':
        answer(l, letter == 'y');
        break;
    case 'c':
        note_result(l, l->engine->close(l->conn));
        break;
    case 'e':
        note_result(l, l->engine->receive_end(l->conn));
        break;
    default:
        fail_msg("%c means nothing", letter);
    }
}

/* Lives as far as the server can; returns how many letters that was. */
static size_t live(life *l, const char *word)
{
    for (size_t i = 0; word[i] != '\0'; i++) {
        char title[] = {'\n', word[i], ':', '\0'};
        bool speech = word[i] >= 'A' && word[i] <= 'Z';

        if (speech && !say(l, word[i])) {
            if (l->spoken)
                receive(l);
            return i;
        }
        note(l, title);
        if (!speech)
            act(l, word[i]);
        else if (word[i + 1] < 'A' || word[i + 1] > 'Z')
            receive(l);
        l->spoken = speech && word[i + 1] >= 'A' && word[i + 1] <= 'Z';
    }
    return strlen(word);
}

/* What of the word the server could take part in; counts the lives that differ. */
static size_t compare(kind *k, const char *word, size_t *different)
{
    char possible[32];
    life real = begin(k, true), imagined = begin(k, false);
    size_t lived = live(&real, word);

    snprintf(possible, sizeof possible, "%.*s", (int)lived, word);
    live(&imagined, possible);
    if (strcmp(real.log, imagined.log) != 0 && ++*different <= TOLD)
        print_message("%s, %s:\nThe real engine%s\nThe fake engine%s\n", k->name, word, real.log,
                      imagined.log);
    end(&real);
    end(&imagined);
    return lived;
}

/* Ways to each state: before, during and after the handshake, closed, failed, and both in turn. */
static const char *const states[] = {
    "",       "s",      "sS",    "sSs",  "sSsF",  "sSys",   "sSysF", "sSF",   "sSFs",   "c",
    "sc",     "scs",    "sSc",   "sScs", "sSsFc", "sSsFcs", "sX",    "sXs",   "sSX",    "sSsFX",
    "sSsFXs", "sSsFA",  "sSn",   "sSns", "sSsFC", "sSsFCs", "sSFC",  "sSFCs", "sSysFC", "sSsFR",
    "sSsFRs", "sSsFRc", "sSsFw", "sSw",  "sSFw",  "sSsFe",  "se",    "sSX",   "sSCy",   "sSsFRC",
};

static const char *const events[] = {"s",  "w",  "r",  "c",  "e",  "y",  "n",  "S",   "F",
                                     "R",  "D",  "X",  "C",  "A",  "B",  "FC", "FDC", "FCD",
                                     "CD", "SF", "SC", "RD", "RC", "DR", "RB"};
#define COUNT(list) (sizeof(list) / sizeof *(list))

/* An event in a state, then what the application does about it; false when neither can be. */
static bool compare_event(kind *k, const char *before, const char *event, size_t *different)
{
    static const char *const ends[] = {"srwc", "wse", "cswr", "esw", "yrs"};
    static size_t first;
    size_t step = getenv("BRINE_CASES") != NULL ? 4 * COUNT(ends) : 1; /* few under valgrind */
    char word[32];

    for (size_t i = first++ % step; i < COUNT(ends); i += step) {
        snprintf(word, sizeof word, "%s%s%s", before, event, ends[i]);
        if (compare(k, word, different) < strlen(before) + strlen(event))
            return false;
    }
    return true;
}

static void both_answer_the_same(void **state)
{
    size_t found = 0, different = 0;

    (void)state;
    for (size_t k = 0; k < KINDS; k++)
        for (size_t s = 0; s < COUNT(states); s++)
            for (size_t e = 0; e < COUNT(events); e++)
                found += compare_event(&kinds[k], states[s], events[e], &different);
    print_message("%lu events in states that can be, %lu lives differ\n", (unsigned long)found,
                  (unsigned long)different);
    assert_int_equal(different, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(both_answer_the_same)};
    const peer_certificate_plan plan = {.key = PEER_KEY_P256, .subject = "client"};
    int failed;

    pki = peer_pki_new();
    client_certificate = peer_pki_issue(pki, &plan, pki->root);
    for (size_t k = 0; k < KINDS; k++)
        prepare(&kinds[k]);
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    for (size_t k = 0; k < KINDS; k++)
        forget(&kinds[k]);
    peer_pki_free(pki);
    return failed;
}
