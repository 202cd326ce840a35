#include "x509/path/path_signatures.h"

#include "base/texts.h"
#include "x509/path/strict_rules.h"

static brn_place place_of(const brn_node *node)
{
    return (brn_place){node->index, node->certificate.subject};
}

static void refuse_key(brn_refusal *refusal, size_t step, const brn_node *issuer)
{
    refusal->code = BRINE_ERROR_CERT_WEAK_KEY;
    refusal->depth = step + 1;
    refusal->certificate = place_of(issuer);
    refusal->spki = issuer->certificate.spki;
    refusal->rule = BRN_WORDS("the crypto provider can't verify signatures with it");
}

/* What a verdict means for step's certificate; true when it is a good one. */
static bool accept(brn_signature_verdict verdict, const brn_path_search *search, size_t step,
                   const brn_node *issuer, brn_refusal *refusal)
{
    const brn_node *child = search->steps[step].node;

    refusal->depth = step;
    refusal->certificate = place_of(child);
    refusal->other = place_of(issuer);
    refusal->rule = NULL;
    switch (verdict) {
    case BRN_SIGNATURE_VALID:
        return true;
    case BRN_SIGNATURE_EXHAUSTED:
        refusal->code = BRINE_ERROR_CERT_BUDGET;
        refusal->rule = BRN_WORDS("signatures");
        break;
    case BRN_SIGNATURE_UNSERVED:
        refusal->code = BRINE_ERROR_CERT_WEAK_SIGNATURE;
        refusal->algorithm = child->certificate.signature_identifier;
        refusal->rule = BRN_WORDS("the crypto provider has no verifier for it");
        break;
    case BRN_SIGNATURE_UNFIT:
        refusal->code = BRINE_ERROR_CERT_SIGNATURE;
        refusal->algorithm = child->certificate.signature_identifier;
        refusal->spki = issuer->certificate.spki;
        break;
    case BRN_SIGNATURE_BAD_KEY:
        refuse_key(refusal, step, issuer);
        break;
    case BRN_SIGNATURE_INVALID:
        refusal->code = BRINE_ERROR_CERT_SIGNATURE;
        refusal->algorithm = (brine_bytes){NULL, 0};
        break;
    }
    return false;
}

bool brn_path_signature_may_hold(const brn_path_search *search, const brn_node *issuer,
                                 brn_refusal *refusal)
{
    size_t step = search->length - 1;
    brn_refusal found = {.code = BRINE_OK};
    brn_signature_verdict verdict = brn_signature_foresee(
        &search->signatures, &search->steps[step].node->certificate, &issuer->certificate);

    if (accept(verdict, search, step, issuer, &found))
        return true;
    *refusal = found;
    return false;
}

/*
 * RFC 5280 section 4.2.1.1: only what is signed with its own key may leave out its issuer's
 * identifier. Where a signature holds, a self-issued certificate's issuer has another key:
 * with the same one it would have stood in the path already.
 */
static bool names_issuer_key(const brn_path_search *search, size_t step, brn_refusal *refusal)
{
    const brn_node *child = search->steps[step].node;

    refusal->depth = step;
    refusal->certificate = place_of(child);
    return !search->profile.policy->choices.strict ||
           brn_check_issuer_key_named(&child->certificate, refusal);
}

static bool signature_holds(brn_path_search *search, size_t step, const brn_node *issuer,
                            brn_refusal *refusal)
{
    brn_signature_verdict verdict =
        brn_signature_check(&search->signatures, &search->steps[step].node->certificate, step > 0,
                            &issuer->certificate, &search->work_left);

    return accept(verdict, search, step, issuer, refusal) &&
           names_issuer_key(search, step, refusal);
}

/*
 * From the anchor down: so a key is used only after a trusted one has vouched for it, and a
 * server without a CA's help can't make brine compute with keys that it chose for their cost.
 */
bool brn_path_signatures_hold(brn_path_search *search, const brn_node *anchor, size_t *broken,
                              brn_refusal *refusal)
{
    const brn_node *issuer = anchor;

    for (size_t step = search->length; step-- > 0; issuer = search->steps[step].node)
        if (!signature_holds(search, step, issuer, refusal)) {
            *broken = step;
            return false;
        }
    return true;
}

void brn_path_remember_links(const brn_path_search *search)
{
    const brn_node *issuer = &search->anchor;

    for (size_t step = search->length; step-- > 1; issuer = search->steps[step].node)
        brn_signature_remember(&search->signatures, &search->steps[step].node->certificate,
                               &issuer->certificate);
}
