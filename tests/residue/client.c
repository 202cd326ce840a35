/*
 * The client whose memory residue_test.c searches; it uses the public headers only, so that it
 * runs with the static and with the shared library.
 *
 *     client SUITE [leave | IMPLEMENTATION]
 *     client key ...                          (key_client.h)
 *
 * connects twice with SUITE, the second time with the first's session, over descriptors 3 and 4.
 * Its parent traces it. Wherever something may have been left behind it stops with SIGSTOP, and
 * at the end, when everything was freed, with SIGUSR1. The parent carries bytes at these
 * stops, so that no call blocks. With `leave` it keeps the master secret, to be found; else a
 * second argument names the implementation of the AEAD.
 */
#include "key_client.h"
#include "stops.h"

#include <brine/brine.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <unistd.h>

#define NAME "server.example"

/* ---- The engine, called from below some room, so that later calls spare what it left ---- */

typedef struct client {
    brine_conn *conn;
    int fd;
    uint8_t in[BRINE_RECORD_MAX], out[65536];
    size_t have;
} client;

__attribute__((noinline)) static size_t send_records(client *c, const char *data)
{
    uint8_t room[16384];
    size_t made, taken;
    brine_result result;

    look_at(room);
    result = brine_conn_send(c->conn, c->out, sizeof c->out, data, strlen(data), &made, &taken);
    stop(SIGSTOP);
    look_at(room);
    must(result == BRINE_OK && taken == strlen(data), brine_result_text(result));
    return made;
}

__attribute__((noinline)) static brine_result receive_records(client *c, brine_received *received)
{
    uint8_t room[16384];
    brine_result result;

    look_at(room);
    result = brine_conn_receive(c->conn, c->in, c->have, received);
    stop(SIGSTOP);
    look_at(room);
    return result;
}

static void say(client *c, const char *data)
{
    size_t made = send_records(c, data);

    must(made == 0 || write(c->fd, c->out, made) == (ssize_t)made, "can't write");
    stop(SIGSTOP);
}

/* Takes what the server said. Returns the bytes of application data. */
static size_t hear(client *c)
{
    ssize_t n = read(c->fd, c->in + c->have, sizeof c->in - c->have);
    size_t data = 0;
    brine_received received;

    must(n > 0 || errno == EAGAIN, "can't read");
    c->have += n > 0 ? (size_t)n : 0;
    do {
        brine_result result = receive_records(c, &received);

        must(result == BRINE_OK || result == BRINE_CLOSED, brine_result_text(result));
        data += received.data_len;
        memmove(c->in, c->in + received.consumed, c->have - received.consumed);
        c->have -= received.consumed;
    } while (received.consumed > 0);
    return data;
}

static void export_key(client *c)
{
    uint8_t key[32];

    must(brine_conn_export(c->conn, "EXPORTER-test", NULL, key, sizeof key, NULL) == BRINE_OK,
         "export");
    stop(SIGSTOP);
}

static void save_and_load(client *c, const brine_config *config)
{
    static uint8_t blob[4096];
    brine_session *session;
    size_t len;

    must(brine_conn_session(c->conn, &session, NULL) == BRINE_OK, "no session");
    must(brine_session_save(session, config, blob, sizeof blob, &len, NULL) == BRINE_OK, "save");
    stop(SIGSTOP);
    brine_session_free(session);
    must(brine_session_load(config, blob, len, &session, NULL) == BRINE_OK, "load");
    memset(blob, 0, sizeof blob);
    look_at(blob);
    stop(SIGSTOP);
    brine_session_free(session);
    stop(SIGSTOP);
}

static void run(const brine_config *config, int fd, bool resumed)
{
    static client c;
    brine_facts facts;

    c = (client){.fd = fd};
    must(brine_conn_new(config, NAME, &c.conn, NULL) == BRINE_OK, "no connection");
    while ((brine_conn_state(c.conn) & BRINE_CONN_READABLE) == 0) {
        say(&c, "");
        hear(&c);
    }
    brine_conn_facts(c.conn, &facts, sizeof facts);
    must(facts.resumed == resumed, "not resumed, or against expectation");
    say(&c, "ping");
    must(hear(&c) == 4, "no answer");
    export_key(&c);
    save_and_load(&c, config);
    must(brine_conn_close(c.conn) == BRINE_OK, "close");
    say(&c, "");
    brine_conn_free(c.conn);
    stop(SIGSTOP);
}

/* ---- What the search must find ---- */

static uint8_t kept[48];

/* CLIENT_RANDOM <random> <master secret>, in hexadecimal */
static void keep(void *context, const brine_key_log_line *line)
{
    const char *hex = strrchr(line->text, ' ');

    (void)context;
    for (size_t i = 0; hex != NULL && i < sizeof kept; i++) {
        const char digits[3] = {hex[1 + 2 * i], hex[2 + 2 * i], 0};

        kept[i] = (uint8_t)strtoul(digits, NULL, 16);
    }
}

static int64_t now(void *context)
{
    (void)context;
    return 1700000000;
}

/* The default provider with no other AEADs than those of one implementation. */
static const brine_provider *provider_with(const char *implementation)
{
    static const brine_aead *aeads[8];
    static brine_provider provider;
    size_t count = 0;

    provider = *brine_provider_default();
    for (size_t i = 0; provider.aeads[i] != NULL; i++)
        if (strcmp(provider.aeads[i]->implementation, implementation) == 0 && count < 7)
            aeads[count++] = provider.aeads[i];
    provider.aeads = aeads;
    return &provider;
}

static brine_config *make_config(const char *suite, const char *option)
{
    bool leave = option != NULL && strcmp(option, "leave") == 0;
    brine_config *config;

    must(brine_config_new(NULL, &config, NULL) == BRINE_OK &&
             brine_config_insecure_skip_chain(config) == BRINE_OK &&
             brine_config_insecure_skip_name(config) == BRINE_OK &&
             brine_config_insecure_skip_time(config) == BRINE_OK &&
             brine_config_set_clock(config, now, NULL) == BRINE_OK,
         "no config");
    if (strncmp(suite, "ECDHE", 5) != 0)
        must(brine_config_enable_legacy_rsa_key_exchange(config) == BRINE_OK, "no RSA");
    if (option != NULL && !leave)
        must(brine_config_set_provider(config, provider_with(option)) == BRINE_OK, "no provider");
    if (leave)
        must(brine_config_set_key_log(config, keep, NULL) == BRINE_OK, "no key log");
    must(brine_config_set_suites(config, suite, NULL) == BRINE_OK &&
             brine_config_freeze(config, NULL) == BRINE_OK,
         "the config does not freeze");
    return config;
}

int main(int argc, char **argv)
{
    brine_config *config;

    if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0)
        return 77;
    must(argc >= 2, "which suite?");
    if (strcmp(argv[1], "key") == 0) {
        decrypt_keys(argc - 2, argv + 2);
        return 0;
    }
    config = make_config(argv[1], argv[2]);
    run(config, 3, false);
    run(config, 4, true);
    brine_config_free(config);
    stop(SIGUSR1);
    look_at(kept);
    return 0;
}
