/*
 * ServerKeyExchange: RFC 5246 section 7.4.3, RFC 8422 section 5.4.
 */
#include "config/offered.h"
#include "handshake/flow.h"
#include "handshake/leaf.h"

#include <string.h>

/* ClientHello.random + ServerHello.random + ServerECDHParams: 4 + 255 bytes at most. */
#define SIGNED_MAX (2 * BRN_RANDOM_SIZE + 4 + 255)

static brine_result verify_signature(brn_handshake *hs, const brn_server_key_exchange *exchange)
{
    const brn_signature_scheme *scheme = brn_find_signature_scheme(exchange->signature_scheme);
    brine_public_key key;
    uint8_t message[SIGNED_MAX];
    brn_writer w = brn_writer_to(message, sizeof message);
    brine_result result;

    if (scheme == NULL || !brn_scheme_is_offered(hs->config, exchange->signature_scheme))
        return brn_handshake_fail(hs, BRINE_ERROR_SCHEME_NOT_OFFERED,
                                  "the server signed with scheme 0x%04x, which was not offered",
                                  exchange->signature_scheme);
    brn_write_bytes(&w, hs->randoms.client, sizeof hs->randoms.client);
    brn_write_bytes(&w, hs->randoms.server, sizeof hs->randoms.server);
    brn_write_bytes(&w, exchange->params.data, exchange->params.len);
    if (!brn_writer_done(&w) || !brn_leaf_key(hs, &key))
        return BRINE_ERROR_INTERNAL;
    result = brn_scheme_verify(hs->config->provider, scheme, &key, (brine_bytes){message, w.len},
                               exchange->signature);
    if (result == BRINE_ERROR_SCHEME_NOT_OFFERED)
        return brn_handshake_fail(hs, result,
                                  "the server signed with %s, which does not fit the key of its "
                                  "certificate",
                                  scheme->name);
    if (result == BRINE_ERROR_BAD_SIGNATURE)
        return BRINE_ERROR_KEY_EXCHANGE_SIGNATURE;
    if (result == BRINE_ERROR_BAD_KEY) /* nothing was verified: whose signature it is stays open */
        return brn_handshake_fail(hs, BRINE_ERROR_CERT_WEAK_KEY,
                                  "the signature of ServerKeyExchange can't be verified: the key "
                                  "of the server's certificate is not valid, too weak or "
                                  "unsupported");
    return result;
}

brine_result brn_handle_server_key_exchange(brn_handshake *hs, brn_reader body)
{
    brn_server_key_exchange exchange;
    const char *field;
    brine_result result;

    if (brn_decode_server_key_exchange(body, &exchange, &field) != BRINE_OK)
        return brn_handshake_malformed(hs, field);
    if (exchange.curve_type != BRN_CURVE_TYPE_NAMED)
        return brn_handshake_fail(hs, BRINE_ERROR_ILLEGAL_PARAMETER,
                                  "ServerKeyExchange has curve type %u, only named_curve (3) may "
                                  "be used",
                                  exchange.curve_type);
    hs->group = brn_offered_group_find(hs->config, exchange.named_curve);
    if (hs->group == NULL)
        return brn_handshake_fail(hs, BRINE_ERROR_GROUP_NOT_OFFERED,
                                  "the server chose group %u, which was not offered",
                                  exchange.named_curve);
    result = verify_signature(hs, &exchange);
    if (result != BRINE_OK)
        return result;
    if (exchange.point.len != hs->group->public_length)
        return brn_handshake_fail(hs, BRINE_ERROR_KEY_SHARE,
                                  "the server's %s value has %lu bytes, expected %lu",
                                  hs->group->name, (unsigned long)exchange.point.len,
                                  (unsigned long)hs->group->public_length);
    hs->signature_scheme = exchange.signature_scheme;
    hs->peer_point_len = exchange.point.len;
    memcpy(hs->peer_point, exchange.point.data, exchange.point.len);
    return BRINE_OK;
}
