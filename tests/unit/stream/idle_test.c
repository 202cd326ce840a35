/*
 * The heap of a stream that has read its page and waits for the next one: with brine's own engine,
 * how much there is of it, and that no plaintext is in it. The allocator knows every block.
 */
#include "support/peer/peer.h"
#include "support/test.h"
#include "unit/config/fixture.h"

#include <brine/stream.h>

#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define IDLE_MAX 2432

/* ---- The heap ---- */

#define BLOCKS_MAX 4096

typedef struct block {
    uint8_t *data;
    size_t size;
} block;

static block blocks[BLOCKS_MAX];
static size_t block_count, heap_size;

/* Pages are made of this; each 16 bytes of any place in them find it. */
static const char page[] = "plaintext of a page ";
#define PAGE_LEN   (sizeof page - 1)
#define CLUE_LEN   8
#define CLUE_PLACE 3

static bool holds_plaintext(const block *b)
{
    for (size_t i = 0; i + CLUE_LEN <= b->size; i++)
        if (memcmp(b->data + i, page + CLUE_PLACE, CLUE_LEN) == 0)
            return true;
    return false;
}

static void *heap_allocate(void *context, size_t size)
{
    uint8_t *data = malloc(size);

    (void)context;
    assert_true(data != NULL && block_count < BLOCKS_MAX);
    memset(data, 0x5a, size);
    blocks[block_count++] = (block){data, size};
    heap_size += size;
    return data;
}

/* What is given back holds no plaintext either. */
static void heap_release(void *context, void *data, size_t size)
{
    size_t i = 0;

    (void)context;
    while (i < block_count && blocks[i].data != data)
        i++;
    assert_true(i < block_count);
    assert_int_equal(blocks[i].size, size);
    assert_false(holds_plaintext(&blocks[i]));
    free(data);
    blocks[i] = blocks[--block_count];
    heap_size -= size;
}

static const brine_allocator heap = {NULL, heap_allocate, heap_release};

static void expect_no_plaintext(void)
{
    for (size_t i = 0; i < block_count; i++)
        if (holds_plaintext(&blocks[i]))
            fail_msg("a block of %lu bytes holds plaintext", (unsigned long)blocks[i].size);
}

/* ---- The server: answers each request with a page, in a thread of its own ---- */

typedef struct service {
    peer *server;
    int socket;
    size_t page_length;
} service;

static void send_all(const service *s)
{
    static uint8_t out[1 << 18];
    size_t n, sent = 0;

    while ((n = peer_take(s->server, out, sizeof out)) > 0)
        for (sent = 0; sent < n;) {
            ssize_t more = send(s->socket, out + sent, n - sent, MSG_NOSIGNAL);

            if (more < 0)
                return;
            sent += (size_t)more;
        }
}

static void answer(const service *s)
{
    static char text[PAGE_LEN * 4096];
    size_t length = s->page_length; /* it changes as soon as the client has the last byte */
    size_t said = 0;

    for (size_t i = 0; i < sizeof text; i++)
        text[i] = page[i % PAGE_LEN];
    while (said < length) {
        size_t more = length - said;

        if (more > sizeof text)
            more = sizeof text;
        peer_say(s->server, text, more);
        send_all(s);
        said += more;
    }
}

static void *serve(void *context)
{
    const service *s = context;
    uint8_t heard[4096];
    ssize_t n;

    while ((n = recv(s->socket, heard, sizeof heard, 0)) > 0) {
        peer_feed(s->server, heard, (size_t)n);
        send_all(s);
        if (s->server->application.len > 0)
            answer(s);
        s->server->application.len = 0;
    }
    return NULL;
}

/* ---- The client ---- */

static peer_pki *pki;

static void wait_for(brine_stream *stream)
{
    brine_wait wait;
    struct pollfd ready = {.fd = -1};

    assert_int_equal(brine_stream_waits(stream, &wait, 1), 1);
    ready.fd = wait.descriptor;
    ready.events = (short)((wait.events & BRINE_WATCH_READ ? POLLIN : 0) |
                           (wait.events & BRINE_WATCH_WRITE ? POLLOUT : 0));
    assert_int_equal(poll(&ready, 1, -1), 1);
}

