/*
 * Runs the files of Wycheproof's testvectors_v1 through the provider interface: see usage.
 */
#include "wycheproof.h"

#include "support/providers.h"

#include <brine/algorithms.h>
#include <dirent.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "usage: wycheproof_check [--tier NAME] [--provider NAME] [--expect] DIR\n"
    "       wycheproof_check --list\n"
    "\n"
    "Runs every *.json file in DIR (Wycheproof, testvectors_v1) through the provider\n"
    "interface and prints one line per test: FILE TCID valid|invalid|skip. The files need\n"
    "no expected results. \"skip\" is for parameters that TLS does not have: a nonce that\n"
    "is not 96 bits long, a tag that is not 128, AES-192, PSS with a salt that is not as\n"
    "long as the hash.\n"
    "\n"
    "Every implementation that this machine can run is forced in turn, and the verdict is\n"
    "the one they have in common. Should they disagree, the line says \"invalid\", a line on\n"
    "stderr names the test, and the exit code is 1.\n"
    "\n"
    "  --tier NAME      only implementations of this name; tests that it does not serve\n"
    "                   are left out\n"
    "  --provider NAME  entries of one provider: default, sodium or libcrypto; without it\n"
    "                   those of default and sodium, and those that neither lists\n"
    "  --expect         compare with the files' own results, as TLS reads them, and print\n"
    "                   only what differs; exit code 1 if anything does\n"
    "  --list           the implementations and whether this machine can run them\n";

static uint8_t arena[1u << 20];
static size_t arena_used;

void wycheproof_fail(const char *what)
{
    fprintf(stderr, "wycheproof_check: %s\n", what);
    exit(2);
}

bool wycheproof_runs(const wycheproof_case *c, const brine_provider *p, const char *implementation,
                     bool (*available)(void *context))
{
    return (c->tier == NULL || strcmp(c->tier, implementation) == 0) &&
           (available == NULL || available(p->context));
}

void wycheproof_join(verdict *sum, bool valid)
{
    verdict one = valid ? VERDICT_VALID : VERDICT_INVALID;

    if (*sum == VERDICT_NONE)
        *sum = one;
    else if (*sum != one)
        *sum = VERDICT_DISAGREE;
}

const char *wycheproof_text(const cJSON *object, const char *name)
{
    const cJSON *member = cJSON_GetObjectItemCaseSensitive(object, name);

    if (!cJSON_IsString(member))
        wycheproof_fail(name);
    return member->valuestring;
}

int wycheproof_number(const cJSON *object, const char *name)
{
    const cJSON *member = cJSON_GetObjectItemCaseSensitive(object, name);

    if (!cJSON_IsNumber(member))
        wycheproof_fail(name);
    return member->valueint;
}

brine_bytes wycheproof_bytes(const cJSON *object, const char *name)
{
    const char *text = wycheproof_text(object, name);
    uint8_t *start = arena + arena_used;
    size_t len;

    if (sodium_hex2bin(start, sizeof arena - arena_used, text, strlen(text), NULL, &len, NULL) !=
            0 ||
        len * 2 != strlen(text))
        wycheproof_fail(name);
    arena_used += len;
    return (brine_bytes){start, len};
}

brine_bytes wycheproof_integer(const cJSON *object, const char *name)
{
    brine_bytes bytes = wycheproof_bytes(object, name);

    while (bytes.len > 0 && bytes.data[0] == 0) {
        bytes.data++;
        bytes.len--;
    }
    return bytes;
}

bool wycheproof_equal(brine_bytes a, const uint8_t *b, size_t len)
{
    return a.len == len && (len == 0 || memcmp(a.data, b, len) == 0);
}

typedef struct type_row {
    const char *type;
    verdict (*run)(const wycheproof_case *c);
} type_row;

static const type_row types[] = {
    {"AeadTest", wycheproof_aead},
    {"MacTest", wycheproof_mac},
    {"EcdhEcpointTest", wycheproof_exchange},
    {"XdhComp", wycheproof_exchange},
    {"EcdsaVerify", wycheproof_signature},
    {"EddsaVerify", wycheproof_signature},
    {"RsassaPkcs1Verify", wycheproof_signature},
    {"RsassaPssVerify", wycheproof_signature},
    {"RsassaPssWithParametersVerify", wycheproof_signature},
    {"RsaesPkcs1Decrypt", wycheproof_encryption},
};

typedef struct totals {
    bool expect;
    size_t tests, valid, invalid, skipped, different;
} totals;

/*
 * The file's result as TLS reads it. "acceptable" is what some may take: a signature
 * without the NULL in DigestInfo, a compressed point and an all-zero secret TLS refuses;
 * X25519 on points of the twist and in unusual encodings it takes (RFC 7748 section 5).
 */
static bool expected(const wycheproof_case *c)
{
    const char *result = wycheproof_text(c->test, "result");

    if (strcmp(result, "acceptable") != 0)
        return strcmp(result, "valid") == 0;
    return strcmp(wycheproof_text(c->group, "type"), "XdhComp") == 0 &&
           wycheproof_integer(c->test, "shared").len > 0;
}

