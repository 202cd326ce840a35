/* Trust anchors, and revocation lists, which brine does not check. */
#include "libtls/file.h"

int tls_config_set_ca_file(struct tls_config *config, const char *ca_file)
{
    brn_tls_config_changed(config);
    return brn_tls_file_load(config, "file of CA certificates", ca_file, &config->ca);
}

int tls_config_set_ca_mem(struct tls_config *config, const uint8_t *ca, size_t length)
{
    brn_tls_config_changed(config);
    if (!brn_tls_bytes_copy(&config->ca, ca, length))
        return brn_tls_config_fail_memory(config);
    return 0;
}

int tls_config_set_ca_path(struct tls_config *config, const char *ca_path)
{
    brn_tls_config_changed(config);
    if (!brn_tls_text_copy(&config->ca_path, ca_path))
        return brn_tls_config_fail_memory(config);
    return 0;
}

/* A list that can't be read counts as one, too: the program wants revocation checked. */
int tls_config_set_crl_file(struct tls_config *config, const char *crl_file)
{
    brn_tls_bytes list = {0};
    int result;

    config->has_crl = true;
    result = brn_tls_file_load(config, "certificate revocation list", crl_file, &list);
    brn_tls_bytes_clear(&list);
    return result;
}

int tls_config_set_crl_mem(struct tls_config *config, const uint8_t *crl, size_t length)
{
    (void)length;
    config->has_crl = crl != NULL;
    return 0;
}
