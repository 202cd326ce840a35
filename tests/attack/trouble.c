#include "attack/trouble.h"

#include "support/peer/pki.h"

#include <brine/brine.h>

#include <stdlib.h>

static bool fails(trouble *t, trouble_kind kind)
{
    size_t call = ++t->calls[kind];
    bool now = t->kind == kind && t->at != 0 && (call == t->at || (t->for_good && call > t->at));

    t->came = t->came || now;
    return now;
}

static void *allocate(void *context, size_t size)
{
    trouble *t = context;

    if (fails(t, TROUBLE_MEMORY))
        return NULL;
    t->live += size;
    return malloc(size);
}

static void release(void *context, void *block, size_t size)
{
    trouble *t = context;

    t->live -= size;
    free(block);
}

brine_allocator trouble_allocator(trouble *t)
{
    return (brine_allocator){t, allocate, release};
}

/* The random source gets the provider's context, which the default one's algorithms ignore. */
static brine_result draw(void *context, uint8_t *out, size_t len)
{
    const brine_provider *healthy = brine_provider_default();

    if (fails(context, TROUBLE_RANDOM))
        return BRINE_ERROR_RANDOM;
    return healthy->random(healthy->context, out, len);
}

const brine_provider *trouble_provider(trouble *t)
{
    static brine_provider provider;

    provider = *brine_provider_default();
    provider.random = draw;
    provider.context = t;
    return &provider;
}

int64_t trouble_clock(void *context)
{
    trouble *t = context;

    return fails(t, TROUBLE_CLOCK) ? t->wrong : PEER_NOW;
}
