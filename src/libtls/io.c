/* tls_read, tls_write and tls_close. */
#include "libtls/handshake.h"
#include "libtls/message.h"
#include "libtls/step.h"

#include <limits.h>

static brine_result read_some(struct tls *ctx, brn_tls_step *what)
{
    return brine_stream_read(ctx->stream, what->out, what->len, &what->count);
}

/* libtls counts in int, and so no result can be taken for an error. */
static int enter_with(struct tls *ctx, size_t length)
{
    int number = brn_tls_enter(ctx);

    if (number == 0 && length > INT_MAX)
        return brn_tls_fail(ctx, "buflen too long: at most %d bytes", INT_MAX);
    return number;
}

ssize_t tls_read(struct tls *ctx, void *buf, size_t length)
{
    brn_tls_step what = {.make = read_some, .out = buf, .len = length};
    ssize_t number = enter_with(ctx, length);

    if (number == 0)
        number = brn_tls_shake_hands(ctx);
    if (number == 0 && length > 0)
        number = brn_tls_answer(ctx, brn_tls_run(ctx, &what));
    return brn_tls_leave(number == 0 ? (ssize_t)what.count : number);
}

/*
 * The stream may take data that its carrier does not take yet. The program is told of bytes when
 * they are on their way: until then it is asked to make the same call again.
 */
static brine_result write_some(struct tls *ctx, brn_tls_step *what)
{
    brine_result result = BRINE_OK;

    if (ctx->owed == 0)
        result = brine_stream_write(ctx->stream, what->data, what->len, &ctx->owed);
    if (result == BRINE_OK)
        result = brine_stream_flush(ctx->stream);
    if (result != BRINE_OK)
        return result;
    what->count = ctx->owed;
    ctx->owed = 0;
    return BRINE_OK;
}

/* BRINE_CLOSED means here that the data can't be sent any more. */
static int write_checked(struct tls *ctx, brn_tls_step *what)
{
    brine_result result;

    if (ctx->owed > what->len)
        return brn_tls_fail(ctx, "tls_write has to be repeated with the same data");
    result = brn_tls_run(ctx, what);
    if (result == BRINE_CLOSED)
        return brn_tls_fail(ctx, "the connection is closed");
    return brn_tls_answer(ctx, result);
}

ssize_t tls_write(struct tls *ctx, const void *buf, size_t length)
{
    brn_tls_step what = {.make = write_some, .data = buf, .len = length};
    int number = enter_with(ctx, length);

    if (number == 0)
        number = brn_tls_shake_hands(ctx);
    if (number == 0 && length > 0)
        number = write_checked(ctx, &what);
    return brn_tls_leave(number == 0 ? (ssize_t)what.count : number);
}

static brine_result say_goodbye(struct tls *ctx, brn_tls_step *unused)
{
    (void)unused;
    return brine_stream_close(ctx->stream);
}

/* Amid a handshake closing fails, as libtls' does; the connection is closed all the same. */
static int end_connection(struct tls *ctx)
{
    brn_tls_step what = {.make = say_goodbye};
    int number = brn_tls_answer(ctx, brn_tls_run(ctx, &what));

    if (ctx->shaken || !ctx->begun || number == -1)
        return number;
    return brn_tls_fail(ctx, "the connection was closed amid its handshake");
}

int tls_close(struct tls *ctx)
{
    int number = 0;

    brn_tls_message_clear(&ctx->message);
    if (ctx->stream != NULL && !ctx->truncated && !ctx->ended)
        number = end_connection(ctx);
    ctx->ended = number != TLS_WANT_POLLIN && number != TLS_WANT_POLLOUT;
    if (ctx->truncated)
        number = brn_tls_fail(ctx, "EOF without close notify");
    if (ctx->owns_socket && number != TLS_WANT_POLLIN && number != TLS_WANT_POLLOUT) {
        brine_stream_free(ctx->stream);
        ctx->stream = NULL;
    }
    return (int)brn_tls_leave(number);
}
