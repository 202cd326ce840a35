#include "config/config.h"
#include "config/session_cache.h"
#include "support/test.h"
#include "unit/config/fixture.h"

#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

/* Each with a master secret of its own, as sessions have. */
static brine_session *session_for(const char *name, uint16_t port)
{
    static uint8_t master[BRN_MASTER_SECRET_SIZE];
    brn_session_parts parts = {
        .server_name = name,
        .port = port,
        .suite = 0xc02b,
        .master_secret = master,
        .session_id = {(const uint8_t *)"id", 2},
        .expiry = INT64_MAX,
    };
    brine_session *session;

    sodium_increment(master, sizeof master);
    assert_int_equal(brn_session_new(&test_frozen->allocator, test_frozen->id, &parts, &session),
                     BRINE_OK);
    return session;
}

static void put(brn_session_cache *cache, const char *name, uint16_t port)
{
    brine_session *session = session_for(name, port);

    brn_session_cache_put(cache, session);
    brine_session_free(session);
}

static bool has(brn_session_cache *cache, const char *name, uint16_t port)
{
    brine_session *session = brn_session_cache_get(cache, name, port);
    bool found = session != NULL;

    if (found)
        assert_int_equal(brine_session_port(session), port);
    brine_session_free(session);
    return found;
}

static brn_session_cache *cache_of(size_t entries)
{
    brn_session_cache *cache;

    assert_int_equal(
        brn_session_cache_new(&test_frozen->allocator, test_frozen->provider, entries, &cache),
        BRINE_OK);
    return cache;
}

static void without_a_cache_nothing_is_found_or_kept(void **state)
{
    brine_session *session = session_for("a.example", 443);

    (void)state;
    brn_session_cache_put(NULL, session);
    assert_false(has(NULL, "a.example", 443));
    brn_session_cache_remove(NULL, session);
    brn_session_cache_free(NULL, &test_frozen->allocator);
    brine_session_free(session);
}

static void name_and_port_tell_servers_apart(void **state)
{
    brn_session_cache *cache = cache_of(8);

    (void)state;
    put(cache, "a.example", 443);
    assert_true(has(cache, "a.example", 443));
    assert_true(has(cache, "A.Example", 443));
    assert_false(has(cache, "a.example", 8443));
    assert_false(has(cache, "b.example", 443));
    assert_false(has(cache, NULL, 443));
    put(cache, NULL, 443);
    assert_true(has(cache, NULL, 443));
    brn_session_cache_free(cache, &test_frozen->allocator);
}

static void the_least_recently_used_is_forgotten_first(void **state)
{
    brn_session_cache *cache = cache_of(3);

    (void)state;
    put(cache, "a", 1);
    put(cache, "b", 1);
    put(cache, "c", 1);
    assert_true(has(cache, "a", 1)); /* used */
    put(cache, "d", 1);
    assert_false(has(cache, "b", 1));
    assert_true(has(cache, "a", 1) && has(cache, "c", 1) && has(cache, "d", 1));
    brn_session_cache_free(cache, &test_frozen->allocator);
}

static void a_new_session_takes_the_place_of_the_old(void **state)
{
    brn_session_cache *cache = cache_of(3);
    brine_session *second = session_for("a", 1), *got;

    (void)state;
    put(cache, "a", 1);
    brn_session_cache_put(cache, second);
    got = brn_session_cache_get(cache, "a", 1);
    assert_ptr_equal(got, second);
    brine_session_free(got);
    brine_session_free(second);
    brn_session_cache_free(cache, &test_frozen->allocator);
}

static void removing_touches_only_the_session_that_is_meant(void **state)
{
    brn_session_cache *cache = cache_of(4);
    brine_session *first = session_for("a", 1);

    (void)state;
    brn_session_cache_put(cache, first);
    put(cache, "b", 1);
    put(cache, "c", 1);
    put(cache, "a", 1); /* renewed meanwhile */
    brn_session_cache_remove(cache, first);
    assert_true(has(cache, "a", 1));
    brine_session_free(first);
    first = brn_session_cache_get(cache, "a", 1);
    brn_session_cache_remove(cache, first);
    brine_session_free(first);
    assert_false(has(cache, "a", 1));
    assert_true(has(cache, "b", 1) && has(cache, "c", 1));
    brn_session_cache_free(cache, &test_frozen->allocator);
}

