#include "retry.h"

#include "http_date.h"
#include "moment.h"
#include "number.h"
#include "say.h"

#include <string.h>

void retry_begin(struct retry *retry, const struct options *options)
{
    memset(retry, 0, sizeof *retry);
    retry->options = options;
    retry->began = moment_now();
    retry->left = options->retries;
    retry->pause_ms =
        options->retry_delay_ms > 0 ? options->retry_delay_ms : (uint32_t)RETRY_FIRST_MS;
}

static bool is_passing(const struct options *options, exit_code code, int status)
{
    static const int statuses[] = {408, 429, 500, 502, 503, 504};

    if (code == EXIT_OK || code == EXIT_HTTP) {
        for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
            if (status == statuses[i])
                return true;
        return code != EXIT_OK && options->retry_all;
    }
    return code == EXIT_LOOKUP || code == EXIT_PROXY_LOOKUP || code == EXIT_CONNECT ||
           code == EXIT_TIME || options->retry_all;
}

bool retry_plan(struct retry *retry, exit_code code, int status, uint64_t after_s)
{
    const struct options *options = retry->options;
    int64_t until;

    retry->is_due = false;
    if (retry->left == 0 || after_s > RETRY_AFTER_MAX_S || !is_passing(options, code, status))
        return false;
    retry->wait_ms = retry->pause_ms;
    if (after_s * 1000 > retry->wait_ms)
        retry->wait_ms = (uint32_t)(after_s * 1000);
    until = moment_now() - retry->began + (int64_t)retry->wait_ms;
    retry->is_due = options->retry_max_time_ms == 0 || until < (int64_t)options->retry_max_time_ms;
    return retry->is_due;
}

void retry_use(struct retry *retry)
{
    retry->left--;
    retry->is_due = false;
    if (retry->options->retry_delay_ms == 0)
        retry->pause_ms = retry->pause_ms < RETRY_MOST_MS / 2 ? retry->pause_ms * 2 : RETRY_MOST_MS;
}

void retry_wait(struct retry *retry)
{
    const struct options *options = retry->options;

    retry_use(retry);
    if (!options->silent)
        say_note("trying again in %g s; tries left behind that one: %llu", retry->wait_ms / 1000.0,
                 (unsigned long long)retry->left);
    moment_sleep(moment_in(retry->wait_ms));
}

uint64_t retry_after(const char *value, int64_t now)
{
    uint64_t seconds;
    int64_t date;

    if (number_read(value, UINT32_MAX, &seconds))
        return seconds;
    if (value[0] != '\0' && value[strspn(value, "0123456789")] == '\0')
        return UINT32_MAX;
    return http_date(value, &date) && date > now ? (uint64_t)(date - now) : 0;
}
