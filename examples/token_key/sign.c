#include "ecdsa_value.h"
#include "token.h"

#define ECDSA_PAIR_MAX 96

/* What a token does for a SignatureScheme. Only with CKM_ECDSA the caller hashes. */
static const struct mechanism {
    uint16_t scheme;
    CK_MECHANISM_TYPE type;
    CK_RSA_PKCS_PSS_PARAMS pss;
} mechanisms[] = {
    {0x0403, CKM_ECDSA, {0, 0, 0}}, /* ecdsa_secp256r1_sha256, then secp384r1 */
    {0x0503, CKM_ECDSA, {0, 0, 0}},
    {0x0804, CKM_SHA256_RSA_PKCS_PSS, {CKM_SHA256, CKG_MGF1_SHA256, 32}}, /* rsa_pss_rsae_... */
    {0x0805, CKM_SHA384_RSA_PKCS_PSS, {CKM_SHA384, CKG_MGF1_SHA384, 48}},
    {0x0806, CKM_SHA512_RSA_PKCS_PSS, {CKM_SHA512, CKG_MGF1_SHA512, 64}},
    {0x0401, CKM_SHA256_RSA_PKCS, {0, 0, 0}}, /* rsa_pkcs1_..., of old servers */
    {0x0501, CKM_SHA384_RSA_PKCS, {0, 0, 0}},
    {0x0601, CKM_SHA512_RSA_PKCS, {0, 0, 0}},
};

static CK_RV sign(const struct token *token, const struct mechanism *how, brine_bytes data,
                  uint8_t *out, CK_ULONG *n)
{
    CK_RSA_PKCS_PSS_PARAMS pss = how->pss;
    CK_MECHANISM mechanism = {how->type, NULL, 0};
    CK_RV rv;

    if (pss.hashAlg != 0) {
        mechanism.pParameter = &pss;
        mechanism.ulParameterLen = sizeof pss;
    }
    rv = token->calls->C_SignInit(token->session, &mechanism, token->key);
    if (rv != CKR_OK)
        return rv;
    return token->calls->C_Sign(token->session, (CK_BYTE *)(uintptr_t)data.data, data.len, out, n);
}

bool token_sign(const struct token *token, const brine_signature_request *request,
                uint8_t out[BRINE_SIGNATURE_MAX], size_t *n)
{
    const struct mechanism *how = mechanisms, *end = how + sizeof mechanisms / sizeof *mechanisms;
    uint8_t pair[ECDSA_PAIR_MAX];
    CK_ULONG length = sizeof pair;
    CK_RV rv;

    while (how < end && how->scheme != request->scheme)
        how++;
    if (how == end)
        return token_report(brine_signature_scheme_name(request->scheme), CKR_MECHANISM_INVALID);
    if (how->type == CKM_ECDSA) {
        rv = sign(token, how, request->digest, pair, &length);
        *n = rv == CKR_OK ? ecdsa_value(pair, length, out) : 0;
    } else {
        length = BRINE_SIGNATURE_MAX;
        rv = sign(token, how, request->message, out, &length);
        *n = length;
    }
    return token_report("signature", rv) && *n > 0;
}