static bool goes_on(brine_stream *stream, brine_result result)
{
    if (result == BRINE_WANT_READ || result == BRINE_WANT_WRITE) {
        wait_for(stream);
        return true;
    }
    assert_int_equal(result, BRINE_OK);
    return false;
}

static void get_page(brine_stream *stream, size_t length, size_t portion)
{
    static uint8_t text[100000];
    size_t total = 0, n = 0;

    while (goes_on(stream, brine_stream_write(stream, "q", 1, &n)))
        ;
    while (goes_on(stream, brine_stream_flush(stream)))
        ;
    while (total < length)
        if (!goes_on(stream, brine_stream_read(stream, text, portion, &n)))
            total += n;
    assert_int_equal(total, length);
}

/* The last byte that was wanted is read: the application asks for no more. */
static void expect_idle(size_t page_length, size_t before)
{
    expect_no_plaintext();
    if (heap_size - before > IDLE_MAX)
        fail_msg("after a page of %lu bytes, %lu bytes are held", (unsigned long)page_length,
                 (unsigned long)(heap_size - before));
}

static brine_config *new_config(void)
{
    static brine_allocator allocator;
    brine_config *config;
    brine_error error;

    allocator = heap;
    assert_int_equal(brine_config_new(&allocator, &config, NULL), BRINE_OK);
    assert_int_equal(brine_config_insecure_skip_chain(config), BRINE_OK);
    assert_int_equal(brine_config_set_clock(config, test_clock, NULL), BRINE_OK);
    assert_int_equal(brine_config_set_session_cache(config, 0), BRINE_OK);
    assert_int_equal(brine_config_freeze(config, &error), BRINE_OK);
    return config;
}

static void browse(bool non_blocking, const size_t *lengths, size_t count, size_t portion)
{
    const brine_dial_options options = {.size = sizeof options, .non_blocking = non_blocking};
    const peer_config wanted = {.identity = peer_pki_leaf(pki, PEER_KEY_P256)};
    brine_config *config = new_config();
    size_t before = heap_size;
    int sockets[2];
    service s = {.server = peer_new(&wanted)};
    brine_stream *stream;
    pthread_t thread;

    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, sockets), 0);
    s.socket = sockets[1];
    assert_int_equal(pthread_create(&thread, NULL, serve, &s), 0);
    assert_int_equal(
        brine_stream_open(config, sockets[0], PEER_SERVER_NAME, 443, &options, &stream, NULL),
        BRINE_OK);
    while (goes_on(stream, brine_stream_handshake(stream)))
        ;
    for (size_t i = 0; i < count; i++) {
        s.page_length = lengths[i];
        get_page(stream, lengths[i], portion);
        expect_idle(lengths[i], before);
    }
    brine_stream_free(stream);
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_int_equal(heap_size, before);
    brine_config_free(config);
    assert_int_equal(heap_size, 0);
    peer_free(s.server);
    close(s.socket);
}

static void small_pages_leave_nothing(void **state)
{
    static const size_t lengths[] = {1000, 1, 16384, 16385, 1000, 65536, 81920};

    (void)state;
    for (int non_blocking = 0; non_blocking < 2; non_blocking++) {
        browse(non_blocking != 0, lengths, 7, 16384);
        browse(non_blocking != 0, lengths, 7, 100);
        browse(non_blocking != 0, lengths, 7, 100000);
    }
}

static void neither_does_a_large_one(void **state)
{
    static const size_t lengths[] = {100000000, 1000};

    (void)state;
    for (int non_blocking = 0; non_blocking < 2; non_blocking++)
        browse(non_blocking != 0, lengths, 2, 65536);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_pages_leave_nothing),
        cmocka_unit_test(neither_does_a_large_one),
    };
    int failed;

    pki = peer_pki_new();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    peer_pki_free(pki);
    return failed;
}
