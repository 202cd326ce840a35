/* NULL for each pointer of session.h's calls. */
#include "null.h"

#include "config/config.h"
#include "config/session.h"

static brine_config *config;
static brine_session *session;

static int make_session(void **state)
{
    const uint8_t master_secret[BRN_MASTER_SECRET_SIZE] = {0};
    const brn_session_parts parts = {.server_name = "server.example",
                                     .port = 443,
                                     .suite = 0xc030,
                                     .master_secret = master_secret,
                                     .ticket = {(const uint8_t *)"ticket", 6},
                                     .authenticated_until = 2,
                                     .expiry = 1};

    (void)state;
    if (brine_config_new(NULL, &config, NULL) != BRINE_OK ||
        brine_config_insecure_skip_chain(config) != BRINE_OK ||
        brine_config_freeze(config, NULL) != BRINE_OK)
        return 1;
    return (int)brn_session_new(&config->allocator, config->id, &parts, &session);
}

static int free_session(void **state)
{
    (void)state;
    brine_session_free(session);
    brine_config_free(config);
    return 0;
}

static void saving_and_loading(void **state)
{
    uint8_t blob[2048];
    brine_session *loaded;
    brine_error error;
    size_t len;

    (void)state;
    REFUSED(brine_session_save, session, (NULL, config, blob, sizeof blob, &len, &error));
    REFUSED(brine_session_save, config, (session, NULL, blob, sizeof blob, &len, &error));
    REFUSED(brine_session_save, len, (session, config, blob, sizeof blob, NULL, &error));
    OPTIONAL(brine_session_save, out, (session, config, NULL, 0, &len, &error), BRINE_OK);
    OPTIONAL(brine_session_save, error, (session, config, blob, 0, &len, NULL),
             BRINE_ERROR_BUFFER_TOO_SMALL);
    assert_int_equal(brine_session_save(session, config, blob, sizeof blob, &len, NULL), BRINE_OK);
    REFUSED(brine_session_load, config, (NULL, blob, len, &loaded, &error));
    REFUSED(brine_session_load, blob, (config, NULL, len, &loaded, &error));
    REFUSED(brine_session_load, out, (config, blob, len, NULL, &error));
    OPTIONAL(brine_session_load, blob, (config, NULL, 0, &loaded, &error),
             BRINE_ERROR_SESSION_MALFORMED);
    OPTIONAL(brine_session_load, error, (config, blob, len - 1, &loaded, NULL),
             BRINE_ERROR_SESSION_MALFORMED);
}

static void keep(void *context, const brine_session_event *event)
{
    (void)context;
    brine_session_free(event->session);
}

static void a_hook(void **state)
{
    brine_config *open;

    (void)state;
    assert_int_equal(brine_config_new(NULL, &open, NULL), BRINE_OK);
    REFUSED(brine_config_set_session_hook, config, (NULL, keep, open));
    OPTIONAL(brine_config_set_session_hook, hook, (open, NULL, open), BRINE_OK);
    OPTIONAL(brine_config_set_session_hook, context, (open, keep, NULL), BRINE_OK);
    brine_config_free(open);
}

static void facts_of_no_session(void **state)
{
    (void)state;
    assert_string_equal(brine_session_server_name(session), "server.example");
    EMPTY(brine_session_server_name, session, (NULL));
    assert_int_equal(brine_session_port(session), 443);
    ZERO(brine_session_port, session, (NULL));
    assert_int_equal(brine_session_expiry(session), 1);
    ZERO(brine_session_expiry, session, (NULL));
    RETURNS(brine_session_free, session, (NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(saving_and_loading),
        cmocka_unit_test(a_hook),
        cmocka_unit_test(facts_of_no_session),
    };
    return cmocka_run_group_tests(tests, make_session, free_session);
}
