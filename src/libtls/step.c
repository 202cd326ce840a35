#include "libtls/step.h"

#include "libtls/message.h"
#include "libtls/session_file.h"

#include <errno.h>

static bool is_want(brine_result result)
{
    return result == BRINE_WANT_READ || result == BRINE_WANT_WRITE;
}

brine_result brn_tls_run(struct tls *ctx, brn_tls_step *what)
{
    brine_result result;

    do {
        result = what->make(ctx, what);
    } while (is_want(result) && !ctx->owns_socket && brn_tls_carrier_wait(&ctx->carrier, result));
    return result;
}

/* After the handshake an end without close_notify does a session no harm. */
static bool spoils_session(const struct tls *ctx)
{
    brine_error error;

    if (!ctx->shaken)
        return ctx->offered_session;
    brine_conn_error(brine_stream_conn(ctx->stream), &error);
    return error.code != BRINE_OK && error.code != BRINE_ERROR_TRUNCATED;
}

static int fail(struct tls *ctx)
{
    brine_error error;

    /* RFC 5246 section 7.2.2: it is used no more. */
    if (ctx->session_fd >= 0 && spoils_session(ctx))
        brn_tls_session_forget(ctx->session_fd);
    brine_stream_error(ctx->stream, &error);
    if ((error.code == BRINE_ERROR_READ || error.code == BRINE_ERROR_WRITE) && !ctx->owns_socket)
        brn_tls_carrier_explain(&ctx->carrier, error.text, sizeof error.text);
    ctx->truncated = ctx->truncated || error.code == BRINE_ERROR_TRUNCATED;
    return brn_tls_fail(ctx, "%s", error.text);
}

int brn_tls_answer(struct tls *ctx, brine_result result)
{
    if (result == BRINE_OK || result == BRINE_CLOSED)
        return 0;
    if (result == BRINE_WANT_READ)
        return TLS_WANT_POLLIN;
    if (result == BRINE_WANT_WRITE)
        return TLS_WANT_POLLOUT;
    return fail(ctx);
}

int brn_tls_enter(struct tls *ctx)
{
    brn_tls_message_clear(&ctx->message);
    if (ctx->stream == NULL)
        return brn_tls_fail(ctx, "context not connected");
    return 0;
}

ssize_t brn_tls_leave(ssize_t number)
{
    errno = 0;
    return number;
}
