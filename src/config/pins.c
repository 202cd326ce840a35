/*
 * SPKI pins, as curl and RFC 7469 section 2.4 write them.
 */
#include "base/error.h"
#include "base/escape.h"
#include "base/memory.h"
#include "config/config.h"

#include <sodium.h>
#include <string.h>

#define PIN_PREFIX "sha256//"

brine_result brine_config_add_pin(brine_config *config, const char *pin, brine_error *error)
{
    brine_result result = brn_config_check_open(config);
    const char *base64, *end;
    uint8_t digest[32];
    char shown[BRN_SHOWN_SIZE];
    brn_verify_policy *policy;
    size_t len;

    if (result == BRINE_OK && pin == NULL)
        result = BRINE_ERROR_INVALID_ARGUMENT;
    if (result != BRINE_OK)
        return brn_fail(error, result, "config", NULL);
    base64 = pin + (strncmp(pin, PIN_PREFIX, strlen(PIN_PREFIX)) == 0 ? strlen(PIN_PREFIX) : 0);
    if (base64 == pin ||
        sodium_base642bin(digest, sizeof digest, base64, strlen(base64), NULL, &len, &end,
                          sodium_base64_VARIANT_ORIGINAL) != 0 ||
        len != sizeof digest || *end != '\0')
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, "config",
                        "the pin '%s' is not '" PIN_PREFIX "' and the base64 of 32 bytes",
                        brn_shown(pin, shown));
    policy = &config->policy;
    if (policy->pin_count == BRINE_PINS_MAX)
        return brn_fail(error, BRINE_ERROR_LIMIT, "config", "more than %d pins", BRINE_PINS_MAX);
    if (policy->pins == NULL)
        policy->pins = brn_allocate(&config->allocator, BRINE_PINS_MAX, sizeof *policy->pins);
    if (policy->pins == NULL)
        return brn_fail(error, BRINE_ERROR_OUT_OF_MEMORY, "config", NULL);
    memcpy(policy->pins[policy->pin_count++], digest, sizeof digest);
    return BRINE_OK;
}
