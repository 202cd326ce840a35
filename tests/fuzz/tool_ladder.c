#include "tool.h"

#include "base/reader.h"
#include "fuzz.h"
#include "https_get/trace/held.h"
#include "https_get/trace/line.h"
#include "https_get/trace/page.h"
#include "https_get/trace/text.h"

#include <string.h>

static const char *const messages[] = {
    "ClientHello",
    "ServerHello",
    "Certificate",
    "CertificateStatus",
    "ServerKeyExchange",
    "CertificateRequest",
    "ServerHelloDone",
    "ClientKeyExchange",
    "CertificateVerify",
    "NewSessionTicket",
    "ChangeCipherSpec",
    "Finished",
    "Alert",
    "HelloRequest",
};

/* No control characters, and columns for each: a character of UTF-8 counts once here. */
static void check_text(const char *text, size_t length, size_t columns_max)
{
    size_t columns = 0;

    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];

        FUZZ_CHECK(c == '\n' || (c >= ' ' && c != 0x7f));
        columns = c == '\n' ? 0 : columns + ((c & 0xc0) != 0x80);
        FUZZ_CHECK(columns <= columns_max);
    }
}

/* Markup is the page's own: none of it comes from a message. */
static void check_page(const char *page)
{
    FUZZ_CHECK(strstr(page, "<script") == NULL && strstr(page, "</html>") != NULL);
    FUZZ_CHECK(strstr(page, "<fuzz") == NULL && strstr(page, "\"fuzz") == NULL);
}

static void draw(const struct ladder *ladder)
{
    char *text = NULL;
    size_t length = 0, drawn;
    FILE *out = open_memstream(&text, &length);

    FUZZ_CHECK(out != NULL);
    drawn = text_draw(ladder, 0, false, out);
    FUZZ_CHECK(drawn == ladder->count && fclose(out) == 0);
    check_text(text, length, LINE_COLUMNS);
    free(text);
    out = open_memstream(&text, &length);
    FUZZ_CHECK(out != NULL);
    page_write(ladder, 1, 0, out);
    FUZZ_CHECK(fclose(out) == 0);
    check_text(text, length, SIZE_MAX);
    check_page(text);
    free(text);
}

static void add_message(struct ladder *ladder, struct held_alerts *held, uint8_t kind, uint8_t name,
                        brine_bytes body, int64_t now)
{
    const char *message = messages[name % (sizeof messages / sizeof *messages)];
    const brine_trace_event event = {
        .sent = (kind & 0x80) != 0,
        .message = message,
        .length = body.len,
        .fields = "",
        .body = strcmp(message, "Finished") == 0 ? NULL : body.data,
    };

    if (!held_take(held, &event, now))
        ladder_message(ladder, &event, now);
}

/* A text of a server's in a failure is safe already; the ladder is handed no other. */
static void add(struct ladder *ladder, struct held_alerts *held, uint8_t kind, uint8_t name,
                brine_bytes body, int64_t now)
{
    switch (kind % 8) {
    case 0:
        ladder_connected(ladder, name % 2 == 0 ? "192.0.2.1" : "2001:db8::1", now);
        break;
    case 1:
        ladder_data(ladder, (kind & 0x80) != 0, body.len * 1000, now);
        break;
    case 2:
        ladder_failed(ladder, "failed", "the <fuzz & \"fuzz\" failed", now);
        break;
    case 3:
        held->reading = true;
        break;
    case 4:
        held_release(held, ladder);
        break;
    default:
        add_message(ladder, held, kind, name, body, now);
        break;
    }
}

void tool_ladder(const uint8_t *data, size_t size)
{
    brn_reader r = brn_reader_at(data, size), body;
    struct held_alerts held = {.reading = false};
    struct ladder ladder;
    int64_t now = 1000;
    uint8_t kind, name;

    ladder_begin(&ladder, "<fuzz>.example", 443, now);
    while (brn_read_u8(&r, &kind) && brn_read_u8(&r, &name)) {
        uint8_t *copy;

        if (!brn_read_vector8(&r, &body))
            break;
        copy = malloc(body.left > 0 ? body.left : 1); /* so that a sanitizer sees its end */
        FUZZ_CHECK(copy != NULL);
        if (body.left > 0)
            memcpy(copy, body.at, body.left);
        now += 1 + (int64_t)name * 1000 * kind;
        add(&ladder, &held, kind, name, (brine_bytes){copy, body.left}, now);
        free(copy);
    }
    held_release(&held, &ladder);
    FUZZ_CHECK(ladder.count <= LADDER_EVENTS_MAX);
    draw(&ladder);
    ladder_free(&ladder);
}
