/*
 * Calls with what a careless program gives them, and in an order that no page has: what each
 * returns is the same with every libtls. Where the other library crashes there is no such call.
 */
#include "misuse.h"

#include <stdio.h>
#include <string.h>

static void say(const char *what, long number)
{
    printf("%s: %ld\n", what, number);
}

/* The call's own text is its title. */
#define SAY(call) say(#call, (long)(call))

static void misuse_config(struct tls_config *config)
{
    const uint8_t garbage[] = "x";
    uint32_t protocols = 0;

    SAY(tls_config_set_ca_file(config, NULL));
    SAY(tls_config_set_ca_path(config, NULL));
    SAY(tls_config_set_ca_mem(config, NULL, 0));
    SAY(tls_config_set_cert_file(config, NULL));
    SAY(tls_config_set_cert_file(config, "/etc/passwd"));
    SAY(tls_config_set_cert_mem(config, garbage, 1));
    SAY(tls_config_set_cert_mem(config, NULL, 0));
    SAY(tls_config_set_key_file(config, NULL));
    SAY(tls_config_set_key_file(config, "/nonexistent"));
    SAY(tls_config_set_keypair_file(config, NULL, NULL));
    SAY(tls_config_set_crl_file(config, NULL));
    SAY(tls_config_set_ocsp_staple_file(config, NULL));
    SAY(tls_config_set_alpn(config, ""));
    SAY(tls_config_set_ciphers(config, ""));
    SAY(tls_config_set_ciphers(config, NULL));
    SAY(tls_config_set_ecdhecurve(config, NULL));
    SAY(tls_config_set_ecdhecurve(config, "P-256,P-384"));
    SAY(tls_config_set_ecdhecurves(config, ""));
    SAY(tls_config_set_ecdhecurves(config, "P-256,,P-384"));
    SAY(tls_config_set_ecdhecurves(config, "auto"));
    SAY(tls_config_set_dheparams(config, NULL));
    SAY(tls_config_set_dheparams(config, "nonsense"));
    SAY(tls_config_set_session_fd(config, -1));
    SAY(tls_config_set_session_fd(config, -2));
    SAY(tls_config_set_session_fd(config, 1000));
    SAY(tls_config_set_verify_depth(config, -5));
    SAY(tls_config_parse_protocols(&protocols, NULL));
    SAY(tls_config_parse_protocols(&protocols, ""));
    SAY(tls_config_parse_protocols(&protocols, "tlsv1.2,,"));
    SAY(tls_config_parse_protocols(&protocols, "tlsv1.2 tlsv1.3"));
    printf("protocols: %lu\n", (unsigned long)protocols);
}

static void misuse_places(struct tls *ctx)
{
    struct tls *accepted = NULL;

    SAY(tls_connect(ctx, NULL, "443"));
    SAY(tls_connect(ctx, "127.0.0.1", NULL));
    SAY(tls_connect(ctx, "127.0.0.1:", NULL));
    SAY(tls_connect(ctx, "127.0.0.1", "99999"));
    SAY(tls_connect(ctx, "127.0.0.1", "nonsense"));
    SAY(tls_connect_socket(ctx, -1, "a.example"));
    SAY(tls_connect_socket(ctx, 1000, NULL));
    SAY(tls_connect_socket(ctx, 1000, ""));
    SAY(tls_connect_cbs(ctx, NULL, NULL, NULL, "a.example"));
    SAY(tls_accept_socket(ctx, &accepted, 0));
    SAY(tls_connect_socket(ctx, 1000, "a.example"));
    SAY(tls_handshake(ctx));
    SAY(tls_handshake(ctx));
}

