/*
 * ServerKeyExchange: RFC 5246 section 7.4.3, RFC 8422 section 5.4.
 */
#include "config/offered.h"
#include "handshake/flow.h"

#include <string.h>

/* ClientHello.random + ServerHello.random + ServerECDHParams: 4 + 255 bytes at most. */
#define SIGNED_MAX (2 * BRN_RANDOM_SIZE + 4 + 255)

static brine_result verify_signature(brn_handshake *hs, const brn_server_key_exchange *exchange)
{
    const brn_signature_scheme *scheme = brn_find_signature_scheme(exchange->signature_scheme);
    const brine_public_key key = brn_server_key(hs);
    uint8_t message[SIGNED_MAX];
    brn_writer w = brn_writer_to(message, sizeof message);
    brine_result result;

    if (scheme == NULL || !brn_scheme_is_offered(hs->config, exchange->signature_scheme))
        return brn_note_numbers(&hs->failure, BRINE_ERROR_SCHEME_NOT_OFFERED, NULL,
                                exchange->signature_scheme, 0);
    brn_write_bytes(&w, hs->randoms.client, sizeof hs->randoms.client);
    brn_write_bytes(&w, hs->randoms.server, sizeof hs->randoms.server);
    brn_write_bytes(&w, exchange->params.data, exchange->params.len);
    if (!brn_writer_done(&w))
        return BRINE_ERROR_INTERNAL;
    result = brn_scheme_verify(hs->config->provider, scheme, &key, (brine_bytes){message, w.len},
                               exchange->signature);
    if (result == BRINE_ERROR_SCHEME_NOT_OFFERED)
        return brn_note_name(&hs->failure, result, scheme->name);
    if (result == BRINE_ERROR_BAD_SIGNATURE)
        return BRINE_ERROR_KEY_EXCHANGE_SIGNATURE;
    if (result == BRINE_ERROR_BAD_KEY) /* not verified, so it may be the right one */
        return BRINE_ERROR_CERT_WEAK_KEY;
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
        return brn_note_numbers(&hs->failure, BRINE_ERROR_ILLEGAL_PARAMETER, "curve_type",
                                exchange.curve_type, BRN_CURVE_TYPE_NAMED);
    hs->group = brn_offered_group_find(hs->config, exchange.named_curve);
    if (hs->group == NULL)
        return brn_note_numbers(&hs->failure, BRINE_ERROR_GROUP_NOT_OFFERED, NULL,
                                exchange.named_curve, 0);
    result = verify_signature(hs, &exchange);
    if (result != BRINE_OK)
        return result;
    if (exchange.point.len != hs->group->public_length)
        return brn_note_numbers(&hs->failure, BRINE_ERROR_KEY_SHARE, hs->group->name,
                                exchange.point.len, hs->group->public_length);
    hs->signature_scheme = exchange.signature_scheme;
    hs->peer_point_len = exchange.point.len;
    memcpy(hs->peer_point, exchange.point.data, exchange.point.len);
    return BRINE_OK;
}
