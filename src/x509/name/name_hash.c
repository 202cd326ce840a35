/*
 * What brn_name_equal disregards must not reach the hash: kinds of strings, ASCII case,
 * spaces, the order of attributes within a set. So tags and lengths are left out, case is
 * folded (also in a few characters that are no letters, which does no harm), spaces are passed
 * over and the attributes of a set are added up. Characters beyond ASCII, which each kind
 * of string encodes in its own way, are passed over, too.
 */
#include "x509/name/name_hash.h"

#include "x509/asn1/directory_string.h"
#include "x509/name/distinguished_name.h"

/* The FNV-1a hash's start and prime. */
#define HASH_START UINT64_C(0xcbf29ce484222325)
#define HASH_PRIME UINT64_C(0x00000100000001b3)

static uint64_t mix(uint64_t hash, uint8_t byte)
{
    return (hash ^ byte) * HASH_PRIME;
}

static uint64_t mix_type(uint64_t hash, brine_bytes oid)
{
    for (size_t i = 0; i < oid.len; i++)
        hash = mix(hash, oid.data[i]);
    return hash;
}

static uint64_t mix_character(uint64_t hash, uint32_t character)
{
    return character == ' ' || character >= 0x80 ? hash : mix(hash, (uint8_t)(character | 0x20));
}

static uint64_t mix_value(uint64_t hash, const brn_der_element *value)
{
    brn_string_decoder next = brn_string_decoder_of(value->tag);
    brn_reader r = brn_reader_of(value->content);

    if (brn_string_is_wide(value->tag)) {
        while (!brn_reader_empty(&r))
            hash = mix_character(hash, next(&r));
        return hash;
    }
    for (size_t i = 0; i < value->content.len; i++)
        hash = mix_character(hash, value->content.data[i]);
    return hash;
}

/* AttributeTypeAndValue ::= SEQUENCE { type OBJECT IDENTIFIER, value ANY } */
static bool hash_attribute(brn_reader *set, uint64_t *sum)
{
    brn_reader attribute;
    brine_bytes type;
    brn_der_element value;

    if (!brn_der_enter(set, BRN_DER_SEQUENCE, &attribute) ||
        !brn_der_read(&attribute, BRN_DER_OID, &type) || !brn_der_read_any(&attribute, &value) ||
        !brn_reader_empty(&attribute))
        return false;
    *sum += mix_value(mix_type(HASH_START, type), &value);
    return true;
}

bool brn_name_hash(brine_bytes name, uint64_t *hash)
{
    brn_reader whole = brn_reader_of(name), rdns, set;
    uint64_t result = HASH_START;

    if (!brn_der_enter(&whole, BRN_DER_SEQUENCE, &rdns))
        return false;
    while (!brn_reader_empty(&rdns)) {
        uint64_t sum = 0;

        if (!brn_der_enter(&rdns, BRN_DER_SET, &set))
            return false;
        while (!brn_reader_empty(&set))
            if (!hash_attribute(&set, &sum))
                return false;
        result = (result ^ sum) * HASH_PRIME;
    }
    *hash = result;
    return true;
}
