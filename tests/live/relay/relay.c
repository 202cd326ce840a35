/*
 * A TCP relay on loopback that delays, cuts and counts: tcp_relay PORT TARGET_PORT [OPTIONS]
 *
 *   --delay MS   each byte arrives that many milliseconds after it was sent, either way
 *   --cut N      after N bytes from the server the client sees the connection end
 *   --reset N    the same, but reset
 *   --stall N    after N bytes from the server nothing more arrives, and nothing ends
 *
 * It prints one line for each connection that carried bytes, when it is over:
 *
 *   connection round_trips=2 milliseconds=83 to_server=801 to_client=2310 largest_record=600
 *
 * round_trips are the client's flights until the server's first record of application data,
 * that is, how often the client had to wait for an answer. A flight is what comes from one
 * side without anything from the other in between; record headers stay readable under TLS 1.2
 * (RFC 5246 section 6.2.3). Counting needs a delay that is longer than a program takes
 * between two writes. 0 means that no application data came. milliseconds run from accept to
 * the same moment. largest_record is the longest body of a record from the server. The relay's own
 * connections are made without delay: TCP's handshake is not part of either figure.
 */
#define _POSIX_C_SOURCE 200809L

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CONNECTIONS_MAX = 64, CHUNK_SIZE = 16384, RECORD_APPLICATION_DATA = 23 };

/* Bytes on their way; one of no bytes is the end of the stream. */
typedef struct chunk {
    struct chunk *next;
    int64_t due; /* milliseconds of now() */
    size_t len, sent;
    uint8_t bytes[CHUNK_SIZE];
} chunk;

/* One direction of a connection. */
typedef struct direction {
    int from, to;
    chunk *first, **last;
    size_t queued; /* chunks */
    uint64_t total;
    bool ended; /* `from` will bring nothing more */
} direction;

typedef struct connection {
    bool used;
    direction up, down; /* to the server, to the client */
    bool client_spoke_last;
    unsigned flights; /* the client's */
    unsigned round_trips;
    int64_t accepted, answered;
    /* Where in the server's records the last byte stood. */
    size_t header_len, body_left, largest_record;
    uint8_t header[5];
} connection;

typedef enum ending { ENDING_NONE, ENDING_CUT, ENDING_RESET, ENDING_STALL } ending;

static struct {
    int64_t delay;
    ending ending;
    uint64_t ending_at;
    uint16_t target;
} settings;

static connection connections[CONNECTIONS_MAX];

/* A direction with that many chunks on their way is not read further. */
static const size_t QUEUE_MAX = 256;

static int64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static void stop(const char *what)
{
    perror(what);
    exit(1);
}

