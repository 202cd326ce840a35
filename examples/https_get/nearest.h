/*
 * Finds the name that a misspelled one was probably meant to be.
 */
#ifndef HTTPS_GET_NEAREST_H
#define HTTPS_GET_NEAREST_H

#include <stdbool.h>
#include <stddef.h>

/* Longer names are not searched for. */
#define NEAREST_NAME_MAX 40

struct nearest {
    const char *name;
    size_t best; /* letters to change that no candidate may reach any more */
};

/* A search for the name that was written; at most a third of its letters may be wrong. */
struct nearest nearest_begin(const char *name);

/* Whether a candidate is nearer than all before it, and near enough. */
bool nearest_consider(struct nearest *search, const char *candidate);

#endif
