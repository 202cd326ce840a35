/*
 * Many downloads at the same time, in one thread, with libuv: many_libuv HOST PORT PATH...
 *
 * As in many.c each stream says which of its sockets to watch: watch() has a uv_poll_t for each,
 * and a timer wakes the stream whose time is up.
 */
#include <brine/brine.h>
#include <stdio.h>
#include <stdlib.h>
#include <uv.h>

#define DESCRIPTORS 1024

struct download {
    brine_stream *stream;
    uv_timer_t timer;
    const char *path;
    char request[1024];
    size_t length, sent, received;
};

static const char request[] = "GET %.512s HTTP/1.1\r\nHost: %.255s\r\nConnection: close\r\n\r\n";
static uv_poll_t *polls[DESCRIPTORS]; /* of each descriptor that is watched */
static size_t complete_count;
static void go_on(struct download *d);

static void must(bool worked, const char *why)
{
    if (!worked) {
        fprintf(stderr, "many_libuv: %s\n", why);
        exit(EXIT_FAILURE);
    }
}

static void is_ready(uv_poll_t *poll, int status, int events)
{
    (void)status, (void)events; /* the stream finds out by itself what happened */
    go_on(poll->data);
}

static void is_late(uv_timer_t *timer)
{
    go_on(timer->data);
}

static void free_handle(uv_handle_t *handle)
{
    free(handle);
}

/* Called by the stream. After 0 the same number may come back for another socket. */
static void watch(void *context, int descriptor, unsigned events)
{
    uv_poll_t *poll = descriptor < DESCRIPTORS ? polls[descriptor] : NULL;

    _Static_assert(BRINE_WATCH_READ == UV_READABLE && BRINE_WATCH_WRITE == UV_WRITABLE, "bits");
    must(descriptor < DESCRIPTORS, "too many descriptors are open");
    if (events == 0) {
        polls[descriptor] = NULL;
        uv_close((uv_handle_t *)poll, free_handle); /* leaves the descriptor alone from now on */
        return;
    }
    if (poll == NULL) {
        poll = polls[descriptor] = malloc(sizeof *poll);
        must(poll != NULL && uv_poll_init(uv_default_loop(), poll, descriptor) == 0, "no memory");
        poll->data = context;
    }
    must(uv_poll_start(poll, (int)events, is_ready) == 0, "libuv can't watch a socket");
}

/* As far as it goes without waiting. */
static void go_on(struct download *d)
{
    brine_result result = BRINE_OK;
    brine_error error;
    char page[16384];
    size_t n;

    while (result == BRINE_OK && d->sent < d->length) { /* connects and shakes hands before */
        result = brine_stream_write(d->stream, d->request + d->sent, d->length - d->sent, &n);
        d->sent += n;
    }
    for (; result == BRINE_OK; d->received += n)
        result = brine_stream_read(d->stream, page, sizeof page, &n);
    uv_timer_start(&d->timer, is_late, (uint64_t)brine_stream_time_left(d->stream), 0);
    if (result == BRINE_WANT_READ || result == BRINE_WANT_WRITE)
        return;
    brine_stream_error(d->stream, &error);
    printf("%s: %lu bytes\n", d->path, (unsigned long)d->received);
    if (result != BRINE_CLOSED) /* the only end at which nothing is missing */
        fprintf(stderr, "many_libuv: %s: %s\n", d->path, error.text);
    complete_count += result == BRINE_CLOSED;
    brine_stream_close(d->stream);
    brine_stream_free(d->stream); /* calls watch for the last time */
    uv_close((uv_handle_t *)&d->timer, NULL);
}

static void begin(struct download *d, const brine_config *config, char **argv, size_t number)
{
    brine_dial_options options = {.size = sizeof options, .non_blocking = true, .watch = watch};
    brine_error error = BRINE_NO_ERROR;

    d->path = argv[number];
    options.watch_context = d->timer.data = d;
    options.total_timeout = 60000;
    d->length = (size_t)snprintf(d->request, sizeof d->request, request, d->path, argv[1]);
    uv_timer_init(uv_default_loop(), &d->timer); /* never fails */
    must(brine_stream_dial(config, argv[1], (uint16_t)strtoul(argv[2], NULL, 10), &options,
                           &d->stream, &error) == BRINE_OK,
         error.text);
    go_on(d);
}

int main(int argc, char **argv)
{
    size_t count = argc > 3 ? (size_t)argc - 3 : 0;
    struct download *downloads = calloc(count + 1, sizeof *downloads);
    brine_config *config = NULL;
    brine_error error = BRINE_NO_ERROR;

    must(count > 0 && downloads != NULL, "usage: many_libuv HOST PORT PATH...");
    must(brine_config_new(NULL, &config, &error) == BRINE_OK, error.text);
    must(brine_config_freeze(config, &error) == BRINE_OK, error.text);
    for (size_t i = 0; i < count; i++)
        begin(&downloads[i], config, argv, i + 3);
    uv_run(uv_default_loop(), UV_RUN_DEFAULT); /* until each handle is closed */
    brine_config_free(config);
    free(downloads);
    return complete_count == count ? EXIT_SUCCESS : EXIT_FAILURE;
}
