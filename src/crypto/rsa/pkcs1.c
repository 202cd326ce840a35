#include <string.h>

#include "crypto/rsa/rsa.h"

/*
 * DER of a DigestInfo up to the digest, RFC 8017 section 9.2 note 1. The three hashes have
 * object identifiers that differ in the last byte, and the lengths follow from the digest's.
 * The parameters are NULL: an encoding without them is another one, and TLS wants this one.
 */
enum {
    DIGEST_INFO_SIZE = 19,
    AT_LENGTH = 1,
    AT_HASH = 14,
    AT_DIGEST_LENGTH = 18,
};

static const uint8_t digest_info[DIGEST_INFO_SIZE] = {
    0x30, 0,                                                          /* SEQUENCE DigestInfo */
    0x30, 0x0D,                                                       /* AlgorithmIdentifier */
    0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x00, /* 2.16.840.1.101.3.4.2.x */
    0x05, 0x00,                                                       /* NULL */
    0x04, 0,                                                          /* OCTET STRING digest */
};

static uint8_t last_arc(brine_hash_id hash)
{
    if (hash == BRINE_HASH_SHA256)
        return 1;
    return hash == BRINE_HASH_SHA384 ? 2 : 3;
}

void brn_rsa_pkcs1_encode(const brine_hash *hash, const uint8_t *digest, uint8_t *out, size_t len)
{
    size_t digest_len = hash->output_length;
    uint8_t *info = out + len - digest_len - DIGEST_INFO_SIZE;

    out[0] = 0x00;
    out[1] = 0x01;
    memset(out + 2, 0xFF, (size_t)(info - out) - 3);
    info[-1] = 0x00;
    memcpy(info, digest_info, DIGEST_INFO_SIZE);
    info[AT_LENGTH] = (uint8_t)(DIGEST_INFO_SIZE - 2 + digest_len);
    info[AT_HASH] = last_arc(hash->id);
    info[AT_DIGEST_LENGTH] = (uint8_t)digest_len;
    memcpy(info + DIGEST_INFO_SIZE, digest, digest_len);
}
