/*
 * brine_cert_verify: the options of a verification that stands alone. Without a provider in them
 * they mean the default one, which names every algorithm: a connection, whose config has a
 * provider, calls brn_verify_chain and links nothing of this file.
 */
#include "x509/path/cert_verify.h"
#include "base/error.h"
#include "base/memory.h"
#include "base/reader.h"
#include "x509/path/verify.h"
#include "x509/trust/store.h"

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

    return (uint8_t)(chosen && options->max_intermediates <= BRN_INTERMEDIATES_MAX
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

brine_result brn_cert_verify_with_links(brn_known_links known, const brine_verify_options *options,
                                        const brine_bytes *chain, size_t count, brine_bytes *path,
                                        size_t cap, size_t *path_count, brine_error *error)
{
    brine_result result = check_options(options, error);
    brn_verify_policy policy;
    brn_verify_input input;
    brn_server_name name;
    brn_verified verified;

    if (path_count != NULL)
        *path_count = 0;
    if (result == BRINE_OK && path == NULL && cap > 0)
        result = brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, "Certificate",
                          "cap is %lu, and the path is NULL", (unsigned long)cap);
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
        .known = known,
        .policy = &policy,
        .server_name = &name,
        .time = options->time,
    };
    result = brn_verify_chain(&input, chain, count, &verified, error);
    if (result != BRINE_OK)
        return result;
    brn_path_hand_out(&verified.path, path, cap);
    if (path_count != NULL)
        *path_count = verified.path.count;
    return BRINE_OK;
}

brine_result brine_cert_verify(const brine_verify_options *options, const brine_bytes *chain,
                               size_t count, brine_bytes *path, size_t cap, size_t *path_count,
                               brine_error *error)
{
    return brn_cert_verify_with_links((brn_known_links){NULL, NULL}, options, chain, count, path,
                                      cap, path_count, error);
}
