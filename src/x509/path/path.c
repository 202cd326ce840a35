#include "x509/path/path.h"

#include <string.h>

#include "x509/key/digest.h"
#include "x509/name/distinguished_name.h"
#include "x509/path/path_reach.h"
#include "x509/path/path_rules.h"
#include "x509/path/path_signatures.h"
#include "x509/trust/store.h"

/*
 * Depth-first search with backtracking, without recursion. A path grows from the server's
 * certificate upwards; a certificate is added only when every rule about it and about
 * the path below it holds, but for signatures, which cost most. Only when the path ends at an
 * anchor are its signatures verified, from the anchor down (path_signatures.c). Where one
 * does not hold, the search goes on below it, and that pair is never tried again.
 *
 * Each certificate's issuers are tried in this order: trust anchors with its issuer's
 * name, since they end the search; then what the server sent, those first whose subject
 * key identifier is the one that the certificate names (RFC 4158 section 3.5.12), those
 * last that name another, and of equals those that are named as issued by an anchor. The
 * identifiers only order: they are hints, and a signature decides. What can't lead to an
 * anchor by its names (path_reach.c) comes after all that can, and once only, to find out
 * what to tell.
 *
 * What a hostile server could inflate is bounded: certificates sent, path length,
 * signatures, candidates and work (brine/limits.h). A certificate enters a
 * path once only: one with the same subject and key as another above it adds nothing but
 * loops. A search that runs out of any of them ends with an error of its own.
 */

/* Units of BRINE_PATH_WORK_MAX for applying the rules to a candidate, parsing an anchor first. */
#define CANDIDATE_COST 50

/* The same for hashing one key, of at most RSA's length, to compare it with pins. */
#define PIN_COST 50

static brn_place place_of(const brn_node *node)
{
    return (brn_place){node->index, node->certificate.subject};
}

static const brn_node *top(const brn_path_search *search)
{
    return search->steps[search->length - 1].node;
}

/* ---- Remembering why ---- */

static void remember(brn_path_search *search, const brn_refusal *refusal)
{
    if (search->best.code == BRINE_OK || brn_refusal_outweighs(refusal, &search->best))
        search->best = *refusal;
}

static void run_out(brn_path_search *search, const char *of)
{
    search->exhausted = true;
    search->best = (brn_refusal){
        .code = BRINE_ERROR_CERT_BUDGET, .certificate = place_of(top(search)), .rule = of};
}

/*
 * No certificate sent and no anchor issued the top of the path. Roots rarely issue servers'
 * certificates: so above a server's certificate a missing intermediate is reported, above an
 * intermediate an untrusted root.
 */
static void remember_missing_issuer(brn_path_search *search)
{
    const brn_certificate *c = &top(search)->certificate;
    bool is_server = search->length == 1;
    brn_refusal refusal = {.depth = search->length - 1,
                           .certificate = place_of(top(search)),
                           .issuer = c->issuer,
                           .is_self_issued = c->is_self_issued};

    if (!is_server)
        refusal.code = BRINE_ERROR_CERT_UNKNOWN_ISSUER;
    else if (c->is_self_issued)
        refusal.code = BRINE_ERROR_CERT_SELF_SIGNED;
    else
        refusal.code = BRINE_ERROR_CERT_INTERMEDIATE_MISSING;
    remember(search, &refusal);
}

/* ---- Pins and the result ---- */

static bool spki_is_pinned(const brn_path_search *search, brine_bytes spki)
{
    const brine_provider *provider = search->signatures.provider;
    const brn_verify_policy *policy = search->profile.policy;
    uint8_t digest[BRINE_HASH_OUTPUT_MAX];
    size_t len;

    if (!brn_hash_message(provider, BRINE_HASH_SHA256, spki, digest, &len))
        return false;
    for (size_t i = 0; i < policy->pin_count; i++)
        if (memcmp(policy->pins[i], digest, sizeof policy->pins[i]) == 0)
            return true;
    return false;
}

static bool pins_hold(brn_path_search *search, const brn_node *anchor)
{
    brn_refusal refusal = {.code = BRINE_ERROR_CERT_PIN, .certificate = place_of(top(search))};

    if (search->profile.policy->pin_count == 0)
        return true;
    if (!brn_path_spend(search, (search->length + 1) * PIN_COST)) {
        run_out(search, "keys to compare with pins");
        return false;
    }
    for (size_t i = 0; i < search->length; i++)
        if (spki_is_pinned(search, search->steps[i].node->certificate.spki))
            return true;
    if (anchor != NULL && spki_is_pinned(search, anchor->certificate.spki))
        return true;
    refusal.depth = search->length;
    refusal.certificate = place_of(search->steps[0].node);
    refusal.found = (int64_t)(search->length + (anchor != NULL));
    refusal.limit = (int64_t)search->profile.policy->pin_count;
    remember(search, &refusal);
    return false;
}

