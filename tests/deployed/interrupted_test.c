/*
 * Signals at every system call: the linker puts the functions here before those of the C library,
 * and each says EINTR when it is called the first time, the third, and so on. A life of a program
 * must not notice. connect goes on where it was interrupted, as POSIX has it.
 */
#include "support/peer/peer.h"
#include "support/scratch.h"
#include "support/test.h"

#include <brine/brine.h>

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* ---- Interruptions ---- */

typedef enum call { OPEN, READ, WRITE, CONNECT, RECV, SEND, POLL, GETRANDOM, CALLS } call;

static const char *const names[CALLS] = {"open", "read", "write", "connect",
                                         "recv", "send", "poll",  "getrandom"};
static unsigned long count[CALLS];

/* Every other time. */
static bool interrupts(call which)
{
    if (count[which]++ % 2 != 0)
        return false;
    errno = EINTR;
    return true;
}

int __real_open(const char *path, int flags, ...);
int __real_open64(const char *path, int flags, ...);
ssize_t __real_read(int fd, void *to, size_t n);
ssize_t __real_write(int fd, const void *from, size_t n);
int __real_connect(int fd, const struct sockaddr *to, socklen_t len);
ssize_t __real_recv(int fd, void *to, size_t n, int flags);
ssize_t __real_send(int fd, const void *from, size_t n, int flags);
int __real_poll(struct pollfd *entries, nfds_t n, int milliseconds);
ssize_t __real_getrandom(void *to, size_t n, unsigned flags);

int __wrap_open(const char *path, int flags, unsigned mode);
int __wrap_open64(const char *path, int flags, unsigned mode);
ssize_t __wrap_read(int fd, void *to, size_t n);
ssize_t __wrap_write(int fd, const void *from, size_t n);
int __wrap_connect(int fd, const struct sockaddr *to, socklen_t len);
ssize_t __wrap_recv(int fd, void *to, size_t n, int flags);
ssize_t __wrap_send(int fd, const void *from, size_t n, int flags);
int __wrap_poll(struct pollfd *entries, nfds_t n, int milliseconds);
ssize_t __wrap_getrandom(void *to, size_t n, unsigned flags);

int __wrap_open(const char *path, int flags, unsigned mode)
{
    return interrupts(OPEN) ? -1 : __real_open(path, flags, mode);
}

int __wrap_open64(const char *path, int flags, unsigned mode)
{
    return interrupts(OPEN) ? -1 : __real_open64(path, flags, mode);
}

ssize_t __wrap_read(int fd, void *to, size_t n)
{
    return interrupts(READ) ? -1 : __real_read(fd, to, n);
}

ssize_t __wrap_write(int fd, const void *from, size_t n)
{
    return interrupts(WRITE) ? -1 : __real_write(fd, from, n);
}

int __wrap_connect(int fd, const struct sockaddr *to, socklen_t len)
{
    int result = __real_connect(fd, to, len);

    return interrupts(CONNECT) ? -1 : result;
}

ssize_t __wrap_recv(int fd, void *to, size_t n, int flags)
{
    return interrupts(RECV) ? -1 : __real_recv(fd, to, n, flags);
}

ssize_t __wrap_send(int fd, const void *from, size_t n, int flags)
{
    return interrupts(SEND) ? -1 : __real_send(fd, from, n, flags);
}

int __wrap_poll(struct pollfd *entries, nfds_t n, int milliseconds)
{
    return interrupts(POLL) ? -1 : __real_poll(entries, n, milliseconds);
}

ssize_t __wrap_getrandom(void *to, size_t n, unsigned flags)
{
    return interrupts(GETRANDOM) ? -1 : __real_getrandom(to, n, flags);
}

/* ---- The server, which is not disturbed ---- */

static peer_pki *pki;

typedef struct service {
    int listener;
    uint16_t port;
    pthread_t thread;
} service;

/* One connection: says each byte back that it hears. */
static void serve_one(int socket)
{
    const peer_config wanted = {.identity = peer_pki_leaf(pki, PEER_KEY_P256)};
    peer *server = peer_new(&wanted);
    uint8_t bytes[4096];
    ssize_t n;

    while ((n = __real_recv(socket, bytes, sizeof bytes, 0)) > 0) {
        size_t len;

        peer_feed(server, bytes, (size_t)n);
        if (server->application.len > 0)
            peer_say(server, server->application.data, server->application.len);
        server->application.len = 0;
        while ((len = peer_take(server, bytes, sizeof bytes)) > 0)
            (void)__real_send(socket, bytes, len, MSG_NOSIGNAL);
    }
    peer_free(server);
}

