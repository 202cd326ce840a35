#include "rate.h"

#include "moment.h"

void rate_begin(struct rate *rate, uint64_t limit)
{
    rate->limit = limit;
    rate->began = moment_now();
}

uint32_t rate_ahead(const struct rate *rate, uint64_t received, int64_t now)
{
    uint64_t whole, rest, due, elapsed = now > rate->began ? (uint64_t)(now - rate->began) : 0;

    if (rate->limit == 0)
        return 0;
    whole = received / rate->limit;
    if (whole > UINT32_MAX / 1000)
        return UINT32_MAX;
    rest = received % rate->limit; /* a fraction of a second: no product can wrap */
    due = whole * 1000 + (uint64_t)((double)rest * 1000.0 / (double)rate->limit);
    return due > elapsed ? (uint32_t)(due - elapsed) : 0;
}

void rate_pause(const struct rate *rate, uint64_t received, int64_t until)
{
    uint32_t ahead = rate_ahead(rate, received, moment_now());

    if (ahead > 0)
        moment_sleep(moment_earlier(moment_in(ahead), until));
}

size_t rate_portion(const struct rate *rate, size_t most)
{
    return rate->limit > 0 && rate->limit < most ? (size_t)rate->limit : most;
}
