#include "unit/config/fixture.h"

#include "support/test.h"

int64_t test_now = PEER_NOW;

int64_t test_clock(void *context)
{
    (void)context;
    return test_now;
}

brine_config *test_config(const peer_pki *pki)
{
    peer_slice root = peer_pki_root(pki);
    brine_config *config;
    brine_trust *trust;
    brine_error error;

    assert_int_equal(brine_config_new(NULL, &config, NULL), BRINE_OK);
    assert_int_equal(brine_trust_new(NULL, &trust, NULL), BRINE_OK);
    assert_int_equal(
        brine_trust_add_memory(trust, (brine_bytes){root.data, root.len}, NULL, &error), BRINE_OK);
    assert_int_equal(brine_trust_freeze(trust, &error), BRINE_OK);
    assert_int_equal(brine_config_set_trust(config, trust), BRINE_OK);
    brine_trust_free(trust);
    assert_int_equal(brine_config_set_clock(config, test_clock, NULL), BRINE_OK);
    return config;
}

brine_config *test_freeze(brine_config *config)
{
    brine_error error;

    if (brine_config_freeze(config, &error) != BRINE_OK)
        fail_msg("%s", error.text);
    return config;
}

peer_pki *test_pki;
brine_config *test_frozen;

int test_frozen_setup(void **state)
{
    (void)state;
    test_pki = peer_pki_new();
    test_frozen = test_freeze(test_config(test_pki));
    return 0;
}

int test_frozen_teardown(void **state)
{
    (void)state;
    brine_config_free(test_frozen);
    peer_pki_free(test_pki);
    return 0;
}
