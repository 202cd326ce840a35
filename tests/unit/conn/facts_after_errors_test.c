/*
 * How far the server came, as the facts tell it, also after the connection failed: whether its
 * Finished was verified, whether it asked for a certificate, how often it sent HelloRequest.
 */
#include "unit/conn/workbench.h"

static peer_pki *pki;

#define HELLO_REQUEST "\0\0\0\0"

typedef struct story {
    const char *title;
    peer_rule rules[2];
    bool request_certificate;
    bool resumed;
    brine_result result;
    /* What the facts must tell. */
    bool finished_verified, certificate_requested;
    uint32_t hello_requests;
} story;

static const story stories[] = {
    {.title = "a handshake without incident", .finished_verified = true},
    {.title = "a resumed handshake", .resumed = true, .finished_verified = true},
    {.title = "a server that asks for a certificate",
     .request_certificate = true,
     .finished_verified = true,
     .certificate_requested = true},
    {.title = "a CertificateRequest that can't be read",
     .rules = {PEER_CUT(PEER_CERTIFICATE_REQUEST, 1)},
     .request_certificate = true,
     .result = BRINE_ERROR_DECODE,
     .certificate_requested = true},
    {.title = "an end right after CertificateRequest",
     .rules = {PEER_STOP(PEER_CERTIFICATE_REQUEST)},
     .request_certificate = true,
     .result = BRINE_ERROR_ENDED_IN_HANDSHAKE,
     .certificate_requested = true},
    {.title = "a Finished that is wrong",
     .rules = {PEER_FLIP(PEER_F_VERIFY_DATA, 3)},
     .result = BRINE_ERROR_FINISHED},
    {.title = "a resumed handshake whose Finished is wrong",
     .rules = {PEER_FLIP(PEER_F_VERIFY_DATA, 3)},
     .resumed = true,
     .result = BRINE_ERROR_FINISHED},
    {.title = "an end before Finished",
     .rules = {PEER_STOP(PEER_CHANGE_CIPHER_SPEC)},
     .result = BRINE_ERROR_ENDED_IN_HANDSHAKE},
    {.title = "a close_notify before Finished",
     .rules = {PEER_INSERT_BEFORE(PEER_FINISHED, PEER_TYPE_ALERT, "\1\0")},
     .result = BRINE_ERROR_ENDED_IN_HANDSHAKE},
    {.title = "a close_notify after Finished",
     .rules = {PEER_INSERT_AFTER(PEER_FINISHED, PEER_TYPE_ALERT, "\1\0")},
     .result = BRINE_CLOSED,
     .finished_verified = true},
    {.title = "an end right after Finished",
     .rules = {PEER_STOP(PEER_ESTABLISHED)},
     .result = BRINE_ERROR_TRUNCATED,
     .finished_verified = true},
    {.title = "a fatal alert after Finished",
     .rules = {PEER_INSERT_AFTER(PEER_FINISHED, PEER_TYPE_ALERT, "\2\x50")},
     .result = BRINE_ERROR_ALERT,
     .finished_verified = true},
    {.title = "a message that must not follow Finished",
     .rules = {PEER_INSERT_AFTER(PEER_FINISHED, PEER_TYPE_HANDSHAKE, "\1\0\0\0")},
     .result = BRINE_ERROR_UNEXPECTED_MESSAGE,
     .finished_verified = true},
    {.title = "HelloRequests before and after Finished",
     .rules = {PEER_INSERT_MANY(PEER_CERTIFICATE, PEER_TYPE_HANDSHAKE, HELLO_REQUEST, 2),
               PEER_INSERT_AFTER(PEER_FINISHED, PEER_TYPE_HANDSHAKE, HELLO_REQUEST)},
     .finished_verified = true,
     .hello_requests = 3},
    {.title = "HelloRequests before a Finished that is wrong",
     .rules = {PEER_INSERT_MANY(PEER_CERTIFICATE, PEER_TYPE_HANDSHAKE, HELLO_REQUEST, 2),
               PEER_FLIP(PEER_F_VERIFY_DATA, 3)},
     .result = BRINE_ERROR_FINISHED,
     .hello_requests = 2},
    {.title = "a HelloRequest and a fatal alert after Finished",
     .rules = {PEER_INSERT_AFTER(PEER_FINISHED, PEER_TYPE_HANDSHAKE, HELLO_REQUEST),
               PEER_INSERT_AFTER(PEER_FINISHED, PEER_TYPE_ALERT, "\2\x50")},
     .result = BRINE_ERROR_ALERT,
     .finished_verified = true,
     .hello_requests = 1},
    {.title = "a HelloRequest after a resumed handshake's Finished",
     .rules = {PEER_INSERT_AFTER(PEER_FINISHED, PEER_TYPE_HANDSHAKE, HELLO_REQUEST)},
     .resumed = true,
     .finished_verified = true,
     .hello_requests = 1},
};

