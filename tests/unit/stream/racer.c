#include "racer.h"

#include "fake_lookup.h"
#include "stream/stream.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>

static char texts[FAKE_HOSTS][16];
static const char *list[FAKE_HOSTS + 1];

void racer_begin(racer_way way, size_t hosts)
{
    memset(&fake, 0, sizeof fake);
    fake_network_begin(way == RACER_WATCHES);
    for (size_t i = 0; i < hosts; i++) {
        snprintf(texts[i], sizeof texts[i], "192.0.2.%u", (unsigned)i + 1);
        list[i] = texts[i];
    }
    list[hosts] = NULL;
    fake_lookup_addresses = list;
}

racer racer_dial(racer_way way, brine_dial_options options)
{
    racer r = {.stream = NULL};

    options.size = sizeof options;
    options.connect_only = true;
    options.non_blocking = way != RACER_BLOCKS;
    if (way == RACER_WATCHES) {
        options.watch = fake_watch;
        options.watch_context = &network;
    }
    r.result = brine_stream_dial(fake_config(), "a.example", 443, &options, &r.stream, &r.error);
    return r;
}

void racer_go_on(racer *r, racer_way way)
{
    brine_wait waits[BRINE_CONNECTING_MAX];
    int time_left = brine_stream_time_left(r->stream);
    size_t count = brine_stream_waits(r->stream, waits, BRINE_CONNECTING_MAX);

    assert_true(count <= BRINE_CONNECTING_MAX);
    if (way == RACER_WATCHES) {
        assert_int_equal(fake_watched_count(), count);
        for (size_t i = 0; i < count; i++)
            assert_int_equal(fake_watched(waits[i].descriptor), waits[i].events);
        fake_network_wait_watched(time_left);
    } else {
        fake_network_wait(waits, count, time_left);
    }
    r->result = brine_stream_handshake(r->stream);
}

/* The handshake may have begun: then what it waits for is the server's answer. */
static bool is_connecting(const racer *r)
{
    return r->stream != NULL && r->stream->phase == BRN_STREAM_CONNECTING &&
           (r->result == BRINE_OK || r->result == BRINE_WANT_WRITE);
}

racer racer_connect(racer_way way, brine_dial_options options)
{
    racer r = racer_dial(way, options);

    for (int turns = 0; is_connecting(&r); turns++) {
        assert_true(turns < 200); /* it does not go round without waiting */
        racer_go_on(&r, way);
    }
    if (r.result == BRINE_WANT_READ)
        r.result = BRINE_OK;
    if (r.stream != NULL && r.result != BRINE_OK)
        brine_stream_error(r.stream, &r.error);
    return r;
}

void racer_free(racer *r)
{
    brine_stream_free(r->stream);
    assert_int_equal(network.open, 0);
    assert_int_equal(fake_watched_count(), 0);
    assert_int_equal(fake.allocated, 0);
}
