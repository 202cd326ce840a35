#include "body.h"

#include <string.h>

/* A size of 15 hexadecimal digits is 2^60; no sum of such can be reached. */
#define CHUNK_DIGITS_MAX 15

/* Chunk extensions and a size's leading zeros are not used; trailers are fields like those of the
 * head. */
#define EXTENSION_MAX 4096
#define TRAILERS_MAX  65536

void body_begin(const struct response *response, bool head_request, struct body *out)
{
    memset(out, 0, sizeof *out);
    if (!response_has_body(response, head_request)) {
        out->kind = BODY_NONE;
        out->complete = true;
    } else if (response->chunked) {
        out->kind = BODY_CHUNKED;
        out->state = CHUNK_SIZE;
    } else if (response->has_length) {
        out->kind = BODY_LENGTH;
        out->left = response->length;
        out->complete = response->length == 0;
    } else {
        out->kind = BODY_UNTIL_END;
    }
}

static body_result broken(struct body_slice *out, const char *why)
{
    out->why = why;
    return BODY_BROKEN;
}

/* As much of the body as lies at the front of data. */
static void take_data(struct body *body, const uint8_t *data, size_t length, struct body_slice *out)
{
    size_t n = body->left < length ? (size_t)body->left : length;

    out->data = data;
    out->length = n;
    out->consumed += n;
    body->left -= n;
    body->received += n;
}

static int hex_digit(uint8_t c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

static body_result take_size(struct body *body, uint8_t c, struct body_slice *out)
{
    int digit = hex_digit(c);

    if (digit == 0 && body->digits == 0) {
        if (++body->overhead > EXTENSION_MAX)
            return broken(out, "a chunk's size has too many leading zeros");
        return BODY_MORE;
    }
    if (digit >= 0) {
        if (++body->digits > CHUNK_DIGITS_MAX)
            return broken(out, "a chunk's size is too large");
        body->left = body->left * 16 + (uint64_t)digit;
        return BODY_MORE;
    }
    if (body->digits == 0 && body->overhead == 0)
        return broken(out, "a chunk has no size");
    body->overhead = 0;
    if (c == ';' || c == ' ' || c == '\t')
        body->state = CHUNK_EXTENSION;
    else if (c == '\r')
        body->state = CHUNK_SIZE_LF;
    else
        return broken(out, "a chunk's size is no hexadecimal number");
    return BODY_MORE;
}

/* The trailer section: lines up to an empty one (RFC 9112 section 7.1.2); they are dropped. */
static body_result take_trailer(struct body *body, uint8_t c, struct body_slice *out)
{
    if (++body->overhead > TRAILERS_MAX)
        return broken(out, "the trailers behind the body are too long");
    if (c == '\r')
        body->state = CHUNK_TRAILER_LF;
    else
        body->line_has_bytes = true;
    return BODY_MORE;
}

/* One byte of framing. */
static body_result take_framing(struct body *body, uint8_t c, struct body_slice *out)
{
    switch (body->state) {
    case CHUNK_SIZE:
        return take_size(body, c, out);
    case CHUNK_EXTENSION:
        if (++body->overhead > EXTENSION_MAX)
            return broken(out, "a chunk's extension is too long");
        if (c == '\r')
            body->state = CHUNK_SIZE_LF;
        else if (c == '\n')
            return broken(out, "a chunk's size does not end with CRLF");
        return BODY_MORE;
    case CHUNK_SIZE_LF:
        if (c != '\n')
            return broken(out, "a chunk's size does not end with CRLF");
        body->digits = 0;
        body->overhead = 0;
        body->state = body->left > 0 ? CHUNK_DATA : CHUNK_TRAILER;
        return BODY_MORE;
    case CHUNK_DATA_CR:
        if (c != '\r')
            return broken(out, "a chunk is longer than its size");
        body->state = CHUNK_DATA_LF;
        return BODY_MORE;
    case CHUNK_DATA_LF:
        if (c != '\n')
            return broken(out, "a chunk does not end with CRLF");
        body->state = CHUNK_SIZE;
        return BODY_MORE;
    case CHUNK_TRAILER_LF:
        if (c != '\n')
            return broken(out, "a trailer does not end with CRLF");
        body->complete = !body->line_has_bytes;
        body->line_has_bytes = false;
        body->state = CHUNK_TRAILER;
        return body->complete ? BODY_DONE : BODY_MORE;
    case CHUNK_TRAILER:
    case CHUNK_DATA:
        break;
    }
    return take_trailer(body, c, out);
}

static body_result feed_chunked(struct body *body, const uint8_t *data, size_t length,
                                struct body_slice *out)
{
    while (out->consumed < length) {
        body_result result;

        if (body->state == CHUNK_DATA) {
            take_data(body, data + out->consumed, length - out->consumed, out);
            if (body->left == 0)
                body->state = CHUNK_DATA_CR;
            return BODY_MORE;
        }
        result = take_framing(body, data[out->consumed++], out);
        if (result != BODY_MORE)
            return result;
    }
    return BODY_MORE;
}

body_result body_feed(struct body *body, const uint8_t *data, size_t length, struct body_slice *out)
{
    memset(out, 0, sizeof *out);
    if (body->complete)
        return BODY_DONE;
    switch (body->kind) {
    case BODY_CHUNKED:
        return feed_chunked(body, data, length, out);
    case BODY_UNTIL_END:
        body->left = UINT64_MAX;
        take_data(body, data, length, out);
        return BODY_MORE;
    case BODY_LENGTH:
        take_data(body, data, length, out);
        body->complete = body->left == 0;
        return BODY_MORE;
    case BODY_NONE:
        break;
    }
    return BODY_DONE;
}
