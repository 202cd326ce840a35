/*
 * What the tls_config_* calls have chosen, and the frozen brine_config that is made of it when
 * a connection needs one first.
 *
 * The setters belong to one thread. Holds, `built` and the making of it are behind the lock, since
 * contexts of several threads may share a config.
 */
#ifndef BRN_TLS_CONFIG_H
#define BRN_TLS_CONFIG_H

#include "libtls/bytes.h"

#include <brine/config.h>

#include <pthread.h>
#include <tls.h>

struct tls_config {
    pthread_mutex_t lock;
    unsigned holds;
    brine_config *built; /* NULL until a connection needs it, and after each setter */
    char *message;

    brn_tls_bytes ca;
    char *ca_path;
    brn_tls_bytes certificate;
    brn_tls_bytes key; /* its passphrase may follow (libtls/passphrase.h) */
    bool has_crl;
    bool requires_staple;

    char *suites; /* brine's names with colons; NULL = all but those with RSA key exchange */
    bool rsa_key_exchange;
    char *groups; /* likewise; NULL = all */
    char *alpn;   /* with commas; NULL = none */
    uint32_t protocols;

    int depth; /* negative = brine's limit */
    bool skip_certificate;
    bool skip_name;
    bool skip_time;
    int session_fd; /* -1 = none */
};

/* One more hold; tls_config_free gives one up. */
void brn_tls_config_hold(struct tls_config *config);

/* What every setter calls: the next connection is made with the new choices. */
void brn_tls_config_changed(struct tls_config *config);

/* Notes the sentence and returns -1. */
int brn_tls_config_fail(struct tls_config *config, const char *format, ...) BRINE_PRINTF(2, 3);
int brn_tls_config_fail_memory(struct tls_config *config);

#endif
