#include "plain.h"

#include <brine/brine.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>

int64_t plain_moment(void)
{
    struct timespec now = {.tv_sec = 0};

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

bool plain_send(struct plain *plain, const void *bytes, size_t n)
{
    /* A few bytes fit into the socket's buffer, which is empty. */
    if (send(plain->fd, bytes, n, MSG_NOSIGNAL | MSG_DONTWAIT) == (ssize_t)n)
        return true;
    snprintf(plain->why, sizeof plain->why, "can't send: %s", strerror(errno));
    return false;
}

bool plain_say(struct plain *plain, const char *command)
{
    fprintf(stderr, "> %.*s\n", (int)strcspn(command, "\r\n"), command);
    return plain_send(plain, command, strlen(command));
}

bool plain_byte(struct plain *plain, char *byte)
{
    struct pollfd socket = {.fd = plain->fd, .events = POLLIN};
    int64_t left;
    int ready;
    ssize_t n;

    do {
        left = plain->end - plain_moment();
        ready = left > 0 ? poll(&socket, 1, (int)left) : 0;
    } while (ready < 0 && errno == EINTR);
    n = ready > 0 ? recv(plain->fd, byte, 1, 0) : -1;
    if (n == 1)
        return true;
    snprintf(plain->why, sizeof plain->why, "%s",
             ready == 0 ? "the server takes too long"
             : n == 0   ? "the server ended the connection before TLS"
                        : strerror(errno));
    return false;
}

/* For the screen: what the server sent may hold anything. */
static void show(const struct plain *plain)
{
    brine_bytes line = {(const uint8_t *)plain->line, strlen(plain->line)};
    char text[PLAIN_LINE_SIZE];

    brine_foreign_text(line, text, sizeof text);
    fprintf(stderr, "< %s\n", text);
}

bool plain_line(struct plain *plain)
{
    size_t n = 0;

    do {
        if (n == sizeof plain->line)
            return plain->line[n - 1] = '\0', plain_refuse(plain, "the server's line has no end");
        if (!plain_byte(plain, plain->line + n))
            return false;
    } while (plain->line[n++] != '\n');
    n -= n > 1 && plain->line[n - 2] == '\r' ? 2 : 1;
    plain->line[n] = '\0';
    show(plain);
    return true;
}

bool plain_refuse(struct plain *plain, const char *what)
{
    brine_bytes line = {(const uint8_t *)plain->line, strlen(plain->line)};
    int n = snprintf(plain->why, sizeof plain->why, "%s: ", what);

    brine_foreign_text(line, plain->why + n, sizeof plain->why - (size_t)n);
    return false;
}

bool plain_begins(const char *line, const char *with)
{
    return strncasecmp(line, with, strlen(with)) == 0;
}
