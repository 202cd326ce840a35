#include "load.h"

#include <brine/brine.h>

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

const char load_name[] = "brine";
const bool load_is_judged = true;

static brine_config *config;
static uint16_t port;
static size_t heap;

static void *allocate(void *context, size_t size)
{
    (void)context;
    heap += size;
    return malloc(size);
}

static void release(void *context, void *block, size_t size)
{
    (void)context;
    heap -= size;
    free(block);
}

static const brine_allocator counted = {NULL, allocate, release};

static void must(brine_result result, const char *what, const brine_error *error)
{
    if (result != BRINE_OK)
        load_die(what, error->text[0] != '\0' ? error->text : brine_result_text(result));
}

void load_begin(const char *trust_file, uint16_t to, bool sessions)
{
    brine_error error = BRINE_NO_ERROR;
    brine_trust *trust = NULL;

    port = to;
    must(brine_config_new(&counted, &config, &error), "config", &error);
    must(brine_trust_new(&counted, &trust, &error), "trust", &error);
    must(brine_trust_add_file(trust, trust_file, &error), "trust", &error);
    must(brine_trust_freeze(trust, &error), "trust", &error);
    must(brine_config_set_trust(config, trust), "trust", &error);
    brine_trust_free(trust);
    if (!sessions)
        must(brine_config_set_session_cache(config, 0), "cache", &error);
    must(brine_config_freeze(config, &error), "freeze", &error);
}

void load_end(void)
{
    brine_config_free(config);
    config = NULL;
}

static void watch(void *context, int descriptor, unsigned events)
{
    load_watch(context, descriptor,
               ((events & BRINE_WATCH_READ) != 0 ? LOAD_READ : 0) |
                   ((events & BRINE_WATCH_WRITE) != 0 ? LOAD_WRITE : 0));
}

void load_open(load_link *link)
{
    const brine_dial_options options = {.size = sizeof options,
                                        .address = "127.0.0.1",
                                        .non_blocking = true,
                                        .watch = watch,
                                        .watch_context = link};
    brine_error error = BRINE_NO_ERROR;
    brine_stream *stream = NULL;

    must(brine_stream_dial(config, LOAD_HOST, port, &options, &stream, &error), "dial", &error);
    link->tls = stream;
    link->sent = 0;
}

load_progress load_go_on(load_link *link)
{
    static char page[16384];
    const size_t len = strlen(load_request);
    brine_result result = BRINE_OK;
    brine_error error;
    size_t n;

    while (result == BRINE_OK && link->sent < len) {
        result = brine_stream_write(link->tls, load_request + link->sent, len - link->sent, &n);
        link->sent += n;
    }
    while (result == BRINE_OK) {
        result = brine_stream_read(link->tls, page, sizeof page, &n);
        if (result == BRINE_OK && load_is_whole(page, n))
            return LOAD_IDLE;
    }
    if (result == BRINE_WANT_READ || result == BRINE_WANT_WRITE)
        return LOAD_WAITS;
    brine_stream_error(link->tls, &error);
    load_die("connection", error.text[0] != '\0' ? error.text : brine_result_text(result));
    return LOAD_FAILED;
}

bool load_is_resumed(const load_link *link)
{
    brine_facts facts;

    brine_conn_facts(brine_stream_conn(link->tls), &facts, sizeof facts);
    return facts.resumed;
}

void load_close(load_link *link)
{
    const struct linger at_once = {.l_onoff = 1};

    (void)setsockopt(brine_stream_socket(link->tls), SOL_SOCKET, SO_LINGER, &at_once,
                     sizeof at_once);
    brine_stream_free(link->tls);
    link->tls = NULL;
}

size_t load_heap(void)
{
    return heap;
}

size_t load_key_size(void)
{
    const brine_provider *provider = brine_provider_default();

    for (size_t i = 0; provider->aeads[i] != NULL; i++) {
        const brine_aead *aead = provider->aeads[i];

        if (aead->id == BRINE_AEAD_AES_128_GCM &&
            (aead->available == NULL || aead->available(provider->context)))
            return aead->state_size;
    }
    return 0;
}
