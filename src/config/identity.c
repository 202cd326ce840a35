#include "config/identity.h"

#include "base/memory.h"
#include "config/peer.h"
#include "crypto/provider/lookup.h"
#include "x509/asn1/certificate_outline.h"
#include "x509/name/distinguished_name.h"

#include <string.h>

/* ClientCertificateType: RFC 5246 section 7.4.4, RFC 8422 section 5.5. */
#define RSA_SIGN   1
#define ECDSA_SIGN 64 /* Ed25519 keys too: RFC 8422 section 5.5 */

void brn_identity_free(brn_identity *identity, const brine_allocator *allocator)
{
    if (identity == NULL)
        return;
    if (identity->state != NULL) {
        identity->signer->clear(identity->context, identity->state, identity->state_size);
        brn_release_aligned(allocator, identity->state, identity->state_size,
                            identity->signer->state_align);
    }
    if (identity->chain.data != NULL)
        brn_release(allocator, (uint8_t *)(uintptr_t)identity->chain.data, identity->chain.len);
    brn_release(allocator, identity, sizeof *identity);
}

static bool type_fits(const brn_identity *identity, brine_bytes types)
{
    bool rsa = identity->key == BRINE_KEY_RSA || identity->key == BRINE_KEY_RSA_PSS;

    return memchr(types.data, rsa ? RSA_SIGN : ECDSA_SIGN, types.len) != NULL;
}

static bool is_named(brn_reader authorities, brine_bytes issuer)
{
    brn_reader name;

    while (brn_read_vector16(&authorities, &name))
        if (brn_name_equal(brn_reader_rest(&name), issuer))
            return true;
    return false;
}

/*
 * "If the certificate_authorities list in the certificate request message was non-empty, one
 * of the certificates in the certificate chain SHOULD be issued by one of the listed CAs."
 */
static bool issuer_fits(const brn_identity *identity, brn_reader authorities)
{
    brn_reader list = brn_reader_of(identity->chain), der;

    if (brn_reader_empty(&authorities))
        return true;
    while (brn_read_vector24(&list, &der)) {
        brn_certificate_outline outline;

        if (brn_certificate_outline_read(brn_reader_rest(&der), &outline) == NULL &&
            is_named(authorities, outline.issuer))
            return true;
    }
    return false;
}

static bool is_listed(brn_reader schemes, uint16_t id)
{
    uint16_t listed;

    while (brn_read_u16(&schemes, &listed))
        if (listed == id)
            return true;
    return false;
}

/* ECDSA on a larger curve deserves no smaller hash, though TLS 1.2 would allow it. */
static bool hash_fits(const brn_identity *identity, const brn_signature_scheme *scheme)
{
    return identity->curve != BRINE_GROUP_SECP384R1 || scheme->hash != BRINE_HASH_SHA256;
}

static const brn_signature_scheme *first_scheme(const brn_identity *identity,
                                                const brine_provider *provider, brn_reader schemes,
                                                bool any_hash)
{
    for (const brn_signature_scheme *scheme = brn_signature_schemes; scheme->id != 0; scheme++)
        if (scheme->key == identity->key && is_listed(schemes, scheme->id) &&
            (any_hash || hash_fits(identity, scheme)) &&
            (scheme->hash == BRINE_HASH_INTRINSIC || brn_find_hash(provider, scheme->hash) != NULL))
            return scheme;
    return NULL;
}

const brn_signature_scheme *brn_identity_choose(const brn_identity *identity,
                                                const brine_provider *provider,
                                                brine_bytes certificate_types, brn_reader schemes,
                                                brn_reader authorities)
{
    const brn_signature_scheme *scheme;

    if (!type_fits(identity, certificate_types) || !issuer_fits(identity, authorities))
        return NULL;
    scheme = first_scheme(identity, provider, schemes, false);
    return scheme != NULL ? scheme : first_scheme(identity, provider, schemes, true);
}
