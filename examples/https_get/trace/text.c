#include "text.h"

#include "line.h"
#include "wrap.h"

#include <string.h>

/* Of names and values of fields, behind the client's line; the server's stand further right. */
#define NAME_INDENT   3
#define SERVER_INDENT 9
#define NAME_WIDTH    13

static void draw_empty(struct line *line)
{
    line_begin_row(line, "");
    line_end_row(line);
}

static void draw_field(struct line *line, size_t indent, const struct field *field,
                       const char *colour)
{
    const size_t name = CLIENT_COLUMN + 1 + indent, value = name + NAME_WIDTH;
    const char *text = field->value, *next = NULL;
    bool first = true;

    do {
        size_t length = wrap_line(text, SERVER_COLUMN - 1 - value, &next);

        line_begin_row(line, "");
        line_fill(line, NULL, ' ', name);
        if (first)
            line_text(line, LINE_DIM, field->name);
        line_fill(line, NULL, ' ', value);
        line_put(line, colour, text, length);
        line_end_row(line);
        first = false;
        text = next;
    } while (*text != '\0');
}

static void draw_fields(struct line *line, const struct ladder_event *event)
{
    size_t indent = event->kind == LADDER_MESSAGE && !event->sent ? SERVER_INDENT : NAME_INDENT;

    for (size_t i = 0; i < event->fields.count; i++)
        draw_field(line, indent, &event->fields.at[i], NULL);
}

/* "|-- ClientHello, 210 bytes --->|", or the other way round. */
static void draw_arrow(struct line *line, const struct ladder_event *event)
{
    const char *colour = event->sent ? LINE_CLIENT : LINE_SERVER;
    const char shaft = event->sealed ? '=' : '-', ends[2] = {shaft, shaft};
    char size[LADDER_TIME_SIZE] = "", time[LADDER_TIME_SIZE];
    size_t label;

    if (event->kind == LADDER_MESSAGE || event->sent) /* of data that comes it is the first */
        snprintf(size, sizeof size, ", %llu byte%s", (unsigned long long)event->size,
                 event->size == 1 ? "" : "s");
    label = strlen(event->name) + strlen(size) + 2;
    line_begin_row(line, ladder_time(event->at, time));
    line_text(line, colour, event->sent ? "" : "<");
    if (event->sent)
        line_put(line, colour, ends, 2);
    else
        line_fill(line, colour, shaft, SERVER_COLUMN - 2 - label);
    line_text(line, NULL, " ");
    line_text(line, LINE_BOLD, event->name);
    line_text(line, NULL, size);
    line_text(line, NULL, " ");
    line_fill(line, colour, shaft, SERVER_COLUMN - (event->sent ? 1 : 0));
    line_text(line, colour, event->sent ? ">" : "");
    line_end_row(line);
}

/* A sentence between the lines of life. */
static void draw_note(struct line *line, const struct ladder_event *event, const char *colour,
                      const char *text)
{
    const size_t column = CLIENT_COLUMN + 1 + NAME_INDENT;
    const char *next = NULL;
    char time[LADDER_TIME_SIZE];

    ladder_time(event->at, time);
    for (bool first = true; *text != '\0'; first = false, text = next) {
        size_t length = wrap_line(text, SERVER_COLUMN - 1 - column, &next);

        line_begin_row(line, first ? time : "");
        line_fill(line, NULL, ' ', column);
        line_put(line, colour, text, length);
        line_end_row(line);
    }
}

static void draw_failure(struct line *line, const struct ladder_event *event)
{
    const char *text = fields_find(&event->fields, "failed");
    const char *trips = fields_find(&event->fields, "round trips");
    char note[2 * FIELD_VALUE_SIZE];

    snprintf(note, sizeof note, "FAILED%s%s%s: %s", trips != NULL ? " after " : "",
             trips != NULL ? trips : "",
             trips == NULL             ? ""
             : strcmp(trips, "1") == 0 ? " round trip"
                                       : " round trips",
             text != NULL ? text : "");
    draw_note(line, event, LINE_BAD, note);
}

static bool is_arrow(const struct ladder_event *event)
{
    return event->kind == LADDER_MESSAGE || event->kind == LADDER_DATA;
}

/* A row between flights, and around what is no arrow. */
static bool wants_gap(const struct ladder_event *event, const struct ladder_event *before)
{
    return event->begins || !is_arrow(event) || (before != NULL && !is_arrow(before));
}

static void draw_event(struct line *line, const struct ladder_event *event)
{
    char note[FIELD_VALUE_SIZE + 16];
    const char *address = fields_find(&event->fields, "address");

    switch (event->kind) {
    case LADDER_CONNECTED:
        snprintf(note, sizeof note, "connected to %s", address != NULL ? address : "");
        draw_note(line, event, NULL, note);
        break;
    case LADDER_MESSAGE:
    case LADDER_DATA:
        draw_arrow(line, event);
        draw_fields(line, event);
        break;
    case LADDER_COMPLETE:
        draw_note(line, event, LINE_GOOD, event->name);
        draw_fields(line, event);
        break;
    case LADDER_FAILED:
        draw_failure(line, event);
        break;
    }
}

static void draw_head(struct line *line, const struct ladder *ladder)
{
    char title[FIELD_VALUE_SIZE];
    const char *text = title, *next = NULL;

    snprintf(title, sizeof title, "TLS with %s port %u    ---- in clear   ==== encrypted",
             ladder->host != NULL ? ladder->host : "", ladder->port);
    for (; *text != '\0'; text = next) {
        size_t length = wrap_line(text, LINE_COLUMNS, &next);

        line_put(line, NULL, text, length);
        line_end(line);
    }
    line_fill(line, NULL, ' ', CLIENT_COLUMN);
    line_text(line, LINE_CLIENT, "client");
    line_fill(line, NULL, ' ', LINE_COLUMNS - strlen("server"));
    line_text(line, LINE_SERVER, "server");
    line_end(line);
}

size_t text_draw(const struct ladder *ladder, size_t from, bool colours, FILE *out)
{
    struct line line = {out, colours, 0};

    if (from == 0 && ladder->count > 0)
        draw_head(&line, ladder);
    for (; from < ladder->count; from++) {
        const struct ladder_event *event = &ladder->events[from];

        if (wants_gap(event, from > 0 ? event - 1 : NULL))
            draw_empty(&line);
        draw_event(&line, event);
    }
    return from;
}
