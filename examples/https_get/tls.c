#include "tls.h"

#include "hint.h"
#include "report.h"
#include "say.h"
#include "trace.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Protocols in one --alpn list; brine limits the bytes. */
#define PROTOCOLS_MAX 64

/* The exit code of a setter that failed; `otherwise` is that of the option it serves. */
static exit_code fail(const struct options *options, exit_code otherwise, brine_result result,
                      const brine_error *error)
{
    if (result == BRINE_ERROR_OUT_OF_MEMORY)
        otherwise = EXIT_MEMORY;
    if (error != NULL && error->code != BRINE_OK) {
        const struct hint_scene scene = {.options = options, .error = error};

        return say_failure(options, otherwise, "%s%s", error->text, hint_of(&scene));
    }
    return say_failure(options, otherwise, "%s; %s", brine_result_text(result),
                       brine_result_advice(result));
}

/* Calls `visit` with each non-empty piece of a list; stops when it returns false. */
static bool split(char *list, const char *separators, bool (*visit)(void *context, char *piece),
                  void *context)
{
    char *rest = NULL;

    for (char *piece = strtok_r(list, separators, &rest); piece != NULL;
         piece = strtok_r(NULL, separators, &rest))
        if (!visit(context, piece))
            return false;
    return true;
}

struct pin_context {
    brine_config *config;
    brine_result result;
    brine_error error;
};

static bool add_pin(void *context, char *pin)
{
    struct pin_context *pins = context;

    pins->result = brine_config_add_pin(pins->config, pin, &pins->error);
    return pins->result == BRINE_OK;
}

static exit_code set_pins(const struct options *options, brine_config *config)
{
    struct pin_context context = {.config = config};

    for (size_t i = 0; i < options->pins.count; i++) {
        char *list = strdup(options->pins.at[i]);

        if (list == NULL)
            return say_failure(options, EXIT_MEMORY, "out of memory");
        (void)split(list, ";", add_pin, &context);
        free(list);
        if (context.result != BRINE_OK)
            return fail(options, EXIT_USAGE, context.result, &context.error);
    }
    return EXIT_OK;
}

struct protocol_list {
    const char *at[PROTOCOLS_MAX];
    size_t count;
};

static bool add_protocol(void *context, char *name)
{
    struct protocol_list *list = context;

    if (list->count == PROTOCOLS_MAX)
        return false;
    list->at[list->count++] = name;
    return true;
}

static exit_code set_alpn(const struct options *options, brine_config *config)
{
    char *names = strdup(options->alpn != NULL ? options->alpn : "http/1.1");
    struct protocol_list list = {.count = 0};
    exit_code code = EXIT_OK;
    brine_result result = BRINE_OK;

    if (names == NULL)
        return say_failure(options, EXIT_MEMORY, "out of memory");
    if (!split(names, ",", add_protocol, &list))
        code = say_failure(options, EXIT_USAGE, "--alpn has more than %d protocols", PROTOCOLS_MAX);
    else if (list.count > 0)
        result = brine_config_set_alpn(config, list.at, list.count, NULL);
    free(names);
    if (result == BRINE_ERROR_OUT_OF_MEMORY)
        code = fail(options, EXIT_MEMORY, result, NULL);
    else if (result != BRINE_OK)
        code = say_failure(options, EXIT_USAGE,
                           "--alpn wants protocols of 1 to 255 bytes, at most %d bytes together, "
                           "a byte more for each included",
                           BRINE_ALPN_LIST_MAX);
    return code;
}

/* curl's CURL_CA_BUNDLE, which counts where no option names CA certificates. */
static const char *file_of_environment(const struct options *options)
{
    const char *file = getenv("CURL_CA_BUNDLE");
    bool named = options->ca_file != NULL || options->ca_directory != NULL;

    return !named && file != NULL && file[0] != '\0' ? file : NULL;
}

