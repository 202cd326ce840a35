#include "page.h"

#include "html.h"

#include <string.h>

bool page_is_fatal(const struct ladder_event *event)
{
    const char *level = fields_find(&event->fields, "level");

    return level != NULL && strcmp(level, "fatal") == 0;
}

/* A field of the first event of this name, or NULL. */
static const char *fact(const struct ladder *ladder, const char *event, const char *field)
{
    for (size_t i = 0; i < ladder->count; i++)
        if (strcmp(ladder->events[i].name, event) == 0)
            return fields_find(&ladder->events[i].fields, field);
    return NULL;
}

static void write_fact(const char *name, const char *value, const char *class, FILE *out)
{
    if (value == NULL)
        return;
    html_with(out, "<dt>%s</dt>", name);
    fprintf(out, "<dd class=\"%s\">", class);
    html_value(out, value);
    fputs("</dd>\n", out);
}

/* What people want to know first. */
static void write_facts(const struct ladder *ladder, FILE *out)
{
    const char *failure = fact(ladder, "failed", "sentence");
    const char *trips = fact(ladder, "handshake complete", "round trips");

    fputs("<dl class=\"facts\">\n", out);
    if (ladder->complete)
        write_fact("handshake", "complete", "good", out);
    write_fact("failed", failure, "bad", out);
    write_fact("address", fact(ladder, "connected", "address"), "", out);
    write_fact("version", fact(ladder, "ServerHello", "version"), "", out);
    write_fact("cipher suite", fact(ladder, "ServerHello", "suite"), "", out);
    write_fact("group", fact(ladder, "ServerKeyExchange", "group"), "", out);
    write_fact("signature", fact(ladder, "ServerKeyExchange", "signature"), "", out);
    write_fact("ALPN", fact(ladder, "ServerHello", "ALPN"), "", out);
    write_fact("session", fact(ladder, "ServerHello", "session"), "", out);
    write_fact("round trips", trips != NULL ? trips : fact(ladder, "failed", "round trips"), "",
               out);
    write_fact("False Start", fact(ladder, "handshake complete", "False Start"), "", out);
    fputs("</dl>\n", out);
}

/* Each suite begins a line: their names are long. */
static void write_suites(const char *list, FILE *out)
{
    char suite[FIELD_VALUE_SIZE];

    for (const char *next; *list != '\0'; list = next) {
        size_t length = strcspn(list, ",");

        next = list + length + strspn(list + length, ", ");
        snprintf(suite, sizeof suite, "%.*s", (int)length, list);
        html_value(out, suite);
        fputs(*next != '\0' ? ",<br>" : "", out);
    }
}

static void write_fields(const struct fields *fields, FILE *out)
{
    if (fields->count == 0)
        return;
    fputs("<dl>", out);
    for (size_t i = 0; i < fields->count; i++) {
        const char *begins =
            strcmp(fields->at[i].name, "certificate") == 0 ? " class=\"first\"" : "";

        fprintf(out, "<dt%s>%s</dt><dd%s>", begins, fields->at[i].name, begins);
        if (strcmp(fields->at[i].name, "suites") == 0)
            write_suites(fields->at[i].value, out);
        else
            html_value(out, fields->at[i].value);
        fputs("</dd>", out);
    }
    fputs("</dl>", out);
}

static void write_message(const struct ladder_event *event, FILE *out)
{
    char time[LADDER_TIME_SIZE];

    fprintf(out, "<li class=\"%s%s%s\"><div class=\"head\">", event->sent ? "client" : "server",
            event->begins ? " begins" : "", page_is_fatal(event) ? " fatal" : "");
    fprintf(out, "<span class=\"way\">%s</span> ",
            event->sent ? "client \xe2\x86\x92 server" : "server \xe2\x86\x92 client");
    html_with(out, "<b>%s</b> ", event->name);
    fprintf(out, "<span>%llu byte%s</span> ", (unsigned long long)event->size,
            event->size == 1 ? "" : "s");
    fprintf(out, "<span class=\"%s</span> ",
            event->sealed ? "lock\">encrypted" : "open\">in clear");
    fprintf(out, "<time>%s</time></div>", ladder_time(event->at, time));
    write_fields(&event->fields, out);
    fputs("</li>\n", out);
}

static void write_note(const struct ladder_event *event, FILE *out)
{
    const char *class = event->kind == LADDER_COMPLETE ? "good"
                        : event->kind == LADDER_FAILED ? "bad"
                                                       : "plain";
    const char *sentence = fields_find(&event->fields, "sentence");
    char time[LADDER_TIME_SIZE];

    fprintf(out, "<li class=\"note\"><b class=\"%s\">", class);
    html_text(out, event->name);
    fprintf(out, "</b> <time>after %s</time><br>", ladder_time(event->at, time));
    if (event->kind == LADDER_FAILED)
        html_value(out, sentence != NULL ? sentence : "");
    else
        write_fields(&event->fields, out);
    fputs("</li>\n", out);
}

static void write_events(const struct ladder *ladder, FILE *out)
{
    fputs("<h2>What each message said</h2>\n<ol>\n", out);
    for (size_t i = 0; i < ladder->count; i++) {
        const struct ladder_event *event = &ladder->events[i];

        if (event->kind == LADDER_MESSAGE || event->kind == LADDER_DATA)
            write_message(event, out);
        else
            write_note(event, out);
    }
    fputs("</ol>\n", out);
    if (ladder->left_out > 0)
        fprintf(out, "<p>%zu more followed, which are not shown.</p>\n", ladder->left_out);
}

static const char *host_of(const struct ladder *ladder)
{
    return ladder->host != NULL ? ladder->host : "";
}

static void write_ladder(const struct ladder *ladder, size_t number, FILE *out)
{
    fputs("<section>\n", out);
    html_with(out, "<h1>TLS with %s ", host_of(ladder));
    fprintf(out, "<small>port %u</small></h1>\n", ladder->port);
    write_facts(ladder, out);
    if (!ladder->spoke) { /* there was no connection */
        fputs("</section>\n", out);
        return;
    }
    fputs("<h2>The ladder</h2>\n", out);
    figure_write(ladder, number, out);
    fputs("<ul class=\"key\"><li><i></i>in clear</li><li><i class=\"sealed\"></i>encrypted</li>"
          "<li>times since connecting began</li></ul>\n",
          out);
    write_events(ladder, out);
    fputs("</section>\n", out);
}

void page_write(const struct ladder *ladders, size_t count, size_t left_out, FILE *out)
{
    fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
          "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
          "<meta name=\"color-scheme\" content=\"light dark\">\n"
          "<meta http-equiv=\"Content-Security-Policy\" "
          "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
          out);
    html_with(out, "<title>TLS with %s</title>\n<style>\n",
              count > 0 ? host_of(ladders) : "no server");
    fputs(page_style, out);
    fputs("</style>\n</head>\n<body>\n<main>\n", out);
    for (size_t i = 0; i < count; i++)
        write_ladder(&ladders[i], i, out);
    if (left_out > 0)
        fprintf(out, "<p>%zu more connections were made before the last one.</p>\n", left_out);
    if (count == 0)
        fputs("<h1>No connection was made</h1>\n", out);
    fputs("</main>\n<footer>Drawn by https_get " BRINE_VERSION
          " as figures 1 and 2 of RFC 5246 are.</footer>\n</body>\n</html>\n",
          out);
}
