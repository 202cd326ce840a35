/*
 * --retry: a URL that failed for a while is asked for again.
 */
#ifndef HTTPS_GET_RETRY_H
#define HTTPS_GET_RETRY_H

#include "options.h"

/* The first pause, which doubles from one to the next unless --retry-delay says how long. */
#define RETRY_FIRST_MS 1000
#define RETRY_MOST_MS  600000

/* A server that wants to be left alone for longer than this is not asked again. */
#define RETRY_AFTER_MAX_S 3600

struct retry {
    const struct options *options;
    int64_t began;     /* a moment */
    uint64_t left;     /* tries */
    uint32_t pause_ms; /* the next one */
    bool is_due;       /* the URL is to be asked for again, after wait_ms */
    uint32_t wait_ms;
};

void retry_begin(struct retry *retry, const struct options *options);

/*
 * Decides whether an end is one to try again after: `status` (0 = none came) may be 408, 429, 500,
 * 502, 503 or 504, and `code` a look-up or connection that failed, time that was up, or with
 * --retry-all-errors any failure. after_s is the server's Retry-After, 0 = none. Sets is_due and
 * wait_ms and returns is_due: false when no try is left, or no time of --retry-max-time would be
 * left after the pause.
 */
bool retry_plan(struct retry *retry, exit_code code, int status, uint64_t after_s);

/* Uses up the try, and lengthens the next pause. */
void retry_use(struct retry *retry);

/* The same after a sentence, unless -s, and the pause. */
void retry_wait(struct retry *retry);

/* A Retry-After (RFC 9110 section 10.2.3), seconds or a date, as seconds from now (since 1970). */
uint64_t retry_after(const char *value, int64_t now);

#endif
