/*
 * One page over each of 50 connections at the same time, in one thread, with epoll:
 *
 *     many www.debian.org [PORT]
 *
 * The loop keeps no descriptors. Each stream tells watch() which ones to watch for what; when
 * one is ready, or a stream's time is up, go_on() goes on with what its connection is at.
 */
#include <brine/brine.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>

#define CONNECTIONS 50

struct connection {
    brine_stream *stream; /* NULL = ended */
    size_t sent;          /* of the request */
};

static struct connection connections[CONNECTIONS];
static char request[512];
static int loop, open_count, complete_count;

/* Called by the stream. After 0 the same number may come back for another socket. */
static void watch(void *context, int descriptor, unsigned events)
{
    struct epoll_event event = {.data.ptr = context};

    event.events |= (events & BRINE_WATCH_READ) != 0 ? EPOLLIN : 0;
    event.events |= (events & BRINE_WATCH_WRITE) != 0 ? EPOLLOUT : 0;
    if (events == 0)
        epoll_ctl(loop, EPOLL_CTL_DEL, descriptor, NULL);
    else if (epoll_ctl(loop, EPOLL_CTL_MOD, descriptor, &event) != 0 &&
             epoll_ctl(loop, EPOLL_CTL_ADD, descriptor, &event) != 0)
        perror("many: epoll_ctl"); /* the total timeout ends what is not watched */
}

/* As far as it goes without waiting. */
static void go_on(struct connection *c)
{
    brine_result result = BRINE_OK;
    brine_error error;
    char page[16384];
    size_t n;

    if (c->stream == NULL)
        return; /* another of its descriptors was ready, too */
    while (result == BRINE_OK && c->sent < strlen(request)) { /* connects and shakes hands before */
        result = brine_stream_write(c->stream, request + c->sent, strlen(request) - c->sent, &n);
        c->sent += n;
    }
    while (result == BRINE_OK)
        result = brine_stream_read(c->stream, page, sizeof page, &n);
    if (result == BRINE_WANT_READ || result == BRINE_WANT_WRITE)
        return;
    brine_stream_error(c->stream, &error);
    if (result != BRINE_CLOSED) /* the only end at which nothing is missing */
        fprintf(stderr, "many: %s\n", error.text);
    complete_count += result == BRINE_CLOSED;
    open_count--;
    brine_stream_close(c->stream);
    brine_stream_free(c->stream);
    c->stream = NULL;
}

/* Goes on with those whose time is up; how long epoll may wait. */
static int look_at_the_clock(void)
{
    int soonest = -1;

    for (struct connection *c = connections; c < connections + CONNECTIONS; c++) {
        int left = c->stream != NULL ? brine_stream_time_left(c->stream) : -1;

        if (left == 0)
            go_on(c); /* and epoll returns at once, to look again */
        if (left >= 0 && (soonest < 0 || left < soonest))
            soonest = left;
    }
    return soonest;
}

/* Begins a connection: look-up blocks, and what comes after it does not. */
static void begin(struct connection *c, const brine_config *config, const char *host, uint16_t port)
{
    const brine_dial_options options = {.size = sizeof options,
                                        .non_blocking = true,
                                        .total_timeout = 60000,
                                        .watch = watch,
                                        .watch_context = c};
    brine_error error;

    if (brine_stream_dial(config, host, port, &options, &c->stream, &error) == BRINE_OK)
        open_count++;
    else
        fprintf(stderr, "many: %s\n", error.text);
}

int main(int argc, char **argv)
{
    static const char *const protocols[] = {"http/1.1"};
    const char *host = argc > 1 ? argv[1] : "www.debian.org";
    uint16_t port = (uint16_t)(argc > 2 ? strtoul(argv[2], NULL, 10) : 443);
    struct epoll_event ready[CONNECTIONS];
    brine_config *config = NULL;
    brine_error error;

    snprintf(request, sizeof request, "GET / HTTP/1.1\r\nHost: %.255s\r\nConnection: close\r\n\r\n",
             host);
    loop = epoll_create1(EPOLL_CLOEXEC);
    if (brine_config_new(NULL, &config, &error) != BRINE_OK ||
        brine_config_set_alpn(config, protocols, 1, &error) != BRINE_OK ||
        brine_config_freeze(config, &error) != BRINE_OK)
        fprintf(stderr, "many: %s\n", error.text);
    else if (loop < 0)
        perror("many: epoll_create1");
    else
        for (int i = 0; i < CONNECTIONS; i++)
            begin(&connections[i], config, host, port);
    while (open_count > 0) {
        int count = epoll_wait(loop, ready, CONNECTIONS, look_at_the_clock());

        for (int i = 0; i < count; i++)
            go_on(ready[i].data.ptr);
    }
    brine_config_free(config);
    printf("%d of %d pages\n", complete_count, CONNECTIONS);
    return complete_count == CONNECTIONS ? EXIT_SUCCESS : EXIT_FAILURE;
}
