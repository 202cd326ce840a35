#include "trace.h"

#include "moment.h"
#include "output.h"
#include "progress.h"
#include "say.h"
#include "shown.h"
#include "trace/held.h"
#include "trace/page.h"
#include "trace/text.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Connections on one page. */
#define LADDERS_MAX 100

static struct {
    bool as_text, as_page;
    struct output page;
    struct ladder *ladders; /* that of the last connection, and with as_page those before it */
    size_t count, left_out;
    size_t drawn; /* events of the last one, as text */
    struct held_alerts held;
} trace;

/* The last connection's, NULL = nothing is wanted, or there is no memory. */
static struct ladder *current(void)
{
    return trace.count > 0 ? &trace.ladders[trace.count - 1] : NULL;
}

/* On a terminal that has not been told otherwise (https://no-color.org). */
static bool wants_colours(void)
{
    const char *none = getenv("NO_COLOR"), *terminal = getenv("TERM");

    return isatty(STDERR_FILENO) == 1 && (none == NULL || none[0] == '\0') &&
           (terminal == NULL || strcmp(terminal, "dumb") != 0);
}

static void draw(void)
{
    const struct ladder *ladder = current();

    if (!trace.as_text || trace.drawn == ladder->count)
        return;
    progress_leave_line();
    trace.drawn = text_draw(ladder, trace.drawn, wants_colours(), stderr);
}

exit_code trace_open(const struct options *options)
{
    exit_code code;

    trace.as_text = options->trace;
    trace.as_page = options->trace_page != NULL;
    if (!trace.as_page)
        return EXIT_OK;
    output_begin(&trace.page, options);
    code = output_set_path(&trace.page, NULL, options->trace_page) ? output_open(&trace.page)
                                                                   : output_bad_name(&trace.page);
    if (code != EXIT_OK)
        trace.as_page = false;
    return code;
}

/* A place for one more; with as_page that of the last one where there are too many. */
static struct ladder *add(void)
{
    struct ladder *grown;

    if (trace.count > 0 && (!trace.as_page || trace.count == LADDERS_MAX)) {
        ladder_free(current());
        trace.left_out++;
        return current();
    }
    grown = realloc(trace.ladders, (trace.count + 1) * sizeof *grown);
    if (grown == NULL)
        return NULL;
    trace.ladders = grown;
    return &grown[trace.count++];
}

void trace_begin(const char *host, unsigned port)
{
    struct ladder *ladder = trace.as_text || trace.as_page ? add() : NULL;

    trace.drawn = 0;
    memset(&trace.held, 0, sizeof trace.held);
    if (ladder != NULL)
        ladder_begin(ladder, host, port, moment_microseconds());
}

void trace_connected(const char *address)
{
    struct ladder *ladder = current();

    if (ladder == NULL)
        return;
    ladder_connected(ladder, address, moment_microseconds());
    draw();
}

void trace_message(void *context, const brine_trace_event *event)
{
    (void)context;
    if (current() == NULL || held_take(&trace.held, event, moment_microseconds()))
        return;
    ladder_message(current(), event, moment_microseconds());
    draw();
}

void trace_sent(size_t size)
{
    if (current() == NULL || size == 0)
        return;
    ladder_data(current(), true, size, moment_microseconds());
    draw();
}

void trace_reads(void)
{
    trace.held.reading = true;
}

void trace_got(size_t size)
{
    struct ladder *ladder = current();

    if (ladder == NULL)
        return;
    if (size > 0)
        ladder_data(ladder, false, size, held_since(&trace.held, moment_microseconds()));
    held_release(&trace.held, ladder);
    draw();
}

/* A sentence as it is told: what of others is in it can be shown. */
static void note_failure(const char *short_text, const char *sentence)
{
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);

    if (stream == NULL)
        return;
    put_sentence(sentence, stream);
    if (fclose(stream) == 0)
        ladder_failed(current(), short_text, text, moment_microseconds());
    free(text);
}

void trace_failed(const brine_error *error)
{
    if (current() == NULL || error->code == BRINE_OK)
        return;
    note_failure(brine_result_text(error->code), error->text);
    draw();
}

void trace_unreached(const char *sentence)
{
    if (current() != NULL)
        note_failure("no connection", sentence);
}

static exit_code write_page(const struct options *options)
{
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    exit_code code;

    if (stream == NULL)
        return say_failure(options, EXIT_MEMORY, "out of memory");
    page_write(trace.ladders, trace.count, trace.left_out, stream);
    if (fclose(stream) != 0)
        code = say_failure(options, EXIT_MEMORY, "out of memory");
    else
        code = output_write(&trace.page, text, length);
    free(text);
    return code;
}

exit_code trace_close(const struct options *options)
{
    exit_code code = EXIT_OK, closed = EXIT_OK;

    if (trace.as_page) {
        code = write_page(options);
        closed = output_close(&trace.page);
    }
    for (size_t i = 0; i < trace.count; i++)
        ladder_free(&trace.ladders[i]);
    free(trace.ladders);
    memset(&trace, 0, sizeof trace);
    return code != EXIT_OK ? code : closed;
}
