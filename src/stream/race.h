/*
 * Connecting to one of a host's addresses by RFC 8305 section 5: the next address begins when
 * the one before it has not answered for a while, or at once when it failed, and the first
 * connection that is made wins. Only TCP races: no byte is sent before there is a winner.
 *
 * No more than BRINE_CONNECTING_MAX sockets are open at a time. An address that comes when there
 * are as many takes the place of the oldest, whose address is tried once more when the others have
 * failed, then without haste. So addresses that never answer can't hide one that does.
 */
#ifndef BRN_STREAM_RACE_H
#define BRN_STREAM_RACE_H

#include "stream/address.h"
#include "stream/watch.h"

#include <brine/limits.h>

/* RFC 8305 section 8: the Connection Attempt Delay that it recommends, and the least. */
#define BRN_ATTEMPT_DELAY_MS     250
#define BRN_ATTEMPT_DELAY_MIN_MS 10
/*
 * The least that it recommends. It counts when sockets are replaced: each address then has
 * six times as long to answer, which is more than a round trip by satellite.
 */
#define BRN_ATTEMPT_DELAY_CROWD_MS 100

/* A socket that connects; the application was told to watch it for output. */
typedef struct brn_attempt {
    int socket;
    size_t address; /* its place in the list */
} brn_attempt;

typedef struct brn_race {
    brn_addresses addresses;
    int failures[BRINE_ADDRESSES_MAX]; /* errno of each address that failed, else 0 */
    int last_failure;

    uint8_t turns[2 * BRINE_ADDRESSES_MAX]; /* addresses in their order, then those tried again */
    size_t turn_count, next_turn;
    int64_t next_moment; /* when the next turn comes */
    bool hurry;          /* an address has failed since the last turn: the next begins at once */

    brn_attempt running[BRINE_CONNECTING_MAX]; /* oldest first */
    size_t running_count;
    brn_watch watch;
    bool
        may_wait; /* the stream blocks: with one address and no deadline, connecting itself waits */
} brn_race;

/* The addresses are filled in: gets ready for the first turn. `may_wait`: the stream blocks. */
void brn_race_begin(brn_race *race, brn_watch watch, bool may_wait);

/*
 * Waits until a connection is made or fails or the moment `until` has come (0 = does not wait),
 * then begins the turns that are due. BRINE_OK when running[0] is connected and all others
 * are closed; BRINE_WANT_WRITE while it goes on; BRINE_ERROR_CONNECT when all addresses have
 * failed. `deadline` is the race's own: until then each address shall have had its turn.
 */
BRINE_MUST_USE brine_result brn_race_step(brn_race *race, int64_t until, int64_t deadline);

/* The moment at which brn_race_step wants to be called if no socket moves; BRN_NEVER = none. */
int64_t brn_race_next_moment(const brn_race *race);

/* Addresses that had at least one turn; the first ones of the list. */
size_t brn_race_tried(const brn_race *race);

/* Closes all sockets. */
void brn_race_stop(brn_race *race);

#endif
