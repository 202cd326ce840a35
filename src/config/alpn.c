/*
 * The protocols to offer, as ALPN's extension carries them (RFC 7301 section 3.1).
 */
#include "base/error.h"
#include "base/memory.h"
#include "config/config.h"

#include <string.h>

/* opaque ProtocolName<1..2^8-1> */
#define PROTOCOL_NAME_MAX 255

static brine_result check_protocol(const char *const *protocols, size_t i, brine_error *error)
{
    size_t len;

    if (protocols[i] == NULL)
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, "config",
                        "protocol %lu for ALPN is NULL", (unsigned long)i);
    len = strlen(protocols[i]);
    if (len == 0 || len > PROTOCOL_NAME_MAX)
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, "config",
                        "protocol %lu for ALPN has %lu bytes, expected 1 to %d", (unsigned long)i,
                        (unsigned long)len, PROTOCOL_NAME_MAX);
    return BRINE_OK;
}

/* The size of the ProtocolNameList. */
static brine_result measure(const char *const *protocols, size_t count, size_t *size,
                            brine_error *error)
{
    *size = 0;
    if (protocols == NULL || count == 0)
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, "config",
                        "the list of protocols for ALPN is %s",
                        protocols == NULL ? "NULL" : "empty");
    for (size_t i = 0; i < count; i++) {
        brine_result result = check_protocol(protocols, i, error);

        if (result != BRINE_OK)
            return result;
        *size += 1 + strlen(protocols[i]);
        if (*size > BRINE_ALPN_LIST_MAX)
            return brn_fail(error, BRINE_ERROR_LIMIT, "config",
                            "the protocols for ALPN take more than %d bytes, each with one byte "
                            "for its length",
                            BRINE_ALPN_LIST_MAX);
    }
    return BRINE_OK;
}

static void write_list(uint8_t *at, const char *const *protocols, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t len = strlen(protocols[i]);

        *at++ = (uint8_t)len;
        memcpy(at, protocols[i], len);
        at += len;
    }
}

brine_result brine_config_set_alpn(brine_config *config, const char *const *protocols, size_t count,
                                   brine_error *error)
{
    brine_result result = brn_config_check_open_and_tell(config, error);
    size_t size;
    uint8_t *list;

    if (result == BRINE_OK)
        result = measure(protocols, count, &size, error);
    if (result != BRINE_OK)
        return result;
    list = brn_allocate(&config->allocator, size, 1);
    if (list == NULL)
        return brn_fail(error, BRINE_ERROR_OUT_OF_MEMORY, "config", NULL);
    write_list(list, protocols, count);
    brn_release(&config->allocator, config->alpn, config->alpn_len);
    config->alpn = list;
    config->alpn_len = size;
    return BRINE_OK;
}
