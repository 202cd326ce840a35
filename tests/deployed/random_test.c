/*
 * A system without random bytes: no getrandom, as a filter of system calls takes it away, and no
 * /dev/urandom, as in a chroot. Each life is a process of its own, and the first that asks
 * libsodium for anything.
 */
#include "child.h"
#include "filter.h"
#include "support/test.h"

#include <brine/brine.h>

#define CAUSE "getrandom or /dev/urandom, which a filter of system calls and a chroot without /dev"

static brine_result freeze_with(const brine_provider *provider, brine_error *error)
{
    brine_config *config = NULL;
    brine_result result = brine_config_new_with(provider, NULL, &config, error);

    if (result == BRINE_OK)
        result = brine_config_use_system(config);
    if (result == BRINE_OK)
        result = brine_config_insecure_skip_chain(config);
    if (result == BRINE_OK)
        result = brine_config_freeze(config, error);
    brine_config_free(config);
    return result;
}

typedef const brine_provider *(*provider_of)(void);

static brine_result live(void *context, brine_error *error)
{
    const provider_of *of = context;

    return filter_random_away() ? freeze_with((*of)(), error) : CHILD_CANT_TRY;
}

/* Not random at all: what is asked is who is asked for them. */
static brine_result own_random(void *context, uint8_t *out, size_t len)
{
    (void)context;
    for (size_t i = 0; i < len; i++)
        out[i] = (uint8_t)(i * 37 + 1);
    return BRINE_OK;
}

static brine_result live_with_own_random(void *context, brine_error *error)
{
    brine_provider provider;

    (void)context;
    if (!filter_random_away())
        return CHILD_CANT_TRY;
    provider = *brine_provider_default();
    provider.random = own_random;
    return freeze_with(&provider, error);
}

static void expect(const told *found, brine_result result, const char *words)
{
    if (found->signal == 0 && found->result == CHILD_CANT_TRY)
        skip();
    child_expect(found, result, words);
}

static void a_system_without_random_bytes_is_told(void **state)
{
    provider_of providers[] = {brine_provider_default, brine_provider_sodium};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        const told found = child_live(live, &providers[i]);

        expect(&found, BRINE_ERROR_RANDOM, CAUSE);
    }
}

static void an_application_with_a_source_of_its_own_needs_none(void **state)
{
    const told found = child_live(live_with_own_random, NULL);

    (void)state;
    expect(&found, BRINE_OK, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_system_without_random_bytes_is_told),
        cmocka_unit_test(an_application_with_a_source_of_its_own_needs_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
