/* OCSP responses (RFC 6960), which brine does not judge: there is nothing to tell about them. */
#include "libtls/context.h"

int tls_ocsp_process_response(struct tls *ctx, const unsigned char *response, size_t size)
{
    (void)response;
    (void)size;
    return brn_tls_fail(ctx, "brine does not check OCSP responses");
}

int tls_peer_ocsp_cert_status(struct tls *ctx)
{
    (void)ctx;
    return -1;
}

int tls_peer_ocsp_crl_reason(struct tls *ctx)
{
    (void)ctx;
    return -1;
}

time_t tls_peer_ocsp_next_update(struct tls *ctx)
{
    (void)ctx;
    return -1;
}

int tls_peer_ocsp_response_status(struct tls *ctx)
{
    (void)ctx;
    return -1;
}

const char *tls_peer_ocsp_result(struct tls *ctx)
{
    (void)ctx;
    return NULL;
}

time_t tls_peer_ocsp_revocation_time(struct tls *ctx)
{
    (void)ctx;
    return -1;
}

time_t tls_peer_ocsp_this_update(struct tls *ctx)
{
    (void)ctx;
    return -1;
}

const char *tls_peer_ocsp_url(struct tls *ctx)
{
    (void)ctx;
    return NULL;
}
