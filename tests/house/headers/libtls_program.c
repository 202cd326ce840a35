/* A program as libtls' pages describe one, for C and C++: it names every call of the client. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <tls.h>

static ssize_t read_cb(struct tls *ctx, void *buf, size_t length, void *cb_arg)
{
    (void)ctx;
    (void)cb_arg;
    memset(buf, 0, length);
    return TLS_WANT_POLLIN;
}

static ssize_t write_cb(struct tls *ctx, const void *buf, size_t length, void *cb_arg)
{
    (void)ctx;
    (void)buf;
    (void)cb_arg;
    return length > 0 ? -1 : 0;
}

static int configure(struct tls_config *config, const char *file)
{
    uint32_t protocols = TLS_PROTOCOLS_DEFAULT;
    size_t length = 0;
    uint8_t *bytes = tls_load_file(file, &length, NULL);
    int failed = tls_config_set_ca_mem(config, bytes, length);

    tls_unload_file(bytes, length);
    failed |= tls_config_set_ca_file(config, tls_default_ca_cert_file());
    failed |= tls_config_set_ca_path(config, "/etc/ssl/certs");
    failed |= tls_config_set_keypair_file(config, file, file);
    failed |= tls_config_parse_protocols(&protocols, "secure");
    failed |= tls_config_set_protocols(config, protocols);
    failed |= tls_config_set_ciphers(config, "secure");
    failed |= tls_config_set_ecdhecurves(config, "default");
    failed |= tls_config_set_alpn(config, "http/1.1");
    failed |= tls_config_set_verify_depth(config, 4);
    failed |= tls_config_set_session_fd(config, -1);
    tls_config_verify(config);
    tls_config_clear_keys(config);
    if (failed != 0)
        fprintf(stderr, "%s\n", tls_config_error(config));
    return failed;
}

static void show(struct tls *ctx)
{
    time_t from = tls_peer_cert_notbefore(ctx), until = tls_peer_cert_notafter(ctx);
    size_t length = 0;
    const uint8_t *chain = tls_peer_cert_chain_pem(ctx, &length);

    printf("%s %s %d %s %d\n", tls_conn_version(ctx), tls_conn_cipher(ctx),
           tls_conn_cipher_strength(ctx), tls_conn_alpn_selected(ctx),
           tls_conn_session_resumed(ctx));
    printf("%s %s %s\n", tls_peer_cert_subject(ctx), tls_peer_cert_issuer(ctx),
           tls_peer_cert_hash(ctx));
    printf("%d %d %d\n", tls_peer_cert_provided(ctx), from < until, chain != NULL);
}

int main(int argc, char **argv)
{
    struct tls_config *config = tls_config_new();
    struct tls *ctx = tls_client();
    const char *host = argc > 1 ? argv[1] : "localhost:443";
    char buf[256];
    ssize_t n = TLS_WANT_POLLOUT;

    if (tls_init() != 0 || config == NULL || ctx == NULL || configure(config, host) != 0)
        return 1;
    if (tls_configure(ctx, config) != 0 || tls_connect(ctx, host, NULL) != 0)
        return 1;
    if (tls_connect_cbs(ctx, read_cb, write_cb, NULL, host) != 0 || tls_handshake(ctx) != 0)
        return 1;
    show(ctx);
    while (n == TLS_WANT_POLLIN || n == TLS_WANT_POLLOUT)
        n = tls_write(ctx, "x", 1);
    n = tls_read(ctx, buf, sizeof buf);
    if (n == -1)
        fprintf(stderr, "%s\n", tls_error(ctx));
    tls_close(ctx);
    tls_free(ctx);
    tls_config_free(config);
    return 0;
}
