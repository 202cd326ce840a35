/* The ways into path building: a config's, and brine_cert_verify. */
#include "x509/path/verify.h"

#include "base/error.h"
#include "base/memory.h"
#include "base/reader.h"
#include "x509/path/explain.h"
#include "x509/path/path.h"
#include "x509/trust/store.h"

/* Everything that one verification needs, in one block of memory. */
typedef struct verification {
    brn_path_search search;
    brn_node nodes[]; /* the chain as sent */
} verification;

static brine_result check_chain(const brine_bytes *chain, size_t count, brine_error *error)
{
    if (count == 0)
        return brn_fail(error, BRINE_ERROR_CERT_MISSING, "Certificate", NULL);
    if (count > BRINE_CERTIFICATES_SENT_MAX)
        return brn_fail(error, BRINE_ERROR_CERT_TOO_MANY, "Certificate",
                        "the server sent %lu certificates, at most %d are accepted",
                        (unsigned long)count, BRINE_CERTIFICATES_SENT_MAX);
    if (chain == NULL)
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, "Certificate",
                        "count is %lu, and the chain is NULL", (unsigned long)count);
    for (size_t i = 0; i < count; i++)
        if (brn_bytes_are_missing(chain[i]))
            return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, "Certificate",
                            "certificate %lu of the chain has %lu bytes at NULL", (unsigned long)i,
                            (unsigned long)chain[i].len);
    return BRINE_OK;
}

static brine_result check_options(const brine_verify_options *options, brine_error *error)
{
    if (options == NULL)
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, "Certificate", "the options are NULL");
    if (options->size < sizeof *options)
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, "Certificate",
                        "brine_verify_options.size is %lu, expected at least %lu",
                        (unsigned long)options->size, (unsigned long)sizeof *options);
    if (options->trust == NULL && !options->insecure_skip_chain)
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, "Certificate",
                        "the options' trust store is NULL");
    if (options->trust != NULL && !brn_trust_is_frozen(options->trust))
        return brn_fail(error, BRINE_ERROR_NOT_FROZEN, "Certificate",
                        "the options' trust store is not frozen");
    if (options->server_name == NULL && !options->insecure_skip_name)
        return brn_fail(error, BRINE_ERROR_SERVER_NAME_MISSING, "Certificate", NULL);
    if (options->pins == NULL && options->pin_count > 0)
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, "Certificate",
                        "the options' pins are NULL, and pin_count is %lu",
                        (unsigned long)options->pin_count);
    return BRINE_OK;
}

static uint8_t choose_max_intermediates(const brine_verify_options *options)
{
    bool chosen = options->max_intermediates > 0 || options->max_intermediates_set;

    return (uint8_t)(chosen && options->max_intermediates < BRN_INTERMEDIATES_MAX
                         ? options->max_intermediates
                         : BRN_INTERMEDIATES_MAX);
}

/* Borrows trust store and pins: a policy is only read here. */
static brn_verify_policy policy_of(const brine_verify_options *options)
{
    return (brn_verify_policy){
        .trust = (brine_trust *)(uintptr_t)options->trust,
        .pins = (uint8_t(*)[32])(uintptr_t)options->pins,
        .pin_count = options->pin_count,
        .choices = {.max_intermediates = choose_max_intermediates(options),
                    .strict = options->strict,
                    .insecure_skip_chain = options->insecure_skip_chain,
                    .insecure_skip_name = options->insecure_skip_name,
                    .insecure_skip_time = options->insecure_skip_time},
    };
}

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

brine_result brine_cert_verify(const brine_verify_options *options, const brine_bytes *chain,
                               size_t count, brine_path *path, brine_error *error)
{
    brine_result result = check_options(options, error);
    brn_verify_policy policy;
    brn_verify_input input;
    brn_server_name name;
    brn_verified verified;

    if (result == BRINE_OK)
        result = check_chain(chain, count, error);
    if (result == BRINE_OK && !options->insecure_skip_name)
        result = brn_server_name_read(options->server_name, &name, error);
    if (result != BRINE_OK)
        return result;
    policy = policy_of(options);
    input = (brn_verify_input){
        .allocator = options->allocator != NULL ? options->allocator : &brn_system_allocator,
        .provider = options->provider != NULL ? options->provider : brine_provider_default(),
        .policy = &policy,
        .server_name = &name,
        .time = options->time,
    };
    result = brn_verify_chain(&input, chain, count, &verified, error);
    if (result == BRINE_OK && path != NULL)
        *path = verified.path;
    return result;
}
