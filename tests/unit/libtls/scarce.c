#include "unit/libtls/scarce.h"

#include <string.h>

static bool counts, goes_on_failing, failed;
static size_t left;
static long blocks;

void scarce_begin(size_t allowed, bool for_good)
{
    left = allowed;
    goes_on_failing = for_good;
    failed = false;
    blocks = 0;
    counts = true;
}

void scarce_pause(void)
{
    counts = false;
}

void scarce_resume(void)
{
    counts = true;
}

bool scarce_failed(void)
{
    return failed;
}

long scarce_end(void)
{
    counts = false;
    return blocks;
}

static bool is_refused(void)
{
    if (!counts || (failed && !goes_on_failing))
        return false;
    if (left > 0 && !failed) {
        left--;
        return false;
    }
    failed = true;
    return true;
}

static void *counted(void *block)
{
    if (counts && block != NULL)
        blocks++;
    return block;
}

/* The linker's names: calls of malloc come to __wrap_malloc, and __real_malloc is malloc. */
void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void __real_free(void *block);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
char *__wrap_strdup(const char *text);
void __wrap_free(void *block);

void *__wrap_malloc(size_t size)
{
    return is_refused() ? NULL : counted(__real_malloc(size));
}

void *__wrap_calloc(size_t count, size_t size)
{
    return is_refused() ? NULL : counted(__real_calloc(count, size));
}

char *__wrap_strdup(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = __wrap_malloc(size);

    return copy != NULL ? memcpy(copy, text, size) : NULL;
}

void __wrap_free(void *block)
{
    if (counts && block != NULL)
        blocks--;
    __real_free(block);
}
