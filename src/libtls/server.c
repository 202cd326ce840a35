/* What servers have. brine is a client: each call that can fail says so. */
#include "libtls/context.h"

static int refuse_setting(struct tls_config *config)
{
    return brn_tls_config_fail(config, BRN_TLS_ONLY_CLIENT);
}

static int refuse(struct tls *ctx)
{
    return brn_tls_fail(ctx, BRN_TLS_ONLY_CLIENT);
}

/* The order of a server's ciphers; a client's is what tls_config_set_ciphers says. */
void tls_config_prefer_ciphers_client(struct tls_config *config)
{
    (void)config;
}

void tls_config_prefer_ciphers_server(struct tls_config *config)
{
    (void)config;
}

/* They can't fail; tls_configure and tls_accept_* of a server do. */
void tls_config_verify_client(struct tls_config *config)
{
    (void)config;
}

void tls_config_verify_client_optional(struct tls_config *config)
{
    (void)config;
}

int tls_config_set_session_id(struct tls_config *config, const unsigned char *session_id,
                              size_t length)
{
    (void)session_id;
    (void)length;
    return refuse_setting(config);
}

int tls_config_set_session_lifetime(struct tls_config *config, int lifetime)
{
    (void)lifetime;
    return refuse_setting(config);
}

int tls_config_add_ticket_key(struct tls_config *config, uint32_t keyrev, unsigned char *key,
                              size_t key_length)
{
    (void)keyrev;
    (void)key;
    (void)key_length;
    return refuse_setting(config);
}

int tls_accept_fds(struct tls *ctx, struct tls **cctx, int fd_read, int fd_write)
{
    (void)cctx;
    (void)fd_read;
    (void)fd_write;
    return refuse(ctx);
}

int tls_accept_socket(struct tls *ctx, struct tls **cctx, int socket)
{
    (void)cctx;
    (void)socket;
    return refuse(ctx);
}

int tls_accept_cbs(struct tls *ctx, struct tls **cctx, tls_read_cb read_cb, tls_write_cb write_cb,
                   void *cb_arg)
{
    (void)cctx;
    (void)read_cb;
    (void)write_cb;
    (void)cb_arg;
    return refuse(ctx);
}