/* The anchors: the named file and directory, else the environment's, else the system's. */
static brine_result load_trust(const struct options *options, brine_trust *trust,
                               brine_error *error)
{
    const char *file = options->ca_file;
    brine_result result = BRINE_OK;

    if (file == NULL)
        file = file_of_environment(options);
    if (file == NULL && options->ca_directory == NULL)
        result = brine_trust_add_system(trust, error);
    if (result == BRINE_OK && file != NULL)
        result = brine_trust_add_file(trust, file, error);
    if (result == BRINE_OK && options->ca_directory != NULL)
        result = brine_trust_add_directory(trust, options->ca_directory, error);
    if (result == BRINE_OK)
        result = brine_trust_freeze(trust, error);
    return result;
}

/* How it is told that there are no anchors: what the environment named is not the user's doing. */
static exit_code say_trust(const struct options *options, brine_result result,
                           const brine_error *error)
{
    if (file_of_environment(options) == NULL || error->code == BRINE_OK ||
        result == BRINE_ERROR_OUT_OF_MEMORY)
        return fail(options, EXIT_CA_FILE, result, error);
    return say_failure(options, EXIT_CA_FILE,
                       "the environment variable CURL_CA_BUNDLE can't be obeyed: %s", error->text);
}

static exit_code set_trust(const struct options *options, brine_config *config)
{
    brine_trust *trust = NULL;
    brine_error error = BRINE_NO_ERROR;
    brine_result result = brine_trust_new(NULL, &trust, &error);
    exit_code code = EXIT_OK;

    if (result == BRINE_OK)
        result = load_trust(options, trust, &error);
    if (result == BRINE_OK) {
        if (options->verbose)
            report_trust(trust);
        result = brine_config_set_trust(config, trust);
    }
    if (result != BRINE_OK)
        code = say_trust(options, result, &error);
    brine_trust_free(trust);
    return code;
}

/* Nothing of the server is verified: an attacker may read and change all that passes. */
static exit_code set_insecure(const struct options *options, brine_config *config)
{
    brine_result result = brine_config_insecure_skip_chain(config);

    if (result == BRINE_OK)
        result = brine_config_insecure_skip_name(config);
    if (result == BRINE_OK)
        result = brine_config_insecure_skip_time(config);
    if (result != BRINE_OK)
        return fail(options, EXIT_HANDSHAKE, result, NULL);
    return EXIT_OK;
}

static size_t tell_passphrase(void *context, char *out, size_t cap)
{
    const struct identity *identity = context;
    size_t length = strlen(identity->passphrase);

    if (length <= cap)
        memcpy(out, identity->passphrase, length);
    return length;
}

static exit_code add_identity(const struct options *options, const struct identity *identity,
                              brine_config *config)
{
    const char *key = identity->key != NULL ? identity->key : identity->certificate;
    brine_error error = BRINE_NO_ERROR;
    brine_result result =
        brine_config_set_passphrase(config, identity->passphrase != NULL ? tell_passphrase : NULL,
                                    (struct identity *)(uintptr_t)identity);

    if (result == BRINE_OK)
        result = brine_config_add_identity_files(config, identity->certificate, key, &error);
    return result == BRINE_OK ? EXIT_OK : fail(options, EXIT_IDENTITY, result, &error);
}

/* The server gets the first that fits its request. */
static exit_code set_identities(const struct options *options, brine_config *config)
{
    exit_code code = EXIT_OK;

    for (size_t i = 0; i < options->identities.count && code == EXIT_OK; i++)
        code = add_identity(options, &options->identities.at[i], config);
    return code;
}

