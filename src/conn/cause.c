/*
 * Causes as a table: the first row that fits is told. What happened last comes first, as it is
 * what the server reacts to: a HelloRequest, then the client's flight, then ClientHello.
 */
#include "conn/cause.h"

#include "base/text.h"
#include "conn/alert_kind.h"
#include "conn/conn.h"
#include "conn/words.h"

/* What a row looks at. */
typedef struct scene {
    const brine_conn *conn;
    brn_ending ending;
    brine_alert alert; /* BRINE_ALERT_none unless it ended with one */
    brine_facts facts;
} scene;

/* ---- When a row fits ---- */

static bool is_in_handshake(const scene *s)
{
    return s->conn->started && !s->facts.finished_verified;
}

/* Nothing but ClientHello was said yet. */
static bool is_answer_to_client_hello(const scene *s)
{
    return is_in_handshake(s) && !s->conn->settled_version;
}

static bool renegotiation_was_refused(const scene *s)
{
    return s->conn->renegotiation_refused;
}

/* An end in the handshake, or an alert that may say so, once the server asked for a certificate. */
static bool certificate_is_at_issue(const scene *s)
{
    if (!s->facts.certificate_requested || s->ending == BRN_ENDING_SILENCE)
        return false;
    return s->ending == BRN_ENDING_ALERT ? !brn_alert_is_about_something_else(s->alert)
                                         : is_in_handshake(s);
}

static bool has_outcome(const scene *s, brine_client_certificate outcome)
{
    return certificate_is_at_issue(s) && s->facts.client_certificate == outcome;
}

static bool none_is_configured(const scene *s)
{
    return has_outcome(s, BRINE_CLIENT_CERTIFICATE_NONE);
}

static bool no_scheme_fits(const scene *s)
{
    return has_outcome(s, BRINE_CLIENT_CERTIFICATE_NO_SCHEME);
}

static bool none_matches(const scene *s)
{
    return has_outcome(s, BRINE_CLIENT_CERTIFICATE_UNMATCHED);
}

static bool application_declined(const scene *s)
{
    return has_outcome(s, BRINE_CLIENT_CERTIFICATE_DECLINED);
}

/* Of other alerts the list says more. */
static bool certificate_was_sent(const scene *s)
{
    return has_outcome(s, BRINE_CLIENT_CERTIFICATE_SENT) && brn_alert_is_vague(s->alert);
}

/* In a resumed handshake the alert may be about the certificate of the first one. */
static bool certificate_was_never_requested(const scene *s)
{
    return brn_alert_is_about_certificates(s->alert) && !s->facts.certificate_requested &&
           !s->facts.resumed;
}

static bool early_data_got_no_answer(const scene *s)
{
    return s->conn->sent_early && !s->conn->answered;
}

static bool offers_are_refused(const scene *s)
{
    return is_answer_to_client_hello(s) &&
           (s->ending == BRN_ENDING_ALERT ? brn_alert_is_about_offers(s->alert)
                                          : s->ending == BRN_ENDING_CLOSED);
}

static bool offers_without_rsa_are_refused(const scene *s)
{
    return offers_are_refused(s) && s->ending == BRN_ENDING_ALERT &&
           !s->conn->config->legacy_rsa_key_exchange;
}

static bool offers_with_rsa_are_refused(const scene *s)
{
    return offers_are_refused(s) && s->ending == BRN_ENDING_ALERT;
}

static bool version_is_refused(const scene *s)
{
    return is_answer_to_client_hello(s) && s->alert == BRINE_ALERT_protocol_version;
}

static bool protocols_are_refused(const scene *s)
{
    return s->alert == BRINE_ALERT_no_application_protocol && s->conn->config->alpn_len > 0;
}

static bool ended_later_in_handshake(const scene *s)
{
    return is_in_handshake(s) && s->conn->settled_version &&
           (s->ending == BRN_ENDING_CLOSED || s->alert == BRINE_ALERT_handshake_failure);
}

/* ---- What a row says ---- */

