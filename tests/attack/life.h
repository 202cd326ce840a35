/*
 * The life of a program that uses brine, from the file of its CA to the last close_notify: each
 * call that the examples make, on streams over callbacks, against libssl.
 */
#ifndef BRINE_TESTS_ATTACK_LIFE_H
#define BRINE_TESTS_ATTACK_LIFE_H

#include "attack/libssl_server.h"
#include "attack/trouble.h"

#include <brine/brine.h>

/* What the program finds. */
typedef struct life_world {
    const libssl_server *server;
    const char *root_file, *chain_file, *key_file;
} life_world;

typedef struct life_end {
    brine_result result; /* BRINE_OK: all of it was lived */
    const char *step;    /* that ended it */
    const char *fault;   /* what brine did that it may not, NULL = nothing */
} life_end;

/* Lives it, gives everything back, and looks for what brine has left behind. */
life_end life_live(const life_world *world, trouble *t);

#endif
