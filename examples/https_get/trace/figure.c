/*
 * The figure of a ladder: an arrow for each message, which falls as time passes, between two
 * lines of life that get thick where that side begins to encrypt.
 */
#include "html.h"
#include "page.h"

#include <string.h>

/* Units of the figure, of which a phone shows each as about one pixel. */
#define WIDTH    360
#define CLIENT_X 66
#define SERVER_X 346
#define MIDDLE_X ((CLIENT_X + SERVER_X) / 2)
#define TOP      14 /* above the first row */
#define ROW      25
#define GAP      12 /* more before a flight */
#define FALL     5  /* of an arrow */
#define HEAD     7  /* of an arrow's head */

static bool is_arrow(const struct ladder_event *event)
{
    return event->kind == LADDER_MESSAGE || event->kind == LADDER_DATA;
}

/* Where the row of event i ends, `y` being where the one before it did. */
static int next_row(const struct ladder *ladder, size_t i, int y)
{
    const struct ladder_event *event = &ladder->events[i];
    bool gap = event->begins || !is_arrow(event) || (i > 0 && !is_arrow(event - 1));

    return y + ROW + (gap ? GAP : 0);
}

static void write_time(const struct ladder_event *event, int y, FILE *out)
{
    char time[LADDER_TIME_SIZE];

    fprintf(out, "<text class=\"time\" x=\"%d\" y=\"%d\">%s</text>", CLIENT_X - 8, y,
            ladder_time(event->at, time));
}

/* The message's name; of an alert also which. */
static void write_label(const struct ladder_event *event, FILE *out)
{
    const char *alert = fields_find(&event->fields, "alert");
    char text[FIELD_VALUE_SIZE];

    html_text(out, event->name);
    if (alert == NULL)
        return;
    snprintf(text, sizeof text, ": %.*s", (int)strcspn(alert, ":"), alert);
    html_text(out, text);
}

static void write_arrow(const struct ladder_event *event, int y, FILE *out)
{
    const int from = event->sent ? CLIENT_X : SERVER_X, to = event->sent ? SERVER_X : CLIENT_X;
    const int back = event->sent ? -HEAD : HEAD;

    fprintf(out, "<g class=\"%s%s\">", event->sent ? "client" : "server",
            page_is_fatal(event) ? " fatal" : "");
    write_time(event, event->sent ? y - FALL + 3 : y + 3, out);
    fprintf(out, "<line class=\"%s\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>",
            event->sealed ? "sealed" : "clear", from, y - FALL, to + back / 2, y);
    fprintf(out, "<polygon points=\"%d,%d %d,%d %d,%d\"/>", to, y, to + back, y - 5, to + back,
            y + 4);
    fprintf(out, "<text class=\"mid halo\" x=\"%d\" y=\"%d\">", MIDDLE_X, y - FALL - 3);
    write_label(event, out);
    fputs("</text></g>\n", out);
}

/* A line across with words on it. */
static void write_note(const struct ladder_event *event, int y, FILE *out)
{
    const char *kind = event->kind == LADDER_COMPLETE ? "good"
                       : event->kind == LADDER_FAILED ? "bad"
                                                      : "plain";

    fprintf(out, "<g class=\"%s\">", kind);
    write_time(event, y + 3, out);
    if (event->kind != LADDER_CONNECTED)
        fprintf(out, "<line class=\"rule\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>", CLIENT_X, y,
                SERVER_X, y);
    fprintf(out, "<text class=\"mid halo\" x=\"%d\" y=\"%d\">", MIDDLE_X, y + 4);
    html_text(out, event->name);
    fputs("</text></g>\n", out);
}

/* The line of one side, thick from where it encrypts. */
static void write_life(const struct ladder *ladder, bool client, int bottom, FILE *out)
{
    const int x = client ? CLIENT_X : SERVER_X;
    int y = TOP, sealed = 0;

    for (size_t i = 0; i < ladder->count && sealed == 0; i++) {
        const struct ladder_event *event = &ladder->events[i];

        y = next_row(ladder, i, y);
        if (event->kind == LADDER_MESSAGE && event->sent == client &&
            strcmp(event->name, "ChangeCipherSpec") == 0)
            sealed = y;
    }
    fprintf(out, "<g class=\"%s\"><text class=\"mid end\" x=\"%d\" y=\"18\">%s</text>",
            client ? "client" : "server", client ? x : x - 8, client ? "client" : "server");
    fprintf(out, "<line class=\"life\" x1=\"%d\" y1=\"26\" x2=\"%d\" y2=\"%d\"/>", x, x, bottom);
    if (sealed > 0)
        fprintf(out, "<line class=\"life sealed\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>", x,
                sealed, x, bottom);
    fputs("</g>\n", out);
}

void figure_write(const struct ladder *ladder, size_t number, FILE *out)
{
    int bottom = TOP, y = TOP;

    for (size_t i = 0; i < ladder->count; i++)
        bottom = next_row(ladder, i, bottom);
    bottom += GAP;
    fprintf(out, "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"f%zu\">\n", WIDTH,
            bottom + 4, number);
    fprintf(out, "<title id=\"f%zu\">The messages as arrows between client and server; ", number);
    fputs("the list below has them as text</title>\n", out);
    write_life(ladder, true, bottom, out);
    write_life(ladder, false, bottom, out);
    for (size_t i = 0; i < ladder->count; i++) {
        const struct ladder_event *event = &ladder->events[i];

        y = next_row(ladder, i, y);
        if (is_arrow(event))
            write_arrow(event, y, out);
        else
            write_note(event, y, out);
    }
    fputs("</svg>\n", out);
}
