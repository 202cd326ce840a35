/*
 * Memory and time from the program: for a device that has a fixed piece of memory, and a clock
 * that is not the system's.
 *
 *     own_memory_and_clock HOST PORT BYTES [SECONDS]
 *
 * All that brine allocates comes from the config's allocator, which here has so many BYTES and
 * tells how many were in use at most. (Look-up of names, and scrypt for an encrypted key, have
 * memory of their own.) SECONDS since 1970 are what the clock says: certificates are judged by it.
 */
#include <brine/brine.h>
#include <stdio.h>
#include <stdlib.h>

struct memory {
    size_t budget, used, most;
};

/* NULL when there is no more: the call then fails with BRINE_ERROR_OUT_OF_MEMORY. */
static void *allocate(void *context, size_t size)
{
    struct memory *memory = context; /* a program with threads would lock it */
    void *block = size <= memory->budget - memory->used ? malloc(size) : NULL;

    if (block == NULL)
        return NULL;
    memory->used += size;
    if (memory->used > memory->most)
        memory->most = memory->used;
    return block;
}

/* brine tells the size, so no block needs a header, and has wiped what was secret. */
static void release(void *context, void *block, size_t size)
{
    struct memory *memory = context;

    memory->used -= size;
    free(block);
}

static int64_t now(void *context)
{
    const int64_t *seconds = context;

    return *seconds;
}

int main(int argc, char **argv)
{
    const char *host = argc > 1 ? argv[1] : "www.debian.org";
    uint16_t port = (uint16_t)(argc > 2 ? strtoul(argv[2], NULL, 10) : 443);
    struct memory memory = {argc > 3 ? strtoul(argv[3], NULL, 10) : 1024 * 1024, 0, 0};
    const brine_allocator allocator = {&memory, allocate, release};
    int64_t seconds = argc > 4 ? strtoll(argv[4], NULL, 10) : 0;
    brine_config *config = NULL;
    brine_stream *stream = NULL;
    brine_error error = BRINE_NO_ERROR;
    brine_result result = brine_config_new(&allocator, &config, &error);

    if (result == BRINE_OK && argc > 4)
        result = brine_config_set_clock(config, now, &seconds);
    if (result == BRINE_OK)
        result = brine_config_freeze(config, &error);
    if (result == BRINE_OK)
        result = brine_stream_dial(config, host, port, NULL, &stream, &error);
    if (result != BRINE_OK)
        fprintf(stderr, "own_memory_and_clock: %s\n",
                error.code != BRINE_OK ? error.text : brine_result_text(result));
    brine_stream_close(stream);
    brine_stream_free(stream);
    brine_config_free(config);
    printf("%lu bytes at most, %lu left behind\n", (unsigned long)memory.most,
           (unsigned long)memory.used);
    return result == BRINE_OK && memory.used == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
