#include "record/protection.h"

#include "base/memory.h"

#include <sodium.h>
#include <string.h>

/* Bytes that count as one block of aead->blocks_limit: AES's and ChaCha20's alike. */
#define BLOCK_SIZE 16

/* seq_num + TLSCompressed.type + version + length: RFC 5246 section 6.2.3.3 */
#define ADDITIONAL_DATA_SIZE 13

brine_result brn_protection_init(brn_protection *p, const brine_allocator *allocator,
                                 const brine_provider *provider, const brine_aead *aead,
                                 const uint8_t *key, const uint8_t *iv)
{
    void *state = brn_allocate_aligned(allocator, aead->state_size, aead->state_align);
    brine_result result;

    if (state == NULL)
        return BRINE_ERROR_OUT_OF_MEMORY;
    result = aead->set_key(provider->context, state, key);
    if (result != BRINE_OK) {
        brn_release_aligned(allocator, state, aead->state_size, aead->state_align);
        return result;
    }
    *p = (brn_protection){.aead = aead, .context = provider->context, .state = state};
    memcpy(p->iv, iv, aead->fixed_iv_length);
    return BRINE_OK;
}

void brn_protection_clear(brn_protection *p, const brine_allocator *allocator)
{
    if (p->aead != NULL) {
        p->aead->clear(p->context, p->state);
        brn_release_aligned(allocator, p->state, p->aead->state_size, p->aead->state_align);
    }
    sodium_memzero(p, sizeof *p);
}

size_t brn_protection_overhead(const brn_protection *p)
{
    return p->aead == NULL ? 0 : p->aead->explicit_nonce_length + p->aead->tag_length;
}

static void put_u64(uint8_t *out, uint64_t value)
{
    brn_writer w = brn_writer_to(out, 8);

    brn_write_u64(&w, value);
}

/*
 * explicit_nonce is what the record carries, NULL where it carries none. RFC 5288 section 3:
 * salt, then the record's eight bytes. RFC 7905 section 2: the sequence number, padded on
 * the left to twelve bytes, XORed with the IV.
 */
static void make_nonce(const brn_protection *p, const uint8_t *explicit_nonce,
                       uint8_t nonce[BRINE_AEAD_NONCE_SIZE])
{
    uint8_t sequence[8];

    memcpy(nonce, p->iv, BRINE_AEAD_NONCE_SIZE);
    if (explicit_nonce != NULL) {
        memcpy(nonce + p->aead->fixed_iv_length, explicit_nonce, p->aead->explicit_nonce_length);
        return;
    }
    put_u64(sequence, p->sequence);
    /*@ loop invariant 0 <= i <= 8;
        loop assigns i, nonce[4 .. 11];
        loop variant 8 - i; */
    for (size_t i = 0; i < sizeof sequence; i++)
        nonce[BRINE_AEAD_NONCE_SIZE - sizeof sequence + i] ^= sequence[i];
}

static void make_additional_data(const brn_protection *p, uint8_t type, uint16_t version,
                                 size_t length, uint8_t out[ADDITIONAL_DATA_SIZE])
{
    brn_writer w = brn_writer_to(out, ADDITIONAL_DATA_SIZE);

    brn_write_u64(&w, p->sequence);
    brn_write_u8(&w, type);
    brn_write_u16(&w, version);
    brn_write_u16(&w, (uint16_t)length);
}

/* What a record with len bytes of plaintext costs its key (see brine_aead.blocks_limit). */
static uint64_t blocks_of(size_t len)
{
    return (uint64_t)len / BLOCK_SIZE + (len % BLOCK_SIZE != 0) + 1;
}

/*
 * Whether the key may not protect len bytes more. RFC 5246 section 6.1: sequence numbers do
 * not wrap. The AEAD's own limit comes sooner; an alert may exceed that one, because it
 * costs two blocks and no more than a few come.
 */
