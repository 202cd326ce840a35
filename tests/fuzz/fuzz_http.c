/*
 * What https_get reads of a server's or a proxy's answer: head, Location, body, and the answer to
 * CONNECT. The first byte of the input says in what portions the rest arrives; in whatever
 * portions, the same must come out.
 */
#include "fuzz.h"

#include "https_get/body.h"
#include "https_get/connect_answer.h"
#include "https_get/head.h"
#include "https_get/response.h"
#include "https_get/url.h"

#include <string.h>

#define BODY_MAX 65536

/* What a reader of the body had in the end. */
typedef struct outcome {
    uint8_t bytes[BODY_MAX];
    size_t len, consumed;
    body_result result;
} outcome;

static void read_body(const struct response *response, bool head_request, const uint8_t *data,
                      size_t len, size_t portion, outcome *out)
{
    struct body body;

    body_begin(response, head_request, &body);
    out->len = out->consumed = 0;
    out->result = body.complete ? BODY_DONE : BODY_MORE;
    for (size_t end = 0; out->result == BODY_MORE && end < len;) {
        end = len - end < portion ? len : end + portion;
        while (out->result == BODY_MORE && out->consumed < end) {
            const uint8_t *at = data + out->consumed;
            size_t left = end - out->consumed;
            struct body_slice slice;

            out->result = body_feed(&body, at, left, &slice);
            FUZZ_CHECK(slice.consumed <= left && out->len + slice.length <= BODY_MAX);
            FUZZ_CHECK(slice.length == 0 || (slice.data >= at && slice.length <= slice.consumed &&
                                             slice.data + slice.length <= at + slice.consumed));
            FUZZ_CHECK(out->result != BODY_MORE || slice.consumed > 0);
            FUZZ_CHECK(out->result != BODY_BROKEN || slice.why != NULL);
            if (slice.length > 0)
                memcpy(out->bytes + out->len, slice.data, slice.length);
            out->len += slice.length;
            out->consumed += slice.consumed;
        }
    }
    FUZZ_CHECK(body.received == out->len);
}

/* A body comes out the same in one piece and in many. */
static void check_body(const struct response *response, bool head_request, const uint8_t *data,
                       size_t len, size_t portion)
{
    static outcome whole, pieces;

    read_body(response, head_request, data, len, len, &whole);
    read_body(response, head_request, data, len, portion, &pieces);
    FUZZ_CHECK(whole.result == pieces.result && whole.len == pieces.len);
    FUZZ_CHECK(whole.result == BODY_BROKEN || whole.consumed == pieces.consumed);
    FUZZ_CHECK(whole.len == 0 || memcmp(whole.bytes, pieces.bytes, whole.len) == 0);
}

static void check_text(const char *text, size_t size)
{
    FUZZ_CHECK(memchr(text, 0, size) != NULL);
    for (; *text != '\0'; text++)
        FUZZ_CHECK((unsigned char)*text >= ' ' && *text != 0x7f);
}

/* Nothing that a server says may begin another line of the next request. */
static void check_location(const struct response *response)
{
    static char location[RESPONSE_HEAD_MAX + 1];
    char why[URL_WHY_SIZE];
    struct url base, to;

    if (!response_location(response, location, sizeof location))
        return;
    FUZZ_CHECK(strlen(location) <= response->location_length);
    FUZZ_CHECK(url_parse("https://www.example:8443/a/b?c", &base, why) == EXIT_OK);
    if (url_resolve(&base, location, &to, why) != EXIT_OK) {
        check_text(why, sizeof why);
        return;
    }
    check_text(to.host, sizeof to.host);
    check_text(to.target, sizeof to.target);
    FUZZ_CHECK(strpbrk(to.host, " /?#@") == NULL && strpbrk(to.target, " #") == NULL);
    FUZZ_CHECK(to.target[0] == '/' && to.port != 0);
}

static void check_answer(const char *head, size_t length)
{
    struct connect_answer answer;

    if (!connect_answer_read(head, length, &answer))
        return;
    check_text(answer.reason, sizeof answer.reason);
    check_text(answer.schemes, sizeof answer.schemes);
}

/* The end of a head is found where it is, however its bytes come. */
static size_t find_head(const char *data, size_t len, size_t portion)
{
    struct head_scan once = {0}, again = {0};
    size_t whole = head_length(data, len, &once), found = 0;

    for (size_t have = 0; have < len && found == 0;) {
        have = len - have < portion ? len : have + portion;
        found = head_length(data, have, &again);
    }
    FUZZ_CHECK(found == whole && whole <= len);
    return whole;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const size_t portions[] = {1, 2, 7, 100};
    char why[RESPONSE_WHY_SIZE], *head;
    struct response response;
    size_t length, portion;

    if (size < 2 || size > BODY_MAX)
        return 0;
    portion = portions[data[0] & 3];
    length = find_head((const char *)data + 1, size - 1, portion);
    if (length == 0)
        return 0;
    head = malloc(length); /* its own, so that a sanitizer sees its end */
    FUZZ_CHECK(head != NULL);
    memcpy(head, data + 1, length);
    check_answer(head, length);
    if (response_parse(head, length, &response, why)) {
        FUZZ_CHECK(response_may_begin(head, length));
        FUZZ_CHECK(response.status >= 100 && response.status <= 999);
        check_location(&response);
        check_body(&response, (data[0] & 4) != 0, data + 1 + length, size - 1 - length, portion);
    } else {
        check_text(why, sizeof why);
    }
    free(head);
    return 0;
}
