#include "x509/path/refusal.h"

static int weight(brine_result code)
{
    switch ((int)code) {
    case BRINE_ERROR_CERT_UNKNOWN_ISSUER:
    case BRINE_ERROR_CERT_INTERMEDIATE_MISSING:
    case BRINE_ERROR_CERT_SELF_SIGNED:
        return 0;
    case BRINE_ERROR_CERT_SIGNATURE:
        return 1;
    case BRINE_ERROR_CERT_EXPIRED:
    case BRINE_ERROR_CERT_NOT_YET_VALID:
    case BRINE_ERROR_CERT_CLOCK:
    case BRINE_ERROR_CERT_NAME:
        return 3;
    default:
        return 2;
    }
}

static bool is_missing_issuer(const brn_refusal *refusal)
{
    return weight(refusal->code) == 0;
}

/* An anchor that its owner put into the store, and that a rule keeps from ending the path. */
static bool is_refused_anchor(const brn_refusal *refusal)
{
    return refusal->certificate.index < 0 && !is_missing_issuer(refusal);
}

bool brn_refusal_outweighs(const brn_refusal *a, const brn_refusal *b)
{
    if (is_missing_issuer(a) && is_refused_anchor(b))
        return false;
    if (is_refused_anchor(a) && is_missing_issuer(b))
        return true;
    if (a->depth != b->depth)
        return a->depth > b->depth;
    return weight(a->code) > weight(b->code);
}
