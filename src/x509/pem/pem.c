/*
 * The reader jumps from one run of five dashes to the next; what lies between them is
 * looked at only by the decoder. Lines are counted late: the decoder counts
 * those that it passes anyway, and brn_pem_next the rest. In this way a bundle
 * may be decoded in place: nothing before `counted` is ever looked at again.
 */
#include "x509/pem/pem.h"

#include "base/bytes.h"

#include <string.h>

static const char dashes[5] = {'-', '-', '-', '-', '-'};

static size_t distance(const uint8_t *from, const uint8_t *to)
{
    return (size_t)(to - from);
}

/* What follows the mark, or NULL when the text does not begin with it. */
static const uint8_t *behind(const uint8_t *at, const uint8_t *end, const char *mark)
{
    size_t len = strlen(mark);

    if (distance(at, end) < len || memcmp(at, mark, len) != 0)
        return NULL;
    return at + len;
}

static bool starts_with(const uint8_t *at, const uint8_t *end, const char *mark)
{
    return behind(at, end, mark) != NULL;
}

/* The next five dashes from `at` on, or NULL. */
static const uint8_t *find_dashes(const uint8_t *at, const uint8_t *end)
{
    /*@ loop invariant text_of(at, end) && from(\at(at, Pre), at);
        loop assigns at;
        loop variant end - at; */
    while (distance(at, end) >= sizeof dashes) {
        at = memchr(at, '-', distance(at, end) - sizeof dashes + 1);
        if (at == NULL)
            return NULL;
        if (memcmp(at, dashes, sizeof dashes) == 0)
            return at;
        at++;
    }
    return NULL;
}

static bool is_blank(uint8_t c)
{
    return c == ' ' || c == '\t';
}

static bool is_line_break(uint8_t c)
{
    return c == '\n' || c == '\r';
}

/* Whether only blanks stand between the start of a line (or of the search) and `at`. */
static bool at_line_start(const uint8_t *start, const uint8_t *at)
{
    /*@ loop invariant from(start, at) && from(at, \at(at, Pre));
        loop assigns at;
        loop variant at - start; */
    while (at > start && is_blank(at[-1]))
        at--;
    return at == start || is_line_break(at[-1]);
}

static void count_lines_to(brn_pem *pem, const uint8_t *to)
{
    /*@ loop invariant from(\at(pem->counted, Pre), pem->counted) && from(pem->counted, to);
        loop assigns pem->line, pem->counted;
        loop variant to - pem->counted; */
    while (pem->counted < to) {
        const uint8_t *line_end = memchr(pem->counted, '\n', distance(pem->counted, to));

        if (line_end == NULL)
            break;
        pem->line++;
        pem->counted = line_end + 1;
    }
    pem->counted = to;
}

/* The label that begins at `at` and ends with five dashes on the same line. */
static bool read_label(const uint8_t *at, const uint8_t *end, brine_bytes *label)
{
    const uint8_t *label_end = find_dashes(at, end);

    if (label_end == NULL)
        return false;
    *label = (brine_bytes){at, distance(at, label_end)};
    /*@ loop invariant 0 <= i <= label->len;
        loop assigns i;
        loop variant label->len - i; */
    for (size_t i = 0; i < label->len; i++)
        if (is_line_break(label->data[i]))
            return false;
    return true;
}

/* Looks for the END line of a block whose text begins at pem->at. */
static void find_end(brn_pem *pem, brn_pem_block *block)
{
    const uint8_t *start = pem->at, *mark = find_dashes(start, pem->end), *behind_mark = NULL;
    brine_bytes label;

    /* Five dashes that are no mark stay in the text: the decoder says that it is not base64. */
    /*@ loop invariant mark == \null || (from(start, mark) && pem->end - mark >= 5);
        loop assigns mark;
        loop variant mark == \null ? 0 : pem->end - mark; */
    while (mark != NULL && !starts_with(mark, pem->end, BRN_PEM_END) &&
           !starts_with(mark, pem->end, BRN_PEM_BEGIN))
        mark = find_dashes(mark + 1, pem->end);
    if (mark != NULL)
        behind_mark = behind(mark, pem->end, BRN_PEM_END);
    if (behind_mark == NULL) {
        block->broken = "it has no END line";
        pem->at = mark == NULL ? pem->end : mark;
        return;
    }
    block->text = (brine_bytes){start, distance(start, mark)};
    pem->at = behind_mark;
    if (!read_label(pem->at, pem->end, &label)) {
        block->broken = "its END line is malformed";
        return;
    }
    pem->at = label.data + label.len + sizeof dashes;
    if (!brn_bytes_equal(label, block->label))
        block->broken = "its END line has another label";
}

brn_pem brn_pem_of(brine_bytes text)
{
    brn_pem pem = {text.data, text.data, text.data, 1};
    const uint8_t *behind_mark;

    if (text.len > 0)
        pem.end += text.len;
    /* A byte order mark, as editors leave it. */
    behind_mark = behind(pem.at, pem.end, "\xef\xbb\xbf");
    if (behind_mark != NULL)
        pem.at = behind_mark;
    return pem;
}

bool brn_pem_next(brn_pem *pem, brn_pem_block *block)
{
    const uint8_t *mark = pem->at, *behind_mark;

    if (pem->at == pem->end)
        return false;
    /*@ loop invariant from(pem->at, mark) && from(mark, pem->end);
        loop assigns mark, behind_mark;
        loop variant pem->end - mark; */
    for (;; mark++) {
        mark = find_dashes(mark, pem->end);
        if (mark == NULL) {
            pem->at = pem->end;
            return false;
        }
        behind_mark = behind(mark, pem->end, BRN_PEM_BEGIN);
        if (behind_mark != NULL && at_line_start(pem->at, mark))
            break;
    }
    count_lines_to(pem, mark);
    *block = (brn_pem_block){{NULL, 0}, {NULL, 0}, pem->line, NULL};
    pem->at = behind_mark;
    if (!read_label(pem->at, pem->end, &block->label)) {
        block->broken = "its BEGIN line is malformed";
        return true;
    }
    pem->at = block->label.data + block->label.len + sizeof dashes;
    find_end(pem, block);
    return true;
}

bool brn_pem_has_label(const brn_pem_block *block, const char *label)
{
    return block->label.len == strlen(label) &&
           memcmp(block->label.data, label, block->label.len) == 0;
}

bool brn_pem_is_certificate(const brn_pem_block *block)
{
    return brn_pem_has_label(block, "CERTIFICATE") || brn_pem_has_label(block, "X509 CERTIFICATE");
}

bool brn_pem_decode(brn_pem *pem, const brn_base64 *tables, const brn_pem_block *block,
                    uint8_t *out, size_t *len)
{
    bool decoded;

    count_lines_to(pem, block->text.data);
    decoded = brn_base64_decode(tables, block->text, out, len, &pem->line);
    pem->counted = block->text.data + block->text.len;
    return decoded;
}
