#include "fake_socket.h"

#include "stream/socket.h"
#include "support/test.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>

#define HEADER 5

fake_wire wire;

static size_t say_one(uint8_t *out, char letter)
{
    static const uint8_t close_notify = 0, fatal = 1;

    if (letter == '.')
        return fake_record(out, 21, &close_notify, 1);
    if (letter == '!')
        return fake_record(out, 21, &fatal, 1);
    return fake_record(out, letter >= 'a' && letter <= 'z' ? 23 : 22, &letter, 1);
}

void fake_wire_say(const char *letters)
{
    size_t length = wire.cut_count > 0 ? wire.cuts[wire.cut_count - 1] : 0;

    for (; *letters != '\0'; letters++) {
        assert_true(length + HEADER + 1 <= sizeof wire.in);
        length += say_one(wire.in + length, *letters);
    }
    assert_true(wire.cut_count < sizeof wire.cuts / sizeof *wire.cuts);
    wire.cuts[wire.cut_count++] = length;
}

brine_result brn_socket_connect(const brn_address *address, bool wait, int *out, int *number)
{
    (void)address;
    (void)wait;
    *out = -1;
    *number = ECONNREFUSED;
    return BRINE_ERROR_CONNECT;
}

void brn_sockets_wait_connected(const int *sockets, bool *done, size_t count, int64_t deadline)
{
    (void)sockets;
    (void)deadline;
    for (size_t i = 0; i < count; i++)
        done[i] = true;
}

int brn_socket_connect_failure(int socket)
{
    (void)socket;
    return ECONNREFUSED;
}

brine_result brn_socket_adopt(int socket, brn_address *peer, int *number)
{
    (void)number;
    assert_int_equal(socket, FAKE_SOCKET);
    memset(peer, 0, sizeof *peer);
    if (wire.address != NULL) {
        peer->as.ipv4.sin_family = AF_INET;
        assert_int_equal(inet_pton(AF_INET, wire.address, &peer->as.ipv4.sin_addr), 1);
        peer->length = sizeof peer->as.ipv4;
    }
    return BRINE_OK;
}

brine_result brn_socket_receive(int socket, bool wait, uint8_t *out, size_t cap, size_t *got,
                                int *number)
{
    (void)socket;
    *got = 0;
    wire.receives++;
    if (wait && !wire.never_waits)
        wire.waiting++;
    if (wire.read < wire.cut_count) {
        size_t n = wire.cuts[wire.read] - wire.received;

        assert_true(n <= cap);
        memcpy(out, wire.in + wire.received, n);
        wire.received += n;
        wire.read++;
        *got = n;
        return BRINE_OK;
    }
    *number = wire.end == FAKE_RESETS ? ECONNRESET : EAGAIN;
    if (wire.end == FAKE_ENDS)
        return BRINE_CLOSED;
    return wire.end == FAKE_RESETS ? BRINE_ERROR_READ : BRINE_WANT_READ;
}

/* Whole records are sent, in this script. */
static void note_sent(const uint8_t *record)
{
    size_t at = strlen(wire.sent);

    assert_true(at + 1 < sizeof wire.sent);
    wire.sent[at] = (char)record[HEADER];
    if (record[0] == 21)
        wire.sent[at] = record[HEADER] == 0 ? '.' : '!';
}

brine_result brn_socket_send(int socket, const uint8_t *data, size_t len, size_t *sent, int *number)
{
    (void)socket;
    *sent = 0;
    *number = wire.out == FAKE_BREAKS ? EPIPE : EAGAIN;
    if (wire.out != FAKE_TAKES)
        return wire.out == FAKE_BREAKS ? BRINE_ERROR_WRITE : BRINE_WANT_WRITE;
    while (*sent < len) {
        note_sent(data + *sent);
        *sent += HEADER + ((size_t)data[*sent + 3] << 8 | data[*sent + 4]);
    }
    return BRINE_OK;
}

void brn_socket_acknowledge(int socket)
{
    assert_int_equal(socket, FAKE_SOCKET);
    wire.acknowledged++;
}

brine_result brn_socket_wait(int socket, bool read, bool write, int64_t deadline)
{
    bool readable = wire.read < wire.cut_count || wire.end != FAKE_STAYS_OPEN;

    (void)socket;
    (void)deadline;
    wire.waits++;
    wire.held = fake.allocated;
    if (write && wire.out == FAKE_BREAKS_LATER)
        wire.out = FAKE_BREAKS;
    if ((read && readable) || (write && wire.out != FAKE_FULL))
        return BRINE_OK;
    return BRINE_ERROR_TIMED_OUT;
}

void brn_socket_close(int socket, bool gently)
{
    (void)gently;
    assert_int_equal(socket, FAKE_SOCKET);
    wire.closed++;
}
