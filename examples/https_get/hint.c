#include "hint.h"

#include <stddef.h>

static brine_result code_of(const struct hint_scene *s)
{
    return s->error != NULL ? s->error->code : BRINE_CLOSED;
}

static bool is_alert(const struct hint_scene *s, brine_alert alert)
{
    return code_of(s) == BRINE_ERROR_ALERT && s->error->alert_received == alert;
}

/* The server refused or hung up, which it may have done for something that is not in the error. */
static bool is_unwelcome(const struct hint_scene *s)
{
    brine_result code = code_of(s);

    return code == BRINE_CLOSED || code == BRINE_ERROR_ALERT || code == BRINE_ERROR_TRUNCATED ||
           code == BRINE_ERROR_ENDED_IN_HANDSHAKE || code == BRINE_ERROR_READ ||
           code == BRINE_ERROR_WRITE;
}

static bool issuer_is_unknown(const struct hint_scene *s)
{
    brine_result code = code_of(s);

    return code == BRINE_ERROR_CERT_UNKNOWN_ISSUER || code == BRINE_ERROR_CERT_SELF_SIGNED ||
           code == BRINE_ERROR_CERT_INTERMEDIATE_MISSING;
}

/* brine has refused a HelloRequest, and the server wanted an answer before it would go on. */
static bool new_handshake_is_wanted(const struct hint_scene *s)
{
    return s->facts.finished_verified && s->facts.hello_requests > 0 && !s->answered &&
           (is_unwelcome(s) || code_of(s) == BRINE_ERROR_TIMED_OUT);
}

/* Of other failures brine's own sentence tells the cause. */
static bool is_untold(const struct hint_scene *s)
{
    return code_of(s) == BRINE_CLOSED || code_of(s) == BRINE_ERROR_TIMED_OUT;
}

static bool new_handshake_is_untold(const struct hint_scene *s)
{
    return new_handshake_is_wanted(s) && is_untold(s);
}

static bool certificate_is_missing(const struct hint_scene *s)
{
    return s->facts.certificate_requested && is_unwelcome(s) && !s->facts.finished_verified &&
           s->facts.client_certificate == BRINE_CLIENT_CERTIFICATE_NONE;
}

static bool certificate_is_kept_from_foreigners(const struct hint_scene *s)
{
    return certificate_is_missing(s) && s->options->identities.count > 0;
}

static bool certificate_does_not_match(const struct hint_scene *s)
{
    return s->facts.certificate_requested && is_unwelcome(s) &&
           s->facts.client_certificate == BRINE_CLIENT_CERTIFICATE_UNMATCHED;
}

static bool early_request_got_no_answer(const struct hint_scene *s)
{
    return s->facts.false_start && !s->answered &&
           (is_unwelcome(s) || code_of(s) == BRINE_ERROR_TIMED_OUT);
}

static bool early_request_is_untold(const struct hint_scene *s)
{
    return early_request_got_no_answer(s) && is_untold(s);
}

static bool offers_are_refused(const struct hint_scene *s)
{
    return s->facts.suite_id == 0 && (is_alert(s, BRINE_ALERT_handshake_failure) ||
                                      is_alert(s, BRINE_ALERT_insufficient_security));
}

static bool chosen_offers_are_refused(const struct hint_scene *s)
{
    return offers_are_refused(s) && (s->options->suites != NULL || s->options->groups != NULL);
}

static bool offers_without_rsa_are_refused(const struct hint_scene *s)
{
    return offers_are_refused(s) && !s->options->legacy_rsa;
}

static bool protocols_are_refused(const struct hint_scene *s)
{
    return is_alert(s, BRINE_ALERT_no_application_protocol);
}

static bool renegotiation_info_is_missing(const struct hint_scene *s)
{
    return code_of(s) == BRINE_ERROR_RENEGOTIATION_INFO_MISSING;
}

/* One of the keys, and not all of them have a passphrase. */
static bool key_is_encrypted(const struct hint_scene *s)
{
    const struct identity_list *ours = &s->options->identities;

    if (code_of(s) != BRINE_ERROR_KEY_ENCRYPTED)
        return false;
    for (size_t i = 0; i < ours->count; i++)
        if (ours->at[i].passphrase == NULL)
            return true;
    return false;
}

/* The first that fits is told. */
static const struct {
    bool (*fits)(const struct hint_scene *s);
    const char *words;
} rows[] = {
    {issuer_is_unknown, "; try --cacert FILE with a CA certificate that you trust"},
    {new_handshake_is_untold,
     "; the server asked for a new handshake (HelloRequest), which brine refuses: its owner has to "
     "ask for what it wants in the first handshake"},
    {new_handshake_is_wanted, ""},
    {certificate_is_kept_from_foreigners,
     "; --cert is not for servers that a redirect leads to: try this server's URL itself"},
    {certificate_is_missing, "; try --cert FILE and --key FILE"},
    {certificate_does_not_match, "; try without --match-cert"},
    {early_request_is_untold,
     "; try --no-false-start: the request was sent before the server's Finished, and some servers "
     "drop it then"},
    {early_request_got_no_answer, "; try --no-false-start"},
    {chosen_offers_are_refused, "; try without --ciphers and --curves"},
    {offers_without_rsa_are_refused,
     "; try --legacy-rsa, which offers the RSA key exchange as well, without forward secrecy"},
    {protocols_are_refused, "; try --alpn with a protocol that the server supports"},
    {renegotiation_info_is_missing, "; --legacy-renegotiation takes that risk"},
    {key_is_encrypted, "; try --pass PASSPHRASE"},
};

const char *hint_of(const struct hint_scene *scene)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].fits(scene))
            return rows[i].words;
    return "";
}
