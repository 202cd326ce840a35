#include "libtls/handshake.h"

#include "libtls/session_file.h"
#include "libtls/step.h"

/* The server has to have our Finished when the call is done, so nothing may wait for data. */
static brine_result shake_hands(struct tls *ctx, brn_tls_step *unused)
{
    brine_result result = brine_stream_handshake(ctx->stream);

    (void)unused;
    if (result == BRINE_OK)
        result = brine_stream_authenticate(ctx->stream);
    if (result == BRINE_OK)
        result = brine_stream_flush(ctx->stream);
    return result;
}

static int complete(struct tls *ctx)
{
    const brine_conn *conn = brine_stream_conn(ctx->stream);

    if (!brn_tls_peer_learn(&ctx->peer, conn))
        return brn_tls_fail(ctx, "out of memory");
    ctx->shaken = true;
    if (ctx->session_fd >= 0)
        brn_tls_session_write(ctx->session_fd, conn, ctx->settings);
    return 0;
}

/*
 * A server may say goodbye right after its Finished, and has made the handshake, too. One that the
 * program closed before is not made: only a Finished that was verified counts.
 */
static bool is_made(const struct tls *ctx)
{
    brine_facts facts;

    brine_conn_facts(brine_stream_conn(ctx->stream), &facts, sizeof facts);
    return facts.finished_verified;
}

int brn_tls_shake_hands(struct tls *ctx)
{
    brn_tls_step what = {.make = shake_hands};
    brine_result result;

    if (ctx->shaken)
        return 0;
    ctx->begun = true;
    ctx->ended = false;
    result = brn_tls_run(ctx, &what);
    if ((result == BRINE_OK || result == BRINE_CLOSED) && is_made(ctx))
        return complete(ctx);
    if (result == BRINE_OK || result == BRINE_CLOSED)
        return brn_tls_fail(ctx, "the connection was closed before its handshake");
    return brn_tls_answer(ctx, result);
}

int tls_handshake(struct tls *ctx)
{
    int number = brn_tls_enter(ctx);

    if (number == 0)
        number = ctx->shaken ? brn_tls_fail(ctx, "handshake already completed")
                             : brn_tls_shake_hands(ctx);
    return (int)brn_tls_leave(number);
}