static void report(totals *t, const char *file, const wycheproof_case *c, verdict v)
{
    static const char *const words[] = {"none", "valid", "invalid", "skip", "invalid"};
    int id = wycheproof_number(c->test, "tcId");

    if (v == VERDICT_NONE)
        return;
    t->tests++;
    t->valid += v == VERDICT_VALID;
    t->invalid += v == VERDICT_INVALID;
    t->skipped += v == VERDICT_SKIP;
    if (v == VERDICT_DISAGREE) {
        t->different++;
        fprintf(stderr, "%s %d: implementations disagree\n", file, id);
    }
    if (!t->expect) {
        printf("%s %d %s\n", file, id, words[v]);
    } else if (v != VERDICT_SKIP && expected(c) != (v == VERDICT_VALID)) {
        t->different++;
        printf("%s %d %s, the file says %s (%s)\n", file, id, words[v],
               wycheproof_text(c->test, "result"), wycheproof_text(c->test, "comment"));
    }
}

static void run_group(wycheproof_case *c, totals *t, const char *file)
{
    const char *type = wycheproof_text(c->group, "type");
    const type_row *row = types, *end = types + sizeof types / sizeof *types;

    while (row < end && strcmp(row->type, type) != 0)
        row++;
    if (row == end)
        wycheproof_fail(type);
    cJSON_ArrayForEach (c->test, cJSON_GetObjectItemCaseSensitive(c->group, "tests")) {
        arena_used = 0;
        report(t, file, c, row->run(c));
    }
}

static char *read_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    char *text = NULL;
    long size;

    if (f == NULL || fseek(f, 0, SEEK_END) != 0 || (size = ftell(f)) < 0)
        wycheproof_fail(path);
    rewind(f);
    text = calloc((size_t)size + 1, 1);
    if (text == NULL || fread(text, 1, (size_t)size, f) != (size_t)size)
        wycheproof_fail(path);
    fclose(f);
    return text;
}

static void run_file(wycheproof_case *c, totals *t, const char *directory, const char *file)
{
    char path[4096];
    char *text;
    cJSON *root;

    if ((size_t)snprintf(path, sizeof path, "%s/%s", directory, file) >= sizeof path)
        wycheproof_fail("the path is too long");
    text = read_file(path);
    root = cJSON_Parse(text);
    free(text);
    if (root == NULL)
        wycheproof_fail(path);
    c->algorithm = wycheproof_text(root, "algorithm");
    cJSON_ArrayForEach (c->group, cJSON_GetObjectItemCaseSensitive(root, "testGroups"))
        run_group(c, t, file);
    cJSON_Delete(root);
}

static int is_vector_file(const struct dirent *entry)
{
    size_t len = strlen(entry->d_name);

    return len > 5 && strcmp(entry->d_name + len - 5, ".json") == 0;
}

static void run_directory(wycheproof_case *c, totals *t, const char *directory)
{
    struct dirent **entries;
    int count = scandir(directory, &entries, is_vector_file, alphasort);

    if (count <= 0)
        wycheproof_fail("no *.json file in the directory");
    for (int i = 0; i < count; i++) {
        run_file(c, t, directory, entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
}

/* Entries of brine's that no provider of brine's lists. */
static const brine_group *const unlisted_groups[] = {&brine_group_x25519_portable, NULL};
static const brine_aead *const no_aeads[] = {NULL};
static const brine_hash *const no_hashes[] = {NULL};
static const brine_verifier *const no_verifiers[] = {NULL};

static const brine_provider unlisted = {
    .size = sizeof(brine_provider),
    .name = "unlisted",
    .aeads = no_aeads,
    .hashes = no_hashes,
    .groups = unlisted_groups,
    .verifiers = no_verifiers,
};

static bool list(void *context, const brine_algorithm *a)
{
    (void)context;
    printf("%-20s %-22s %-24s %s\n", a->kind, a->name, a->implementation,
           a->available ? "runs here" : "not on this machine");
    return true;
}

static const brine_provider *provider_of(const char *name)
{
    for (size_t i = 0; i < PROVIDERS_COUNT; i++)
        if (strcmp(providers[i].name, name) == 0)
            return providers[i].get();
    wycheproof_fail("no such provider");
}

int main(int argc, char **argv)
{
    const brine_provider *in_question[] = {brine_provider_default(), brine_provider_sodium(),
                                           &unlisted, NULL};
    wycheproof_case c = {.providers = in_question};
    totals t = {0};
    int i = 1;

    for (; i < argc && strncmp(argv[i], "--", 2) == 0; i++) {
        if (strcmp(argv[i], "--help") == 0) {
            fputs(usage, stdout);
            return 0;
        } else if (strcmp(argv[i], "--list") == 0) {
            for (size_t p = 0; in_question[p] != NULL; p++)
                brine_provider_describe(in_question[p], list, NULL);
            return 0;
        } else if (strcmp(argv[i], "--expect") == 0) {
            t.expect = true;
        } else if (strcmp(argv[i], "--tier") == 0 && i + 1 < argc) {
            c.tier = argv[++i];
        } else if (strcmp(argv[i], "--provider") == 0 && i + 1 < argc) {
            in_question[0] = provider_of(argv[++i]);
            in_question[1] = NULL;
        } else {
            fputs(usage, stderr);
            return 2;
        }
    }
    if (i + 1 != argc) {
        fputs(usage, stderr);
        return 2;
    }
    if (t.expect && argv[i][0] == '\0') {
        puts("skipped: Wycheproof; configure with -DBRINE_VECTORS_DIR=FOLDER to run it");
        return 0;
    }
    run_directory(&c, &t, argv[i]);
    if (t.expect)
        printf("%zu tests: %zu valid, %zu invalid, %zu skipped; %zu not as expected\n", t.tests,
               t.valid, t.invalid, t.skipped, t.different);
    return t.different > 0 ? 1 : 0;
}
