#include "fake_network.h"

#include "fake_engine.h"
#include "stream/deadline.h"
#include "stream/socket.h"
#include "support/test.h"
#include "system/clock.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

#define START   INT64_C(1000000)
#define SOCKETS 40

typedef struct fake_descriptor {
    bool open;
    char host;
    int64_t done; /* when connecting ends; BRN_NEVER */
    int failure;
    unsigned watched;
} fake_descriptor;

fake_network network;
static fake_descriptor descriptors[SOCKETS];
static bool watching;

int64_t brn_clock_monotonic_ms(void)
{
    return START + network.now;
}

int64_t brn_clock_now(void)
{
    return 0;
}

void fake_network_begin(bool with_watch)
{
    memset(&network, 0, sizeof network);
    memset(descriptors, 0, sizeof descriptors);
    watching = with_watch;
    network.says = "";
    for (size_t i = 0; i < FAKE_HOSTS; i++)
        network.hosts[i].after = FAKE_NEVER;
}

static fake_descriptor *find(int number)
{
    assert_between(number, FAKE_FIRST, FAKE_FIRST + SOCKETS - 1);
    assert_true(descriptors[number - FAKE_FIRST].open);
    return &descriptors[number - FAKE_FIRST];
}

static void note(char sign, char host)
{
    size_t at = strlen(network.log);

    snprintf(network.log + at, sizeof network.log - at, "%s%c%c%d", at > 0 ? " " : "", sign, host,
             (int)network.now);
}

/* ---- The application's event loop ---- */

void fake_watch(void *context, int descriptor, unsigned events)
{
    fake_descriptor *d = find(descriptor);
    size_t at = strlen(network.watch_log);

    assert_ptr_equal(context, &network);
    snprintf(network.watch_log + at, sizeof network.watch_log - at, "%s%c=%u", at > 0 ? " " : "",
             d->host, events);
    assert_int_not_equal(d->watched, events); /* it is told of changes only */
    d->watched = events;
}

unsigned fake_watched(int descriptor)
{
    return find(descriptor)->watched;
}

unsigned fake_watched_count(void)
{
    unsigned count = 0;

    for (size_t i = 0; i < SOCKETS; i++)
        count += descriptors[i].watched != 0;
    return count;
}

static int64_t ready_at(const fake_descriptor *d, unsigned events)
{
    bool connected = d->done <= network.now && d->failure == 0;

    if (!connected)
        return events != 0 ? d->done : BRN_NEVER;
    if ((events & BRINE_WATCH_WRITE) != 0 && !network.sends_nothing)
        return network.now;
    return (events & BRINE_WATCH_READ) != 0 && *network.says != '\0' ? network.now : BRN_NEVER;
}

static void wait_until(int64_t moment)
{
    if (moment == BRN_NEVER)
        fail_msg("waits for ever after %s", network.log);
    if (network.now < moment)
        network.now = moment;
}

void fake_network_wait(const brine_wait *waits, size_t count, int time_left)
{
    int64_t moment = time_left < 0 ? BRN_NEVER : network.now + time_left;

    for (size_t i = 0; i < count; i++)
        moment = brn_deadline_earlier(moment, ready_at(find(waits[i].descriptor), waits[i].events));
    wait_until(moment);
}

void fake_network_wait_watched(int time_left)
{
    brine_wait waits[SOCKETS];
    size_t count = 0;

    for (int i = 0; i < SOCKETS; i++)
        if (descriptors[i].watched != 0)
            waits[count++] = (brine_wait){FAKE_FIRST + i, descriptors[i].watched};
    fake_network_wait(waits, count, time_left);
}

/* ---- src/stream/socket.h ---- */

static char host_of(const brn_address *address)
{
    return (char)('a' + (ntohl(address->as.ipv4.sin_addr.s_addr) & 0xff) - 1);
}

brine_result brn_socket_connect(const brn_address *address, bool wait, int *out, int *number)
{
    char host = host_of(address);
    const fake_host *how = &network.hosts[host - 'a'];
    int free = 0;

    note('+', host);
    *out = -1;
    *number = how->failure;
    if (wait)
        wait_until(how->sync                  ? network.now
                   : how->after == FAKE_NEVER ? BRN_NEVER
                                              : network.now + how->after);
    network.waited_in_connect += wait;
    if ((how->sync || wait) && how->failure != 0)
        return BRINE_ERROR_CONNECT;
    while (descriptors[free].open)
        free++;
    descriptors[free] =
        (fake_descriptor){.open = true,
                          .host = host,
                          .done = how->after == FAKE_NEVER ? BRN_NEVER : network.now + how->after,
                          .failure = how->failure};
    network.open++;
    if (network.most_open < network.open)
        network.most_open = network.open;
    *out = FAKE_FIRST + free;
    return how->sync || wait ? BRINE_OK : BRINE_WANT_WRITE;
}

void brn_sockets_wait_connected(const int *sockets, bool *done, size_t count, int64_t deadline)
{
    int64_t moment = deadline == BRN_NEVER ? BRN_NEVER : deadline - START;

    for (size_t i = 0; i < count; i++)
        moment = brn_deadline_earlier(moment, find(sockets[i])->done);
    wait_until(deadline == 0 ? 0 : moment);
    for (size_t i = 0; i < count; i++)
        done[i] = find(sockets[i])->done <= network.now;
}

int brn_socket_connect_failure(int socket)
{
    assert_true(find(socket)->done <= network.now);
    return find(socket)->failure;
}

brine_result brn_socket_adopt(int socket, brn_address *peer, int *number)
{
    (void)socket;
    (void)peer;
    *number = ENOTCONN;
    return BRINE_ERROR_CONNECT;
}

brine_result brn_socket_receive(int socket, bool wait, uint8_t *out, size_t cap, size_t *got,
                                int *number)
{
    (void)wait;
    assert_true(find(socket)->done <= network.now && cap >= 16);
    *got = 0;
    *number = EAGAIN;
    if (*network.says == '\0')
        return BRINE_WANT_READ;
    if (*network.says == '.')
        *got = fake_record(out, 21, "", 1);
    else
        *got = fake_record(out, *network.says == 'd' ? 23 : 22, network.says, 1);
    network.says++;
    return BRINE_OK;
}

brine_result brn_socket_send(int socket, const uint8_t *data, size_t len, size_t *sent, int *number)
{
    (void)data;
    assert_true(find(socket)->done <= network.now);
    *sent = network.sends_nothing || network.breaks ? 0 : len;
    *number = network.breaks ? EPIPE : EAGAIN;
    if (network.breaks)
        return BRINE_ERROR_WRITE;
    return network.sends_nothing ? BRINE_WANT_WRITE : BRINE_OK;
}

void brn_socket_acknowledge(int socket)
{
    (void)socket;
}

brine_result brn_socket_wait(int socket, bool read, bool write, int64_t deadline)
{
    (void)find(socket);
    (void)read;
    (void)write;
    wait_until(deadline == BRN_NEVER ? BRN_NEVER : deadline - START);
    return BRINE_ERROR_TIMED_OUT;
}

void brn_socket_close(int socket, bool gently)
{
    fake_descriptor *d = find(socket);

    (void)gently;
    if (watching && d->watched != 0)
        fail_msg("%c is closed while it is watched, after %s", d->host, network.log);
    note('-', d->host);
    d->open = false;
    network.open--;
}
