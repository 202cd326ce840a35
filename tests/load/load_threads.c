/*
 * Two threads that share one frozen config, beside one alone: handshakes, each with a record each
 * way, against the scripted server in memory. Prints how much faster two are; 2.00 would be that
 * nothing is shared. Not a test: what else the machine does decides, too.
 */
#include "support/peer/drive.h"
#include "support/peer/pki.h"

#include <brine/brine.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define CONNECTIONS 300
#define ROUNDS      7

typedef struct work {
    const brine_config *config;
    peer_pki *pki;
    peer_store store; /* the server's: a thread has a server of its own */
    bool resume;
    uint64_t seed; /* no two servers give the same session ID */
} work;

static void die(const char *why)
{
    fprintf(stderr, "load_threads: %s\n", why);
    exit(1);
}

static int64_t clock_of_the_pki(void *context)
{
    (void)context;
    return PEER_NOW;
}

static void *connect_often(void *context)
{
    work *w = context;

    for (int i = 0; i < CONNECTIONS; i++) {
        const peer_config wanted = {.identity = peer_pki_leaf(w->pki, PEER_KEY_P256),
                                    .store = w->resume ? &w->store : NULL,
                                    .seed = w->seed++};
        const drive_options options = {0};
        static const char text[1000];
        peer *server = peer_new(&wanted);
        brine_conn *conn = NULL;
        drive d;

        if (brine_conn_new(w->config, PEER_SERVER_NAME, &conn, NULL) != BRINE_OK)
            die("no connection");
        d = drive_start(conn, server, &options);
        if (drive_run(&d) != BRINE_OK || drive_write(&d, text, sizeof text) != sizeof text) {
            brine_error error;

            brine_conn_error(conn, &error);
            die(server->fault != NULL ? server->fault : error.text);
        }
        drive_stop(&d);
        brine_conn_free(conn);
        peer_free(server);
    }
    return NULL;
}

static double seconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Seconds that `count` threads need for CONNECTIONS each. */
static double run(work *works, size_t count)
{
    pthread_t threads[2];
    double begun = seconds();

    for (size_t i = 0; i < count; i++)
        if (pthread_create(&threads[i], NULL, connect_often, &works[i]) != 0)
            die("no thread");
    for (size_t i = 0; i < count; i++)
        pthread_join(threads[i], NULL);
    return seconds() - begun;
}

static brine_config *shared_config(peer_pki *pki)
{
    const peer_slice root = peer_pki_root(pki);
    brine_config *config = NULL;
    brine_trust *trust = NULL;

    if (brine_config_new(NULL, &config, NULL) != BRINE_OK ||
        brine_trust_new(NULL, &trust, NULL) != BRINE_OK ||
        brine_trust_add_memory(trust, (brine_bytes){root.data, root.len}, NULL, NULL) != BRINE_OK ||
        brine_trust_freeze(trust, NULL) != BRINE_OK ||
        brine_config_set_trust(config, trust) != BRINE_OK ||
        brine_config_set_clock(config, clock_of_the_pki, NULL) != BRINE_OK ||
        brine_config_freeze(config, NULL) != BRINE_OK)
        die("no config");
    brine_trust_free(trust);
    return config;
}

static void compare(const char *title, work *works)
{
    double one = 1e9, two = 1e9;

    for (int i = 0; i < ROUNDS; i++) {
        double t = run(works, 1);

        one = t < one ? t : one;
        t = run(works, 2);
        two = t < two ? t : two;
    }
    printf("%-22s one thread %6.0f/s, two %6.0f/s: %.2f times\n", title, CONNECTIONS / one,
           2 * CONNECTIONS / two, 2 * one / two);
}

int main(void)
{
    peer_pki *pki = peer_pki_new();
    brine_config *config = shared_config(pki);

    for (int resume = 0; resume < 2; resume++) {
        work works[2] = {
            {.config = config, .pki = pki, .resume = resume, .seed = 1},
            {.config = config, .pki = pki, .resume = resume, .seed = UINT64_C(1) << 32}};

        compare(resume ? "offering a session" : "full handshakes", works);
        for (size_t i = 0; i < 2; i++)
            peer_store_clear(&works[i].store);
    }
    brine_config_free(config);
    peer_pki_free(pki);
    return 0;
}
