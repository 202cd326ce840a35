#include "support/remembering.h"

#include "base/memory.h"
#include "x509/path/cert_verify.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct outcome {
    brine_result result;
    brine_error error;
    brine_bytes path[BRINE_PATH_LENGTH_MAX];
    size_t path_count;
} outcome;

/* Freed at the end of the process, for leak checkers. */
static brn_links *lasting, *forgetful;

static void forget_all(void)
{
    brn_links_free(lasting);
    brn_links_free(forgetful);
    lasting = forgetful = NULL;
}

static void begin_to_remember(void)
{
    if (lasting != NULL)
        return;
    if (brn_links_new(&brn_system_allocator, BRINE_REMEMBERED_LINKS_MAX, &lasting) != BRINE_OK ||
        brn_links_new(&brn_system_allocator, 2, &forgetful) != BRINE_OK || atexit(forget_all) != 0)
        abort();
}

static void verify(brn_links *links, const brine_verify_options *options, const brine_bytes *chain,
                   size_t count, outcome *out)
{
    *out = (outcome){.error = BRINE_NO_ERROR};
    out->result = brn_cert_verify_with_links((brn_known_links){&brn_links_memory, links}, options,
                                             chain, count, out->path, BRINE_PATH_LENGTH_MAX,
                                             &out->path_count, &out->error);
}

static bool same_path(const outcome *a, const outcome *b)
{
    for (size_t i = 0; i < a->path_count; i++)
        if (a->path[i].data != b->path[i].data)
            return false;
    return a->path_count == b->path_count;
}

static void compare(const char *memory, const outcome *without, const outcome *with)
{
    if (without->result == with->result && strcmp(without->error.text, with->error.text) == 0 &&
        same_path(without, with))
        return;
    fprintf(stderr, "with %s remembered: %s \"%s\", path of %lu; without: %s \"%s\", path of %lu\n",
            memory, brine_result_name(with->result), with->error.text,
            (unsigned long)with->path_count, brine_result_name(without->result),
            without->error.text, (unsigned long)without->path_count);
    abort();
}

brine_result verify_remembering(const brine_verify_options *options, const brine_bytes *chain,
                                size_t count, brine_bytes *path, size_t cap, size_t *path_count,
                                brine_error *error)
{
    outcome without, with;

    begin_to_remember();
    verify(NULL, options, chain, count, &without);
    for (int i = 0; i < 2; i++) {
        verify(lasting, options, chain, count, &with);
        compare("all links", &without, &with);
    }
    verify(forgetful, options, chain, count, &with);
    compare("two links", &without, &with);
    for (size_t i = 0; i < without.path_count && i < cap; i++)
        path[i] = without.path[i];
    if (path_count != NULL)
        *path_count = without.path_count;
    if (without.result != BRINE_OK && error != NULL)
        *error = without.error;
    return without.result;
}