static void *serve(void *context)
{
    const service *s = context;

    for (int i = 0; i < 2; i++) {
        int socket = accept(s->listener, NULL, NULL);

        serve_one(socket);
        close(socket);
    }
    return NULL;
}

static service start(void)
{
    struct sockaddr_in place = {.sin_family = AF_INET};
    socklen_t len = sizeof place;
    service s = {.listener = socket(AF_INET, SOCK_STREAM, 0)};

    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_true(s.listener >= 0);
    assert_int_equal(bind(s.listener, (const struct sockaddr *)&place, sizeof place), 0);
    assert_int_equal(listen(s.listener, 8), 0);
    assert_int_equal(getsockname(s.listener, (struct sockaddr *)&place, &len), 0);
    s.port = ntohs(place.sin_port);
    return s;
}

/* ---- The life of a program ---- */

static int64_t clock_of_the_pki(void *context)
{
    (void)context;
    return PEER_NOW;
}

static void must(brine_result result, const brine_error *error)
{
    if (result != BRINE_OK)
        fail_msg("%s: %s", brine_result_name(result), error->text);
}

static brine_config *make_config(void)
{
    const peer_slice root = peer_pki_root(pki);
    const char *file = scratch_file("root.der", root.data, root.len);
    brine_config *config = NULL;
    brine_trust *trust = NULL;
    brine_error error = BRINE_NO_ERROR;

    must(brine_config_new(NULL, &config, &error), &error);
    must(brine_trust_new(NULL, &trust, &error), &error);
    must(brine_trust_add_file(trust, file, &error), &error);
    must(brine_trust_add_directory(trust, scratch_path(""), &error), &error);
    must(brine_trust_freeze(trust, &error), &error);
    must(brine_config_set_trust(config, trust), &error);
    brine_trust_free(trust);
    assert_int_equal(setenv("SSLKEYLOGFILE", scratch_path("keys"), 1), 0);
    must(brine_config_key_log_from_environment(config, &error), &error);
    must(brine_config_set_clock(config, clock_of_the_pki, NULL), &error);
    must(brine_config_freeze(config, &error), &error);
    return config;
}

/* Again until it is done, as a loop does that polls. */
static bool again(brine_stream *stream, brine_result result)
{
    brine_wait wait;
    struct pollfd entry;
    brine_error error;

    if (result == BRINE_OK)
        return false;
    brine_stream_error(stream, &error);
    if (result != BRINE_WANT_READ && result != BRINE_WANT_WRITE)
        fail_msg("%s: %s", brine_result_name(result), error.text);
    assert_int_equal(brine_stream_waits(stream, &wait, 1), 1);
    entry = (struct pollfd){.fd = wait.descriptor,
                            .events = (short)((wait.events & BRINE_WATCH_READ ? POLLIN : 0) |
                                              (wait.events & BRINE_WATCH_WRITE ? POLLOUT : 0))};
    (void)__real_poll(&entry, 1, -1);
    return true;
}

static void connect_and_talk(const brine_config *config, uint16_t port, bool non_blocking)
{
    const brine_dial_options options = {.size = sizeof options,
                                        .address = "127.0.0.1",
                                        .non_blocking = non_blocking,
                                        .total_timeout = 600000};
    brine_stream *stream = NULL;
    brine_error error = BRINE_NO_ERROR;
    char text[8] = "";
    size_t n = 0;

    must(brine_stream_dial(config, PEER_SERVER_NAME, port, &options, &stream, &error), &error);
    while (again(stream, brine_stream_write(stream, "hello", 5, &n)))
        ;
    while (again(stream, brine_stream_flush(stream)))
        ;
    while (again(stream, brine_stream_read(stream, text, sizeof text, &n)))
        ;
    assert_int_equal(n, 5);
    assert_string_equal(text, "hello");
    while (again(stream, brine_stream_close(stream)))
        ;
    brine_stream_free(stream);
}

static void a_life_among_signals_goes_on(void **state)
{
    service s = start();
    brine_config *config;

    (void)state;
    assert_int_equal(pthread_create(&s.thread, NULL, serve, &s), 0);
    config = make_config();
    connect_and_talk(config, s.port, false);
    connect_and_talk(config, s.port, true);
    brine_config_free(config);
    assert_int_equal(pthread_join(s.thread, NULL), 0);
    close(s.listener);
    for (size_t i = 0; i < CALLS; i++)
        if (count[i] < 2)
            fail_msg("%s was called %lu times: nothing was learnt of it", names[i], count[i]);
}

static int begin(void **state)
{
    (void)state;
    scratch_begin();
    pki = peer_pki_new();
    return 0;
}

static int end(void **state)
{
    (void)state;
    peer_pki_free(pki);
    scratch_end();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_life_among_signals_goes_on),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
