#include "heap.h"

#include "device.h"

heap_count heap;

/* What a block takes of pool.c's array: whole multiples of 8 bytes. */
static uint32_t rounded(size_t size)
{
    return (uint32_t)(size + 7) / 8 * 8;
}

static void *allocate(void *context, size_t size)
{
    void *block;

    if (++heap.calls == heap.fail_at)
        return NULL;
    block = pool_allocator.allocate(context, size);
    if (block == NULL)
        return NULL;
    heap.used += rounded(size);
    heap.most = heap.used > heap.most ? heap.used : heap.most;
    return block;
}

static void release(void *context, void *block, size_t size)
{
    pool_allocator.release(context, block, size);
    heap.used -= rounded(size);
}

static const brine_allocator counted = {NULL, allocate, release};

brine_result __real_brine_config_new_with(const brine_provider *provider,
                                          const brine_allocator *allocator, brine_config **out,
                                          brine_error *error);
brine_result __wrap_brine_config_new_with(const brine_provider *provider,
                                          const brine_allocator *allocator, brine_config **out,
                                          brine_error *error);
brine_result __real_brine_trust_new(const brine_allocator *allocator, brine_trust **out,
                                    brine_error *error);
brine_result __wrap_brine_trust_new(const brine_allocator *allocator, brine_trust **out,
                                    brine_error *error);

brine_result __wrap_brine_config_new_with(const brine_provider *provider,
                                          const brine_allocator *allocator, brine_config **out,
                                          brine_error *error)
{
    return __real_brine_config_new_with(provider, allocator == &pool_allocator ? &counted : NULL,
                                        out, error);
}

brine_result __wrap_brine_trust_new(const brine_allocator *allocator, brine_trust **out,
                                    brine_error *error)
{
    return __real_brine_trust_new(allocator == &pool_allocator ? &counted : NULL, out, error);
}
