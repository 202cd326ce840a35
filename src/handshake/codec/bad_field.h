/* What the decoders share. */
#ifndef BRN_HANDSHAKE_CODEC_BAD_FIELD_H
#define BRN_HANDSHAKE_CODEC_BAD_FIELD_H

#include <brine/error.h>

#include "base/texts.h"

BRINE_MUST_USE static inline brine_result brn_bad_field(const char **field, const char *name)
{
    *field = BRN_WORDS(name);
    return BRINE_ERROR_DECODE;
}

#endif
