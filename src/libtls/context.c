#include "libtls/context.h"

#include "libtls/message.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* brine prepares what it needs when it needs it first. */
int tls_init(void)
{
    return 0;
}

static struct tls *new_context(bool is_server)
{
    struct tls *ctx = calloc(1, sizeof *ctx);

    if (ctx != NULL) {
        ctx->is_server = is_server;
        ctx->session_fd = -1;
    }
    return ctx;
}

struct tls *tls_client(void)
{
    return new_context(false);
}

struct tls *tls_server(void)
{
    return new_context(true);
}

int brn_tls_fail(struct tls *ctx, const char *format, ...)
{
    char text[BRINE_ERROR_TEXT_SIZE];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    brn_tls_message_set(&ctx->message, "%s", text);
    return -1;
}

int tls_configure(struct tls *ctx, struct tls_config *config)
{
    if (ctx->is_server)
        return brn_tls_fail(ctx, BRN_TLS_ONLY_CLIENT);
    if (config != NULL)
        brn_tls_config_hold(config);
    else
        config = tls_config_new();
    if (config == NULL)
        return brn_tls_fail(ctx, "out of memory");
    tls_config_free(ctx->config);
    ctx->config = config;
    return 0;
}

void brn_tls_disconnect(struct tls *ctx)
{
    brine_stream_free(ctx->stream);
    ctx->stream = NULL;
    ctx->settings = NULL;
    ctx->carrier = (brn_tls_carrier){0};
    ctx->owns_socket = false;
    ctx->session_fd = -1;
    ctx->offered_session = false;
    ctx->begun = false;
    ctx->shaken = false;
    ctx->ended = false;
    ctx->truncated = false;
    ctx->owed = 0;
    free(ctx->servername);
    ctx->servername = NULL;
    brn_tls_peer_clear(&ctx->peer);
}

void tls_reset(struct tls *ctx)
{
    brn_tls_disconnect(ctx);
    tls_config_free(ctx->config);
    ctx->config = NULL;
    brn_tls_message_clear(&ctx->message);
}

void tls_free(struct tls *ctx)
{
    if (ctx == NULL)
        return;
    tls_reset(ctx);
    free(ctx);
}

const char *tls_error(struct tls *ctx)
{
    return ctx != NULL ? ctx->message : NULL;
}
