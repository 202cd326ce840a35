#include "base/memory.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

static void *system_allocate(void *context, size_t size)
{
    (void)context;
    return malloc(size);
}

static void system_release(void *context, void *block, size_t size)
{
    (void)context;
    (void)size;
    free(block);
}

const brine_allocator brn_system_allocator = {NULL, system_allocate, system_release};

void *brn_allocate(const brine_allocator *allocator, size_t count, size_t size)
{
    void *block;

    if (count == 0 || size == 0 || count > SIZE_MAX / size)
        return NULL;
    block = allocator->allocate(allocator->context, count * size);
    if (block != NULL)
        memset(block, 0, count * size);
    return block;
}

void brn_release(const brine_allocator *allocator, void *block, size_t size)
{
    if (block == NULL)
        return;
    sodium_memzero(block, size);
    allocator->release(allocator->context, block, size);
}

bool brn_resize(const brine_allocator *allocator, void **block, size_t old_size, size_t new_size)
{
    void *copy = brn_allocate(allocator, new_size, 1);

    if (copy == NULL)
        return false;
    if (*block != NULL)
        memcpy(copy, *block, old_size < new_size ? old_size : new_size);
    brn_release(allocator, *block, old_size);
    *block = copy;
    return true;
}

char *brn_copy_text(const brine_allocator *allocator, const char *text, size_t len)
{
    char *copy;

    if (len == SIZE_MAX)
        return NULL;
    copy = brn_allocate(allocator, len + 1, 1);
    if (copy != NULL && len > 0)
        memcpy(copy, text, len);
    return copy;
}
