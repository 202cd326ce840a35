/* brine_cert_verify: the public way into path building. */

#include <brine/cert.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/reader.h"
#include "x509/path/path.h"
#include "x509/trust/store.h"

/* Everything that one verification needs, in one block of memory. */
typedef struct verification {
    brn_path_search search;
    brn_server_name server_name;
    brn_node nodes[]; /* the chain as sent */
} verification;

static brine_result check_chain(const brine_bytes *chain, size_t count, brine_error *error)
{
    if (count == 0)
        return brn_fail(error, BRINE_ERROR_CERT_MISSING, "Certificate", NULL);
    if (count > BRINE_CERTIFICATES_SENT_MAX)
        return brn_fail(error, BRINE_ERROR_CERT_TOO_MANY, "Certificate",
                        "the server sent %lu certificates, and the most that is accepted is %d",
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
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, "Certificate",
                        "no options were given");
    if (options->size < sizeof *options)
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, "Certificate",
                        "brine_verify_options.size is not its size");
    if (options->trust == NULL && !options->insecure_skip_chain)
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, "Certificate",
                        "no trust store was given");
    if (options->trust != NULL && !brn_trust_is_frozen(options->trust))
        return brn_fail(error, BRINE_ERROR_NOT_FROZEN, "Certificate",
                        "the trust store is not frozen");
    if (options->server_name == NULL && !options->insecure_skip_name)
        return brn_fail(error, BRINE_ERROR_SERVER_NAME_MISSING, "Certificate", NULL);
    if (options->pins == NULL && options->pin_count > 0)
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, "Certificate",
                        "pin_count is not 0, and there are no pins");
    return BRINE_OK;
}

static size_t choose_intermediates_max(const brine_verify_options *options)
{
    const size_t most = BRINE_PATH_LENGTH_MAX - 2;

    if (options->max_intermediates == 0 && !options->max_intermediates_set)
        return most;
    return options->max_intermediates < most ? options->max_intermediates : most;
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

static bool verify(verification *v, const brine_verify_options *options, brine_path *path)
{
    const brn_certificate *server = &v->nodes[0].certificate;
    const brn_profile *profile = &v->search.profile;
    brn_refusal refusal = {.code = BRINE_OK};
    bool is_anchor;

    if (!v->nodes[0].usable)
        return false;
    if (options->insecure_skip_chain)
        return brn_check_server_identity(profile, server, &refusal)
                   ? brn_path_take_alone(&v->search, path)
                   : refuse_server(v, &refusal);
    is_anchor = brn_trust_contains(options->trust, server->der);
    if (!brn_check_server(profile, server, is_anchor, &refusal))
        return refuse_server(v, &refusal);
    return is_anchor ? brn_path_take_alone(&v->search, path)
                     : brn_path_search_run(&v->search, path);
}

static void set_up(verification *v, const brine_verify_options *options)
{
    brn_path_search *search = &v->search;

    search->profile.time = options->time;
    search->profile.skip_time = options->insecure_skip_time;
    search->profile.strict_anchors = options->strict_anchors;
    search->profile.server_name = options->insecure_skip_name ? NULL : &v->server_name;
    search->profile.server_name_text = options->server_name;
    search->trust = options->trust;
    search->pins = options->pin_count > 0 ? options->pins : NULL;
    search->pin_count = options->pin_count;
    search->work_left = BRINE_PATH_WORK_MAX;
    search->intermediates_max = choose_intermediates_max(options);
    search->signatures.provider =
        options->provider != NULL ? options->provider : brine_provider_default();
}

brine_result brine_cert_verify(const brine_verify_options *options, const brine_bytes *chain,
                               size_t count, brine_path *path, brine_error *error)
{
    brine_result result = check_options(options, error);
    const brine_allocator *allocator;
    brn_server_name name;
    const char *why;
    verification *v;
    size_t size;

    if (result == BRINE_OK)
        result = check_chain(chain, count, error);
    if (result != BRINE_OK)
        return result;
    if (!options->insecure_skip_name) {
        result = brine_server_name_check(options->server_name, error);
        if (result != BRINE_OK)
            return result;
    }
    allocator = options->allocator != NULL ? options->allocator : &brn_system_allocator;
    size = sizeof *v + count * sizeof *v->nodes;
    v = brn_allocate(allocator, 1, size);
    if (v == NULL)
        return brn_fail(error, BRINE_ERROR_OUT_OF_MEMORY, "Certificate", NULL);
    if (!options->insecure_skip_name && brn_server_name_parse(options->server_name, &name, &why))
        v->server_name = name;
    set_up(v, options);
    parse_chain(v, chain, count);
    if (!verify(v, options, path))
        result = brn_refusal_report(&v->search.best, error);
    brn_release(allocator, v, size);
    return result;
}
