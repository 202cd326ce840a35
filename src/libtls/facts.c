/* tls_peer_cert_* and tls_conn_*: what the handshake left in the context. */
#include "libtls/context.h"

int tls_peer_cert_provided(struct tls *ctx)
{
    return ctx->peer.leaf.data != NULL;
}

/* By brine's own rules for names, with everything else about the certificate left aside. */
int tls_peer_cert_contains_name(struct tls *ctx, const char *name)
{
    const brine_bytes chain = brn_tls_bytes_view(&ctx->peer.leaf);
    brine_verify_options options = {0};

    options.size = sizeof options;
    options.server_name = name;
    options.insecure_skip_chain = true;
    options.insecure_skip_time = true;
    if (name == NULL || chain.data == NULL)
        return 0;
    return brine_cert_verify(&options, &chain, 1, NULL, 0, NULL, NULL) == BRINE_OK;
}

const char *tls_peer_cert_hash(struct tls *ctx)
{
    return ctx->peer.hash;
}

const char *tls_peer_cert_issuer(struct tls *ctx)
{
    return ctx->peer.issuer;
}

const char *tls_peer_cert_subject(struct tls *ctx)
{
    return ctx->peer.subject;
}

time_t tls_peer_cert_notbefore(struct tls *ctx)
{
    if (ctx->peer.certificate == NULL)
        return -1;
    return (time_t)brine_cert_not_before(ctx->peer.certificate);
}

time_t tls_peer_cert_notafter(struct tls *ctx)
{
    if (ctx->peer.certificate == NULL)
        return -1;
    return (time_t)brine_cert_not_after(ctx->peer.certificate);
}

const uint8_t *tls_peer_cert_chain_pem(struct tls *ctx, size_t *length)
{
    if (length != NULL)
        *length = ctx->peer.chain_pem_len;
    return (const uint8_t *)ctx->peer.chain_pem;
}

const char *tls_conn_alpn_selected(struct tls *ctx)
{
    return ctx->peer.alpn;
}

const char *tls_conn_cipher(struct tls *ctx)
{
    return ctx->peer.cipher;
}

int tls_conn_cipher_strength(struct tls *ctx)
{
    return ctx->peer.strength;
}

const char *tls_conn_servername(struct tls *ctx)
{
    return ctx->peer.known ? ctx->servername : NULL;
}

int tls_conn_session_resumed(struct tls *ctx)
{
    return ctx->peer.resumed;
}

const char *tls_conn_version(struct tls *ctx)
{
    return ctx->peer.version;
}
