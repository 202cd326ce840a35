/*
 * tls_config_set_ciphers: libtls' four names, else a list of suites and of those of OpenSSL's
 * keywords (ciphers(1)) whose meaning for brine's suites is certain. A keyword that excludes
 * what brine may offer and can't take out is refused: it would be a promise that is not kept.
 */
#include "libtls/config.h"
#include "libtls/list.h"
#include "libtls/message.h"

#include <brine/error.h>

#include <stdlib.h>
#include <string.h>

typedef struct selection {
    char *suites; /* that were named */
    bool all;     /* all with ECDHE */
    bool rsa;     /* those with RSA key exchange, too */
    bool no_rsa;  /* never those */
} selection;

#define GCM                                                                                        \
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:"                                   \
    "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384"
#define CHACHA20 "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305"
#define RSA_GCM  "AES128-GCM-SHA256:AES256-GCM-SHA384"

/* A word that includes: all suites with ECDHE, or those named; rsa: RSA key exchange, too. */
static const struct {
    const char *word;
    bool all, rsa;
    const char *suites;
} includes[] = {
    {"ALL", true, true, NULL},
    {"HIGH", true, true, NULL},
    {"DEFAULT", true, true, NULL},
    {"TLSv1.2", true, true, NULL},
    {"ECDHE", true, false, NULL},
    {"EECDH", true, false, NULL},
    {"kECDHE", true, false, NULL},
    {"kEECDH", true, false, NULL},
    {"TLSv1.2+AEAD+ECDHE", true, false, NULL},
    {"kRSA", false, true, RSA_GCM},
    {"AESGCM", false, true, GCM ":" RSA_GCM},
    {"ECDHE+AESGCM", false, false, GCM},
    {"EECDH+AESGCM", false, false, GCM},
    {"CHACHA20", false, false, CHACHA20},
};

/* What brine has no suite of: to exclude it changes nothing, to include it adds nothing. */
static const char *const absent[] = {
    "aNULL",
    "eNULL",
    "NULL",
    "EXPORT",
    "EXP",
    "LOW",
    "MEDIUM",
    "MD5",
    "SHA1",
    "SHA",
    "RC4",
    "RC2",
    "DES",
    "3DES",
    "IDEA",
    "SEED",
    "CAMELLIA",
    "ARIA",
    "PSK",
    "kPSK",
    "SRP",
    "kSRP",
    "DSS",
    "aDSS",
    "ADH",
    "AECDH",
    "DH",
    "kDH",
    "DHE",
    "kDHE",
    "EDH",
    "kEDH",
    "DHE+AESGCM",
    "TLSv1.3",
    "SSLv3",
    "SSLv2",
    "TLSv1",
    "AESCCM",
    "AESCCM8",
    "TLSv1.2+AEAD+DHE",
    "aGOST",
    "kGOST",
    "CBC",
    "@STRENGTH",
    "@SECLEVEL=0",
    "@SECLEVEL=1",
    "@SECLEVEL=2",
    "TLS_AES_128_GCM_SHA256",
    "TLS_AES_256_GCM_SHA384",
    "TLS_CHACHA20_POLY1305_SHA256",
};

static bool is_absent(const char *word)
{
    for (size_t i = 0; i < sizeof absent / sizeof *absent; i++)
        if (brn_tls_same_word(word, absent[i]))
            return true;
    return false;
}

/* The list is NULL without memory, and then no suite is left: take_words refuses that. */
static bool include_keyword(const char *word, selection *s)
{
    for (size_t i = 0; i < sizeof includes / sizeof *includes; i++) {
        if (!brn_tls_same_word(word, includes[i].word))
            continue;
        s->all = s->all || includes[i].all;
        s->rsa = s->rsa || includes[i].rsa;
        if (includes[i].suites != NULL && !brn_tls_list_add(&s->suites, includes[i].suites))
            s->all = false;
        return true;
    }
    return is_absent(word);
}

/* Whether brine has a suite of this name, asked of a config that is thrown away. */
static bool is_suite(const char *word)
{
    brine_config *config = NULL;
    bool known = brine_config_new(NULL, &config, NULL) == BRINE_OK &&
                 brine_config_set_suites(config, word, NULL) == BRINE_OK;

    brine_config_free(config);
    return known;
}

/* The suites of RSA key exchange are those without "ECDHE" in their name. */
static bool has_rsa_key_exchange(const char *suite)
{
    return strstr(suite, "ECDHE") == NULL;
}

static int exclude(struct tls_config *config, const char *word, selection *s)
{
    char shown[BRN_TLS_SHOWN_SIZE];

    if (brn_tls_same_word(word, "kRSA")) /* "RSA" means signatures as well */
        s->no_rsa = true;
    else if (!is_absent(word))
        return brn_tls_config_fail(
            config, "can't exclude '%s' from the ciphers: list the suites to offer instead",
            brn_tls_shown(word, shown));
    return 0;
}

static int take_word(struct tls_config *config, const char *word, selection *s)
{
    char shown[BRN_TLS_SHOWN_SIZE];

    if (*word == '!' || *word == '-')
        return exclude(config, word + 1, s);
    if (*word == '\0' || *word == '+' || include_keyword(word, s))
        return 0;
    if (*word == '@')
        return brn_tls_config_fail(config, "the cipher command '%s' is not known",
                                   brn_tls_shown(word, shown));
    if (!is_suite(word))
        return 0;
    s->rsa = s->rsa || has_rsa_key_exchange(word);
    return brn_tls_list_add(&s->suites, word) ? 0 : brn_tls_config_fail_memory(config);
}

static int take_words(struct tls_config *config, const char *ciphers, selection *s)
{
    char word[BRN_TLS_WORD_SIZE], shown[BRN_TLS_SHOWN_SIZE];
    const char *cursor = ciphers;

    while (brn_tls_list_next(&cursor, ":, ", word))
        if (take_word(config, word, s) != 0)
            return -1;
    s->rsa = s->rsa && !s->no_rsa;
    if (s->suites == NULL && !s->all)
        return brn_tls_config_fail(config, "no ciphers for '%s': brine has none of them",
                                   brn_tls_shown(ciphers, shown));
    return 0;
}

/* libtls' own names. */
static bool take_alias(const char *ciphers, selection *s)
{
    static const char *const strict[] = {"secure", "default"};
    static const char *const lax[] = {"compat", "legacy", "insecure", "all"};

    for (size_t i = 0; i < sizeof strict / sizeof *strict; i++)
        s->all = s->all || brn_tls_same_word(ciphers, strict[i]);
    for (size_t i = 0; i < sizeof lax / sizeof *lax; i++)
        s->rsa = s->rsa || brn_tls_same_word(ciphers, lax[i]);
    s->all = s->all || s->rsa;
    return s->all;
}

int tls_config_set_ciphers(struct tls_config *config, const char *ciphers)
{
    selection s = {0};

    if (!take_alias(ciphers != NULL ? ciphers : "default", &s) &&
        take_words(config, ciphers, &s) != 0) {
        free(s.suites);
        return -1;
    }
    if (s.all) { /* in brine's order, which is the machine's */
        free(s.suites);
        s.suites = NULL;
    }
    brn_tls_config_changed(config);
    free(config->suites);
    config->suites = s.suites;
    config->rsa_key_exchange = s.rsa;
    return 0;
}
