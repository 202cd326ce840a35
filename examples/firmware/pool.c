/*
 * Memory for brine from one array. Blocks have no headers, since brine gives back their sizes.
 */
#include "device.h"

#define POOL_SIZE (20 * 1024)

/* Free bytes between blocks, a list by address. No block is smaller than one. */
typedef struct gap {
    size_t size;
    struct gap *next;
} gap;

static _Alignas(8) uint8_t memory[POOL_SIZE];
static gap *gaps;
static bool begun;

static size_t rounded(size_t size)
{
    return (size + sizeof(gap) - 1) / sizeof(gap) * sizeof(gap);
}

static void give(void *block, size_t size)
{
    gap **link = &gaps, *made = block, *before = NULL;

    for (; *link != NULL && *link < made; link = &(*link)->next)
        before = *link;
    *made = (gap){size, *link};
    *link = made;
    if ((uint8_t *)made + size == (uint8_t *)made->next)
        *made = (gap){size + made->next->size, made->next->next};
    if (before != NULL && (uint8_t *)before + before->size == (uint8_t *)made)
        *before = (gap){before->size + made->size, made->next};
}

/* The first gap that is large enough gives its end. */
static void *allocate(void *context, size_t size)
{
    gap **link = &gaps;
    uint8_t *block;

    (void)context;
    if (!begun)
        give(memory, sizeof memory);
    begun = true;
    if (size > POOL_SIZE)
        return NULL;
    size = rounded(size);
    while (*link != NULL && (*link)->size < size)
        link = &(*link)->next;
    if (*link == NULL)
        return NULL;
    block = (uint8_t *)*link + ((*link)->size - size);
    if ((*link)->size == size)
        *link = (*link)->next;
    else
        (*link)->size -= size;
    return block;
}

static void release(void *context, void *block, size_t size)
{
    (void)context;
    give(block, rounded(size));
}

const brine_allocator pool_allocator = {NULL, allocate, release};
