/* The way into path building. */
#include "x509/path/verify.h"

#include "base/error.h"
#include "base/memory.h"
#include "x509/path/explain.h"
#include "x509/path/path.h"
#include "x509/trust/store.h"

/* Everything that one verification needs, in one block of memory. */
typedef struct verification {
    brn_path_search search;
    brn_node nodes[]; /* the chain as sent */
} verification;

/* What of the server's own certificate is judged: weakenings leave fields unread. */
static unsigned judged_of_server(const brn_verify_choices *choices)
{
    if (!choices->insecure_skip_chain)
        return BRN_JUDGE_ALL;
    return BRN_JUDGE_KEY | (choices->insecure_skip_time ? 0u : BRN_JUDGE_DATES) |
           (choices->insecure_skip_name ? 0u : BRN_JUDGE_NAMES);
}

/* Parses the server's own as far as it is judged, where no chain is wanted. */
static void parse_server(verification *v, brine_bytes der)
{
    brn_malformed malformed;

    v->nodes[0].index = 0;
    v->nodes[0].usable =
        brn_certificate_parse_some(der, judged_of_server(&v->search.profile.policy->choices),
                                   &v->nodes[0].certificate, &malformed);
    if (!v->nodes[0].usable)
        v->search.best = (brn_refusal){.code = BRINE_ERROR_CERT_MALFORMED,
                                       .certificate = {0, v->nodes[0].certificate.subject},
                                       .field = malformed.field,
                                       .rule = malformed.rule};
    v->search.sent = v->nodes;
    v->search.sent_count = 1;
}

/*
 * Parses what was sent. Junk beside a good chain does no harm; but where no path is
 * found, a certificate that could not be read may be why.
 */
static void parse_chain(verification *v, const brine_bytes *chain, size_t count)
{
    brn_malformed malformed;

    for (size_t i = 0; i < count; i++) {
        brn_node_parse(&v->nodes[i], (int)i, chain[i], &malformed);
        if (!v->nodes[i].usable && v->search.best.code == BRINE_OK)
            v->search.best = (brn_refusal){.code = BRINE_ERROR_CERT_MALFORMED,
                                           .certificate = {(int)i, v->nodes[i].certificate.subject},
                                           .field = malformed.field,
                                           .rule = malformed.rule};
    }
    v->search.sent = v->nodes;
    v->search.sent_count = count;
}

static bool refuse_server(verification *v, brn_refusal *refusal)
{
    refusal->certificate = (brn_place){0, v->nodes[0].certificate.subject};
    v->search.best = *refusal;
    return false;
}

static bool verify(verification *v, brn_verified *out)
{
    const brn_certificate *server = &v->nodes[0].certificate;
    const brn_profile *profile = &v->search.profile;
    brn_refusal refusal = {.code = BRINE_OK};
    bool is_anchor;

    if (!v->nodes[0].usable)
        return false;
    if (profile->policy->choices.insecure_skip_chain)
        return brn_check_server_identity(profile, server, &refusal)
                   ? brn_path_accept_leaf_only(&v->search, out)
                   : refuse_server(v, &refusal);
    is_anchor = brn_trust_contains(profile->policy->trust, server->der);
    if (!brn_check_server(profile, server, is_anchor, &refusal))
        return refuse_server(v, &refusal);
    return is_anchor ? brn_path_accept_leaf_only(&v->search, out)
                     : brn_path_search_run(&v->search, out);
}

static void set_up(verification *v, const brn_verify_input *input)
{
    v->search.profile.policy = input->policy;
    v->search.profile.time = input->time;
    if (!input->policy->choices.insecure_skip_name)
        v->search.profile.server_name = input->server_name;
    v->search.work_left = BRINE_PATH_WORK_MAX;
    v->search.signatures.provider = input->provider;
    v->search.signatures.known = input->known;
}

brine_result brn_verify_chain(const brn_verify_input *input, const brine_bytes *chain, size_t count,
                              brn_verified *out, brine_error *error)
{
    verification *v;
    size_t size = sizeof *v + count * sizeof *v->nodes;
    brine_result result = BRINE_OK;

    v = brn_allocate(input->allocator, 1, size);
    if (v == NULL)
        return brn_fail(error, BRINE_ERROR_OUT_OF_MEMORY, "Certificate", NULL);
    set_up(v, input);
    if (input->policy->choices.insecure_skip_chain)
        parse_server(v, chain[0]);
    else
        parse_chain(v, chain, count);
    if (!verify(v, out))
        result = brn_refusal_report(&v->search.best, error);
    brn_release(input->allocator, v, size);
    return result;
}
