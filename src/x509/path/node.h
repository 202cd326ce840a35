/*
 * A certificate that may stand in a path: one of those that the server sent, or an anchor.
 */
#ifndef BRN_X509_PATH_NODE_H
#define BRN_X509_PATH_NODE_H

#include "x509/certificate/certificate.h"

/* Slices of the DER that it was parsed from, which must live as long. */
typedef struct brn_node {
    brn_certificate certificate;
    uint64_t subject_hash, issuer_hash; /* of names that are equal, equal */
    int index;                          /* in the chain as sent; -1 = from the trust store */
    bool usable;                        /* it could be parsed */
} brn_node;

/* Parses der into *node; what came before a fault is filled in, usable is then false. */
void brn_node_parse(brn_node *node, int index, brine_bytes der, brn_malformed *malformed);

#endif
