#include "slow.h"

void slow_begin(struct slow *slow, uint64_t limit, uint32_t patience, int64_t now)
{
    *slow = (struct slow){.limit = limit, .patience = patience, .slow_since = now};
    speed_begin(&slow->speed, now);
}

bool slow_note(struct slow *slow, int64_t now, uint64_t more)
{
    slow->received += more;
    speed_note(&slow->speed, now, slow->received);
    if (speed_of(&slow->speed, now, slow->received) >= slow->limit)
        slow->slow_since = now;
    return now - slow->slow_since > slow->patience;
}
