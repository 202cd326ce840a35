#include "report.h"

#include "output.h"
#include "say.h"
#include "shown.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_SIZE      512
#define NAMES_SHOWN    8
#define EXPORT_LENGTH  32
#define HEX_SIZE(size) (2 * (size) + 1)
#define PIN_SIZE       (sizeof "sha256//" + 44)

void report_trust(const brine_trust *trust)
{
    const char *source = brine_trust_source(trust);
    brine_trust_report report;
    char text[TEXT_SIZE];

    brine_trust_get_report(trust, &report, sizeof report);
    say_note("trust: %zu anchors%s%s, %zu duplicates, %zu skipped", report.loaded,
             source != NULL ? " from " : "", source != NULL ? shown(source, text, sizeof text) : "",
             report.duplicates, report.skipped);
    if (report.skipped > 0)
        say_note("  first skipped: %s", report.first_skipped);
}

/* What serves the group and the suite at hand. */
struct implementations {
    const brine_facts *facts;
    const char *group;
};

static bool find_group(void *context, const brine_algorithm *algorithm)
{
    struct implementations *found = context;

    if (strcmp(algorithm->kind, "group") == 0 && algorithm->serving &&
        strcmp(algorithm->name, found->facts->group) == 0)
        found->group = algorithm->implementation;
    return true;
}

static void scheme_names(const uint16_t schemes[BRINE_FACTS_SCHEMES], char *out, size_t cap)
{
    size_t length = 0;

    out[0] = '\0';
    for (size_t i = 0; i < BRINE_FACTS_SCHEMES && schemes[i] != 0 && length < cap; i++) {
        const char *name = brine_signature_scheme_name(schemes[i]);

        if (name[0] != '\0')
            length += (size_t)snprintf(out + length, cap - length, " %s", name);
        else
            length += (size_t)snprintf(out + length, cap - length, " 0x%04x", (unsigned)schemes[i]);
    }
}

/* Whether the server asked who we are, and what it was told. */
static void report_client_certificate(const brine_facts *facts)
{
    static const char *const words[] = {
        [BRINE_CLIENT_CERTIFICATE_SENT] = "sent",
        [BRINE_CLIENT_CERTIFICATE_NONE] = "asked for, and there is none",
        [BRINE_CLIENT_CERTIFICATE_NO_SCHEME] =
            "not sent: the server takes no signature that the key can make",
        [BRINE_CLIENT_CERTIFICATE_UNMATCHED] =
            "not sent: its type or CA is not among those that the server named",
        [BRINE_CLIENT_CERTIFICATE_DECLINED] = "not sent",
    };
    char schemes[TEXT_SIZE];

    if (facts->client_certificate == BRINE_CLIENT_CERTIFICATE_NOT_REQUESTED)
        return;
    say_note("client certificate: %s", words[facts->client_certificate]);
    if (facts->client_certificate != BRINE_CLIENT_CERTIFICATE_NO_SCHEME)
        return;
    scheme_names(facts->requested_schemes, schemes, sizeof schemes);
    say_note("  the server takes:%s", schemes);
    scheme_names(facts->identity_schemes, schemes, sizeof schemes);
    say_note("  the key can make:%s", schemes);
}

void report_facts(const brine_conn *conn, const brine_config *config)
{
    char alpn[TEXT_SIZE] = "none";
    brine_facts facts;
    struct implementations found = {.facts = &facts, .group = NULL};

    brine_conn_facts(conn, &facts, sizeof facts);
    brine_config_describe(config, find_group, &found);
    say_note("version: %s", facts.version);
    say_note("suite: %s (%s)", facts.suite, facts.aead_implementation);
    if (found.group != NULL)
        say_note("group: %s (%s)", facts.group, found.group);
    else
        say_note("group: %s", facts.group[0] != '\0' ? facts.group : "none");
    if (facts.signature_scheme != 0)
        say_note("signature: %s", facts.signature_scheme_name);
    if (facts.alpn.len > 0)
        brine_foreign_text(facts.alpn, alpn, sizeof alpn);
    say_note("ALPN: %s", alpn);
    say_note("resumed: %s", facts.resumed ? "yes" : "no");
    say_note("extended master secret: %s", facts.extended_master_secret ? "yes" : "no");
    say_note("false start: %s", facts.false_start ? "yes" : "no");
    report_client_certificate(&facts);
    if (facts.max_fragment_length < BRINE_RECORD_PLAINTEXT_MAX)
        say_note("max fragment length: %zu", facts.max_fragment_length);
}

static void hex_text(const uint8_t *bytes, size_t count, char *out)
{
    for (size_t i = 0; i < count; i++)
        snprintf(out + 2 * i, 3, "%02x", (unsigned)bytes[i]);
}

