/*
 * Any bytes as DER. Every reader either takes an element that has one encoding only, this
 * one, or leaves everything as it was.
 */
#include "fuzz.h"

#include <string.h>

#include "x509/asn1/der.h"
#include "x509/asn1/time.h"

/* The header that X.690 gives an element of this tag and length. */
static size_t encode_header(uint8_t tag, size_t length, uint8_t out[6])
{
    size_t used = 0, width = 0;

    out[used++] = tag;
    if (length < 0x80) {
        out[used++] = (uint8_t)length;
        return used;
    }
    while (length >> (8 * width) != 0)
        width++;
    out[used++] = (uint8_t)(0x80 | width);
    while (width-- > 0)
        out[used++] = (uint8_t)(length >> (8 * width));
    return used;
}

static void check_element(const brn_reader *before, const brn_reader *after,
                          const brn_der_element *element)
{
    uint8_t header[6];
    size_t len = encode_header(element->tag, element->content.len, header);

    FUZZ_CHECK(element->whole.data == before->at);
    FUZZ_CHECK(element->whole.len == before->left - after->left);
    FUZZ_CHECK(element->whole.len == len + element->content.len);
    FUZZ_CHECK(memcmp(element->whole.data, header, len) == 0);
    FUZZ_CHECK(element->content.data == element->whole.data + len);
}

static bool unchanged(const brn_reader *a, const brn_reader *b)
{
    return a->at == b->at && a->left == b->left;
}

/* Every reader of one kind of element, on the same bytes: a refusal must change nothing. */
static void read_as_everything(brn_reader start)
{
    brn_reader r = start;
    brine_bytes bytes;
    int64_t seconds;
    uint32_t number;
    unsigned unused;
    bool flag, flag2 = false;

#define TRY(call)                                                                                  \
    do {                                                                                           \
        r = start;                                                                                 \
        if (!(call))                                                                               \
            FUZZ_CHECK(unchanged(&r, &start));                                                     \
        else                                                                                       \
            FUZZ_CHECK(r.left <= start.left);                                                      \
    } while (0)
    TRY(brn_der_read_boolean(&r, &flag));
    TRY(brn_der_read_default_false(&r, &flag, &flag2));
    TRY(brn_der_read_integer(&r, &bytes));
    TRY(brn_der_read_unsigned(&r, &bytes));
    TRY(brn_der_read_u32(&r, &number));
    TRY(brn_der_read_bit_string(&r, &bytes, &unused));
    TRY(brn_der_read_bit_bytes(&r, &bytes));
    TRY(brn_der_read_named_bits(&r, &number));
    TRY(brn_der_read_oid(&r, &bytes));
    TRY(brn_der_read_null(&r));
    TRY(brn_der_read_optional(&r, BRN_DER_SEQUENCE, &flag, &bytes));
    TRY(brn_der_read_time(&r, &seconds));
#undef TRY
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    brn_reader stack[32] = {brn_reader_at(data, size)};
    size_t depth = 1;
    char text[BRN_TIME_TEXT_SIZE];
    int64_t seconds = 0;

    while (depth > 0) {
        brn_reader *r = &stack[depth - 1], before = *r;
        brn_der_element element;

        read_as_everything(before);
        if (!brn_der_read_any(r, &element)) {
            FUZZ_CHECK(unchanged(r, &before));
            depth--;
            continue;
        }
        check_element(&before, r, &element);
        if ((element.tag & 0x20) != 0 && depth < 32)
            stack[depth++] = brn_reader_of(element.content);
    }
    if (size >= sizeof seconds)
        memcpy(&seconds, data, sizeof seconds);
    FUZZ_CHECK(strlen(brn_time_text(seconds, text)) < sizeof text);
    return 0;
}
