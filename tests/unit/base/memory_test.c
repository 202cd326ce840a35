#include "base/memory.h"
#include "support/test.h"

#include <stdlib.h>
#include <string.h>

typedef struct watch {
    size_t live;
    bool dirty; /* a block came back with something in it */
    bool refuse;
} watch;

static void *watch_allocate(void *context, size_t size)
{
    watch *w = context;

    if (w->refuse)
        return NULL;
    w->live += size;
    return malloc(size);
}

static void watch_release(void *context, void *block, size_t size)
{
    watch *w = context;

    for (size_t i = 0; i < size; i++)
        w->dirty |= ((uint8_t *)block)[i] != 0;
    w->live -= size;
    free(block);
}

static void blocks_are_wiped_before_they_go_back(void **state)
{
    watch w = {0, false, false};
    brine_allocator a = {&w, watch_allocate, watch_release};
    char *text = brn_copy_text(&a, "secret", 6);
    void *block = text;

    (void)state;
    assert_string_equal(text, "secret");
    assert_true(brn_resize(&a, &block, 7, 70));
    assert_string_equal((char *)block, "secret");
    assert_int_equal(((char *)block)[69], 0);
    brn_release(&a, block, 70);
    brn_release(&a, NULL, 0);
    assert_int_equal(w.live, 0);
    assert_false(w.dirty);
}

static void a_product_that_wraps_is_no_allocation(void **state)
{
    (void)state;
    assert_null(brn_allocate(&brn_system_allocator, SIZE_MAX / 2 + 1, 2));
    assert_null(brn_allocate(&brn_system_allocator, 0, 2));
}

static void a_failed_resize_leaves_the_block_alone(void **state)
{
    watch w = {0, false, false};
    brine_allocator a = {&w, watch_allocate, watch_release};
    void *block = brn_copy_text(&a, "kept", 4);

    (void)state;
    w.refuse = true;
    assert_false(brn_resize(&a, &block, 5, 50));
    assert_string_equal((char *)block, "kept");
    brn_release(&a, block, 5);
    assert_int_equal(w.live, 0);
}

static void a_size_that_wraps_is_no_allocation(void **state)
{
    (void)state;
    assert_null(brn_allocate(&brn_system_allocator, 2, 0));
    assert_null(brn_allocate_aligned(&brn_system_allocator, SIZE_MAX - 62, 64));
    assert_null(brn_copy_text(&brn_system_allocator, "", SIZE_MAX));
}

static void a_block_that_shrinks_keeps_its_beginning(void **state)
{
    watch w = {0, false, false};
    brine_allocator a = {&w, watch_allocate, watch_release};
    void *block = brn_copy_text(&a, "abcdef", 6);

    (void)state;
    assert_true(brn_resize(&a, &block, 7, 3));
    assert_memory_equal(block, "abc", 3);
    assert_int_equal(w.live, 3);
    brn_release(&a, block, 3);
    assert_false(w.dirty);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_are_wiped_before_they_go_back),
        cmocka_unit_test(a_product_that_wraps_is_no_allocation),
        cmocka_unit_test(a_failed_resize_leaves_the_block_alone),
        cmocka_unit_test(a_size_that_wraps_is_no_allocation),
        cmocka_unit_test(a_block_that_shrinks_keeps_its_beginning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
