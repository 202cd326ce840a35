/* What verification hands on, so that its caller need not parse the chain again. */
#include "base/memory.h"
#include "support/test.h"
#include "unit/x509/chain.h"
#include "x509/path/verify.h"

#include <string.h>

#define EARLIEST      "20250701000000Z"
#define EARLIEST_TIME INT64_C(1751328000)

/* Its trust store is freed: of the anchor only that it is there may be looked at. */
static brn_verified verify(chain *c, der server, der ca, bool skip_chain)
{
    const der sent[] = {server, ca};
    brine_trust *trust = TRUST(factory_make(&c->root));
    const brn_verify_policy policy = {
        .trust = trust,
        .choices = {.max_intermediates = BRN_INTERMEDIATES_MAX, .insecure_skip_chain = skip_chain}};
    brn_server_name name;
    const brn_verify_input input = {.allocator = &brn_system_allocator,
                                    .provider = brine_provider_default(),
                                    .policy = &policy,
                                    .server_name = &name,
                                    .time = FACTORY_NOW};
    brn_verified out;

    assert_int_equal(brn_server_name_read(c->host, &name, &c->error), BRINE_OK);
    assert_int_equal(brn_verify_chain(&input, sent, 2, &out, &c->error), BRINE_OK);
    brine_trust_free(trust);
    return out;
}

static void the_leaf_is_the_servers_parsed(void **state)
{
    chain c = chain_make();
    der server = factory_make(&c.server), ca = factory_make(&c.ca);

    (void)state;
    for (int skip = 0; skip < 2; skip++) {
        brn_verified out = verify(&c, server, ca, skip != 0);
        brn_certificate parsed;
        brn_malformed malformed;

        assert_true(brn_certificate_parse(server, &parsed, &malformed));
        assert_ptr_equal(out.leaf.der.data, server.data);
        assert_ptr_equal(out.leaf.subject.data, parsed.subject.data);
        assert_ptr_equal(out.leaf.subject_key.key.point.data, parsed.subject_key.key.point.data);
        assert_ptr_equal(out.path.certificates[0].data, server.data);
        assert_int_equal(out.path.count, skip ? 1 : 3);
    }
}

static void the_path_is_valid_until_its_first_certificate_expires(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++) {
        chain c = chain_make();
        cert_spec *const specs[] = {&c.server, &c.ca, &c.root};

        specs[i]->not_after = TIME(EARLIEST);
        assert_true(verify(&c, factory_make(&c.server), factory_make(&c.ca), false).valid_until ==
                    EARLIEST_TIME);
    }
}

static void a_leaf_that_stands_alone_is_valid_as_long_as_it_says(void **state)
{
    chain c = chain_make();
    int64_t alone;

    (void)state;
    c.ca.not_after = TIME("20250620000000Z");
    c.server.not_after = TIME(EARLIEST);
    alone = verify(&c, factory_make(&c.server), factory_make(&c.ca), true).valid_until;
    assert_true(alone == EARLIEST_TIME);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_leaf_is_the_servers_parsed),
        cmocka_unit_test(the_path_is_valid_until_its_first_certificate_expires),
        cmocka_unit_test(a_leaf_that_stands_alone_is_valid_as_long_as_it_says),
    };

    return cmocka_run_group_tests(tests, NULL, chain_tear_down);
}
