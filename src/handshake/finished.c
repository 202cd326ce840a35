/*
 * Finished: RFC 5246 section 7.4.9, and when the application may write: section 7.4.9 again,
 * or earlier with RFC 7918.
 */
#include "base/ct.h"
#include "crypto/declassify.h"
#include "handshake/flow.h"

static void compute_verify_data(brn_handshake *hs, const char *label,
                                uint8_t out[BRN_VERIFY_DATA_SIZE])
{
    brn_prf prf = brn_handshake_prf(hs);
    uint8_t digest[BRINE_HASH_OUTPUT_MAX];

    brn_transcript_digest(&hs->transcript, hs->parsed, digest);
    brn_verify_data(&prf, hs->master_secret, label, (brine_bytes){digest, prf.hash->output_length},
                    out);
}

size_t brn_finished_room(const brn_handshake *hs)
{
    (void)hs;
    return BRN_VERIFY_DATA_SIZE;
}

brine_result brn_make_finished(brn_handshake *hs, brn_writer *w)
{
    uint8_t verify_data[BRN_VERIFY_DATA_SIZE];

    compute_verify_data(hs, "client finished", verify_data);
    brn_write_bytes(w, verify_data, sizeof verify_data);
    return BRINE_OK;
}

brine_result brn_handle_finished(brn_handshake *hs, brn_reader body)
{
    uint8_t expected[BRN_VERIFY_DATA_SIZE];
    brine_bytes verify_data;
    size_t len = body.left;
    bool same;

    if (!brn_read_bytes(&body, BRN_VERIFY_DATA_SIZE, &verify_data) || !brn_reader_empty(&body))
        return brn_note_numbers(&hs->failure, BRINE_ERROR_FINISHED, NULL, len,
                                BRN_VERIFY_DATA_SIZE);
    compute_verify_data(hs, "server finished", expected);
    same = brn_ct_equal(expected, verify_data.data, sizeof expected);
    BRN_DECLASSIFY(&same, sizeof same); /* the alert tells the network anyway */
    hs->finished_verified = same;
    return same ? BRINE_OK : BRINE_ERROR_FINISHED;
}

/* True when removing the ALPN answer could not switch the application to another protocol. */
static bool protocol_is_certain(const brn_handshake *hs)
{
    brn_reader offered = brn_reader_at(hs->config->alpn, hs->config->alpn_len), first;

    if (hs->alpn.len > 0 || !brn_read_vector8(&offered, &first))
        return true;
    return brn_reader_empty(&offered);
}

/* What the application wants: by default only of servers that know ALPN, as few break by it. */
static bool is_wanted(const brn_handshake *hs)
{
    if (hs->config->false_start == BRN_FALSE_START_WITH_ALPN)
        return hs->alpn.len > 0;
    return hs->config->false_start == BRN_FALSE_START_ALWAYS;
}

/*
 * RFC 7918 sections 3 and 4: only with an AEAD of at least 128 bits, as every AEAD of the
 * provider interface is, and a forward-secret key exchange in a strong group, as every one but
 * the RSA key exchange is. Where several protocols were offered the server must have chosen one:
 * otherwise an attacker could have made the application speak another one by cutting the
 * extension out.
 */
brine_result brn_allow_false_start(brn_handshake *hs)
{
    hs->writable = is_wanted(hs) && hs->suite->suite->key_exchange == BRINE_KEY_EXCHANGE_ECDHE &&
                   protocol_is_certain(hs);
    hs->false_started = hs->writable;
    return BRINE_OK;
}