static struct sockaddr_in loopback(uint16_t port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

/* Each write of a peer travels at once, and no socket blocks. */
static void prepare(int fd)
{
    int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
}

static void accept_connection(int listener)
{
    int client = accept(listener, NULL, NULL);
    if (client < 0) {
        return;
    }
    int server = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = loopback(settings.target);
    connection *free_one = NULL;
    for (size_t i = 0; i < CONNECTIONS_MAX; i++) {
        if (!connections[i].used) {
            free_one = &connections[i];
            break;
        }
    }
    if (free_one == NULL || server < 0 ||
        connect(server, (struct sockaddr *)&address, sizeof address) != 0) {
        close(client);
        if (server >= 0) {
            close(server);
        }
        return;
    }
    prepare(client);
    prepare(server);
    *free_one = (connection){.used = true,
                             .up = {.from = client, .to = server},
                             .down = {.from = server, .to = client},
                             .accepted = now()};
    free_one->up.last = &free_one->up.first;
    free_one->down.last = &free_one->down.first;
}

static void report(const connection *c)
{
    if (c->up.total + c->down.total == 0) {
        return;
    }
    printf("connection round_trips=%u milliseconds=%lld to_server=%llu to_client=%llu "
           "largest_record=%zu\n",
           c->round_trips, c->round_trips > 0 ? (long long)(c->answered - c->accepted) : 0LL,
           (unsigned long long)c->up.total, (unsigned long long)c->down.total, c->largest_record);
    fflush(stdout);
}

static void drop_chunk(direction *d)
{
    chunk *gone = d->first;
    d->first = gone->next;
    if (d->first == NULL) {
        d->last = &d->first;
    }
    d->queued--;
    free(gone);
}

static void finish(connection *c, bool reset)
{
    if (reset) {
        struct linger linger = {.l_onoff = 1, .l_linger = 0};
        setsockopt(c->up.from, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
    }
    report(c);
    close(c->up.from);
    close(c->up.to);
    while (c->up.first != NULL) {
        drop_chunk(&c->up);
    }
    while (c->down.first != NULL) {
        drop_chunk(&c->down);
    }
    c->used = false;
}

/* Walks over record headers: notes the longest, and the first of application data. */
static void watch_records(connection *c, const uint8_t *bytes, size_t len)
{
    for (size_t i = 0; i < len;) {
        if (c->body_left > 0) {
            size_t step = len - i < c->body_left ? len - i : c->body_left;
            c->body_left -= step;
            i += step;
            continue;
        }
        c->header[c->header_len++] = bytes[i++];
        if (c->header_len < sizeof c->header) {
            continue;
        }
        c->header_len = 0;
        c->body_left = (size_t)c->header[3] << 8 | c->header[4];
        c->largest_record = c->body_left > c->largest_record ? c->body_left : c->largest_record;
        if (c->header[0] == RECORD_APPLICATION_DATA && c->round_trips == 0) {
            c->round_trips = c->flights;
            c->answered = now() + settings.delay;
        }
    }
}

static void count(connection *c, const direction *d, const uint8_t *bytes, size_t len)
{
    if (d == &c->up) {
        if (!c->client_spoke_last) {
            c->flights++;
        }
        c->client_spoke_last = true;
    } else {
        c->client_spoke_last = false;
        watch_records(c, bytes, len);
    }
}

static void read_some(connection *c, direction *d)
{
    chunk *fresh = malloc(sizeof *fresh);
    if (fresh == NULL) {
        stop("relay: malloc");
    }
    ssize_t got = read(d->from, fresh->bytes, sizeof fresh->bytes);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) {
        free(fresh);
        return;
    }
    fresh->len = got > 0 ? (size_t)got : 0;
    if (d == &c->down && settings.ending != ENDING_NONE &&
        d->total + fresh->len > settings.ending_at) {
        fresh->len = (size_t)(settings.ending_at - d->total);
    }
    fresh->sent = 0;
    fresh->next = NULL;
    fresh->due = now() + settings.delay;
    d->total += fresh->len;
    d->ended = got <= 0;
    count(c, d, fresh->bytes, fresh->len);
    if (fresh->len == 0 && got > 0) {
        free(fresh); /* the ending has come: write_some sees it by the total */
        return;
    }
    *d->last = fresh;
    d->last = &fresh->next;
    d->queued++;
}

/* Returns false when the connection is over. */
static bool write_some(connection *c, direction *d)
{
    while (d->first != NULL && d->first->due <= now()) {
        chunk *head = d->first;
        if (head->len == 0) {
            shutdown(d->to, SHUT_WR);
            drop_chunk(d);
            continue;
        }
        ssize_t put = write(d->to, head->bytes + head->sent, head->len - head->sent);
        if (put < 0) {
            return errno == EAGAIN || errno == EINTR;
        }
        head->sent += (size_t)put;
        if (head->sent == head->len) {
            drop_chunk(d);
        }
    }
    if (d == &c->down && d->first == NULL && settings.ending != ENDING_NONE &&
        d->total >= settings.ending_at) {
        return settings.ending == ENDING_STALL;
    }
    return true;
}

static bool serve(connection *c, direction *d, short events)
{
    bool spent = d == &c->down && settings.ending != ENDING_NONE && d->total >= settings.ending_at;
    if ((events & (POLLIN | POLLHUP | POLLERR)) != 0 && !d->ended && !spent &&
        d->queued < QUEUE_MAX) {
        read_some(c, d);
    }
    return write_some(c, d);
}

/* Fills one poll entry and lowers *timeout to when this direction wants to write again. */
static void wait_for(const connection *c, const direction *d, struct pollfd *entry, int *timeout)
{
    bool spent = d == &c->down && settings.ending != ENDING_NONE && d->total >= settings.ending_at;
    bool closed = d->ended || spent || d->queued >= QUEUE_MAX;
    *entry = (struct pollfd){.fd = closed ? -1 : d->from, .events = POLLIN};
    if (d->first != NULL) {
        int64_t wait = d->first->due - now();
        wait = wait < 1 ? 1 : wait; /* a full socket is tried again each millisecond */
        *timeout = *timeout < 0 || wait < *timeout ? (int)wait : *timeout;
    }
}

static void relay(int listener)
{
    for (;;) {
        struct pollfd entries[1 + 2 * CONNECTIONS_MAX] = {{.fd = listener, .events = POLLIN}};
        int timeout = -1;
        for (size_t i = 0; i < CONNECTIONS_MAX; i++) {
            connection *c = &connections[i];
            entries[1 + 2 * i].fd = entries[2 + 2 * i].fd = -1;
            if (c->used) {
                wait_for(c, &c->up, &entries[1 + 2 * i], &timeout);
                wait_for(c, &c->down, &entries[2 + 2 * i], &timeout);
            }
        }
        if (poll(entries, sizeof entries / sizeof *entries, timeout) < 0 && errno != EINTR) {
            stop("relay: poll");
        }
        for (size_t i = 0; i < CONNECTIONS_MAX; i++) {
            connection *c = &connections[i];
            if (!c->used) {
                continue;
            }
            bool goes_on = serve(c, &c->up, entries[1 + 2 * i].revents) &&
                           serve(c, &c->down, entries[2 + 2 * i].revents);
            bool both_ended =
                c->up.ended && c->down.ended && c->up.first == NULL && c->down.first == NULL;
            if (!goes_on || both_ended) {
                finish(c, !goes_on && settings.ending == ENDING_RESET);
            }
        }
        if ((entries[0].revents & POLLIN) != 0) {
            accept_connection(listener);
        }
    }
}

static void read_settings(int argc, char **argv)
{
    for (int i = 3; i + 1 < argc; i += 2) {
        unsigned long long value = strtoull(argv[i + 1], NULL, 10);
        if (strcmp(argv[i], "--delay") == 0) {
            settings.delay = (int64_t)value;
            continue;
        }
        settings.ending_at = value;
        settings.ending = strcmp(argv[i], "--cut") == 0     ? ENDING_CUT
                          : strcmp(argv[i], "--reset") == 0 ? ENDING_RESET
                                                            : ENDING_STALL;
    }
}

int main(int argc, char **argv)
{
    if (argc < 3 || argc % 2 == 0) {
        fprintf(stderr, "usage: tcp_relay PORT TARGET_PORT [--delay MS] "
                        "[--cut BYTES | --reset BYTES | --stall BYTES]\n");
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    settings.target = (uint16_t)strtoul(argv[2], NULL, 10);
    read_settings(argc, argv);
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = loopback((uint16_t)strtoul(argv[1], NULL, 10));
    int on = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0 ||
        listen(listener, 16) != 0) {
        stop("relay: bind");
    }
    prepare(listener);
    printf("relay: listening\n");
    fflush(stdout);
    relay(listener);
}