/* RFC 5246 section 7.2.2 ends a session, not one of its tickets. */
static void what_is_forgotten_is_the_session_whatever_its_ticket(void **state)
{
    brn_session_cache *cache = cache_of(2);
    brine_session *session = session_for("a", 1), *renewed;
    brn_session_parts parts = {.server_name = "a",
                               .port = 1,
                               .master_secret = session->master_secret,
                               .ticket = {(const uint8_t *)"new", 3},
                               .expiry = INT64_MAX};

    (void)state;
    assert_int_equal(brn_session_new(&test_frozen->allocator, test_frozen->id, &parts, &renewed),
                     BRINE_OK);
    brn_session_cache_put(cache, renewed);
    brn_session_cache_remove(cache, session);
    assert_false(has(cache, "a", 1));
    brine_session_free(renewed);
    brine_session_free(session);
    brn_session_cache_free(cache, &test_frozen->allocator);
}

/* Against a list that is too simple to be wrong. */
static void it_agrees_with_a_plain_list_whatever_happens(void **state)
{
    enum { CAPACITY = 5, NAMES = 12 };
    brn_session_cache *cache = cache_of(CAPACITY);
    unsigned order[NAMES], count = 0, seed = 12345;

    (void)state;
    for (int round = 0; round < 20000; round++) {
        unsigned who = (seed = seed * 1103515245u + 12345u) >> 16 & 0x7fff, what, at = 0;
        char name[16];

        what = who / NAMES % 3;
        who %= NAMES;
        snprintf(name, sizeof name, "host%u", who);
        while (at < count && order[at] != who)
            at++;
        if (what == 0) {
            put(cache, name, 1);
        } else if (what == 1) {
            assert_int_equal(has(cache, name, 1), at < count);
        } else {
            brine_session *session = brn_session_cache_get(cache, name, 1);

            if (session != NULL)
                brn_session_cache_remove(cache, session);
            brine_session_free(session);
        }
        if (at < count) { /* newest stands last */
            memmove(order + at, order + at + 1, (count - at - 1) * sizeof *order);
            count--;
            if (what != 2)
                order[count++] = who;
        } else if (what == 0) {
            if (count == CAPACITY) {
                memmove(order, order + 1, (count - 1) * sizeof *order);
                count--;
            }
            order[count++] = who;
        }
    }
    brn_session_cache_free(cache, &test_frozen->allocator);
}

static void *hammer(void *argument)
{
    brn_session_cache *cache = argument;
    char name[16];

    for (int i = 0; i < 2000; i++) {
        snprintf(name, sizeof name, "host%d", i % 17);
        put(cache, name, 1);
        has(cache, name, 1);
    }
    return NULL;
}

static void threads_may_use_it_at_once(void **state)
{
    brn_session_cache *cache = cache_of(8);
    pthread_t threads[8];

    (void)state;
    for (int i = 0; i < 8; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, hammer, cache), 0);
    for (int i = 0; i < 8; i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    assert_true(has(cache, "host10", 1)); /* the last that each of them put: 1999 % 17 */
    brn_session_cache_free(cache, &test_frozen->allocator);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_cache_nothing_is_found_or_kept),
        cmocka_unit_test(name_and_port_tell_servers_apart),
        cmocka_unit_test(the_least_recently_used_is_forgotten_first),
        cmocka_unit_test(a_new_session_takes_the_place_of_the_old),
        cmocka_unit_test(removing_touches_only_the_session_that_is_meant),
        cmocka_unit_test(what_is_forgotten_is_the_session_whatever_its_ticket),
        cmocka_unit_test(it_agrees_with_a_plain_list_whatever_happens),
        cmocka_unit_test(threads_may_use_it_at_once),
    };

    return cmocka_run_group_tests(tests, test_frozen_setup, test_frozen_teardown);
}