/* As --pinnedpubkey takes it. */
static void pin_text(const uint8_t hash[32], char out[PIN_SIZE])
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t length = (size_t)snprintf(out, PIN_SIZE, "sha256//");

    for (size_t i = 0; i < 32; i += 3) {
        uint32_t group = (uint32_t)hash[i] << 16 | (uint32_t)hash[i + 1] << 8 |
                         (i + 2 < 32 ? (uint32_t)hash[i + 2] : 0);

        for (int shift = 18; shift >= 0; shift -= 6)
            out[length++] = digits[group >> shift & 63];
    }
    out[length - 1] = '='; /* 32 bytes leave the last group one short */
    out[length] = '\0';
}

static void report_names(const brine_cert *cert)
{
    size_t count = brine_cert_name_count(cert);
    brine_name name;

    for (size_t i = 0; i < count && i < NAMES_SHOWN; i++) {
        char text[TEXT_SIZE];

        if (!brine_cert_name(cert, i, &name))
            break;
        brine_name_text(&name, text, sizeof text);
        say_note("  name: %s", text);
    }
    if (count > NAMES_SHOWN)
        say_note("  and %zu names more", count - NAMES_SHOWN);
}

static void report_cert(size_t index, const brine_cert *cert)
{
    char subject[TEXT_SIZE], issuer[TEXT_SIZE], from[64], to[64];
    char key[64], usages[TEXT_SIZE];
    char hash[HEX_SIZE(32)], pin[PIN_SIZE];
    uint8_t fingerprint[32];

    brine_cert_subject(cert, subject, sizeof subject);
    brine_cert_issuer(cert, issuer, sizeof issuer);
    brine_time_text(brine_cert_not_before(cert), from, sizeof from);
    brine_time_text(brine_cert_not_after(cert), to, sizeof to);
    brine_cert_key_name(cert, key, sizeof key);
    brine_cert_usages(cert, usages, sizeof usages);
    brine_cert_fingerprint(cert, fingerprint);
    hex_text(fingerprint, sizeof fingerprint, hash);
    brine_cert_spki_fingerprint(cert, fingerprint);
    pin_text(fingerprint, pin);
    say_note("certificate %zu:", index);
    say_note("  subject: %s", subject);
    say_note("  issuer: %s", issuer);
    say_note("  valid: %s to %s", from, to);
    report_names(cert);
    say_note("  key: %s, signed with %s", key, brine_cert_signature_name(cert));
    say_note("  usages: %s", usages);
    say_note("  SHA-256: %s", hash);
    say_note("  pin: %s", pin);
}

void report_chain(const brine_conn *conn)
{
    brine_bytes chain[BRINE_CERTIFICATES_SENT_MAX];
    size_t count = brine_conn_peer_chain(conn, chain, BRINE_CERTIFICATES_SENT_MAX);

    for (size_t i = 0; i < count && i < BRINE_CERTIFICATES_SENT_MAX; i++) {
        brine_cert *cert = NULL;
        brine_error error;

        if (brine_cert_new(NULL, chain[i], &cert, &error) == BRINE_OK)
            report_cert(i, cert);
        else
            say_note("certificate %zu: %s", i, error.text);
        brine_cert_free(cert);
    }
}

void report_extras(const struct options *options, const brine_conn *conn)
{
    brine_bytes staple = brine_conn_peer_staple(conn), scts = brine_conn_peer_scts(conn);

    if (options->staple || options->require_staple)
        say_note("stapled OCSP response: %zu bytes", staple.len);
    if (options->scts)
        say_note("signed certificate timestamps: %zu bytes", scts.len);
}

exit_code report_pem(const struct options *options, const brine_conn *conn)
{
    brine_bytes chain[BRINE_CERTIFICATES_SENT_MAX];
    size_t count = brine_conn_peer_chain(conn, chain, BRINE_CERTIFICATES_SENT_MAX);
    struct output output;
    exit_code code = output_choose(&output, options, NULL, NULL);

    if (code == EXIT_OK)
        code = output_open(&output);
    for (size_t i = 0; code == EXIT_OK && i < count && i < BRINE_CERTIFICATES_SENT_MAX; i++) {
        size_t length = brine_cert_pem(chain[i], NULL, 0);
        char *text = malloc(length + 1);

        if (text == NULL)
            return say_failure(options, EXIT_MEMORY, "out of memory");
        brine_cert_pem(chain[i], text, length + 1);
        code = output_write(&output, text, length);
        free(text);
    }
    return code;
}

exit_code report_export(const struct options *options, const brine_conn *conn)
{
    uint8_t material[EXPORT_LENGTH];
    char text[HEX_SIZE(EXPORT_LENGTH)], label[SHOWN_SIZE];
    brine_error error = BRINE_NO_ERROR;

    if (brine_conn_export(conn, options->export_label, NULL, material, sizeof material, &error) !=
        BRINE_OK)
        return say_failure(options, EXIT_RECEIVE, "no keying material can be exported: %s",
                           error.text);
    hex_text(material, sizeof material, text);
    say_note("exported %s: %s", shown(options->export_label, label, sizeof label), text);
    return EXIT_OK;
}
