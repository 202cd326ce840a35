/*
 * SPKI pins, as curl and RFC 7469 section 2.4 write them.
 */
#include "base/error.h"
#include "base/escape.h"
#include "base/memory.h"
#include "config/config.h"
#include "x509/pem/base64.h"

#include <string.h>

#define PIN_PREFIX "sha256//"

/* 32 bytes are 43 digits and padding. */
#define PIN_CHARACTERS 44

/* Base64 may have blanks, but of so many characters with one among them too few remain. */
static bool read_pin(const char *pin, uint8_t digest[32])
{
    const char *text = pin + strlen(PIN_PREFIX);
    uint8_t bytes[PIN_CHARACTERS];
    size_t len;

    if (strncmp(pin, PIN_PREFIX, strlen(PIN_PREFIX)) != 0 || strlen(text) != PIN_CHARACTERS ||
        !brn_base64_decode_secret((brine_bytes){(const uint8_t *)text, PIN_CHARACTERS}, bytes,
                                  &len) ||
        len != 32)
        return false;
    memcpy(digest, bytes, 32);
    return true;
}

brine_result brine_config_add_pin(brine_config *config, const char *pin, brine_error *error)
{
    brine_result result = brn_config_check_open_and_tell(config, error);
    uint8_t digest[32];
    char shown[BRN_SHOWN_SIZE];
    brn_verify_policy *policy;

    if (result != BRINE_OK)
        return result;
    if (pin == NULL)
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, "config", "the pin is NULL");
    if (!read_pin(pin, digest))
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, "config",
                        "the pin is '%s', expected '" PIN_PREFIX "' and the base64 of 32 bytes",
                        brn_shown(pin, shown));
    policy = &config->policy;
    if (policy->pin_count == BRINE_PINS_MAX)
        return brn_fail(error, BRINE_ERROR_LIMIT, "config", "more than %d pins are set",
                        BRINE_PINS_MAX);
    if (policy->pins == NULL)
        policy->pins = brn_allocate(&config->allocator, BRINE_PINS_MAX, sizeof *policy->pins);
    if (policy->pins == NULL)
        return brn_fail(error, BRINE_ERROR_OUT_OF_MEMORY, "config", NULL);
    memcpy(policy->pins[policy->pin_count++], digest, sizeof digest);
    return BRINE_OK;
}