static bool exhausted(const brn_protection *p, uint8_t type, size_t len)
{
    uint64_t limit, left;

    if (p->aead == NULL)
        return false;
    limit = p->aead->blocks_limit;
    left = p->blocks < limit ? limit - p->blocks : 0;
    return p->sequence == UINT64_MAX ||
           (limit != UINT64_MAX && blocks_of(len) > left && type != BRN_CONTENT_ALERT);
}

static void spend(brn_protection *p, size_t len)
{
    uint64_t cost = blocks_of(len);

    p->sequence++;
    p->blocks = cost < UINT64_MAX - p->blocks ? p->blocks + cost : UINT64_MAX;
}

brine_result brn_protection_seal(brn_protection *p, uint16_t version, brn_content_type type,
                                 const uint8_t *data, size_t len, uint8_t *out)
{
    brn_record_header header = {(uint8_t)type, version,
                                (uint16_t)(len + brn_protection_overhead(p))};
    uint8_t *fragment = out + BRINE_RECORD_HEADER_SIZE;
    brn_writer w = brn_writer_to(out, BRINE_RECORD_HEADER_SIZE);
    uint8_t nonce[BRINE_AEAD_NONCE_SIZE];
    uint8_t additional_data[ADDITIONAL_DATA_SIZE];
    brine_result result;

    if (exhausted(p, header.type, len))
        return BRINE_ERROR_KEY_SPENT;
    brn_record_write_header(&w, &header);
    if (p->aead == NULL) {
        if (len > 0)
            memcpy(fragment, data, len);
        return BRINE_OK;
    }
    /* The sequence number never repeats under a key, which is all that a nonce must do. */
    if (p->aead->explicit_nonce_length > 0) {
        put_u64(fragment, p->sequence);
        make_nonce(p, fragment, nonce);
    } else {
        make_nonce(p, NULL, nonce);
    }
    make_additional_data(p, (uint8_t)type, version, len, additional_data);
    result = p->aead->seal(p->context, p->state, nonce, additional_data, sizeof additional_data,
                           data, len, fragment + p->aead->explicit_nonce_length);
    if (result == BRINE_OK)
        spend(p, len);
    return result;
}

brine_result brn_protection_open(brn_protection *p, const brn_record_header *header,
                                 uint8_t *fragment, size_t plaintext_max, uint8_t **plaintext,
                                 size_t *plaintext_len, brn_failure *failure)
{
    size_t overhead = brn_protection_overhead(p);
    uint8_t nonce[BRINE_AEAD_NONCE_SIZE];
    uint8_t additional_data[ADDITIONAL_DATA_SIZE];
    uint8_t *ciphertext;
    size_t len;

    if (header->length < overhead)
        return brn_note_numbers(failure, BRINE_ERROR_BAD_RECORD_MAC, NULL, header->length,
                                overhead);
    len = header->length - overhead;
    if (len > plaintext_max)
        return brn_note_numbers(failure, BRINE_ERROR_RECORD_OVERFLOW, NULL, len, plaintext_max);
    if (exhausted(p, header->type, len))
        return brn_note(failure, BRINE_ERROR_KEY_SPENT);
    if (p->aead == NULL) {
        *plaintext = fragment;
        *plaintext_len = len;
        return BRINE_OK;
    }
    ciphertext = fragment + p->aead->explicit_nonce_length;
    make_nonce(p, p->aead->explicit_nonce_length > 0 ? fragment : NULL, nonce);
    make_additional_data(p, header->type, header->version, len, additional_data);
    /*@ calls proof_open; */
    if (p->aead->open(p->context, p->state, nonce, additional_data, sizeof additional_data,
                      ciphertext, len + p->aead->tag_length, ciphertext) != BRINE_OK)
        return brn_note(failure, BRINE_ERROR_BAD_RECORD_MAC);
    spend(p, len);
    *plaintext = ciphertext;
    *plaintext_len = len;
    return BRINE_OK;
}
