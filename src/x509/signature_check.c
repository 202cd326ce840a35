#include "x509/signature_check.h"

#include "crypto/lookup.h"
#include "x509/digest.h"

/* RFC 4055 section 1.2: PSS is made with either kind of RSA key, PKCS #1 v1.5 with one. */
static bool key_fits(const brn_signature_algorithm *algorithm, const brn_subject_public_key *key)
{
    if (algorithm->any_rsa_key && key->key.kind == BRINE_KEY_RSA_PSS)
        return key->pss_hash == (brine_hash_id)0 || key->pss_hash == algorithm->hash;
    return key->key.kind == algorithm->key;
}

static brn_signature_verdict verify(const brine_provider *provider, const brn_certificate *child,
                                    const brine_public_key *key)
{
    const brn_signature_algorithm *algorithm = child->signature_algorithm;
    const brine_verifier *verifier =
        brn_find_verifier(provider, key->kind, key->curve, algorithm->hash, algorithm->padding);
    uint8_t digest[BRINE_HASH_OUTPUT_MAX];
    size_t digest_len = 0;
    bool hashes_itself = algorithm->hash == BRINE_HASH_INTRINSIC;

    if (verifier == NULL || (!hashes_itself && !brn_hash_message(provider, algorithm->hash,
                                                                 child->tbs, digest, &digest_len)))
        return BRN_SIGNATURE_UNSERVED;
    return verifier->verify(provider->context, key, hashes_itself ? NULL : digest, digest_len,
                            child->tbs, child->signature) == BRINE_OK
               ? BRN_SIGNATURE_VALID
               : BRN_SIGNATURE_INVALID;
}

brn_signature_verdict brn_signature_check(brn_signature_memo *memo, const brn_certificate *child,
                                          const brn_certificate *issuer)
{
    const brn_signature_algorithm *algorithm = child->signature_algorithm;
    brn_signature_verdict verdict;

    if (algorithm == NULL || !algorithm->accepted || !key_fits(algorithm, &issuer->subject_key))
        return BRN_SIGNATURE_INVALID;
    for (size_t i = 0; i < memo->count; i++)
        if (memo->entries[i].child == child->der.data &&
            brn_bytes_equal(memo->entries[i].spki, issuer->spki))
            return memo->entries[i].valid ? BRN_SIGNATURE_VALID : BRN_SIGNATURE_INVALID;
    if (memo->count == BRINE_PATH_SIGNATURES_MAX)
        return BRN_SIGNATURE_SPENT;
    verdict = verify(memo->provider, child, &issuer->subject_key.key);
    if (verdict == BRN_SIGNATURE_UNSERVED)
        return verdict;
    memo->entries[memo->count].child = child->der.data;
    memo->entries[memo->count].spki = issuer->spki;
    memo->entries[memo->count].valid = verdict == BRN_SIGNATURE_VALID;
    memo->count++;
    return verdict;
}
