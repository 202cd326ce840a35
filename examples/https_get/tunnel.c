#include "tunnel.h"

#include "connect_answer.h"
#include "connect_request.h"
#include "connect_to.h"
#include "head.h"
#include "response.h"
#include "say.h"
#include "waiting.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define AUTHORITY_SIZE (URL_HOST_SIZE + 16)

/* What is asked of whom. */
struct tunnel {
    const struct channel *channel;
    const struct options *options;
    const struct proxy *proxy;
    char server[AUTHORITY_SIZE]; /* "host:443": CONNECT always has the port */
    char proxy_name[PROXY_NAME_SIZE];
};

static exit_code say_no_answer(const struct tunnel *tunnel, const char *what)
{
    return say_failure(tunnel->options, EXIT_RECEIVE, "the proxy %s (%s) %s CONNECT to %s",
                       tunnel->proxy_name, tunnel->proxy->source, what, tunnel->server);
}

struct head {
    char bytes[TUNNEL_HEAD_MAX];
    size_t received; /* bytes in it */
    size_t length;   /* of the head that comes first */
};

/* Receives until there is a whole head. */
static exit_code receive_head(const struct tunnel *tunnel, struct head *head)
{
    const struct waiting waiting = {.options = tunnel->options,
                                    .progress = tunnel->channel->progress,
                                    .step = "proxy",
                                    .with = " connects to ",
                                    .host = tunnel->server};
    struct head_scan scan = {0};

    for (;;) {
        exit_code code;
        size_t got = 0;

        if (!response_may_begin(head->bytes, head->received))
            return say_no_answer(tunnel, "answered with something that is not HTTP/1.1 to");
        head->length = head_length(head->bytes, head->received, &scan);
        if (head->length > 0)
            return EXIT_OK;
        if (head->received == sizeof head->bytes)
            return say_no_answer(tunnel, "sent a head of more than 32 KiB in answer to");
        waiting_begin(&waiting);
        code = channel_receive(tunnel->channel, head->bytes + head->received,
                               sizeof head->bytes - head->received, &got);
        waiting_end();
        if (code != EXIT_OK)
            return code;
        if (got == 0)
            return say_no_answer(tunnel, head->received == 0
                                             ? "closed the connection without an answer to"
                                             : "closed the connection amid its answer to");
        head->received += got;
    }
}

/* 407 (RFC 9110 section 15.5.8). */
static exit_code refuse_credentials(const struct tunnel *tunnel,
                                    const struct connect_answer *answer)
{
    const struct proxy *proxy = tunnel->proxy;
    const char *name = tunnel->proxy_name;

    if (answer->schemes[0] != '\0' && !answer->offers_basic)
        return say_failure(tunnel->options, EXIT_RECEIVE,
                           "the proxy %s (%s) wants to know who we are (status 407) by %s; only "
                           "Basic is supported",
                           name, proxy->source, answer->schemes);
    if (proxy->has_credentials)
        return say_failure(tunnel->options, EXIT_RECEIVE,
                           "the proxy %s (%s) does not accept the user name and password that it "
                           "was sent (status 407)",
                           name, proxy->source);
    return say_failure(tunnel->options, EXIT_RECEIVE,
                       "the proxy %s (%s) wants a user name and password (status 407); give them "
                       "with --proxy-user USER:PASSWORD",
                       name, proxy->source);
}

/* What an answer other than 1xx means. */
static exit_code judge(const struct tunnel *tunnel, const struct head *head,
                       const struct connect_answer *answer)
{
    const char *name = tunnel->proxy_name, *source = tunnel->proxy->source;

    if (answer->status == 407)
        return refuse_credentials(tunnel, answer);
    if (answer->status < 200 || answer->status > 299)
        return say_failure(tunnel->options, EXIT_RECEIVE,
                           "the proxy %s (%s) opens no tunnel to %s: it answered with status "
                           "%03d%s%s, expected 200",
                           name, source, tunnel->server, answer->status,
                           answer->reason[0] != '\0' ? " " : "", answer->reason);
    /* In TLS the client speaks first: only the proxy can have made these bytes up. */
    if (head->received > head->length)
        return say_failure(tunnel->options, EXIT_RECEIVE,
                           "the proxy %s (%s) sent %zu bytes behind its answer to CONNECT, "
                           "expected none before TLS with %s begins",
                           name, source, head->received - head->length, tunnel->server);
    return EXIT_OK;
}

/* The final answer: interim ones are passed over, as many as fit into the head's limit. */
static exit_code receive_answer(const struct tunnel *tunnel, struct head *head)
{
    struct connect_answer answer;
    size_t passed = 0;

    for (;;) {
        exit_code code = receive_head(tunnel, head);

        if (code != EXIT_OK)
            return code;
        if (tunnel->options->verbose)
            say_lines('<', head->bytes, head->length);
        if (!connect_answer_read(head->bytes, head->length, &answer))
            return say_no_answer(tunnel, "answered with something that is not HTTP/1.1 to");
        if (answer.status < 100 || answer.status > 199)
            return judge(tunnel, head, &answer);
        passed += head->length;
        if (passed > sizeof head->bytes)
            return say_no_answer(tunnel, "sent interim answers of more than 32 KiB to");
        head->received -= head->length;
        memmove(head->bytes, head->bytes + head->length, head->received);
    }
}

static exit_code send_request(const struct tunnel *tunnel)
{
    const struct options *options = tunnel->options;
    char *request = connect_request(options, tunnel->proxy, tunnel->server, false);
    char *seen = options->verbose && request != NULL
                     ? connect_request(options, tunnel->proxy, tunnel->server, true)
                     : NULL;
    exit_code code;

    if (seen != NULL)
        say_lines('>', seen, strlen(seen));
    code = request != NULL ? channel_send(tunnel->channel, request)
                           : say_failure(options, EXIT_MEMORY, "out of memory");
    free(seen);
    free(request);
    return code;
}

exit_code tunnel_open(const struct channel *channel, const struct url *url)
{
    char host[URL_HOST_SIZE];
    uint16_t port;
    struct tunnel tunnel = {
        .channel = channel, .options = channel->options, .proxy = channel->proxy};
    struct head *head = calloc(1, sizeof *head);
    exit_code code;

    if (head == NULL)
        return say_failure(channel->options, EXIT_MEMORY, "out of memory");
    proxy_name(channel->proxy, tunnel.proxy_name);
    connect_to_find(&channel->options->connect_to, url, host, &port);
    snprintf(tunnel.server, sizeof tunnel.server, strchr(host, ':') != NULL ? "[%s]:%u" : "%s:%u",
             host, (unsigned)port);
    code = send_request(&tunnel);
    if (code == EXIT_OK)
        code = receive_answer(&tunnel, head);
    free(head);
    return code;
}
