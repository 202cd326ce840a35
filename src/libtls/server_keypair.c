/*
 * Staples, and the key pairs that a server adds for its other names. A client has no use for them:
 * files are read, so that a path that is wrong is told, and forgotten.
 */
#include "libtls/file.h"

static int look_at(struct tls_config *config, const char *what, const char *path)
{
    brn_tls_bytes bytes = {0};
    int result = brn_tls_file_load(config, what, path, &bytes);

    brn_tls_bytes_clear(&bytes);
    return result;
}

/* Where libtls lets a path be left out. */
static int look_at_if_given(struct tls_config *config, const char *what, const char *path)
{
    return path != NULL ? look_at(config, what, path) : 0;
}

int tls_config_set_ocsp_staple_file(struct tls_config *config, const char *staple_file)
{
    return look_at(config, "OCSP response", staple_file);
}

int tls_config_set_ocsp_staple_mem(struct tls_config *config, const uint8_t *staple, size_t length)
{
    (void)config;
    (void)staple;
    (void)length;
    return 0;
}

int tls_config_set_keypair_ocsp_file(struct tls_config *config, const char *cert_file,
                                     const char *key_file, const char *staple_file)
{
    if (tls_config_set_keypair_file(config, cert_file, key_file) != 0)
        return -1;
    return look_at_if_given(config, "OCSP response", staple_file);
}

int tls_config_set_keypair_ocsp_mem(struct tls_config *config, const uint8_t *cert,
                                    size_t cert_length, const uint8_t *key, size_t key_length,
                                    const uint8_t *staple, size_t staple_length)
{
    if (tls_config_set_keypair_mem(config, cert, cert_length, key, key_length) != 0)
        return -1;
    return tls_config_set_ocsp_staple_mem(config, staple, staple_length);
}

int tls_config_add_keypair_file(struct tls_config *config, const char *cert_file,
                                const char *key_file)
{
    return tls_config_add_keypair_ocsp_file(config, cert_file, key_file, NULL);
}

int tls_config_add_keypair_ocsp_file(struct tls_config *config, const char *cert_file,
                                     const char *key_file, const char *staple_file)
{
    if (look_at(config, "certificate file", cert_file) != 0 ||
        look_at_if_given(config, "private key file", key_file) != 0)
        return -1;
    return look_at_if_given(config, "OCSP response", staple_file);
}

int tls_config_add_keypair_mem(struct tls_config *config, const uint8_t *cert, size_t cert_length,
                               const uint8_t *key, size_t key_length)
{
    return tls_config_add_keypair_ocsp_mem(config, cert, cert_length, key, key_length, NULL, 0);
}

int tls_config_add_keypair_ocsp_mem(struct tls_config *config, const uint8_t *cert,
                                    size_t cert_length, const uint8_t *key, size_t key_length,
                                    const uint8_t *staple, size_t staple_length)
{
    (void)config;
    (void)cert;
    (void)cert_length;
    (void)key;
    (void)key_length;
    (void)staple;
    (void)staple_length;
    return 0;
}
