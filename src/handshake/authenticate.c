/*
 * The judgement of what the server showed in Certificate and CertificateStatus: does its key fit
 * what was negotiated, and is it to be trusted?
 */
#include "config/certificate_list.h"
#include "config/offered.h"
#include "handshake/flow.h"
#include "handshake/verify_hook.h"
#include "x509/certificate/certificate.h"
#include "x509/path/verify.h"

/* ---- Does the key fit what was negotiated? ---- */

static bool kind_fits(const brine_suite *suite, brine_key_kind kind)
{
    if (suite->key_exchange == BRINE_KEY_EXCHANGE_RSA)
        return kind == BRINE_KEY_RSA; /* a PSS key may not decrypt */
    if (suite->authentication == BRINE_AUTHENTICATION_RSA)
        return kind == BRINE_KEY_RSA || kind == BRINE_KEY_RSA_PSS;
    return kind == BRINE_KEY_EC || kind == BRINE_KEY_ED25519;
}

static brine_result check_key(brn_handshake *hs, const brn_certificate *leaf)
{
    const brine_suite *suite = hs->suite->suite;
    bool decrypts = suite->key_exchange == BRINE_KEY_EXCHANGE_RSA;
    int usage = decrypts ? BRN_KEY_USAGE_KEY_ENCIPHERMENT : BRN_KEY_USAGE_DIGITAL_SIGNATURE;

    if (!kind_fits(suite, leaf->subject_key.key.kind))
        return brn_note_name(&hs->failure, BRINE_ERROR_CERTIFICATE_SUITE, suite->name);
    /* RFC 8422 section 5.3: an ECDSA key must be on a curve that supported_groups has. */
    if (leaf->subject_key.key.kind == BRINE_KEY_EC &&
        brn_offered_group_find(hs->config, (uint16_t)leaf->subject_key.key.curve) == NULL)
        return brn_note_numbers(&hs->failure, BRINE_ERROR_CERTIFICATE_SUITE, NULL,
                                (uint64_t)leaf->subject_key.key.curve, 0);
    /* RFC 5246 section 7.4.2. */
    if (!brn_key_usage_allows(leaf, usage))
        return brn_note_name(&hs->failure, BRINE_ERROR_CERT_KEY_USAGE,
                             decrypts ? "keyEncipherment" : "digitalSignature");
    return BRINE_OK;
}

/* ---- Is it to be trusted? ---- */

static brine_result verify_chain(brn_handshake *hs, const brine_bytes *chain, size_t count,
                                 brn_verified *out)
{
    const brine_config *config = hs->config;
    const brn_verify_input input = {
        .allocator = &config->allocator,
        .provider = config->provider,
        .known = config->known_links,
        .policy = &config->policy,
        .server_name = &hs->reference,
        .time = brn_config_now(config),
    };
    brine_error error;

    return brn_verify_chain(&input, chain, count, out, &error) == BRINE_OK
               ? BRINE_OK
               : brn_handshake_keep_error(hs, &error);
}

/*
 * What sessions need of the path: it is kept as places in the chain, whose slices move with
 * the transcript, and the anchor, which the config holds.
 */
static void note_path(brn_handshake *hs, const brine_bytes *chain, size_t count,
                      const brn_path *path)
{
    for (size_t i = 0; i < path->count; i++) {
        brine_bytes der = path->certificates[i];
        size_t place = 0;

        while (place < count && chain[place].data != der.data)
            place++;
        if (place < count)
            hs->places[hs->place_count++] = (uint8_t)place;
        else
            hs->anchor = der;
    }
}

/* As spans: ServerKeyExchange needs the key after the block has grown and perhaps moved. */
static void note_key(brn_handshake *hs, const brine_public_key *key)
{
    hs->server_key = (brn_key_spans){
        .key = {.kind = key->kind, .curve = key->curve, .bits = key->bits},
        .point = brn_span_of(hs, key->point),
        .modulus = brn_span_of(hs, key->modulus),
        .exponent = brn_span_of(hs, key->exponent),
    };
}

brine_result brn_authenticate_server(brn_handshake *hs)
{
    brine_bytes chain[BRINE_CERTIFICATES_SENT_MAX];
    size_t count = brn_read_certificate_list(brn_span_bytes(hs, hs->certificate_list), chain,
                                             BRINE_CERTIFICATES_SENT_MAX);
    brn_verified verified;
    brine_verify_request request = {.chain = chain, .chain_count = count};
    brine_result result;

    hs->failure.step = brn_message_name(BRN_CERTIFICATE);
    result = verify_chain(hs, chain, count, &verified);
    if (result == BRINE_OK)
        result = check_key(hs, &verified.leaf);
    if (result != BRINE_OK)
        return result;
    if (hs->config->require_staple && hs->staple.len == 0)
        return BRINE_ERROR_STAPLE_REQUIRED;
    note_path(hs, chain, count, &verified.path);
    note_key(hs, &verified.leaf.subject_key.key);
    hs->valid_until = verified.valid_until;
    request.path = verified.path.certificates;
    request.path_count = verified.path.count;
    request.staple = brn_span_bytes(hs, hs->staple);
    request.sct_list = brn_span_bytes(hs, hs->sct_list);
    brn_ask_verify_hook(hs, &request);
    return BRINE_OK;
}
