#include "libtls/cipher_words.h"

#include "libtls/list.h"

#include <stddef.h>

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

bool brn_tls_cipher_include(const char *word, brn_tls_selection *selection)
{
    for (size_t i = 0; i < sizeof includes / sizeof *includes; i++) {
        if (!brn_tls_same_word(word, includes[i].word))
            continue;
        selection->all = selection->all || includes[i].all;
        selection->rsa = selection->rsa || includes[i].rsa;
        if (includes[i].suites != NULL && !brn_tls_list_add(&selection->suites, includes[i].suites))
            selection->no_memory = true;
        return true;
    }
    return is_absent(word);
}

bool brn_tls_cipher_exclude(const char *word, brn_tls_selection *selection)
{
    if (!brn_tls_same_word(word, "kRSA")) /* "RSA" means signatures as well */
        return is_absent(word);
    selection->no_rsa = true;
    return true;
}
