/* Which option https_get names for which failure, and that it names none where none helps. */
#include "https_get/hint.h"

#include "support/test.h"

#include <string.h>

typedef struct row {
    const char *title;
    brine_result code; /* BRINE_OK = the server closed in good order */
    brine_alert alert;
    brine_facts facts;
    struct options options;
    bool answered;
    const char *words; /* that the hint begins with; NULL = there is none */
} row;

#define ALERT(name) .code = BRINE_ERROR_ALERT, .alert = BRINE_ALERT_##name
#define ASKED(outcome)                                                                             \
    .certificate_requested = true, .client_certificate = BRINE_CLIENT_CERTIFICATE_##outcome
#define OPEN .finished_verified = true, .suite_id = 0xc02b

static struct identity plain = {.certificate = "x"}, sealed = {.passphrase = "x"};

static const row rows[] = {
    {"an unknown root", BRINE_ERROR_CERT_UNKNOWN_ISSUER, .words = "; try --cacert FILE"},
    {"an unknown issuer of a leaf", BRINE_ERROR_CERT_INTERMEDIATE_MISSING,
     .words = "; try --cacert FILE"},
    {"a leaf that is signed by itself", BRINE_ERROR_CERT_SELF_SIGNED,
     .words = "; try --cacert FILE"},
    {"an expired certificate", BRINE_ERROR_CERT_EXPIRED, .words = NULL},
    {"nothing in common", ALERT(handshake_failure), .words = "; try --legacy-rsa"},
    {"too weak", ALERT(insufficient_security), .words = "; try --legacy-rsa"},
    {"nothing in common with the RSA key exchange", ALERT(handshake_failure),
     .options.legacy_rsa = true, .words = NULL},
    {"nothing in common with chosen suites", ALERT(handshake_failure), .options.suites = "x",
     .words = "; try without --ciphers"},
    {"nothing in common with chosen groups", ALERT(handshake_failure), .options.groups = "x",
     .words = "; try without --ciphers"},
    {"handshake_failure after ServerHello", ALERT(handshake_failure), .facts.suite_id = 0xc02b,
     .words = NULL},
    {"no protocol", ALERT(no_application_protocol), .words = "; try --alpn"},
    {"an old server", BRINE_ERROR_RENEGOTIATION_INFO_MISSING,
     .words = "; --legacy-renegotiation takes that risk"},
    {"an encrypted key", BRINE_ERROR_KEY_ENCRYPTED, .options.identities = {&plain, 1},
     .words = "; try --pass"},
    {"a wrong passphrase", BRINE_ERROR_KEY_ENCRYPTED, .options.identities = {&sealed, 1},
     .words = NULL},
    {"no certificate of ours", ALERT(handshake_failure), .facts = {ASKED(NONE)},
     .words = "; try --cert FILE"},
    {"no certificate of ours, and an end", BRINE_ERROR_ENDED_IN_HANDSHAKE,
     .facts = {ASKED(NONE), .false_start = true}, .words = "; try --cert FILE"},
    {"no certificate of ours behind a redirect", ALERT(bad_certificate), .facts = {ASKED(NONE)},
     .options.identities = {&plain, 1},
     .words = "; --cert is not for servers that a redirect leads to"},
    {"no certificate of ours, which was optional", BRINE_ERROR_TRUNCATED,
     .facts = {ASKED(NONE), OPEN}, .words = NULL},
    {"no certificate of ours, and a bad one of the server's", BRINE_ERROR_CERT_EXPIRED,
     .facts = {ASKED(NONE)}, .words = NULL},
    {"a certificate of ours from another CA", ALERT(handshake_failure), .facts = {ASKED(UNMATCHED)},
     .words = "; try without --match-cert"},
    {"a certificate of ours that was sent", ALERT(bad_certificate),
     .facts = {ASKED(SENT), .suite_id = 1}, .words = NULL},
    {"an early request and a reset", BRINE_ERROR_READ, .facts = {.false_start = true},
     .words = "; try --no-false-start"},
    {"an early request and silence", BRINE_ERROR_TIMED_OUT, .facts = {.false_start = true, OPEN},
     .words = "; try --no-false-start: the request was sent before"},
    {"an early request and a clean end", BRINE_OK, .facts = {.false_start = true, OPEN},
     .words = "; try --no-false-start: the request was sent before"},
    {"an early request that was answered", BRINE_ERROR_READ, .facts = {.false_start = true, OPEN},
     .answered = true, .words = NULL},
    {"an early request and a bad record", BRINE_ERROR_BAD_RECORD_MAC,
     .facts = {.false_start = true, OPEN}, .words = NULL},
    {"a request that was not early, and silence", BRINE_ERROR_TIMED_OUT, .facts = {OPEN},
     .words = NULL},
    {"a new handshake and a clean end", BRINE_OK, .facts = {.hello_requests = 1, OPEN},
     .words = "; the server asked for a new handshake"},
    {"a new handshake and silence", BRINE_ERROR_TIMED_OUT,
     .facts = {.hello_requests = 1, .false_start = true, OPEN},
     .words = "; the server asked for a new handshake"},
    {"a new handshake and an alert, of which brine tells", ALERT(handshake_failure),
     .facts = {.hello_requests = 1, .false_start = true, OPEN}, .words = NULL},
    {"a new handshake and an answer", BRINE_ERROR_TIMED_OUT, .facts = {.hello_requests = 1, OPEN},
     .answered = true, .words = NULL},
};

#define COUNT (sizeof rows / sizeof *rows)

static void the_option_that_helps_is_named(void **state)
{
    const row *r = *state;
    brine_error error = {.code = r->code, .alert_received = r->alert};
    const struct hint_scene scene = {&r->options, r->code != BRINE_OK ? &error : NULL, r->facts,
                                     r->answered};
    const char *hint = hint_of(&scene);

    if (r->words == NULL)
        assert_string_equal(hint, "");
    else if (strncmp(hint, r->words, strlen(r->words)) != 0)
        fail_msg("\"%s\" does not begin \"%s\"", hint, r->words);
}

int main(void)
{
    struct CMUnitTest tests[COUNT] = {{0}};

    for (size_t i = 0; i < COUNT; i++) {
        tests[i].name = rows[i].title;
        tests[i].test_func = the_option_that_helps_is_named;
        tests[i].initial_state = (void *)(uintptr_t)&rows[i];
    }
    return cmocka_run_group_tests_name("hints", tests, NULL, NULL);
}
