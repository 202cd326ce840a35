#include "lookup_guard.h"

#include "url.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

/* brine's own deadlines end everything but the look-up, and should come first. */
#define GRACE_MS 100

static char sentence[URL_HOST_SIZE + 128];

static void time_is_up(int signal_number)
{
    (void)signal_number;
    if (sentence[0] != '\0' && write(STDERR_FILENO, sentence, strlen(sentence)) < 0)
        _exit(EXIT_TIME);
    _exit(EXIT_TIME);
}

static void set_timer(uint32_t milliseconds)
{
    struct itimerval timer;

    memset(&timer, 0, sizeof timer);
    timer.it_value.tv_sec = (time_t)(milliseconds / 1000);
    timer.it_value.tv_usec = (suseconds_t)(milliseconds % 1000 * 1000);
    setitimer(ITIMER_REAL, &timer, NULL);
}

void lookup_guard_begin(const struct options *options, const char *host, uint32_t milliseconds)
{
    struct sigaction action;

    sentence[0] = '\0';
    if (!options->silent || options->show_error)
        snprintf(sentence, sizeof sentence,
                 "https_get: (%d) the time allowed was up while %s was being looked up\n",
                 EXIT_TIME, host);
    memset(&action, 0, sizeof action);
    action.sa_handler = time_is_up;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    sigaction(SIGALRM, &action, NULL);
    set_timer(milliseconds < UINT32_MAX - GRACE_MS ? milliseconds + GRACE_MS : milliseconds);
}

void lookup_guard_end(void)
{
    set_timer(0);
}
