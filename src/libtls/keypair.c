/* The client's certificate and key. What only a server would use is read and forgotten. */
#include "libtls/file.h"

#include <brine/trust.h>

/* As libtls does, at once: a trust store that is thrown away says whether the text holds one. */
static int check_certificate(struct tls_config *config, brn_tls_bytes *text)
{
    brine_error error = BRINE_NO_ERROR;
    brine_trust *trust = NULL;
    brine_result result = brine_trust_new(NULL, &trust, &error);

    if (result == BRINE_OK)
        result = brine_trust_add_memory(trust, brn_tls_bytes_view(text), NULL, &error);
    brine_trust_free(trust);
    if (result == BRINE_OK)
        return 0;
    brn_tls_bytes_clear(text);
    if (result == BRINE_ERROR_OUT_OF_MEMORY)
        return brn_tls_config_fail_memory(config);
    return brn_tls_config_fail(config, "the client's certificate: %s", error.text);
}

static int load_certificate(struct tls_config *config, const char *path, brn_tls_bytes *out)
{
    if (brn_tls_file_load(config, "certificate file", path, out) != 0)
        return -1;
    return check_certificate(config, out);
}

static int load_key(struct tls_config *config, const char *path, brn_tls_bytes *out)
{
    return brn_tls_file_load(config, "private key file", path, out);
}

int tls_config_set_cert_file(struct tls_config *config, const char *cert_file)
{
    brn_tls_config_changed(config);
    return load_certificate(config, cert_file, &config->certificate);
}

int tls_config_set_key_file(struct tls_config *config, const char *key_file)
{
    brn_tls_config_changed(config);
    return load_key(config, key_file, &config->key);
}

int tls_config_set_keypair_file(struct tls_config *config, const char *cert_file,
                                const char *key_file)
{
    if (tls_config_set_cert_file(config, cert_file) != 0)
        return -1;
    return tls_config_set_key_file(config, key_file);
}

static int set_memory(struct tls_config *config, brn_tls_bytes *out, const uint8_t *data,
                      size_t length)
{
    brn_tls_config_changed(config);
    if (!brn_tls_bytes_copy(out, data, length))
        return brn_tls_config_fail_memory(config);
    return 0;
}

int tls_config_set_cert_mem(struct tls_config *config, const uint8_t *cert, size_t length)
{
    if (set_memory(config, &config->certificate, cert, length) != 0)
        return -1;
    return cert != NULL ? check_certificate(config, &config->certificate) : 0;
}

int tls_config_set_key_mem(struct tls_config *config, const uint8_t *key, size_t length)
{
    return set_memory(config, &config->key, key, length);
}

int tls_config_set_keypair_mem(struct tls_config *config, const uint8_t *cert, size_t cert_length,
                               const uint8_t *key, size_t key_length)
{
    if (tls_config_set_cert_mem(config, cert, cert_length) != 0)
        return -1;
    return tls_config_set_key_mem(config, key, key_length);
}

void tls_config_clear_keys(struct tls_config *config)
{
    brn_tls_config_changed(config);
    brn_tls_bytes_clear(&config->key);
}
