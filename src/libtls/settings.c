#include "libtls/settings.h"

#include "libtls/alpn.h"
#include "libtls/passphrase.h"

#include <brine/limits.h>

#include <stdio.h>

const char *brn_tls_unkept_promise(const struct tls_config *config)
{
    if ((config->protocols & TLS_PROTOCOL_TLSv1_2) == 0)
        return "the protocols that were set lack TLSv1.2, and brine speaks no other";
    if (config->requires_staple)
        return "a stapled OCSP response is required, and brine does not check them";
    if (config->has_crl)
        return "a certificate revocation list was set, and brine does not check them";
    return NULL;
}

static brine_result add_anchors(const struct tls_config *from, brine_trust *trust,
                                brine_error *error)
{
    brine_result result = BRINE_OK;

    if (from->ca.data != NULL)
        result = brine_trust_add_memory(trust, brn_tls_bytes_view(&from->ca), NULL, error);
    if (result == BRINE_OK && from->ca_path != NULL)
        result = brine_trust_add_directory(trust, from->ca_path, error);
    return result == BRINE_OK ? brine_trust_freeze(trust, error) : result;
}

/* Without file, memory or directory brine_config_freeze loads the system's anchors. */
static brine_result apply_trust(struct tls_config *from, brine_config *to, brine_error *error)
{
    brine_trust *trust = NULL;
    brine_result result;

    if (from->skip_certificate || (from->ca.data == NULL && from->ca_path == NULL))
        return BRINE_OK;
    result = brine_trust_new(NULL, &trust, error);
    if (result == BRINE_OK)
        result = add_anchors(from, trust, error);
    if (result == BRINE_OK)
        result = brine_config_set_trust(to, trust);
    brine_trust_free(trust);
    return result;
}

static brine_result apply_verification(struct tls_config *from, brine_config *to,
                                       brine_error *error)
{
    brine_result result = BRINE_OK;

    (void)error;
    if (from->skip_certificate)
        result = brine_config_insecure_skip_chain(to);
    if (result == BRINE_OK && (from->skip_certificate || from->skip_time))
        result = brine_config_insecure_skip_time(to);
    if (result == BRINE_OK && from->skip_name)
        result = brine_config_insecure_skip_name(to);
    if (result == BRINE_OK && from->depth >= 0 && from->depth < BRINE_PATH_LENGTH_MAX - 2)
        result = brine_config_set_max_intermediates(to, (size_t)from->depth);
    return result;
}

static brine_result apply_ciphers(struct tls_config *from, brine_config *to, brine_error *error)
{
    brine_result result = BRINE_OK;

    if (from->suites != NULL)
        result = brine_config_set_suites(to, from->suites, error);
    if (result == BRINE_OK && from->rsa_key_exchange)
        result = brine_config_enable_legacy_rsa_key_exchange(to);
    if (result == BRINE_OK && from->groups != NULL)
        result = brine_config_set_groups(to, from->groups, error);
    if (result == BRINE_OK && from->alpn != NULL)
        result = brn_tls_alpn_apply(from->alpn, to, error);
    return result;
}

static brine_result apply_identity(struct tls_config *from, brine_config *to, brine_error *error)
{
    brine_result result;

    if (from->certificate.data == NULL && from->key.data == NULL)
        return BRINE_OK;
    if (from->certificate.data == NULL || from->key.data == NULL) {
        snprintf(error->text, sizeof error->text, "%s",
                 from->key.data == NULL ? "the client's certificate was set without its private key"
                                        : "the client's private key was set without a certificate");
        return BRINE_ERROR_INVALID_ARGUMENT;
    }
    result = brine_config_set_passphrase(to, brn_tls_passphrase_read, &from->key);
    if (result == BRINE_OK)
        result = brine_config_set_identity(to, brn_tls_bytes_view(&from->certificate),
                                           brn_tls_bytes_view(&from->key), error);
    if (result == BRINE_OK)
        result = brine_config_set_passphrase(to, NULL, NULL);
    return result;
}

/*
 * What libtls does not do by itself: sessions are resumed through session_fd alone, and writing
 * begins after the handshake. And the facts about the server are asked for after it.
 */
static brine_result apply_customs(struct tls_config *from, brine_config *to, brine_error *error)
{
    brine_result result = brine_config_set_session_cache(to, 0);

    (void)from;
    (void)error;
    if (result == BRINE_OK)
        result = brine_config_disable_false_start(to);
    if (result == BRINE_OK)
        result = brine_config_keep_peer(to);
    return result;
}

static brine_result freeze(struct tls_config *from, brine_config *to, brine_error *error)
{
    (void)from;
    return brine_config_freeze(to, error);
}

static brine_config *make(struct tls_config *from, brine_error *error)
{
    static brine_result (*const steps[])(struct tls_config *, brine_config *, brine_error *) = {
        apply_trust, apply_verification, apply_ciphers, apply_identity, apply_customs, freeze,
    };
    brine_config *config = NULL;
    brine_result result = brine_config_new(NULL, &config, error);

    for (size_t i = 0; i < sizeof steps / sizeof *steps && result == BRINE_OK; i++)
        result = steps[i](from, config, error);
    if (result == BRINE_OK)
        return config;
    if (error->text[0] == '\0')
        snprintf(error->text, sizeof error->text, "%s", brine_result_text(result));
    brine_config_free(config);
    return NULL;
}

const brine_config *brn_tls_settings(struct tls_config *config, brine_error *error)
{
    const brine_config *settings;

    *error = (brine_error){.step = "config"};
    pthread_mutex_lock(&config->lock);
    if (config->built == NULL)
        config->built = make(config, error);
    settings = config->built;
    pthread_mutex_unlock(&config->lock);
    return settings;
}
