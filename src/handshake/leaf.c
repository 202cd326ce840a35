#include "handshake/leaf.h"

#include "x509/certificate/certificate.h"

bool brn_leaf_key(const brn_handshake *hs, brine_public_key *out)
{
    brine_bytes list = brn_span_bytes(hs, hs->certificate_list), der;
    brn_certificate leaf;
    brn_malformed malformed;

    if (brn_read_certificate_list(list, &der, 1) == 0 ||
        !brn_certificate_parse(der, &leaf, &malformed))
        return false;
    *out = leaf.subject_key.key;
    return true;
}
