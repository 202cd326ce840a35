#include "pair.h"

#include "support/test.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define HEADER 5

static pair open_pair(int type, pair_kind kind, const char *said, const brine_dial_options *times)
{
    brine_dial_options options = {.size = sizeof options};
    pair made = {.server = -1};
    int sockets[2];

    assert_int_equal(socketpair(AF_UNIX, type, 0, sockets), 0);
    made.server = sockets[1];
    assert_true(fcntl(made.server, F_SETFL, O_NONBLOCK) == 0);
    for (; said != NULL && *said != '\0'; said++)
        pair_say(&made, 22, said, 1);
    if (times != NULL)
        options = *times;
    options.non_blocking = kind == PAIR_NON_BLOCKING;
    made.result = brine_stream_open(fake_config(), sockets[0], "a.example", 443, &options,
                                    &made.stream, &made.error);
    return made;
}

pair pair_open(pair_kind kind, const char *said, const brine_dial_options *times)
{
    return open_pair(SOCK_SEQPACKET, kind, said, times);
}

pair pair_open_bytes(pair_kind kind, const char *said)
{
    return open_pair(SOCK_STREAM, kind, said, NULL);
}

void pair_close(pair *p)
{
    brine_stream_free(p->stream);
    if (p->server >= 0)
        close(p->server);
    assert_int_equal(fake.allocated, 0);
}

void pair_say(const pair *p, uint8_t type, const void *data, size_t n)
{
    uint8_t record[HEADER + 16384];
    size_t length = fake_record(record, type, data, n);

    assert_int_equal(send(p->server, record, length, MSG_NOSIGNAL), length);
}

size_t pair_hear(const pair *p, uint8_t *out, size_t cap)
{
    ssize_t n = recv(p->server, out, cap, 0);

    assert_true(n >= 0 || errno == EAGAIN);
    return n > 0 ? (size_t)n : 0;
}

void pair_expect(const pair *p, const char *records)
{
    uint8_t heard[4096], wanted[4096];
    size_t length = 0;

    for (; *records != '\0'; records++) {
        static const uint8_t close_notify = 0, fatal = 1;
        static const uint8_t data[] = "0123456789";

        if (*records == '.')
            length += fake_record(wanted + length, 21, &close_notify, 1);
        else if (*records == '!')
            length += fake_record(wanted + length, 21, &fatal, 1);
        else if (*records >= '0' && *records <= '9')
            length += fake_record(wanted + length, 23, data, (size_t)(*records - '0'));
        else
            length += fake_record(wanted + length, 22, records, 1);
    }
    assert_int_equal(pair_hear(p, heard, sizeof heard), length);
    assert_memory_equal(heard, wanted, length);
}

void pair_expect_nothing(const pair *p)
{
    uint8_t byte;

    assert_int_equal(recv(p->server, &byte, 1, 0), -1);
    assert_int_equal(errno, EAGAIN);
}