static void put_schemes(const scene *s, brn_text *text)
{
    brn_put_withheld_for_schemes(text, &s->facts);
}

static void put_offers(const scene *s, brn_text *text)
{
    brn_put_offers(text, s->conn->config);
}

static void put_protocols(const scene *s, brn_text *text)
{
    brn_put_protocols(text, s->conn->config);
}

static void put_last_message(const scene *s, brn_text *text)
{
    brn_text_string(text, "the last message before that was ");
    brn_text_string(text, brn_handshake_failure(s->conn->hs)->step);
}

#define ASKED    "the server asked for the client's certificate, and "
#define LOG_SAYS "ask the server's owner what its log says"

static const struct {
    bool (*fits)(const scene *s);
    void (*put)(const scene *s, brn_text *text); /* words with values, behind those below */
    const char *words;
    const char *advice;
} rows[] = {
    {renegotiation_was_refused, NULL,
     "the server asked for a new handshake (HelloRequest), which brine refuses",
     "its owner has to ask for what it wants, such as the client's certificate, in the first "
     "handshake: for the whole host, not for a directory or location"},
    {none_is_configured, NULL, ASKED "none is configured",
     "configure one (brine_config_set_identity)"},
    {no_scheme_fits, put_schemes,
     ASKED "none was sent: ", "configure one whose key makes signatures that the server accepts"},
    {none_matches, NULL,
     ASKED "none was sent: ours is not of a type, or not from a CA, that the server named",
     "configure one that the server names, or send it all the same: without "
     "brine_config_match_identity"},
    {application_declined, NULL, ASKED "none was sent: the application chose none",
     "ask the application's maker: its identity hook decides by rules of its own"},
    {certificate_was_sent, NULL, ASKED "may not accept ours, which was sent", LOG_SAYS},
    {certificate_was_never_requested, NULL,
     "the alert is about a certificate of the client's, and the server asked for none", LOG_SAYS},
    {early_data_got_no_answer, NULL,
     "data was sent before the server's Finished (False Start, RFC 7918), which some servers drop "
     "or refuse",
     "try without: brine_config_disable_false_start"},
    {version_is_refused, NULL,
     "the server does not speak TLS 1.2, the only version that brine does",
     "its owner has to enable TLS 1.2; servers that refuse it speak older versions only, or only "
     "TLS 1.3"},
    {protocols_are_refused, put_protocols,
     "the server supports none of the application protocols that were offered (ALPN): ",
     "offer one that it supports"},
    {offers_without_rsa_are_refused, put_offers,
     "the server accepts nothing of what ClientHello offered: ",
     "its owner has to enable some of it; servers that have nothing but the RSA key exchange "
     "need brine_config_enable_legacy_rsa_key_exchange; CBC suites and TLS 1.0, 1.1 and 1.3 are "
     "never offered"},
    {offers_with_rsa_are_refused, put_offers,
     "the server accepts nothing of what ClientHello offered: ",
     "its owner has to enable some of it; CBC suites and TLS 1.0, 1.1 and 1.3 are never offered"},
    {offers_are_refused, put_offers, "the server was sent ClientHello alone, which offered ",
     "check that the server speaks TLS 1.2 on this port, and has some of it"},
    {ended_later_in_handshake, put_last_message, "", "try again; if it happens again, " LOG_SAYS},
};

static scene scene_of(const brine_conn *conn, brn_ending ending)
{
    scene s = {.conn = conn, .ending = ending, .alert = BRINE_ALERT_none};

    if (ending == BRN_ENDING_ALERT)
        s.alert = conn->alert_received;
    s.facts = brn_conn_facts_now(conn);
    return s;
}

bool brn_conn_cause(const brine_conn *conn, brn_ending ending, brn_cause *out)
{
    const scene s = scene_of(conn, ending);
    brn_text text = brn_text_in(out->words, sizeof out->words);

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!rows[i].fits(&s))
            continue;
        brn_text_string(&text, rows[i].words);
        if (rows[i].put != NULL)
            rows[i].put(&s, &text);
        out->advice = rows[i].advice;
        return true;
    }
    return false;
}