static void misuse_too_early(struct tls *ctx)
{
    size_t length = 7;
    char byte;

    SAY(tls_handshake(ctx));
    SAY(tls_read(ctx, &byte, 1));
    SAY(tls_write(ctx, "x", 1));
    SAY(tls_close(ctx));
    SAY(tls_peer_cert_provided(ctx));
    SAY(tls_peer_cert_contains_name(ctx, "a.example"));
    SAY(tls_peer_cert_notbefore(ctx));
    SAY(tls_peer_cert_notafter(ctx));
    SAY(tls_peer_cert_hash(ctx) == NULL && tls_peer_cert_subject(ctx) == NULL);
    SAY(tls_peer_cert_chain_pem(ctx, &length) == NULL);
    SAY(tls_conn_version(ctx) == NULL && tls_conn_cipher(ctx) == NULL);
    SAY(tls_conn_cipher_strength(ctx));
    SAY(tls_conn_session_resumed(ctx));
    SAY(tls_peer_ocsp_cert_status(ctx));
    SAY(tls_peer_ocsp_url(ctx) == NULL);
}

/* ---- Closing amid a handshake, or after one that failed ---- */

static ssize_t read_wants(struct tls *ctx, void *buf, size_t n, void *arg)
{
    (void)ctx, (void)buf, (void)n, (void)arg;
    return TLS_WANT_POLLIN;
}

static ssize_t read_nothing(struct tls *ctx, void *buf, size_t n, void *arg)
{
    (void)ctx, (void)buf, (void)n, (void)arg;
    return 0;
}

static ssize_t read_garbage(struct tls *ctx, void *buf, size_t n, void *arg)
{
    (void)ctx, (void)arg;
    memset(buf, 'x', n);
    return (ssize_t)n;
}

static ssize_t read_fails(struct tls *ctx, void *buf, size_t n, void *arg)
{
    (void)ctx, (void)buf, (void)n, (void)arg;
    return -1;
}

static ssize_t write_all(struct tls *ctx, const void *buf, size_t n, void *arg)
{
    (void)ctx, (void)buf, (void)arg;
    return (ssize_t)n;
}

static ssize_t write_wants(struct tls *ctx, const void *buf, size_t n, void *arg)
{
    (void)ctx, (void)buf, (void)n, (void)arg;
    return TLS_WANT_POLLOUT;
}

static void close_amid(tls_read_cb read, tls_write_cb write)
{
    struct tls_config *config = tls_config_new();
    struct tls *ctx = tls_client();

    tls_config_insecure_noverifycert(config);
    tls_config_insecure_noverifyname(config);
    SAY(tls_configure(ctx, config));
    SAY(tls_connect_cbs(ctx, read, write, NULL, "a.example"));
    SAY(tls_handshake(ctx));
    SAY(tls_close(ctx));
    SAY(tls_error(ctx) == NULL);
    SAY(tls_close(ctx));
    SAY(tls_error(ctx) == NULL);
    tls_free(ctx);
    tls_config_free(config);
}

static void misuse_close(void)
{
    close_amid(read_wants, write_all);
    close_amid(read_wants, write_wants);
    close_amid(read_nothing, write_all);
    close_amid(read_garbage, write_all);
    close_amid(read_fails, write_all);
}

void misuse_before(void)
{
    struct tls_config *config = tls_config_new();
    struct tls *ctx = tls_client(), *server = tls_server();

    misuse_close();
    misuse_config(config);
    tls_config_free(config);
    misuse_too_early(ctx);
    SAY(tls_configure(ctx, NULL));
    misuse_places(ctx);
    tls_reset(ctx);
    SAY(tls_error(ctx) == NULL);
    misuse_too_early(ctx);
    SAY(tls_connect_socket(server, 1000, "a.example"));
    SAY(tls_handshake(server));
    tls_free(ctx);
    tls_free(server);
    tls_free(NULL);
    tls_config_free(NULL);
    tls_unload_file(NULL, 5);
}

void misuse_after(struct tls *ctx)
{
    char byte = 0;

    SAY(tls_handshake(ctx));
    SAY(tls_write(ctx, &byte, (size_t)-1));
    SAY(tls_read(ctx, &byte, (size_t)-1));
    SAY(tls_close(ctx));
    SAY(tls_close(ctx));
    SAY(tls_write(ctx, &byte, 1));
    SAY(tls_handshake(ctx));
    SAY(strcmp(tls_conn_version(ctx), "TLSv1.2"));
}
