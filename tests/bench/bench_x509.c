/*
 * Verifying chains, and loading the system's bundle and then verifying one: brine beside
 * OpenSSL, GnuTLS, mbedTLS and BearSSL, bench_x509 [BUNDLE].
 */
#include "bench.h"
#include "bench_x509_peers.h"

#include <brine/cert.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "unit/x509/factory.h"

/* ---- brine, like the others ---- */

static void *brine_open(const char *bundle)
{
    brine_trust *trust;

    if (brine_trust_new(NULL, &trust, NULL) != BRINE_OK ||
        brine_trust_add_file(trust, bundle, NULL) != BRINE_OK ||
        brine_trust_freeze(trust, NULL) != BRINE_OK)
        abort();
    return trust;
}

static void brine_verify(void *store, const bench_chain *chain)
{
    brine_verify_options options = {
        .size = sizeof options, .trust = store, .server_name = chain->host, .time = time(NULL)};
    brine_bytes sent[BENCH_CHAIN_MAX];
    brine_error error;

    for (size_t i = 0; i < chain->count; i++)
        sent[i] = (brine_bytes){chain->certificates[i].data, chain->certificates[i].len};
    if (brine_cert_verify(&options, sent, chain->count, NULL, 0, NULL, &error) != BRINE_OK) {
        fprintf(stderr, "%s\n", error.text);
        abort();
    }
}

static void brine_close(void *store)
{
    brine_trust_free(store);
}

static const bench_library bench_brine = {"brine", brine_open, brine_verify, brine_close};

static const bench_library *const libraries[] = {&bench_brine, &bench_openssl, &bench_gnutls,
                                                 &bench_mbedtls, &bench_bearssl};

#define LIBRARIES (sizeof libraries / sizeof *libraries)

/* ---- Chains of three: server, CA, root ---- */

typedef struct scenario {
    const char *title;
    factory_key root, ca, server;
    bench_chain chain;
    char bundle[64]; /* a file: the system's bundle and the root */
    char alone[64];  /* a file: the root alone */
} scenario;

static void write_pem(FILE *file, der certificate)
{
    char pem[8192];

    if (brine_cert_pem(certificate, pem, sizeof pem) >= sizeof pem || fputs(pem, file) < 0)
        abort();
}

static void copy_file(const char *path, FILE *to)
{
    FILE *from = fopen(path, "rb");
    char part[4096];
    size_t len;

    if (from == NULL)
        return;
    while ((len = fread(part, 1, sizeof part, from)) > 0)
        if (fwrite(part, 1, len, to) != len)
            abort();
    fclose(from);
}

static void make_bundle(char *path, const char *system, der root)
{
    FILE *file;
    int descriptor;

    strcpy(path, "/tmp/brine-bench-XXXXXX");
    descriptor = mkstemp(path);
    file = descriptor < 0 ? NULL : fdopen(descriptor, "wb");
    if (file == NULL)
        abort();
    if (system != NULL)
        copy_file(system, file);
    write_pem(file, root);
    fclose(file);
}

static void make(scenario *s, const char *system)
{
    cert_spec root = spec_root("Bench root", s->root);
    cert_spec ca = spec_ca("Bench CA", s->ca, "Bench root", s->root);
    cert_spec server = spec_server("www.bench.example", "Bench CA", s->ca);
    der sent[2], anchor;

    server.key = s->server;
    root.not_after = ca.not_after = server.not_after = TIME("20991231235959Z");
    anchor = factory_make(&root);
    sent[0] = factory_make(&server);
    sent[1] = factory_make(&ca);
    s->chain.count = 2;
    s->chain.host = "www.bench.example";
    for (size_t i = 0; i < 2; i++) {
        s->chain.certificates[i].data = sent[i].data;
        s->chain.certificates[i].len = sent[i].len;
    }
    make_bundle(s->alone, NULL, anchor);
    make_bundle(s->bundle, system, anchor);
}

/* ---- Contenders ---- */

typedef struct entry {
    const bench_library *library;
    void *store;
    const scenario *scenario;
} entry;

static void verify(void *context)
{
    entry *e = context;

    e->library->verify(e->store, &e->scenario->chain);
}

static void load_and_verify(void *context)
{
    entry *e = context;
    void *store = e->library->open(e->scenario->bundle);

    e->library->verify(store, &e->scenario->chain);
    e->library->close(store);
}

static void run(const scenario *s)
{
    entry entries[LIBRARIES];
    bench_contender contenders[LIBRARIES];
    char title[128];

    for (size_t i = 0; i < LIBRARIES; i++) {
        entries[i] = (entry){libraries[i], libraries[i]->open(s->alone), s};
        contenders[i] = (bench_contender){libraries[i]->name, verify, &entries[i], 0};
    }
    bench_run(contenders, LIBRARIES);
    snprintf(title, sizeof title, "verify: %s", s->title);
    bench_print(title, contenders, LIBRARIES, 0);
    for (size_t i = 0; i < LIBRARIES; i++)
        contenders[i].run = load_and_verify;
    bench_run(contenders, LIBRARIES);
    snprintf(title, sizeof title, "load the system's bundle and verify: %s", s->title);
    bench_print(title, contenders, LIBRARIES, 0);
    for (size_t i = 0; i < LIBRARIES; i++)
        libraries[i]->close(entries[i].store);
}

int main(int argc, char **argv)
{
    const char *system = argc > 1 ? argv[1] : "/etc/ssl/certs/ca-certificates.crt";
    scenario scenarios[] = {
        {.title = "P-256 under P-256", .root = KEY_ROOT, .ca = KEY_CA, .server = KEY_LEAF},
        {.title = "P-256 under P-384", .root = KEY_P384, .ca = KEY_P384_CA, .server = KEY_LEAF},
        {.title = "RSA-2048 under RSA-2048",
         .root = KEY_RSA_2048,
         .ca = KEY_RSA_2048_CA,
         .server = KEY_RSA_2048_LEAF},
    };

    for (size_t i = 0; i < sizeof scenarios / sizeof *scenarios; i++) {
        make(&scenarios[i], system);
        run(&scenarios[i]);
        unlink(scenarios[i].alone);
        unlink(scenarios[i].bundle);
    }
    factory_reset();
    return 0;
}
