/* Alerts of any number in place of ServerHello: what the caller learns of them. No peer needed. */
#include "support/test.h"

#include <brine/brine.h>

static brine_config *lax_config(void)
{
    brine_config *config;

    assert_int_equal(brine_config_new(NULL, &config, NULL), BRINE_OK);
    assert_int_equal(brine_config_insecure_skip_chain(config), BRINE_OK);
    assert_int_equal(brine_config_freeze(config, NULL), BRINE_OK);
    return config;
}

static void check_alert(brine_config *config, uint8_t description)
{
    uint8_t record[] = {0x15, 3, 3, 0, 2, 2, description};
    static uint8_t hello[BRINE_RECORD_MAX];
    brine_received received;
    brine_error error;
    brine_conn *conn;
    size_t made, taken;

    assert_int_equal(brine_conn_new(config, "server.example", &conn, NULL), BRINE_OK);
    assert_int_equal(brine_conn_send(conn, hello, sizeof hello, NULL, 0, &made, &taken), BRINE_OK);
    assert_true(made > 0);
    assert_int_equal(brine_conn_receive(conn, record, sizeof record, &received),
                     description == 0 ? BRINE_ERROR_ENDED_IN_HANDSHAKE : BRINE_ERROR_ALERT);
    brine_conn_error(conn, &error);
    assert_int_equal(error.alert_received, description);
    brine_conn_free(conn);
}

static void an_alert_of_any_number_is_told(void **state)
{
    brine_config *config = lax_config();

    (void)state;
    for (unsigned description = 0; description <= 255; description++)
        check_alert(config, (uint8_t)description);
    brine_config_free(config);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_alert_of_any_number_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
