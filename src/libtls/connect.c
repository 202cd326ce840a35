#include "libtls/context.h"
#include "libtls/message.h"
#include "libtls/place.h"
#include "libtls/session_file.h"
#include "libtls/settings.h"

#include <brine/session.h>

/* Where the program connects by itself: brine's default, as the port is not known. */
#define UNKNOWN_PORT 443

/* What every tls_connect* begins with. */
static int begin(struct tls *ctx)
{
    const char *promise;
    brine_error error;

    brn_tls_message_clear(&ctx->message);
    if (ctx->is_server)
        return brn_tls_fail(ctx, "not a client context");
    brn_tls_disconnect(ctx);
    if (ctx->config == NULL && tls_configure(ctx, NULL) != 0)
        return -1;
    promise = brn_tls_unkept_promise(ctx->config);
    if (promise != NULL)
        return brn_tls_fail(ctx, "%s", promise);
    ctx->settings = brn_tls_settings(ctx->config, &error);
    if (ctx->settings == NULL)
        return brn_tls_fail(ctx, "%s", error.text);
    ctx->session_fd = ctx->config->session_fd;
    return 0;
}

/* Where no name is verified, one that can be none is not sent, either. */
static const char *usable_name(const struct tls *ctx, const char *servername)
{
    if (ctx->config->skip_name && servername != NULL &&
        brine_server_name_check(servername, NULL) != BRINE_OK)
        return NULL;
    return servername;
}

static brine_session *session_to_offer(struct tls *ctx)
{
    brine_session *session =
        ctx->session_fd < 0 ? NULL : brn_tls_session_read(ctx->session_fd, ctx->settings);

    ctx->offered_session = session != NULL;
    return session;
}

static int open_carrier(struct tls *ctx, const char *servername)
{
    const brine_transport transport = brn_tls_carrier_transport(&ctx->carrier);
    brine_dial_options options = {.size = sizeof options, .non_blocking = true};
    brine_error error = BRINE_NO_ERROR;
    brine_result result;

    ctx->carrier.ctx = ctx;
    servername = usable_name(ctx, servername);
    if (!brn_tls_text_copy(&ctx->servername, servername))
        return brn_tls_fail(ctx, "out of memory");
    options.session = session_to_offer(ctx);
    result = brine_stream_open_transport(ctx->settings, &transport, servername, UNKNOWN_PORT,
                                         &options, &ctx->stream, &error);
    brine_session_free(options.session);
    return result == BRINE_OK ? 0 : brn_tls_fail(ctx, "%s", error.text);
}

int tls_connect_fds(struct tls *ctx, int fd_read, int fd_write, const char *servername)
{
    if (begin(ctx) != 0)
        return -1;
    if (fd_read < 0 || fd_write < 0)
        return brn_tls_fail(ctx, "invalid file descriptors");
    ctx->carrier.fd_read = fd_read;
    ctx->carrier.fd_write = fd_write;
    return open_carrier(ctx, servername);
}

int tls_connect_socket(struct tls *ctx, int socket, const char *servername)
{
    return tls_connect_fds(ctx, socket, socket, servername);
}

int tls_connect_cbs(struct tls *ctx, tls_read_cb read_cb, tls_write_cb write_cb, void *cb_arg,
                    const char *servername)
{
    if (begin(ctx) != 0)
        return -1;
    if (read_cb == NULL || write_cb == NULL)
        return brn_tls_fail(ctx, "no callbacks provided");
    ctx->carrier.read_cb = read_cb;
    ctx->carrier.write_cb = write_cb;
    ctx->carrier.cb_arg = cb_arg;
    return open_carrier(ctx, servername);
}

/* The program never sees this socket, so it blocks, as libtls' does. */
static int dial(struct tls *ctx, const brn_tls_place *place, const char *servername)
{
    brine_dial_options options = {.size = sizeof options, .connect_only = true};
    brine_error error = BRINE_NO_ERROR;
    brine_result result;

    options.address = place->host;
    options.session = session_to_offer(ctx);
    result =
        brine_stream_dial(ctx->settings, servername, place->port, &options, &ctx->stream, &error);
    brine_session_free(options.session);
    return result == BRINE_OK ? 0 : brn_tls_fail(ctx, "%s", error.text);
}

int tls_connect_servername(struct tls *ctx, const char *host, const char *port,
                           const char *servername)
{
    brn_tls_place place;
    int result = -1;

    if (begin(ctx) != 0 || brn_tls_place_find(ctx, host, port, &place) != 0)
        return -1;
    servername = usable_name(ctx, servername != NULL ? servername : place.host);
    ctx->owns_socket = true;
    if (brn_tls_text_copy(&ctx->servername, servername))
        result = dial(ctx, &place, servername);
    else
        brn_tls_fail(ctx, "out of memory");
    brn_tls_place_clear(&place);
    return result;
}

int tls_connect(struct tls *ctx, const char *host, const char *port)
{
    return tls_connect_servername(ctx, host, port, NULL);
}
