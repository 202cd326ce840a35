#include "record/record.h"

bool brn_record_read_header(brn_reader *r, brn_record_header *header)
{
    brn_reader look = *r;

    if (!brn_read_u8(&look, &header->type) || !brn_read_u16(&look, &header->version) ||
        !brn_read_u16(&look, &header->length))
        return false;
    *r = look;
    return true;
}

void brn_record_write_header(brn_writer *w, const brn_record_header *header)
{
    brn_write_u8(w, header->type);
    brn_write_u16(w, header->version);
    brn_write_u16(w, header->length);
}

/* The header as a number, for a reader who may recognise another protocol by it. */
static uint64_t first_bytes(const brn_record_header *header)
{
    return (uint64_t)header->type << 32 | (uint64_t)header->version << 16 | header->length;
}

brine_result brn_record_check_header(const brn_record_header *header, const brn_record_rules *rules,
                                     brn_failure *failure)
{
    size_t longest = rules->plaintext_max + rules->overhead;
    bool known_type = header->type >= BRN_CONTENT_CHANGE_CIPHER_SPEC &&
                      header->type <= BRN_CONTENT_APPLICATION_DATA;
    bool known_version =
        rules->any_minor_version ? header->version >> 8 == 3 : header->version == BRN_VERSION_TLS12;

    if (rules->first && !known_version)
        return brn_note_numbers(failure, BRINE_ERROR_NOT_TLS, NULL, first_bytes(header), 0);
    /* RFC 5246 section 6: an unexpected record type gets unexpected_message, at once too. */
    if (!known_type)
        return brn_note_numbers(failure, BRINE_ERROR_RECORD_TYPE, NULL, header->type, 0);
    if (!known_version)
        return brn_note_numbers(failure, BRINE_ERROR_RECORD_VERSION, NULL, header->version,
                                BRN_VERSION_TLS12);
    /*
     * Section 6.2.3 allows 2^14 + 2048, but no AEAD suite expands by more than its own
     * overhead: a longer record can only decrypt to too long a plaintext (section 6.2.1),
     * so there is no need to have room for it.
     */
    if (header->length > longest)
        return brn_note_numbers(failure, BRINE_ERROR_RECORD_OVERFLOW, NULL, header->length,
                                longest);
    return BRINE_OK;
}
