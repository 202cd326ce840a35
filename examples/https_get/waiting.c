#include "waiting.h"

#include "moment.h"
#include "progress_wait.h"
#include "shown.h"
#include "terminal.h"
#include "url.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

/* brine's own deadlines end everything but the look-up, and should come first. */
#define GRACE_MS 100

/* What the handler of the signal needs; it calls nothing that a signal may interrupt. */
static struct {
    char sentence[URL_HOST_SIZE + 128]; /* of the end, "" = silence */
    int64_t end;                        /* a moment, MOMENT_NEVER = none */
    struct progress *progress;          /* NULL = nothing is drawn */
    struct progress_wait wait;
    size_t columns; /* of the line, where the terminal does not tell */
    size_t drawn;   /* bytes in the line */
} state;

static void write_all(const char *text, size_t length)
{
    if (write(STDERR_FILENO, text, length) < 0)
        state.progress = NULL;
}

static void draw(int64_t now)
{
    const size_t width = terminal_width_or(STDERR_FILENO, state.columns);
    char line[1 + PROGRESS_LINE_SIZE] = "\r";
    size_t length, covered = state.drawn < width ? state.drawn : 0;

    if (!progress_is_due(state.progress, now))
        return;
    state.wait.elapsed = now - state.progress->began_at;
    length = progress_wait_line(&state.wait, width, line + 1);
    state.drawn = length;
    for (; length < covered; length++) /* blanks over what was longer */
        line[1 + length] = ' ';
    write_all(line, 1 + length);
}

static void tick(int signal_number)
{
    const int before = errno; /* what was interrupted may be about to read it */
    int64_t now = moment_now();

    (void)signal_number;
    if (now >= state.end) {
        write_all(state.sentence, strlen(state.sentence));
        _exit(EXIT_TIME);
    }
    if (state.progress != NULL)
        draw(now);
    errno = before;
}

static void set_timer(uint32_t first, uint32_t interval)
{
    const struct itimerval timer = {
        .it_interval = {interval / 1000, (suseconds_t)(interval % 1000 * 1000)},
        .it_value = {first / 1000, (suseconds_t)(first % 1000 * 1000)}};

    setitimer(ITIMER_REAL, &timer, NULL);
}

static void prepare(const struct waiting *waiting, bool shows)
{
    const struct options *options = waiting->options;

    state.progress = shows ? waiting->progress : NULL;
    state.wait = (struct progress_wait){waiting->step, waiting->with, waiting->host, 0};
    state.columns = terminal_columns();
    state.drawn = shows ? waiting->progress->line_length : 0;
    state.end = MOMENT_NEVER;
    state.sentence[0] = '\0';
    if (waiting->limit == 0)
        return;
    state.end = moment_now() + (int64_t)waiting->limit + GRACE_MS;
    if (!options->silent || options->show_error)
        snprintf(state.sentence, sizeof state.sentence,
                 "%shttps_get: (%d) the time allowed was up while %s was being looked up\n",
                 shows ? "\n" : "", EXIT_TIME, waiting->host);
}

void waiting_begin(const struct waiting *waiting)
{
    const bool shows = waiting->progress != NULL && waiting->progress->kind != PROGRESS_NONE;
    struct sigaction action;
    uint32_t first = PROGRESS_TICK;

    if (!shows && waiting->limit == 0)
        return;
    prepare(waiting, shows);
    memset(&action, 0, sizeof action);
    action.sa_handler = tick;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    sigaction(SIGALRM, &action, NULL);
    if (waiting->limit > 0 && waiting->limit < UINT32_MAX - GRACE_MS)
        first = 1 + waiting->limit + GRACE_MS;
    if (waiting->limit > 0 && shows) /* so that a tick falls on the end, too */
        first = 1 + first % PROGRESS_TICK;
    set_timer(first, PROGRESS_TICK);
}

void waiting_end(void)
{
    set_timer(0, 0);
    if (state.progress != NULL && state.drawn > 0)
        progress_take_line(state.progress, state.drawn);
    state.progress = NULL;
}
