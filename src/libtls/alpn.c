/* Application protocols (RFC 7301): checked when they are set, split when they are used. */
#include "libtls/alpn.h"

#include <brine/limits.h>

#include <stdlib.h>
#include <string.h>

static int check(struct tls_config *config, const char *alpn)
{
    const char *start = alpn;
    size_t count = 0;

    for (;;) {
        size_t len = strcspn(start, ",");

        if (len == 0)
            return brn_tls_config_fail(config, "alpn protocol with zero length");
        if (len > BRN_TLS_PROTOCOL_MAX)
            return brn_tls_config_fail(config, "an alpn protocol is too long: at most %d bytes",
                                       BRN_TLS_PROTOCOL_MAX);
        if (++count > BRN_TLS_PROTOCOLS_MAX)
            return brn_tls_config_fail(config, "at most %d alpn protocols can be offered",
                                       BRN_TLS_PROTOCOLS_MAX);
        if ((size_t)(start - alpn) + len + 1 > BRINE_ALPN_LIST_MAX)
            return brn_tls_config_fail(
                config, "the alpn protocols are too long: together at most %d bytes with commas",
                BRINE_ALPN_LIST_MAX - 1);
        if (start[len] == '\0')
            return 0;
        start += len + 1;
    }
}

int tls_config_set_alpn(struct tls_config *config, const char *alpn)
{
    if (alpn != NULL && check(config, alpn) != 0)
        return -1;
    brn_tls_config_changed(config);
    if (!brn_tls_text_copy(&config->alpn, alpn))
        return brn_tls_config_fail_memory(config);
    return 0;
}

brine_result brn_tls_alpn_apply(const char *alpn, brine_config *config, brine_error *error)
{
    const char *protocols[BRN_TLS_PROTOCOLS_MAX];
    char *copy = strdup(alpn), *at = copy;
    size_t count = 0;
    brine_result result;

    if (copy == NULL)
        return BRINE_ERROR_OUT_OF_MEMORY;
    while (at != NULL && count < BRN_TLS_PROTOCOLS_MAX) {
        char *comma = strchr(at, ',');

        protocols[count++] = at;
        if (comma != NULL)
            *comma++ = '\0';
        at = comma;
    }
    result = brine_config_set_alpn(config, protocols, count, error);
    free(copy);
    return result;
}
