/*
 * tls_config_set_ciphers: libtls' four names, else a list of suites and keywords. A keyword that
 * excludes what brine may offer and can't take out is refused: it would be a promise that is not
 * kept.
 */
#include "libtls/cipher_words.h"
#include "libtls/config.h"
#include "libtls/known.h"
#include "libtls/list.h"
#include "libtls/message.h"

#include <stdlib.h>
#include <string.h>

/* The suites of RSA key exchange are those without "ECDHE" in their name. */
static bool has_rsa_key_exchange(const char *suite)
{
    return strstr(suite, "ECDHE") == NULL;
}

/* A name that brine does not know is passed over. */
static void take_suite(const char *name, brn_tls_selection *s)
{
    if (!brn_tls_is_known(brine_config_set_suites, name, &s->no_memory))
        return;
    s->rsa = s->rsa || has_rsa_key_exchange(name);
    if (!brn_tls_list_add(&s->suites, name))
        s->no_memory = true;
}

static int take_word(struct tls_config *config, const char *word, brn_tls_selection *s)
{
    char shown[BRN_TLS_SHOWN_SIZE];

    if ((*word == '!' || *word == '-') && !brn_tls_cipher_exclude(word + 1, s))
        return brn_tls_config_fail(
            config, "can't exclude '%s' from the ciphers: list the suites to offer instead",
            brn_tls_shown(word + 1, shown));
    if (*word == '\0' || strchr("!-+", *word) != NULL || brn_tls_cipher_include(word, s))
        return 0;
    if (*word == '@')
        return brn_tls_config_fail(config, "the cipher command '%s' is not known",
                                   brn_tls_shown(word, shown));
    take_suite(word, s);
    return 0;
}

static int take_words(struct tls_config *config, const char *ciphers, brn_tls_selection *s)
{
    char word[BRN_TLS_WORD_SIZE], shown[BRN_TLS_SHOWN_SIZE];
    const char *cursor = ciphers;

    while (brn_tls_list_next(&cursor, ":, ", word) && !s->no_memory)
        if (take_word(config, word, s) != 0)
            return -1;
    if (s->no_memory)
        return brn_tls_config_fail_memory(config);
    s->rsa = s->rsa && !s->no_rsa;
    if (s->suites == NULL && !s->all)
        return brn_tls_config_fail(config, "no ciphers for '%s': brine has none of them",
                                   brn_tls_shown(ciphers, shown));
    return 0;
}

/* libtls' own names. */
static bool take_alias(const char *ciphers, brn_tls_selection *s)
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
    brn_tls_selection s = {0};

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
