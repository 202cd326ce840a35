/*
 * A TCP relay on loopback that delays, cuts and counts: tcp_relay PORT TARGET_PORT [OPTIONS]
 *
 *   --delay MS   each byte arrives that many milliseconds after it was sent, either way
 *   --cut N      after N bytes from the server the client sees the connection end
 *   --reset N    the same, but reset
 *   --stall N    after N bytes from the server nothing more arrives, and nothing ends
 *   --nagle 1    the client sees a server that keeps Nagle's algorithm on (RFC 896) and writes
 *                each record apart: a small one waits until what went before is acknowledged
 *   --record F   what passes is recorded in the files F.1, F.2 and so on (record.h)
 *
 * It prints one line for each connection that carried bytes, when it is over:
 *
 *   connection round_trips=2 milliseconds=83 to_server=801 to_client=2310 largest_record=60 left=85
 *
 * round_trips are the client's flights until the server's first record of application data,
 * that is, how often the client had to wait for an answer. A flight is what comes from one
 * side without anything from the other in between; record headers stay readable under TLS 1.2
 * (RFC 5246 section 6.2.3). Counting needs a delay that is longer than a program takes
 * between two writes. 0 means that no application data came. milliseconds run from accept to
 * the same moment. largest_record is the longest body of a record from the server. left are the
 * milliseconds from accept until the client hung up, 0 = it did not: with --nagle the answer
 * arrives later than it was written. The relay's own connections are made without delay: TCP's
 * handshake is not part of any figure.
 */
#define _POSIX_C_SOURCE 200809L

#include "record.h"

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

/* Where in a stream of records the last byte stood. */
typedef struct place {
    size_t header_len, body_left;
    uint8_t header[5];
} place;

typedef struct connection {
    bool used;
    direction up, down; /* to the server, to the client */
    bool client_spoke_last;
    unsigned flights; /* the client's */
    unsigned round_trips;
    int64_t accepted, answered, left;
    place received, written; /* of the server's records */
    size_t largest_record;
    unsigned record; /* the number of its record; 0 = none yet */
} connection;

typedef enum ending { ENDING_NONE, ENDING_CUT, ENDING_RESET, ENDING_STALL } ending;

static struct {
    int64_t delay;
    ending ending;
    uint64_t ending_at;
    bool nagle;
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
    if (settings.nagle) {
        int off = 0;
        setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &off, sizeof off);
    }
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
           "largest_record=%zu left=%lld\n",
           c->round_trips, c->round_trips > 0 ? (long long)(c->answered - c->accepted) : 0LL,
           (unsigned long long)c->up.total, (unsigned long long)c->down.total, c->largest_record,
           c->left > 0 ? (long long)(c->left - c->accepted) : 0LL);
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

/*
 * Walks to the end of the record at hand, or as far as the bytes reach; returns how many it took.
 */
static size_t walk(place *p, const uint8_t *bytes, size_t len)
{
    size_t at = 0;
    while (at < len && p->body_left == 0) {
        p->header[p->header_len++] = bytes[at++];
        if (p->header_len == sizeof p->header) {
            p->header_len = 0;
            p->body_left = (size_t)p->header[3] << 8 | p->header[4];
            break;
        }
    }
    size_t step = len - at < p->body_left ? len - at : p->body_left;
    p->body_left -= step;
    return at + step;
}

/* Notes the longest record, and the first of application data. */
static void watch_records(connection *c, const uint8_t *bytes, size_t len)
{
    while (len > 0) {
        size_t taken = walk(&c->received, bytes, len);
        size_t size = (size_t)c->received.header[3] << 8 | c->received.header[4];
        bytes += taken;
        len -= taken;
        if (c->received.header_len > 0) {
            return; /* the rest of the header is still to come */
        }
        c->largest_record = size > c->largest_record ? size : c->largest_record;
        if (c->received.header[0] == RECORD_APPLICATION_DATA && c->round_trips == 0) {
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
    if (d->ended && d == &c->up) {
        c->left = now();
    }
    count(c, d, fresh->bytes, fresh->len);
    if (!record_bytes(&c->record, d == &c->up, fresh->bytes, fresh->len)) {
        stop("relay: record");
    }
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
        size_t len = head->len - head->sent;
        place ahead = c->written;
        if (settings.nagle && d == &c->down) {
            len = walk(&ahead, head->bytes + head->sent, len);
        }
        ssize_t put = write(d->to, head->bytes + head->sent, len);
        if (put > 0 && d == &c->down) {
            (void)walk(&c->written, head->bytes + head->sent, (size_t)put);
        }
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
        if (strcmp(argv[i], "--record") == 0) {
            record_begin(argv[i + 1]);
            continue;
        }
        if (strcmp(argv[i], "--nagle") == 0) {
            settings.nagle = value != 0;
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
        fprintf(stderr,
                "usage: tcp_relay PORT TARGET_PORT [--delay MS] [--nagle 1] [--record FILE] "
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