static void add_to_path(brn_verified *out, const brn_certificate *c)
{
    out->path.certificates[out->path.count++] = c->der;
    if (c->not_after < out->valid_until)
        out->valid_until = c->not_after;
}

static void write_path(const brn_path_search *search, const brn_node *anchor, brn_verified *out)
{
    out->path.count = 0;
    out->leaf = search->steps[0].node->certificate;
    out->valid_until = INT64_MAX;
    for (size_t i = 0; i < search->length; i++)
        add_to_path(out, &search->steps[i].node->certificate);
    if (anchor != NULL)
        add_to_path(out, &anchor->certificate);
}

/* ---- One candidate ---- */

/* Compares names whose hashes agree. False, too, when the work runs out. */
static bool names_agree(brn_path_search *search, brine_bytes a, brine_bytes b)
{
    bool same = brn_bytes_equal(a, b);

    if (brn_path_spend(search, same ? brn_comparison_cost(a.len) : brn_name_comparison_cost(a, b)))
        return same || brn_name_equal(a, b);
    run_out(search, "name comparisons");
    return false;
}

static bool is_in_path(brn_path_search *search, const brn_node *candidate)
{
    for (size_t i = 0; i < search->length && !search->exhausted; i++) {
        const brn_node *node = search->steps[i].node;

        if (node->subject_hash == candidate->subject_hash &&
            brn_bytes_equal(node->certificate.spki, candidate->certificate.spki) &&
            names_agree(search, node->certificate.subject, candidate->certificate.subject))
            return true;
    }
    return false;
}

/*
 * Whether a candidate may stand above the path so far, by every rule but its key's signature,
 * unless that is known not to hold.
 */
static bool admit(brn_path_search *search, const brn_node *candidate, bool is_anchor)
{
    brn_refusal refusal = {.depth = search->length,
                           .certificate = place_of(candidate),
                           .other = place_of(top(search))};
    const brn_certificate *c = &candidate->certificate;
    bool admitted = is_anchor ? brn_check_anchor(&search->profile, c, &refusal)
                              : brn_check_intermediate(&search->profile, c, &refusal);

    admitted = admitted && brn_path_length_holds(search, candidate, is_anchor, &refusal) &&
               brn_path_names_hold(search, candidate, &refusal) &&
               brn_path_signature_may_hold(search, candidate, &refusal);
    if (refusal.code == BRINE_ERROR_CERT_BUDGET)
        run_out(search, refusal.rule);
    else if (!admitted && !search->exhausted)
        remember(search, &refusal);
    return admitted;
}

static bool count_candidate(brn_path_search *search)
{
    if (search->candidates == BRINE_PATH_CANDIDATES_MAX ||
        !brn_path_spend(search, CANDIDATE_COST)) {
        run_out(search, "candidates for an issuer");
        return false;
    }
    search->candidates++;
    return true;
}

/* ---- Anchors ---- */

static void remember_malformed_anchor(brn_path_search *search, const brn_malformed *malformed)
{
    brn_refusal refusal = {.code = BRINE_ERROR_CERT_MALFORMED,
                           .depth = search->length,
                           .certificate = place_of(&search->anchor),
                           .field = malformed->field,
                           .rule = malformed->rule};

    remember(search, &refusal);
}

/*
 * Verifies the path up to the anchor. Where a signature does not hold, all above it leaves the
 * path: other issuers of that certificate are next.
 */
static bool is_signed(brn_path_search *search)
{
    brn_refusal refusal = {.code = BRINE_OK};
    size_t broken = 0;

    if (brn_path_signatures_hold(search, &search->anchor, &broken, &refusal))
        return true;
    if (refusal.code == BRINE_ERROR_CERT_BUDGET) {
        run_out(search, refusal.rule);
        return false;
    }
    remember(search, &refusal);
    search->length = broken + 1;
    return false;
}

/* Whether the path may end at this anchor. */
static bool end_at(brn_path_search *search, brine_bytes der)
{
    brn_malformed malformed;

    brn_node_parse(&search->anchor, -1, der, &malformed);
    if (search->anchor.usable && (is_in_path(search, &search->anchor) || search->exhausted))
        return false;
    search->steps[search->length - 1].had_candidate = true;
    if (!search->anchor.usable) {
        remember_malformed_anchor(search, &malformed);
        return false;
    }
    return admit(search, &search->anchor, true) && is_signed(search) &&
           pins_hold(search, &search->anchor);
}

static brn_reach reach_of(const brn_path_search *search, const brn_node *node)
{
    return (brn_reach)search->reach[node->index];
}

/* Tries every anchor that has the name of the top's issuer; a path ends at the first. */
static bool ends_at_anchor(brn_path_search *search)
{
    brine_bytes issuer = top(search)->certificate.issuer, der;
    size_t cursor = 0, length = search->length;

    if (reach_of(search, top(search)) != BRN_REACH_ANCHOR)
        return false;
    while (!search->exhausted && search->length == length &&
           brn_trust_next(search->profile.policy->trust, issuer, &cursor, &der)) {
        if (!count_candidate(search))
            return false;
        if (end_at(search, der))
            return true;
    }
    return false;
}

