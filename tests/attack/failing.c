/*
 * attack_failing: a program's life (life.c) once for each call that may fail under it: memory, the
 * random source, the clock. One call fails, or all from one on. Ends with 1 if brine did what it
 * may not: another error than the right one, one that does not last, plaintext with it, memory
 * left behind.
 */
#include "attack/life.h"
#include "support/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PAYLOAD 1024

/* One column of what came of it. */
typedef struct counts {
    size_t lives, ended, unharmed, faults;
} counts;

static const char *file_of(const char *name, const peer_bytes *pem)
{
    static char paths[3][SCRATCH_PATH_SIZE];
    static size_t next;
    char *path = paths[next++];

    snprintf(path, SCRATCH_PATH_SIZE, "%s", scratch_file(name, pem->data, pem->len));
    return path;
}

static life_world make_world(peer_pki *pki, const libssl_server *server)
{
    const peer_certificate_plan plan = {
        .key = PEER_KEY_RSA, .subject = "client", .extended_key_usage = "clientAuth"};
    const peer_certificate *client = peer_pki_issue(pki, &plan, pki->root);
    peer_bytes root = {.len = 0}, chain = {.len = 0}, key = {.len = 0};
    life_world world = {.server = server};

    peer_put_certificate_pem(&root, pki->root);
    peer_put_certificate_pem(&chain, client);
    peer_put_key_pem(&key, client->key);
    world.root_file = file_of("root.pem", &root);
    world.chain_file = file_of("chain.pem", &chain);
    world.key_file = file_of("key.pem", &key);
    peer_bytes_free(&root);
    peer_bytes_free(&chain);
    peer_bytes_free(&key);
    return world;
}

/* Whether a life may end like this in this trouble. */
static bool is_right(const trouble *t, brine_result result)
{
    switch (t->kind) {
    case TROUBLE_MEMORY:
        return result == BRINE_ERROR_OUT_OF_MEMORY;
    case TROUBLE_RANDOM:
        return result == BRINE_ERROR_RANDOM;
    case TROUBLE_CLOCK:
        return brine_result_category(result) == BRINE_CATEGORY_CERTIFICATE;
    case TROUBLE_KINDS:
        break;
    }
    return false;
}

static void judge(const trouble *t, life_end *end)
{
    if (end->fault == NULL && !t->came && end->result != BRINE_OK)
        end->fault = "fails by itself";
    if (end->fault == NULL && t->came && t->kind == TROUBLE_RANDOM && end->result == BRINE_OK)
        end->fault = "goes on without random bytes";
    if (end->fault == NULL && end->result != BRINE_OK && !is_right(t, end->result))
        end->fault = "tells another error than the right one";
    if (end->fault != NULL)
        fprintf(stderr, "kind %d, call %lu%s: in '%s' brine %s (%s)\n", (int)t->kind,
                (unsigned long)t->at, t->for_good ? " and later" : "", end->step, end->fault,
                brine_result_name(end->result));
}

/* Until a life passes in which the trouble did not come. */
static counts fail_each(const life_world *world, trouble_kind kind, bool for_good, int64_t wrong)
{
    counts c = {.lives = 0};
    bool came = true;

    for (size_t at = 1; came; at++) {
        trouble t = {.kind = kind, .at = at, .for_good = for_good, .wrong = wrong};
        life_end end = life_live(world, &t);

        judge(&t, &end);
        came = t.came;
        c.lives++;
        c.faults += end.fault != NULL;
        c.ended += came && end.result != BRINE_OK;
        c.unharmed += came && end.result == BRINE_OK;
    }
    return c;
}

static size_t attack(const life_world *world)
{
    static const struct {
        const char *name;
        trouble_kind kind;
        bool for_good;
        int64_t wrong;
    } troubles[] = {
        {"memory, once", TROUBLE_MEMORY, false, 0},
        {"memory, for good", TROUBLE_MEMORY, true, 0},
        {"random source, once", TROUBLE_RANDOM, false, 0},
        {"random source, for good", TROUBLE_RANDOM, true, 0},
        {"clock says 1970, once", TROUBLE_CLOCK, false, 0},
        {"clock says 1970, for good", TROUBLE_CLOCK, true, 0},
        {"clock before 1970, once", TROUBLE_CLOCK, false, INT64_MIN},
        {"clock before 1970, for good", TROUBLE_CLOCK, true, -1},
        {"clock at its end, once", TROUBLE_CLOCK, false, INT64_MAX},
        {"clock at its end, for good", TROUBLE_CLOCK, true, INT64_MAX},
    };
    size_t faults = 0;

    printf("%-28s %8s %8s %8s %8s\n", "", "lives", "ended", "unharmed", "faults");
    for (size_t i = 0; i < sizeof troubles / sizeof *troubles; i++) {
        counts c = fail_each(world, troubles[i].kind, troubles[i].for_good, troubles[i].wrong);

        printf("%-28s %8lu %8lu %8lu %8lu\n", troubles[i].name, (unsigned long)c.lives,
               (unsigned long)c.ended, (unsigned long)c.unharmed, (unsigned long)c.faults);
        faults += c.faults;
    }
    return faults;
}

int main(void)
{
    static const scenario kind = {ATTACK_ECDSA_AES_128, ATTACK_X25519, PEER_KEY_P256,
                                  ATTACK_TICKET,        ATTACK_RSA,    false};
    peer_pki *pki = peer_pki_new();
    libssl_server server = libssl_server_make(&kind, pki, PAYLOAD);
    life_world world;
    size_t faults;

    scratch_begin();
    world = make_world(pki, &server);
    faults = attack(&world);
    scratch_end();
    libssl_server_free(&server);
    peer_pki_free(pki);
    return faults != 0;
}
