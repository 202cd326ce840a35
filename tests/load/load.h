/*
 * What is measured, by brine and by libssl: one connection of many on one epoll loop. load.c has
 * the loop and the phases; load_brine.c and load_libssl.c are the two clients behind this header.
 */
#ifndef BRINE_TESTS_LOAD_H
#define BRINE_TESTS_LOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct load_link {
    void *tls;      /* the client's; NULL = closed */
    size_t sent;    /* bytes of the request */
    int descriptor; /* libssl's only: brine tells load_watch by itself */
} load_link;

typedef enum load_progress {
    LOAD_WAITS, /* for its descriptor */
    LOAD_IDLE,  /* the whole answer was read */
    LOAD_FAILED,
} load_progress;

/* ---- What load.c has ---- */

#define LOAD_READ  1u
#define LOAD_WRITE 2u
/* From now on, and in place of what was before, wait for these events; 0 = forget the descriptor.
 */
void load_watch(load_link *link, int descriptor, unsigned events);

/* The page's last bytes: where a read ends with them, the answer is whole. */
bool load_is_whole(const char *data, size_t n);

/* Ends the program with a message. */
void load_die(const char *what, const char *why);

extern const char load_request[];
#define LOAD_HOST "www.brine.test" /* the name in the certificate; the address is 127.0.0.1 */

/* ---- What each client has ---- */

extern const char load_name[];
/* Whether the heap is held to what its bounds promise, or only shown. */
extern const bool load_is_judged;

/* `sessions`: connections resume the last session of their server. */
void load_begin(const char *trust_file, uint16_t port, bool sessions);
void load_end(void);

void load_open(load_link *link);
/* As far as it goes without waiting: connects, shakes hands, asks, reads the answer. */
load_progress load_go_on(load_link *link);
bool load_is_resumed(const load_link *link);
/* Ends it at once, so that no port waits for packets that may come late. */
void load_close(load_link *link);

/* Bytes that the client has allocated; and those of a key of AES-128-GCM, ready for use. */
size_t load_heap(void);
size_t load_key_size(void);

#endif
