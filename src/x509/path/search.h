/*
 * A search for a path, as the files see it that take part in it: path.c goes from certificate
 * to certificate, path_reach.c, path_rules.c and path_signatures.c judge.
 */
#ifndef BRN_X509_PATH_SEARCH_H
#define BRN_X509_PATH_SEARCH_H

#include <brine/limits.h>

#include "x509/path/node.h"
#include "x509/path/rules.h"
#include "x509/path/signature_check.h"

/* How a certificate can lead to a trust anchor, by the names of subjects and issuers. */
typedef enum brn_reach {
    BRN_REACH_NONE,
    BRN_REACH_NONE_TRIED, /* and it was tried once, for the sentence of the refusal */
    BRN_REACH_OVER_OTHERS,
    BRN_REACH_ANCHOR, /* an anchor has its issuer's name */
} brn_reach;

typedef struct brn_path_search {
    /* Set by the caller. */
    brn_profile profile;
    brn_signature_memo signatures; /* its provider is set */
    const brn_node *sent; /* sent[0] is the server's own, judged by the rules of its place */
    size_t sent_count;
    size_t work_left; /* BRINE_PATH_WORK_MAX */
    brn_refusal best; /* the most telling so far; the caller may have put one here */

    /* The path so far, the server's certificate first. */
    struct {
        const brn_node *node;
        size_t intermediates; /* in the path up to here that are not self-issued */
        unsigned rank;        /* where the search for its issuer stands */
        size_t next;
        bool had_candidate; /* one was tried, and the reason for its refusal is remembered */
    } steps[BRINE_PATH_LENGTH_MAX];
    size_t length;
    brn_node anchor;
    uint8_t reach[BRINE_CERTIFICATES_SENT_MAX]; /* brn_reach of sent[] */
    size_t candidates;                          /* tried */
    bool exhausted;                             /* work_left or a count is used up */
} brn_path_search;

#endif
