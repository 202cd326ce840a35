/*
 * nameConstraints, RFC 5280 section 4.2.1.10: which names may occur below a CA.
 */
#ifndef BRN_X509_NAME_NAME_CONSTRAINTS_H
#define BRN_X509_NAME_NAME_CONSTRAINTS_H

#include <brine/limits.h>

#include "x509/name/general_name.h"

/*
 * The syntax of GeneralSubtrees (its contents): each base well-formed for its form, minimum 0 and
 * maximum absent (the RFC allows nothing else). On failure *rule says what is wrong. Else *lapse
 * is set to what the issuer owed and no verifier needs, if there is such a thing: minimum left
 * out where it is 0, domains in the preferred syntax.
 */
BRINE_MUST_USE bool brn_check_subtrees(brine_bytes subtrees, const char **rule, const char **lapse);

/* The subtrees of one CA, as brn_check_subtrees accepted them; empty = absent. */
typedef struct brn_name_constraints {
    brine_bytes permitted, excluded;
} brn_name_constraints;

typedef enum brn_constraint_verdict {
    BRN_CONSTRAINT_KEPT,
    BRN_CONSTRAINT_NOT_PERMITTED, /* no permitted subtree of the name's form holds it */
    BRN_CONSTRAINT_EXCLUDED,      /* an excluded subtree holds it, or some name it stands for */
    BRN_CONSTRAINT_UNKNOWN,       /* there are subtrees of its form, and brine can't tell */
    BRN_CONSTRAINT_EXHAUSTED,     /* *work_left is used up */
} brn_constraint_verdict;

/* What going over so many bytes costs, in units of BRINE_PATH_WORK_MAX. */
static inline size_t brn_comparison_cost(size_t bytes)
{
    return 1 + bytes / 64;
}

/*
 * What comparing two distinguished names costs when their encodings differ: they are sets of
 * attributes, each of which is sought in the other name's set.
 */
static inline size_t brn_name_comparison_cost(brine_bytes a, brine_bytes b)
{
    return 1 + (a.len + b.len) / 2;
}

/*
 * Judges one name. A wildcard stands for all names that it matches: each must be
 * permitted and none excluded. *work_left, in units of BRINE_PATH_WORK_MAX, goes down for
 * each subtree that is looked at. *base is set to the subtree that excludes.
 */
brn_constraint_verdict brn_name_constraints_judge(const brn_name_constraints *constraints,
                                                  const brn_general_name *name, size_t *work_left,
                                                  brine_bytes *base);

#endif