static exit_code set_crypto(const struct options *options, brine_config *config)
{
    brine_error error = BRINE_NO_ERROR;
    brine_result result = BRINE_OK;

    if (options->provider != NULL) {
        if (strcmp(options->provider, "sodium") == 0)
            result = brine_config_set_provider(config, brine_provider_sodium());
        else if (strcmp(options->provider, "default") != 0)
            return say_failure(options, EXIT_USAGE,
                               "--provider wants default or sodium, not \"%s\"", options->provider);
    }
    if (result == BRINE_OK && options->suites != NULL)
        result = brine_config_set_suites(config, options->suites, &error);
    if (result == BRINE_OK && options->groups != NULL)
        result = brine_config_set_groups(config, options->groups, &error);
    if (result == BRINE_OK && options->legacy_rsa)
        result = brine_config_enable_legacy_rsa_key_exchange(config);
    return result == BRINE_OK ? EXIT_OK : fail(options, EXIT_CIPHER, result, &error);
}

/* Requests and requirements that are one call each. */
static brine_result set_extensions(const struct options *options, brine_config *config)
{
    brine_result result = BRINE_OK;

    if (options->require_alpn)
        result = brine_config_require_alpn(config);
    if (result == BRINE_OK && options->require_ems)
        result = brine_config_require_extended_master_secret(config);
    if (result == BRINE_OK && options->legacy_renegotiation)
        result = brine_config_allow_legacy_renegotiation(config);
    if (result == BRINE_OK && options->staple)
        result = brine_config_request_staple(config);
    if (result == BRINE_OK && options->require_staple)
        result = brine_config_require_staple(config);
    if (result == BRINE_OK && options->scts)
        result = brine_config_request_scts(config);
    if (result == BRINE_OK && options->max_fragment_length > 0)
        result = brine_config_set_max_fragment_length(config, options->max_fragment_length);
    if (result == BRINE_OK && options->false_start)
        result = brine_config_enable_false_start(config);
    if (result == BRINE_OK && options->no_false_start)
        result = brine_config_disable_false_start(config);
    if (result == BRINE_OK && options->max_intermediates_set)
        result = brine_config_set_max_intermediates(config, options->max_intermediates);
    if (result == BRINE_OK && options->strict)
        result = brine_config_set_strict(config, true);
    if (result == BRINE_OK && options->match_certificate)
        result = brine_config_match_identity(config);
    /* What is to be shown has to be kept. */
    if (result == BRINE_OK &&
        (options->verbose || options->certs || options->staple || options->scts))
        result = brine_config_keep_peer(config);
    if (result == BRINE_OK && (options->trace || options->trace_page != NULL))
        result = brine_config_set_trace(config, trace_message, NULL);
    return result;
}

static exit_code build(const struct options *options, bool identity, brine_config *config)
{
    brine_error error = BRINE_NO_ERROR;
    exit_code code = set_crypto(options, config);
    brine_result result;

    if (code == EXIT_OK)
        code = options->insecure ? set_insecure(options, config) : set_trust(options, config);
    if (code == EXIT_OK)
        code = set_pins(options, config);
    if (code == EXIT_OK)
        code = set_alpn(options, config);
    if (code == EXIT_OK && identity)
        code = set_identities(options, config);
    if (code != EXIT_OK)
        return code;
    result = set_extensions(options, config);
    if (result != BRINE_OK)
        return fail(options, EXIT_USAGE, result, NULL);
    if (options->key_log) {
        result = brine_config_key_log_from_environment(config, &error);
        if (result != BRINE_OK)
            return fail(options, EXIT_OUTPUT, result, &error);
    }
    result = brine_config_freeze(config, &error);
    if (result != BRINE_OK)
        return fail(options,
                    brine_result_category(result) == BRINE_CATEGORY_TRUST ? EXIT_CA_FILE
                                                                          : EXIT_CIPHER,
                    result, &error);
    return EXIT_OK;
}

exit_code tls_config(const struct options *options, bool identity, brine_config **out)
{
    brine_result result = brine_config_new(NULL, out, NULL);
    exit_code code;

    if (result != BRINE_OK)
        return fail(options, EXIT_MEMORY, result, NULL);
    code = build(options, identity, *out);
    if (code == EXIT_OK)
        return EXIT_OK;
    brine_config_free(*out);
    *out = NULL;
    return code;
}
