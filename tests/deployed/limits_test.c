/*
 * A process that has as many descriptors open, or as much memory, as it may have: what is told
 * then is the limit, and no fault of the file's, the name's or the server's.
 */
#include "child.h"
#include "support/scratch.h"
#include "support/test.h"

#include <brine/brine.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define MIB ((size_t)1024 * 1024)

/* ---- No descriptor is left ---- */

/* The lowest free descriptor is the first one that is not allowed any more. */
static bool use_up_descriptors(void)
{
    int next = dup(STDERR_FILENO);
    struct rlimit limit = {(rlim_t)next, (rlim_t)next};

    close(next);
    return setrlimit(RLIMIT_NOFILE, &limit) == 0;
}

static brine_result add_file(brine_error *error)
{
    brine_trust *trust = NULL;
    brine_result result = brine_trust_new(NULL, &trust, error);

    if (result == BRINE_OK)
        result = brine_trust_add_file(trust, scratch_path("root.pem"), error);
    brine_trust_free(trust);
    return result;
}

static brine_result add_directory(brine_error *error)
{
    brine_trust *trust = NULL;
    brine_result result = brine_trust_new(NULL, &trust, error);

    if (result == BRINE_OK)
        result = brine_trust_add_directory(trust, scratch_path(""), error);
    brine_trust_free(trust);
    return result;
}

static brine_result read_identity(brine_error *error)
{
    brine_config *config = NULL;
    brine_result result = brine_config_new(NULL, &config, error);

    if (result == BRINE_OK)
        result = brine_config_set_identity_files(config, scratch_path("root.pem"),
                                                 scratch_path("root.pem"), error);
    brine_config_free(config);
    return result;
}

static brine_result log_keys(brine_error *error)
{
    brine_config *config = NULL;
    brine_result result = brine_config_new(NULL, &config, error);

    if (result == BRINE_OK && setenv("SSLKEYLOGFILE", scratch_path("keys"), 1) == 0)
        result = brine_config_key_log_from_environment(config, error);
    brine_config_free(config);
    return result;
}

static brine_result dial(const char *host, brine_error *error)
{
    const brine_dial_options options = {.size = sizeof options, .address = host};
    brine_config *config = NULL;
    brine_stream *stream = NULL;
    brine_result result = brine_config_new(NULL, &config, error);

    if (result == BRINE_OK)
        result = brine_config_insecure_skip_chain(config);
    if (result == BRINE_OK)
        result = brine_config_freeze(config, error);
    if (result == BRINE_OK)
        result = brine_stream_dial(config, "server.example", 443, &options, &stream, error);
    brine_stream_free(stream);
    brine_config_free(config);
    return result;
}

static brine_result dial_address(brine_error *error)
{
    return dial("127.0.0.1", error);
}

static brine_result dial_addresses(brine_error *error)
{
    return dial("127.0.0.1,::1", error);
}

static brine_result dial_name(brine_error *error)
{
    return dial("localhost", error);
}

typedef struct step {
    const char *title;
    brine_result (*take)(brine_error *error);
    brine_result expected;
} step;

static brine_result live_without_descriptors(void *context, brine_error *error)
{
    const step *wanted = context;

    return use_up_descriptors() ? wanted->take(error) : CHILD_CANT_TRY;
}

static void the_limit_of_descriptors_is_told(void **state)
{
    step steps[] = {
        {"a CA's file", add_file, BRINE_ERROR_FILE},
        {"a directory", add_directory, BRINE_ERROR_FILE},
        {"an identity", read_identity, BRINE_ERROR_FILE},
        {"the key log", log_keys, BRINE_ERROR_FILE},
        {"one address", dial_address, BRINE_ERROR_CONNECT},
        {"two addresses", dial_addresses, BRINE_ERROR_CONNECT},
        {"a name", dial_name, BRINE_ERROR_LOOKUP},
    };

    (void)state;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        const told found = child_live(live_without_descriptors, &steps[i]);

        print_message("%s: %s\n", steps[i].title, found.error.text);
        child_expect(&found, steps[i].expected, "Too many open files");
        child_expect(&found, steps[i].expected, "the process has as many files and sockets open");
    }
}

/* ---- No memory is left ---- */

/* What the process has now is all that it may have, but for a mebibyte. */
static bool use_up_memory(void)
{
    unsigned long pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    char line[64] = "";
    struct rlimit limit;

    if (file == NULL)
        return false;
    if (fgets(line, sizeof line, file) != NULL)
        pages = strtoul(line, NULL, 10);
    fclose(file);
    limit.rlim_cur = limit.rlim_max = pages * (rlim_t)sysconf(_SC_PAGESIZE) + MIB;
    return pages > 0 && setrlimit(RLIMIT_AS, &limit) == 0;
}

/* Emulators let a program have what they like. */
static bool limit_works(void)
{
    void *block = malloc(8 * MIB);

    free(block);
    return block == NULL;
}

static brine_result live_without_memory(void *context, brine_error *error)
{
    const step *wanted = context;

    return use_up_memory() && limit_works() ? wanted->take(error) : CHILD_CANT_TRY;
}

static void the_limit_of_memory_is_told(void **state)
{
    step large = {"a CA's file", add_file, BRINE_ERROR_OUT_OF_MEMORY};
    told found;

    (void)state;
    if (SANITIZED)
        skip();
    found = child_live(live_without_memory, &large);
    if (found.signal == 0 && found.result == CHILD_CANT_TRY)
        skip();
    child_expect(&found, large.expected, "out of memory; let the process have more memory");
}

static int begin(void **state)
{
    static char spaces[8 * 1024 * 1024];

    (void)state;
    memset(spaces, '\n', sizeof spaces);
    scratch_begin();
    scratch_file("root.pem", spaces, sizeof spaces);
    return 0;
}

static int end(void **state)
{
    (void)state;
    scratch_end();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_limit_of_descriptors_is_told),
        cmocka_unit_test(the_limit_of_memory_is_told),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
