#include "x509/path/path_reach.h"

#include "x509/trust/store.h"

/* Whether one of the certificates sent that lead to an anchor has the name of node's issuer. */
static bool is_under_one_that_leads(const brn_path_search *search, const brn_node *node)
{
    for (size_t i = 1; i < search->sent_count; i++)
        if (search->reach[i] != BRN_REACH_NONE && search->sent[i].subject_hash == node->issuer_hash)
            return true;
    return false;
}

/* One certificate more in the longest way to an anchor. True when it made a difference. */
static bool extend(brn_path_search *search)
{
    bool changed = false;

    for (size_t i = 0; i < search->sent_count; i++) {
        const brn_node *node = &search->sent[i];

        if (!node->usable || search->reach[i] != BRN_REACH_NONE ||
            !is_under_one_that_leads(search, node))
            continue;
        search->reach[i] = BRN_REACH_OVER_OTHERS;
        changed = true;
    }
    return changed;
}

/*
 * Names with equal hashes count as equal here: a certificate that leads to an anchor is never
 * missed, and one that only seems to costs what the budget allows.
 */
void brn_path_find_reach(brn_path_search *search)
{
    for (size_t i = 0; i < search->sent_count; i++)
        if (search->sent[i].usable &&
            brn_trust_may_have(search->profile.policy->trust, search->sent[i].issuer_hash))
            search->reach[i] = BRN_REACH_ANCHOR;
    for (size_t length = 1; length < BRINE_PATH_LENGTH_MAX && extend(search); length++)
        ;
}
