#include "pipe.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define QUIET_MS 2000

struct pipe {
    brine_stream *stream;
    char input[16384]; /* from standard input */
    size_t begin, end; /* what of it the stream has not taken */
    bool input_over;
};

static bool is_waiting(brine_result result)
{
    return result == BRINE_WANT_READ || result == BRINE_WANT_WRITE;
}

/* Waits for what the stream wants and, with input, for standard input. False = time is up. */
static bool wait_for(const brine_stream *stream, bool *input, int limit)
{
    brine_wait waits[BRINE_CONNECTING_MAX];
    struct pollfd at[BRINE_CONNECTING_MAX + 1];
    size_t count = brine_stream_waits(stream, waits, BRINE_CONNECTING_MAX);
    int left = brine_stream_time_left(stream), ready;

    for (size_t i = 0; i < count; i++) {
        at[i] = (struct pollfd){.fd = waits[i].descriptor};
        at[i].events |= (waits[i].events & BRINE_WATCH_READ) != 0 ? POLLIN : 0;
        at[i].events |= (waits[i].events & BRINE_WATCH_WRITE) != 0 ? POLLOUT : 0;
    }
    at[count] = (struct pollfd){.fd = *input ? STDIN_FILENO : -1, .events = POLLIN};
    ready = poll(at, (nfds_t)count + 1, limit >= 0 && (left < 0 || limit < left) ? limit : left);
    *input = ready > 0 && at[count].revents != 0;
    return ready != 0;
}

brine_result pipe_step(brine_stream *stream, brine_result (*step)(brine_stream *stream))
{
    brine_result result = step(stream);
    bool input;

    while (is_waiting(result)) {
        input = false;
        wait_for(stream, &input, -1);
        result = step(stream); /* knows by itself whether its time is up */
    }
    return result;
}

/* What standard input has, to the stream as far as that takes it. */
static brine_result push(struct pipe *pipe)
{
    size_t taken;
    brine_result result;

    if (pipe->begin == pipe->end)
        return brine_stream_flush(pipe->stream);
    result = brine_stream_write(pipe->stream, pipe->input + pipe->begin, pipe->end - pipe->begin,
                                &taken);
    pipe->begin += taken;
    return result;
}

/*
 * All of it to standard output, however little that takes at a time. Another process that shares
 * it may have made it non-blocking: then a pipe that is full says EAGAIN.
 */
static bool put_out(const char *text, size_t n)
{
    struct pollfd out = {.fd = STDOUT_FILENO, .events = POLLOUT};

    while (n > 0) {
        ssize_t put = write(STDOUT_FILENO, text, n);

        if (put > 0) {
            text += put;
            n -= (size_t)put;
        } else if (put < 0 && errno == EAGAIN) {
            poll(&out, 1, -1);
        } else if (put == 0 || errno != EINTR) {
            return false;
        }
    }
    return true;
}

/* What the server has sent, to standard output. */
static brine_result pull(struct pipe *pipe, brine_error *error)
{
    char text[16384];
    brine_result result;
    size_t n;

    while ((result = brine_stream_read(pipe->stream, text, sizeof text, &n)) == BRINE_OK)
        if (!put_out(text, n)) {
            snprintf(error->text, sizeof error->text, "can't write to standard output: %s",
                     strerror(errno));
            return error->code = BRINE_ERROR_FILE;
        }
    return result;
}

static void fill(struct pipe *pipe)
{
    ssize_t n = read(STDIN_FILENO, pipe->input, sizeof pipe->input);

    pipe->begin = 0;
    pipe->end = n > 0 ? (size_t)n : 0;
    pipe->input_over = n == 0 || (n < 0 && errno != EINTR && errno != EAGAIN);
}

brine_result pipe_run(brine_stream *stream, brine_error *error)
{
    struct pipe pipe = {.stream = stream};
    brine_result result;

    for (;;) {
        bool input;

        result = push(&pipe); /* an error here may be the server's words, which pull reads */
        if (result == BRINE_OK && pipe.begin < pipe.end)
            continue;
        result = pull(&pipe, error);
        if (!is_waiting(result))
            return result;
        input = !pipe.input_over && pipe.begin == pipe.end;
        if (!wait_for(stream, &input, pipe.input_over ? QUIET_MS : -1) && pipe.input_over)
            return BRINE_OK;
        if (input)
            fill(&pipe);
    }
}
