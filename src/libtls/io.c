/*
 * tls_handshake, tls_read, tls_write and tls_close. Each makes one step of the stream as often as
 * a descriptor that blocks wants it, and turns the result into libtls' numbers.
 */
#include "libtls/context.h"
#include "libtls/message.h"
#include "libtls/session_file.h"

#include <errno.h>

/* One step towards what a call wants; data in, data out and the count are the call's own. */
typedef struct step {
    brine_result (*make)(struct tls *ctx, struct step *step);
    void *out;
    const void *data;
    size_t len;
    size_t count;
} step;

static bool is_want(brine_result result)
{
    return result == BRINE_WANT_READ || result == BRINE_WANT_WRITE;
}

static brine_result run(struct tls *ctx, step *what)
{
    brine_result result;

    do {
        result = what->make(ctx, what);
    } while (is_want(result) && !ctx->owns_socket && brn_tls_carrier_wait(&ctx->carrier, result));
    return result;
}

static int fail(struct tls *ctx)
{
    brine_error error;

    brine_stream_error(ctx->stream, &error);
    ctx->truncated = ctx->truncated || error.code == BRINE_ERROR_TRUNCATED;
    return brn_tls_fail(ctx, "%s", error.text);
}

/* 0, TLS_WANT_POLLIN, TLS_WANT_POLLOUT or -1 with the stream's sentence. */
static int answer(struct tls *ctx, brine_result result)
{
    if (result == BRINE_OK || result == BRINE_CLOSED)
        return 0;
    if (result == BRINE_WANT_READ)
        return TLS_WANT_POLLIN;
    if (result == BRINE_WANT_WRITE)
        return TLS_WANT_POLLOUT;
    return fail(ctx);
}

/* The server has to have our Finished when the call is done, so nothing may wait for data. */
static brine_result shake_hands(struct tls *ctx, step *unused)
{
    brine_result result = brine_stream_handshake(ctx->stream);

    (void)unused;
    if (result == BRINE_OK)
        result = brine_stream_authenticate(ctx->stream);
    if (result == BRINE_OK)
        result = brine_stream_flush(ctx->stream);
    return result;
}

/* A server that says goodbye right after its Finished has made the handshake, too. */
static brine_result complete(struct tls *ctx)
{
    const brine_conn *conn = brine_stream_conn(ctx->stream);

    if (!brn_tls_peer_learn(&ctx->peer, conn))
        return BRINE_ERROR_OUT_OF_MEMORY;
    ctx->shaken = true;
    if (ctx->session_fd >= 0)
        brn_tls_session_write(ctx->session_fd, conn, ctx->settings);
    return BRINE_OK;
}

static int handshake(struct tls *ctx)
{
    step what = {.make = shake_hands};
    brine_result result;
    int number;

    if (ctx->shaken)
        return 0;
    result = run(ctx, &what);
    if (result == BRINE_OK || result == BRINE_CLOSED)
        return complete(ctx) == BRINE_OK ? 0 : brn_tls_fail(ctx, "out of memory");
    number = answer(ctx, result);
    if (number == -1 && ctx->offered_session)
        brn_tls_session_forget(ctx->session_fd);
    return number;
}

/* What each of the four calls begins with: no error yet, and a connection. */
static int enter(struct tls *ctx)
{
    brn_tls_message_clear(&ctx->message);
    if (ctx->stream == NULL)
        return brn_tls_fail(ctx, "context not connected");
    return 0;
}

/* And what it ends with: libtls promises that errno says nothing. */
static ssize_t leave(ssize_t number)
{
    errno = 0;
    return number;
}

int tls_handshake(struct tls *ctx)
{
    int number = enter(ctx);

    if (number == 0)
        number = ctx->shaken ? brn_tls_fail(ctx, "handshake already completed") : handshake(ctx);
    return (int)leave(number);
}

static brine_result read_some(struct tls *ctx, step *what)
{
    return brine_stream_read(ctx->stream, what->out, what->len, &what->count);
}

ssize_t tls_read(struct tls *ctx, void *buf, size_t length)
{
    step what = {.make = read_some, .out = buf, .len = length};
    ssize_t number = enter(ctx);

    if (number == 0)
        number = handshake(ctx);
    if (number == 0 && length > 0)
        number = answer(ctx, run(ctx, &what));
    return leave(number == 0 ? (ssize_t)what.count : number);
}

/*
 * The stream may take data that its carrier does not take yet. The program is told of bytes when
 * they are on their way: until then it is asked to make the same call again.
 */
static brine_result write_some(struct tls *ctx, step *what)
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
static int write_checked(struct tls *ctx, step *what)
{
    brine_result result;

    if (ctx->owed > what->len)
        return brn_tls_fail(ctx, "tls_write has to be repeated with the same data");
    result = run(ctx, what);
    if (result == BRINE_CLOSED)
        return brn_tls_fail(ctx, "the connection is closed");
    return answer(ctx, result);
}

ssize_t tls_write(struct tls *ctx, const void *buf, size_t length)
{
    step what = {.make = write_some, .data = buf, .len = length};
    int number = enter(ctx);

    if (number == 0)
        number = handshake(ctx);
    if (number == 0 && length > 0)
        number = write_checked(ctx, &what);
    return leave(number == 0 ? (ssize_t)what.count : number);
}

static brine_result say_goodbye(struct tls *ctx, step *unused)
{
    (void)unused;
    return brine_stream_close(ctx->stream);
}

int tls_close(struct tls *ctx)
{
    step what = {.make = say_goodbye};
    int number = 0;

    brn_tls_message_clear(&ctx->message);
    if (ctx->stream != NULL && !ctx->truncated)
        number = answer(ctx, run(ctx, &what));
    if (ctx->truncated)
        number = brn_tls_fail(ctx, "EOF without close notify");
    if (ctx->owns_socket && number != TLS_WANT_POLLIN && number != TLS_WANT_POLLOUT) {
        brine_stream_free(ctx->stream);
        ctx->stream = NULL;
    }
    return (int)leave(number);
}
