/*
 * What stands in a text in which a certificate was looked for.
 */
#include "base/escape.h"
#include "x509/pem/pem.h"

const char *brn_pem_instead(brine_bytes text, char out[BRN_PEM_INSTEAD_SIZE])
{
    brn_text words = brn_text_in(out, BRN_PEM_INSTEAD_SIZE);
    brn_pem pem = brn_pem_of(text);
    char shown[BRN_SHOWN_SIZE];
    brn_pem_block block;

    out[0] = '\0';
    if (text.len == 0)
        brn_text_string(&words, ": it is empty");
    else if (brn_pem_next(&pem, &block))
        brn_text_add(&words, ": its first block is '%s'", brn_shown_bytes(block.label, shown));
    return out;
}