/* ---- Intermediates ---- */

/* How likely the key identifiers make it that one certificate issued another: 0 is most. */
static unsigned rank_identifiers(const brn_certificate *child, const brn_certificate *issuer)
{
    brine_bytes wanted = child->extensions.authority_key_id;
    brine_bytes found = issuer->extensions.subject_key_id;

    if (wanted.len == 0 || found.len == 0)
        return 1;
    return brn_bytes_equal(wanted, found) ? 0 : 2;
}

#define RANKS 7

/* The place of one issuer in the order of all that are tried. */
static unsigned rank_issuer(const brn_path_search *search, const brn_node *issuer)
{
    switch (reach_of(search, issuer)) {
    case BRN_REACH_ANCHOR:
        return 2 * rank_identifiers(&top(search)->certificate, &issuer->certificate);
    case BRN_REACH_OVER_OTHERS:
        return 2 * rank_identifiers(&top(search)->certificate, &issuer->certificate) + 1;
    case BRN_REACH_NONE:
    case BRN_REACH_NONE_TRIED:
        break;
    }
    return RANKS - 1;
}

/* Whether a certificate sent has the name of the top's issuer. */
static bool is_named_issuer(brn_path_search *search, const brn_node *node)
{
    const brn_node *child = top(search);

    return node->usable && node->subject_hash == child->issuer_hash &&
           names_agree(search, node->certificate.subject, child->certificate.issuer);
}

/* Whether it is its turn; key identifiers of any length are compared for that. */
static bool has_rank(brn_path_search *search, const brn_node *node, unsigned rank)
{
    if (!brn_path_spend(search, brn_comparison_cost(
                                    top(search)->certificate.extensions.authority_key_id.len))) {
        run_out(search, "name comparisons");
        return false;
    }
    return rank_issuer(search, node) == rank;
}

/* The next certificate sent whose subject is the top's issuer; NULL when there is no other. */
static const brn_node *next_issuer(brn_path_search *search)
{
    size_t *next = &search->steps[search->length - 1].next;
    unsigned *rank = &search->steps[search->length - 1].rank;

    for (; *rank < RANKS; ++*rank, *next = 1)
        while (*next < search->sent_count && !search->exhausted) {
            const brn_node *node = &search->sent[(*next)++];

            if (node->subject_hash == top(search)->issuer_hash && has_rank(search, node, *rank) &&
                is_named_issuer(search, node))
                return node;
        }
    return NULL;
}

static void enter(brn_path_search *search, const brn_node *node)
{
    size_t below = search->length > 0 ? search->steps[search->length - 1].intermediates : 0;
    bool counts = search->length > 0 && !node->certificate.is_self_issued;

    memset(&search->steps[search->length], 0, sizeof search->steps[0]);
    search->steps[search->length].node = node;
    search->steps[search->length].intermediates = below + counts;
    search->steps[search->length].next = 1; /* the server's own issues nothing */
    search->length++;
}

static void leave(brn_path_search *search)
{
    if (!search->steps[search->length - 1].had_candidate)
        remember_missing_issuer(search);
    search->length--;
}

/*
 * Whether an issuer is worth trying: what leads to no anchor is so once, as what it is refused
 * for may be told, and each further time would cost as much and tell the same.
 */
static bool is_worth_trying(brn_path_search *search, const brn_node *issuer)
{
    uint8_t *reach = &search->reach[issuer->index];

    search->steps[search->length - 1].had_candidate = true;
    if (*reach == BRN_REACH_NONE_TRIED)
        return false;
    if (*reach == BRN_REACH_NONE)
        *reach = BRN_REACH_NONE_TRIED;
    return count_candidate(search);
}

static bool find_path(brn_path_search *search)
{
    const brn_node *issuer;

    if (ends_at_anchor(search))
        return true;
    while (!search->exhausted && search->length > 0) {
        issuer = next_issuer(search);
        if (search->exhausted)
            return false;
        if (issuer == NULL) {
            leave(search);
            continue;
        }
        if (is_in_path(search, issuer) || search->exhausted)
            continue;
        if (!is_worth_trying(search, issuer) || !admit(search, issuer, false))
            continue;
        enter(search, issuer);
        if (ends_at_anchor(search))
            return true;
    }
    return false;
}

bool brn_path_search_run(brn_path_search *search, brn_verified *out)
{
    brn_path_find_reach(search);
    enter(search, &search->sent[0]);
    if (!find_path(search))
        return false;
    brn_path_remember_links(search);
    write_path(search, &search->anchor, out);
    return true;
}

bool brn_path_accept_leaf_only(brn_path_search *search, brn_verified *out)
{
    enter(search, &search->sent[0]);
    if (!pins_hold(search, NULL))
        return false;
    write_path(search, NULL, out);
    return true;
}
