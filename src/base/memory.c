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

/*
 * The object stands behind padding whose length the byte before it tells: at least one byte,
 * so that there is always such a byte.
 */
void *brn_allocate_aligned(const brine_allocator *allocator, size_t size, size_t align)
{
    uint8_t *block = size > SIZE_MAX - align ? NULL : brn_allocate(allocator, size + align, 1);
    size_t padding;

    if (block == NULL)
        return NULL;
    padding = align - (uintptr_t)block % align;
    block[padding - 1] = (uint8_t)padding;
    return block + padding;
}

void brn_release_aligned(const brine_allocator *allocator, void *block, size_t size, size_t align)
{
    uint8_t *object = block;

    if (block != NULL)
        brn_release(allocator, object - object[-1], size + align);
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