static void check_facts(const story *s, const bench *b)
{
    brine_facts facts = bench_facts(b);

    if (b->d.result != s->result)
        fail_msg("%s: %s", s->title, brine_result_name(b->d.result));
    if (facts.finished_verified != s->finished_verified || facts.resumed != s->resumed ||
        facts.certificate_requested != s->certificate_requested ||
        facts.hello_requests != s->hello_requests)
        fail_msg("%s: finished_verified %d, certificate_requested %d, hello_requests %u, "
                 "resumed %d",
                 s->title, facts.finished_verified, facts.certificate_requested,
                 (unsigned)facts.hello_requests, facts.resumed);
}

/* The whole flight at once, and byte by byte, where the handshake's memory is freed earlier. */
static void run_story(const story *s, const drive_options *options)
{
    brine_config *config = test_freeze(bench_config(pki, 0));
    peer_store store = {.made = 0};
    peer_config server = {.identity = peer_pki_leaf(pki, PEER_KEY_P256),
                          .request_certificate = s->request_certificate,
                          .store = &store};
    bench b;

    if (s->resumed) {
        b = bench_open(config, &server, NULL);
        bench_handshake(&b);
        bench_next(&b);
    }
    b = bench_open(config, &server, options);
    b.server->script = (peer_script){s->rules, 2};
    assert_false(bench_facts(&b).finished_verified);
    (void)drive_run(&b.d);
    check_facts(s, &b);
    bench_close(&b);
    peer_store_clear(&store);
}

static void the_facts_tell_how_far_the_server_came(void **state)
{
    const drive_options bytewise = {.chunk = 1, .send_room = BRINE_SEND_CAP_MIN};

    (void)state;
    for (size_t i = 0; i < sizeof stories / sizeof *stories; i++) {
        run_story(&stories[i], NULL);
        run_story(&stories[i], &bytewise);
    }
}

static void hello_requests_are_counted_until_there_are_too_many(void **state)
{
    peer_config server = {.identity = peer_pki_leaf(pki, PEER_KEY_P256)};
    bench b = bench_open(test_freeze(bench_config(pki, 0)), &server, NULL);

    (void)state;
    bench_handshake(&b);
    for (uint32_t i = 1; i <= BRINE_HELLO_REQUESTS_MAX + 1; i++) {
        peer_say_hello_request(b.server);
        (void)drive_run(&b.d);
        assert_int_equal(bench_facts(&b).hello_requests, i);
    }
    assert_int_equal(b.d.result, BRINE_ERROR_TOO_MANY_HELLO_REQUESTS);
    assert_true(bench_facts(&b).finished_verified);
    bench_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_facts_tell_how_far_the_server_came),
        cmocka_unit_test(hello_requests_are_counted_until_there_are_too_many),
    };
    int failed;

    pki = peer_pki_new();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    peer_pki_free(pki);
    return failed;
}
