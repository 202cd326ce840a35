/* The keywords of OpenSSL's lists of ciphers (ciphers(1)) whose meaning for brine is certain. */
#ifndef BRN_TLS_CIPHER_WORDS_H
#define BRN_TLS_CIPHER_WORDS_H

#include <stdbool.h>

/* What the words of a list have chosen so far. */
typedef struct brn_tls_selection {
    char *suites;   /* that were named, with colons between; NULL = none */
    bool all;       /* all with ECDHE */
    bool rsa;       /* those with RSA key exchange, too */
    bool no_rsa;    /* never those */
    bool no_memory; /* the rest is not complete */
} brn_tls_selection;

/* False when the word is no keyword; else its suites were added. */
bool brn_tls_cipher_include(const char *word, brn_tls_selection *selection);

/* Likewise, with its suites taken out; false also where brine could not do that. */
bool brn_tls_cipher_exclude(const char *word, brn_tls_selection *selection);

#endif
