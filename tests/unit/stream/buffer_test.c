#include "base/memory.h"
#include "stream/buffer.h"
#include "support/test.h"

#include <string.h>

static void put(brn_buffer *buffer, const char *text)
{
    assert_true(brn_buffer_room(buffer) >= strlen(text));
    memcpy(buffer->data + buffer->end, text, strlen(text));
    brn_buffer_add(buffer, strlen(text));
}

static void what_is_held_moves_to_the_front(void **state)
{
    brn_buffer buffer = {0};

    (void)state;
    assert_true(brn_buffer_reserve(&buffer, &brn_system_allocator, 8));
    put(&buffer, "abcdefgh");
    buffer.start += 6;
    assert_true(brn_buffer_reserve(&buffer, &brn_system_allocator, 8));
    assert_int_equal(brn_buffer_len(&buffer), 2);
    assert_int_equal(brn_buffer_room(&buffer), 6);
    assert_memory_equal(buffer.data, "gh", 2);
    brn_buffer_release(&buffer, &brn_system_allocator);
}

static void growing_keeps_what_is_held(void **state)
{
    brn_buffer buffer = {0};

    (void)state;
    assert_true(brn_buffer_reserve(&buffer, &brn_system_allocator, 4));
    put(&buffer, "abcd");
    buffer.start++;
    assert_true(brn_buffer_reserve(&buffer, &brn_system_allocator, 100));
    assert_int_equal(buffer.cap, 100);
    assert_memory_equal(buffer.data, "bcd", 3);
    brn_buffer_release(&buffer, &brn_system_allocator);
}

static void only_an_empty_buffer_is_given_back(void **state)
{
    brn_buffer buffer = {0};

    (void)state;
    assert_true(brn_buffer_reserve(&buffer, &brn_system_allocator, 4));
    put(&buffer, "a");
    brn_buffer_release_if_empty(&buffer, &brn_system_allocator);
    assert_non_null(buffer.data);
    buffer.start++;
    brn_buffer_release_if_empty(&buffer, &brn_system_allocator);
    assert_null(buffer.data);
    assert_int_equal(buffer.cap, 0);
}

static void *refuse(void *context, size_t size)
{
    (void)context;
    (void)size;
    return NULL;
}

static void without_memory_nothing_is_lost(void **state)
{
    const brine_allocator poor = {NULL, refuse, brn_system_allocator.release};
    brn_buffer buffer = {0};

    (void)state;
    assert_true(brn_buffer_reserve(&buffer, &brn_system_allocator, 4));
    put(&buffer, "abcd");
    assert_false(brn_buffer_reserve(&buffer, &poor, 100));
    assert_int_equal(brn_buffer_len(&buffer), 4);
    assert_memory_equal(buffer.data, "abcd", 4);
    brn_buffer_release(&buffer, &brn_system_allocator);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_held_moves_to_the_front),
        cmocka_unit_test(growing_keeps_what_is_held),
        cmocka_unit_test(only_an_empty_buffer_is_given_back),
        cmocka_unit_test(without_memory_nothing_is_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
