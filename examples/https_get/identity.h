/*
 * Who we are: -E FILE[:PASSPHRASE], --key, --pass, several times for several identities.
 */
#ifndef HTTPS_GET_IDENTITY_H
#define HTTPS_GET_IDENTITY_H

#include <stddef.h>

struct identity {
    const char *certificate, *key, *passphrase; /* NULL = not given */
    char *split; /* of FILE:PASSPHRASE, owned: the first and third then point into it */
};

/* In order of the command line. */
struct identity_list {
    struct identity *at;
    size_t count;
};

/* Frees what the list owns. */
void identity_list_free(struct identity_list *list);

#endif
