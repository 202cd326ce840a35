#include "unit/x509/chain.h"
#include "support/remembering.h"
#include "support/test.h"

chain chain_make(void)
{
    chain c = {.root = spec_root("Root", KEY_ROOT),
               .ca = spec_ca("CA", KEY_CA, "Root", KEY_ROOT),
               .server = spec_server("www.example", "CA", KEY_CA),
               .host = "www.example"};

    c.options.size = sizeof c.options;
    c.options.time = FACTORY_NOW;
    return c;
}

brine_result chain_verify_these(chain *c, brine_trust *trust, const der *sent, size_t count)
{
    brine_result result;

    c->options.trust = trust;
    c->options.server_name = c->host;
    /* A provider or an allocator of a test's own counts or fails: it is called once. */
    result = (c->options.provider == NULL && c->options.allocator == NULL ? verify_remembering
                                                                          : brine_cert_verify)(
        &c->options, sent, count, c->path, BRINE_PATH_LENGTH_MAX, &c->path_count, &c->error);
    if (result == BRINE_OK) /* the path's slices must outlive the store */
        for (size_t i = 0; i < c->path_count; i++)
            c->path[i] = factory_copy(c->path[i].data, c->path[i].len);
    brine_trust_free(trust);
    return result;
}

brine_result chain_verify(chain *c)
{
    return VERIFY(c, TRUST(factory_make(&c->root)), factory_make(&c->server), factory_make(&c->ca));
}

void assert_accepted(chain *c)
{
    brine_result result = chain_verify(c);

    if (result != BRINE_OK)
        print_error("%s\n", c->error.text);
    assert_int_equal(result, BRINE_OK);
}

void assert_refused(chain *c, brine_result code)
{
    brine_result result = chain_verify(c);

    if (result != code)
        print_error("%s instead of %s: %s\n", brine_result_name(result), brine_result_name(code),
                    c->error.text);
    assert_int_equal(result, code);
}

int chain_tear_down(void **state)
{
    (void)state;
    factory_reset();
    return 0;
}
