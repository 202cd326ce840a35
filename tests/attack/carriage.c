/*
 * The same bytes, carried otherwise: in other portions, and from buffers of other sizes.
 */
#include "attack/plan.h"

#include <brine/limits.h>

#define CAPACITY_MAX     600u
#define AROUND_A_RECORD  40u
#define PORTION_MAX      64u
#define CHANCES          200u
#define CHANCES_IN_BRIEF 60u

static void portion(plan *p, size_t bytes, uint64_t chance)
{
    change c = {.kind = CHANGE_SPLIT,
                .excuse = EXCUSE_REQUIRED,
                .at = SIZE_MAX,
                .portion = bytes,
                .chance = chance,
                .detail = bytes != 0 ? bytes : (size_t)chance};

    plan_try(p, &c);
}

static void capacity(plan *p, size_t bytes)
{
    change c = {.kind = CHANGE_CAPACITY,
                .excuse = bytes < BRINE_SEND_CAP_MIN ? EXCUSE_CAPACITY : EXCUSE_REQUIRED,
                .at = SIZE_MAX,
                .capacity = bytes != 0 ? bytes : CAPACITY_NOTHING,
                .detail = bytes};

    plan_try(p, &c);
}

void plan_carriage(plan *p)
{
    uint64_t chances = p->brief ? CHANCES_IN_BRIEF : CHANCES;

    for (size_t bytes = 1; bytes <= PORTION_MAX; bytes++)
        portion(p, bytes, 0);
    for (uint64_t chance = 1; chance <= chances; chance++)
        portion(p, 0, chance);
    for (size_t bytes = 0; bytes <= CAPACITY_MAX; bytes++)
        capacity(p, bytes);
    for (size_t i = 0; i <= 2 * (size_t)AROUND_A_RECORD; i++)
        capacity(p, BRINE_RECORD_MAX - AROUND_A_RECORD + i);
}
