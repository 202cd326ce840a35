#include "config/identity_choice.h"

#include "base/reader.h"
#include "config/config.h"
#include "crypto/provider/lookup.h"
#include "x509/asn1/certificate_outline.h"
#include "x509/name/distinguished_name.h"

#include <string.h>

/* ClientCertificateType: RFC 5246 section 7.4.4, RFC 8422 section 5.5. */
#define RSA_SIGN   1
#define ECDSA_SIGN 64 /* Ed25519 keys too: RFC 8422 section 5.5 */

static bool type_fits(const brn_identity *identity, brine_bytes types)
{
    bool rsa = identity->key == BRINE_KEY_RSA || identity->key == BRINE_KEY_RSA_PSS;

    return memchr(types.data, rsa ? RSA_SIGN : ECDSA_SIGN, types.len) != NULL;
}

bool brine_identity_request_authority(const brine_identity_request *request, size_t *cursor,
                                      brine_bytes *name)
{
    brn_reader list, entry;

    if (name != NULL)
        *name = (brine_bytes){NULL, 0};
    if (request == NULL || cursor == NULL || name == NULL || *cursor >= request->authorities.len)
        return false;
    list = brn_reader_at(request->authorities.data + *cursor, request->authorities.len - *cursor);
    if (!brn_read_vector16(&list, &entry))
        return false;
    *cursor = request->authorities.len - list.left;
    *name = brn_reader_rest(&entry);
    return true;
}

static bool is_named(const brine_identity_request *request, brine_bytes issuer)
{
    size_t cursor = 0;
    brine_bytes name;

    while (brine_identity_request_authority(request, &cursor, &name))
        if (brn_name_equal(name, issuer))
            return true;
    return false;
}

/*
 * "If the certificate_authorities list in the certificate request message was non-empty, one
 * of the certificates in the certificate chain SHOULD be issued by one of the listed CAs."
 */
static bool issuer_fits(const brn_identity *identity, const brine_identity_request *request)
{
    brn_reader list = brn_reader_of(identity->chain), der;

    if (request->authorities.len == 0)
        return true;
    while (brn_read_vector24(&list, &der)) {
        brn_certificate_outline outline;

        if (brn_certificate_outline_read(brn_reader_rest(&der), &outline) == NULL &&
            is_named(request, outline.issuer))
            return true;
    }
    return false;
}

static bool is_listed(brine_bytes schemes, uint16_t id)
{
    brn_reader r = brn_reader_of(schemes);
    uint16_t listed;

    while (brn_read_u16(&r, &listed))
        if (listed == id)
            return true;
    return false;
}

static bool can_make(const brn_identity *identity, const brine_provider *provider,
                     const brn_signature_scheme *scheme)
{
    return scheme->key == identity->key &&
           (scheme->hash == BRINE_HASH_INTRINSIC || brn_find_hash(provider, scheme->hash) != NULL);
}

/* The schemes of our signatures in order: the application's choice, or all. NULL after the last. */
static const brn_signature_scheme *scheme_at(const brine_config *config, size_t i)
{
    const brn_choice *chosen = &config->client_schemes;

    if (chosen->count > 0)
        return i < chosen->count ? brn_find_signature_scheme(chosen->ids[i]) : NULL;
    return brn_signature_schemes[i].id != 0 ? &brn_signature_schemes[i] : NULL;
}

/*
 * ECDSA on a larger curve deserves no smaller hash, though TLS 1.2 would allow it. An application
 * that says the order itself has it followed.
 */
static bool hash_fits(const brine_config *config, const brn_identity *identity,
                      const brn_signature_scheme *scheme)
{
    return config->client_schemes.count > 0 || identity->curve != BRINE_GROUP_SECP384R1 ||
           scheme->hash != BRINE_HASH_SHA256;
}

/* The scheme to sign with, or NULL when the server takes none that the key can make. */
static const brn_signature_scheme *find_scheme(const brine_config *config,
                                               const brn_identity *identity, brine_bytes schemes)
{
    const brn_signature_scheme *second_best = NULL, *scheme;

    for (size_t i = 0; (scheme = scheme_at(config, i)) != NULL; i++) {
        if (!can_make(identity, config->provider, scheme) || !is_listed(schemes, scheme->id))
            continue;
        if (hash_fits(config, identity, scheme))
            return scheme;
        if (second_best == NULL)
            second_best = scheme;
    }
    return second_best;
}

/* An identity, if its key can make a scheme of the request. */
static brn_identity_choice take(const brine_config *config, const brine_identity_request *request,
                                size_t number)
{
    const brn_identity *identity = config->identities[number];
    const brn_signature_scheme *scheme = find_scheme(config, identity, request->schemes);

    if (scheme == NULL)
        return (brn_identity_choice){.number = BRINE_IDENTITY_NONE,
                                     .outcome = BRINE_CLIENT_CERTIFICATE_NO_SCHEME};
    return (brn_identity_choice){number, identity, scheme, BRINE_CLIENT_CERTIFICATE_SENT};
}

/* The first identity that fits in all points, else the first that can sign. */
static brn_identity_choice prefer(const brine_config *config, const brine_identity_request *request)
{
    brn_identity_choice fallback = {.number = BRINE_IDENTITY_NONE,
                                    .outcome = BRINE_CLIENT_CERTIFICATE_NO_SCHEME};

    for (size_t i = 0; i < config->identity_count; i++) {
        brn_identity_choice choice = take(config, request, i);

        if (choice.identity == NULL)
            continue;
        if (type_fits(choice.identity, request->certificate_types) &&
            issuer_fits(choice.identity, request))
            return choice;
        if (config->match_identity)
            fallback.outcome = BRINE_CLIENT_CERTIFICATE_UNMATCHED;
        else if (fallback.identity == NULL)
            fallback = choice;
    }
    return fallback;
}

static brn_identity_choice choose(const brine_config *config, brine_identity_request *request)
{
    brn_identity_choice choice = prefer(config, request);
    size_t wanted;

    if (config->identity_hook == NULL)
        return choice;
    request->identity_count = config->identity_count;
    request->choice = choice.number;
    wanted = config->identity_hook(config->identity_hook_context, request);
    if (wanted < config->identity_count)
        return take(config, request, wanted);
    if (choice.identity == NULL)
        return choice;
    return (brn_identity_choice){.number = BRINE_IDENTITY_NONE,
                                 .outcome = BRINE_CLIENT_CERTIFICATE_DECLINED};
}

static size_t list_schemes(const brine_config *config, uint16_t *schemes, size_t cap)
{
    const brn_signature_scheme *scheme;
    size_t count = 0;

    for (size_t at = 0; (scheme = scheme_at(config, at)) != NULL; at++)
        for (size_t i = 0; i < config->identity_count && count < cap; i++)
            if (can_make(config->identities[i], config->provider, scheme)) {
                schemes[count++] = scheme->id;
                break;
            }
    return count;
}

const brn_identity_calls brn_identities_of_config = {choose, list_schemes};
