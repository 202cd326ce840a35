/*
 * Why a certificate, or the path in which it stands, was refused: facts while paths are
 * searched, a sentence for a person only when the search has failed.
 */
#ifndef BRN_X509_PATH_REFUSAL_H
#define BRN_X509_PATH_REFUSAL_H

#include <brine/error.h>

#include "x509/certificate/certificate.h"
#include "x509/name/name_constraints.h"

/* A certificate in a path: where it came from, and its name for the sentence. */
typedef struct brn_place {
    int index;           /* in the chain as sent, 0 = the server's own; -1 = a trust anchor */
    brine_bytes subject; /* empty = not known */
} brn_place;

/*
 * Which of the members below a code uses is said beside them. Slices point into the
 * chain and the trust store.
 */
typedef struct brn_refusal {
    brine_result code;
    size_t depth;          /* place in the path of the certificate at fault, 0 = the server's */
    brn_place certificate; /* at fault */
    brn_place other;     /* SIGNATURE, NOT_A_CA: the issuer, the issued; NAME_CONSTRAINT: the CA */
    const char *rule;    /* what is wrong, where a code has several reasons; static */
    const char *field;   /* MALFORMED: which field; static */
    int64_t found;       /* EXPIRED, NOT_YET_VALID, CLOCK: the clock; PATH_LENGTH: intermediates */
    int64_t limit;       /* ... the certificate's time; ... how many are allowed */
    brine_bytes oid;     /* CRITICAL_EXTENSION */
    brine_bytes issuer;  /* UNKNOWN_ISSUER, INTERMEDIATE_MISSING: the name looked for */
    bool is_self_issued; /* UNKNOWN_ISSUER: what was sent ends there */
    brine_bytes spki;    /* WEAK_KEY; SIGNATURE: the issuer's, with algorithm */
    brine_bytes names;   /* NAME: contents of the certificate's GeneralNames */
    brine_bytes algorithm; /* WEAK_SIGNATURE; SIGNATURE: one that the issuer's key can't make */
    const char *wanted;    /* NAME, NO_NAME: the server name */
    brine_bytes too_wide;  /* NAME: the wildcard that would match were it not too wide */
    brn_general_name name; /* NAME_CONSTRAINT: the name, and the subtree that excludes it */
    brine_bytes base;
    brn_constraint_verdict constraint;
} brn_refusal;

/*
 * Of two refusals, whether a says more to a person than b: the one of the longer path;
 * of equally long ones "expired" before other rules, those before a signature that does
 * not fit, and all before an issuer that was not found. A trust anchor that was refused goes
 * before an issuer that was not found even where that one is further up: the application chose
 * that anchor.
 */
bool brn_refusal_outweighs(const brn_refusal *a, const brn_refusal *b);

#endif
