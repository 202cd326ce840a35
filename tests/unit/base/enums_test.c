/*
 * Enums that are given numbers from the wire, or from a provider's author, hold each of them, also
 * where a compiler makes enums as small as their enumerators allow (-fshort-enums).
 */
#include "handshake/codec/message.h"
#include "handshake/extensions.h"
#include "record/alert.h"
#include "record/record.h"
#include "support/test.h"
#include "x509/name/general_name.h"

#define ONE_BYTE  0xff
#define TWO_BYTES 0xffff

/* As variables, so that the compiler has to store the number. */
#define ASSERT_HOLDS(type, highest)                                                                \
    for (int number = 0; number <= (highest); number++) {                                          \
        volatile type held = (type)number;                                                         \
                                                                                                   \
        if ((int)held != number)                                                                   \
            fail_msg(#type " holds %d as %d", number, (int)held);                                  \
    }

static void an_enum_holds_every_number_of_its_field(void **state)
{
    (void)state;
    ASSERT_HOLDS(brine_alert, ONE_BYTE)
    ASSERT_HOLDS(brine_group_id, TWO_BYTES)
    ASSERT_HOLDS(brine_hash_id, ONE_BYTE)
    ASSERT_HOLDS(brn_alert_level, ONE_BYTE)
    ASSERT_HOLDS(brn_content_type, ONE_BYTE)
    ASSERT_HOLDS(brn_message_type, ONE_BYTE)
    ASSERT_HOLDS(brn_tls_extension_code, TWO_BYTES)
    ASSERT_HOLDS(brn_name_form, 0x1f) /* a tag's number */
}

static void no_number_of_an_alert_is_none(void **state)
{
    (void)state;
    for (int number = 0; number <= ONE_BYTE; number++) {
        volatile brine_alert held = (brine_alert)number;

        assert_int_not_equal(held, BRINE_ALERT_none);
        assert_string_not_equal(brine_alert_name(held), "none");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_enum_holds_every_number_of_its_field),
        cmocka_unit_test(no_number_of_an_alert_is_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
