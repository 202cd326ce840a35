/* How the server is verified. */
#include "libtls/config.h"

int tls_config_set_verify_depth(struct tls_config *config, int verify_depth)
{
    brn_tls_config_changed(config);
    config->depth = verify_depth;
    return 0;
}

void tls_config_insecure_noverifycert(struct tls_config *config)
{
    brn_tls_config_changed(config);
    config->skip_certificate = true;
}

void tls_config_insecure_noverifyname(struct tls_config *config)
{
    brn_tls_config_changed(config);
    config->skip_name = true;
}

void tls_config_insecure_noverifytime(struct tls_config *config)
{
    brn_tls_config_changed(config);
    config->skip_time = true;
}

void tls_config_verify(struct tls_config *config)
{
    brn_tls_config_changed(config);
    config->skip_certificate = false;
    config->skip_name = false;
    config->skip_time = false;
}

void tls_config_ocsp_require_stapling(struct tls_config *config)
{
    config->requires_staple = true;
}
