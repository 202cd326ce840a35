#include "x509/path/signature_check.h"

#include "crypto/provider/lookup.h"
#include "x509/key/digest.h"
#include "x509/path/signature_cost.h"

/* RFC 4055 section 1.2: PSS is made with either kind of RSA key, PKCS #1 v1.5 with one. */
static bool key_fits(const brn_signature_algorithm *algorithm, const brn_subject_public_key *key)
{
    if (algorithm->any_rsa_key && key->key.kind == BRINE_KEY_RSA_PSS)
        return key->pss_hash == (brine_hash_id)0 || key->pss_hash == algorithm->hash;
    return key->key.kind == algorithm->key;
}

/* The provider's entry for child's signature by issuer's key; NULL when it has none. */
static const brine_verifier *verifier_of(const brine_provider *provider,
                                         const brn_certificate *child,
                                         const brn_certificate *issuer)
{
    const brn_signature_algorithm *algorithm = child->signature_algorithm;
    const brine_public_key *key = &issuer->subject_key.key;

    return brn_find_verifier(provider, key->kind, key->curve, algorithm->hash, algorithm->padding);
}

static brn_signature_verdict verify(const brine_provider *provider, const brn_certificate *child,
                                    const brn_certificate *issuer)
{
    const brn_signature_algorithm *algorithm = child->signature_algorithm;
    const brine_verifier *verifier = verifier_of(provider, child, issuer);
    uint8_t digest[BRINE_HASH_OUTPUT_MAX];
    size_t digest_len = 0;
    bool hashes_itself = algorithm->hash == BRINE_HASH_INTRINSIC;

    if (verifier == NULL || (!hashes_itself && !brn_hash_message(provider, algorithm->hash,
                                                                 child->tbs, digest, &digest_len)))
        return BRN_SIGNATURE_UNSERVED;
    switch ((int)verifier->verify(provider->context, &issuer->subject_key.key,
                                  hashes_itself ? NULL : digest, digest_len, child->tbs,
                                  child->signature)) {
    case BRINE_OK:
        return BRN_SIGNATURE_VALID;
    case BRINE_ERROR_BAD_SIGNATURE:
        return BRN_SIGNATURE_INVALID;
    default: /* nothing was compared, so nothing may be said about who signed */
        return BRN_SIGNATURE_BAD_KEY;
    }
}

/* The memo's entry, or its count. */
static size_t find(const brn_signature_memo *memo, const brn_certificate *child,
                   const brn_certificate *issuer)
{
    for (size_t i = 0; i < memo->count; i++) {
        brine_bytes spki = {memo->entries[i].spki, memo->entries[i].spki_len};

        if (memo->entries[i].child == child->der.data && brn_bytes_equal(spki, issuer->spki))
            return i;
    }
    return memo->count;
}

brn_signature_verdict brn_signature_foresee(const brn_signature_memo *memo,
                                            const brn_certificate *child,
                                            const brn_certificate *issuer)
{
    const brn_signature_algorithm *algorithm = child->signature_algorithm;
    size_t i = find(memo, child, issuer);

    if (algorithm == NULL || !algorithm->accepted || !key_fits(algorithm, &issuer->subject_key))
        return BRN_SIGNATURE_UNFIT;
    return i < memo->count ? (brn_signature_verdict)memo->entries[i].verdict : BRN_SIGNATURE_VALID;
}

static bool pay(const brn_certificate *child, const brine_public_key *key, size_t *work_left)
{
    size_t cost = brn_signature_cost(key, child->tbs.len);
    bool enough = cost <= *work_left;

    *work_left -= enough ? cost : *work_left;
    return enough;
}

static bool held_before(const brn_signature_memo *memo, const brn_certificate *child,
                        const brn_certificate *issuer)
{
    const brine_verifier *verifier = verifier_of(memo->provider, child, issuer);

    return memo->known.links != NULL && verifier != NULL &&
           memo->known.calls->know(memo->known.links, memo->provider, verifier, child, issuer);
}

brn_signature_verdict brn_signature_check(brn_signature_memo *memo, const brn_certificate *child,
                                          bool is_ca, const brn_certificate *issuer,
                                          size_t *work_left)
{
    brn_signature_verdict verdict = brn_signature_foresee(memo, child, issuer);
    size_t i = find(memo, child, issuer);

    if (verdict != BRN_SIGNATURE_VALID || i < memo->count)
        return verdict;
    if (i == BRINE_PATH_SIGNATURES_MAX || !pay(child, &issuer->subject_key.key, work_left))
        return BRN_SIGNATURE_EXHAUSTED;
    memo->entries[i].was_known = is_ca && held_before(memo, child, issuer);
    verdict =
        memo->entries[i].was_known ? BRN_SIGNATURE_VALID : verify(memo->provider, child, issuer);
    memo->entries[i].child = child->der.data;
    memo->entries[i].spki = issuer->spki.data;
    memo->entries[i].spki_len = (uint32_t)issuer->spki.len; /* of a certificate's size at most */
    memo->entries[i].verdict = (uint8_t)verdict;
    memo->count++;
    return verdict;
}

void brn_signature_remember(const brn_signature_memo *memo, const brn_certificate *child,
                            const brn_certificate *issuer)
{
    const brine_verifier *verifier = verifier_of(memo->provider, child, issuer);
    size_t i = find(memo, child, issuer);

    if (memo->known.links != NULL && verifier != NULL && i < memo->count &&
        memo->entries[i].verdict == BRN_SIGNATURE_VALID && !memo->entries[i].was_known)
        memo->known.calls->add(memo->known.links, memo->provider, verifier, child, issuer);
}
