/*
 * What brn_name_equal disregards must not reach the hash: kinds of strings, ASCII case,
 * spaces, the order of attributes within a set. So tags and lengths are left out, case is
 * folded (with a few characters that have none, which harms nobody), spaces are passed
 * over and the attributes of a set are added up.
 */
#include "x509/name_hash.h"

#include "x509/distinguished_name.h"

/* The FNV-1a hash's start and prime. */
#define HASH_START UINT64_C(0xcbf29ce484222325)
#define HASH_PRIME UINT64_C(0x00000100000001b3)

static uint64_t mix(uint64_t hash, brine_bytes text, uint8_t fold)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.data[i] != ' ')
            hash = (hash ^ (text.data[i] | fold)) * HASH_PRIME;
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
    *sum += mix(mix(HASH_START, type, 0), value.content, 'a' - 'A');
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
