#include "stream/race.h"

#include "stream/deadline.h"
#include "stream/socket.h"

#include <string.h>

void brn_race_begin(brn_race *race, brn_watch watch, bool may_wait)
{
    race->watch = watch;
    race->may_wait = may_wait;
    race->turn_count = race->addresses.count;
    for (size_t i = 0; i < race->turn_count; i++)
        race->turns[i] = (uint8_t)i;
}

size_t brn_race_tried(const brn_race *race)
{
    return race->next_turn < race->addresses.count ? race->next_turn : race->addresses.count;
}

/* Whether the next turn may begin as soon as its moment has come: a socket is free or replaced. */
static bool has_turn(const brn_race *race)
{
    if (race->next_turn == race->turn_count)
        return false;
    return race->running_count < BRINE_CONNECTING_MAX || race->next_turn < race->addresses.count;
}

int64_t brn_race_next_moment(const brn_race *race)
{
    return has_turn(race) ? race->next_moment : BRN_NEVER;
}

static bool is_due(const brn_race *race)
{
    return has_turn(race) &&
           (race->running_count == 0 || race->hurry || brn_deadline_left(race->next_moment) == 0);
}

/* The application forgets a descriptor before its number can be given to another. */
static void close_attempt(brn_race *race, size_t which)
{
    int socket = race->running[which].socket;

    race->running_count--;
    memmove(&race->running[which], &race->running[which + 1],
            (race->running_count - which) * sizeof *race->running);
    brn_watch_tell(&race->watch, socket, 0);
    brn_socket_close(socket, false);
}

void brn_race_stop(brn_race *race)
{
    while (race->running_count > 0)
        close_attempt(race, race->running_count - 1);
}

/* Losers are closed; what is left is running[0]. */
static void win(brn_race *race, size_t which)
{
    for (size_t i = race->running_count; i-- > 0;)
        if (i != which)
            close_attempt(race, i);
}

static void note_failure(brn_race *race, size_t address, int number)
{
    race->failures[address] = number;
    race->last_failure = number;
    race->hurry = true;
}

/* Waits for those that run; of several that are connected the oldest wins. */
static brine_result judge(brn_race *race, int64_t until)
{
    int sockets[BRINE_CONNECTING_MAX];
    bool done[BRINE_CONNECTING_MAX] = {false};
    size_t count = race->running_count, closed = 0;

    if (count == 0)
        return BRINE_WANT_WRITE;
    for (size_t i = 0; i < count; i++)
        sockets[i] = race->running[i].socket;
    brn_sockets_wait_connected(sockets, done, count, until);
    for (size_t i = 0; i < count; i++) {
        int number = done[i] ? brn_socket_connect_failure(sockets[i]) : 0;

        if (done[i] && number == 0) {
            win(race, i - closed);
            return BRINE_OK;
        }
        if (done[i]) {
            note_failure(race, race->running[i - closed].address, number);
            close_attempt(race, i - closed++);
        }
    }
    return BRINE_WANT_WRITE;
}

/* The oldest makes room; its address has another turn, its last, after all others. */
static void replace_oldest(brn_race *race)
{
    race->turns[race->turn_count++] = (uint8_t)race->running[0].address;
    close_attempt(race, 0);
}

/* All addresses shall have their turn in the time there is: they share it. */
static uint32_t attempt_delay(const brn_race *race, int64_t deadline)
{
    size_t sharing = race->addresses.count - brn_race_tried(race) + 1;
    uint32_t least = race->addresses.count > BRINE_CONNECTING_MAX ? BRN_ATTEMPT_DELAY_CROWD_MS
                                                                  : BRN_ATTEMPT_DELAY_MIN_MS;
    int left = brn_deadline_left(deadline);

    if (left < 0 || (size_t)left / sharing >= BRN_ATTEMPT_DELAY_MS)
        return BRN_ATTEMPT_DELAY_MS;
    return (size_t)left / sharing > least ? (uint32_t)((size_t)left / sharing) : least;
}

/* There is nothing to race against: one call that waits does what else takes three. */
static bool waits_for_one(const brn_race *race, int64_t deadline)
{
    return race->may_wait && race->addresses.count == 1 && deadline == BRN_NEVER;
}

static brine_result begin_turn(brn_race *race, int64_t deadline)
{
    size_t address = race->turns[race->next_turn];
    int made, number = 0;
    brine_result result;

    if (race->running_count == BRINE_CONNECTING_MAX)
        replace_oldest(race);
    race->next_turn++;
    race->hurry = false;
    race->next_moment = brn_deadline_in(attempt_delay(race, deadline));
    result = brn_socket_connect(&race->addresses.list[address], waits_for_one(race, deadline),
                                &made, &number);
    if (result == BRINE_ERROR_CONNECT) {
        note_failure(race, address, number);
        return BRINE_WANT_WRITE;
    }
    race->running[race->running_count++] = (brn_attempt){.socket = made, .address = address};
    brn_watch_tell(&race->watch, made, BRINE_WATCH_WRITE);
    if (result == BRINE_OK)
        win(race, race->running_count - 1);
    return result;
}

brine_result brn_race_step(brn_race *race, int64_t until, int64_t deadline)
{
    brine_result result = judge(race, until);

    while (result == BRINE_WANT_WRITE && is_due(race) && brn_deadline_left(deadline) != 0)
        result = begin_turn(race, deadline);
    if (result == BRINE_WANT_WRITE && race->running_count == 0 &&
        race->next_turn == race->turn_count)
        return BRINE_ERROR_CONNECT;
    return result;
}
