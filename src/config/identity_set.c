/*
 * The setters of identities: what they are given is checked here and read in identity_load.c.
 */
#include "base/error.h"
#include "base/memory.h"
#include "base/reader.h"
#include "config/config.h"
#include "config/identity_choice.h"
#include "crypto/registers.h"
#include "system/files.h"

static brine_result fail_null(brine_error *error, const char *what)
{
    return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, "config", "%s is NULL", what);
}

/* replace: there is always room, in place of what is there. */
static brine_result check_room(const brine_config *config, bool replace, brine_error *error)
{
    brine_result result = brn_config_check_open_and_tell(config, error);

    if (result == BRINE_OK && !replace && config->identity_count == BRINE_IDENTITIES_MAX)
        result = brn_fail(error, BRINE_ERROR_LIMIT, "config",
                          "a config holds at most %d identities", BRINE_IDENTITIES_MAX);
    return result;
}

static void free_identities(brine_config *config)
{
    for (size_t i = 0; i < config->identity_count; i++)
        brn_identity_free(config->identities[i], &config->allocator);
    config->identity_count = 0;
}

/*
 * Takes the identity. The room is checked once more: what was asked for the passphrase may have
 * filled or frozen the config, though it must not.
 */
static brine_result put(brine_config *config, brn_identity *identity, bool replace,
                        brine_error *error)
{
    brine_result result = check_room(config, replace, error);

    if (result != BRINE_OK) {
        brn_identity_free(identity, &config->allocator);
        return result;
    }
    config->identity_calls = &brn_identities_of_config;
    config->free_identities = free_identities;
    if (replace)
        free_identities(config);
    config->identities[config->identity_count++] = identity;
    return BRINE_OK;
}

/* key NULL: it lives elsewhere. replace: in place of all identities that there are. */
static brine_result take(brine_config *config, brine_bytes chain, const brine_bytes *key,
                         bool replace, brine_error *error)
{
    brine_result result = check_room(config, replace, error);
    brn_identity *identity;

    if (result != BRINE_OK)
        return result;
    if (brn_bytes_are_missing(chain))
        return fail_null(error, "the text of the client's chain");
    if (key != NULL && brn_bytes_are_missing(*key))
        return fail_null(error, "the text of the client's key");
    result = brn_identity_new(config, chain, key, &identity, error);
    return result == BRINE_OK ? put(config, identity, replace, error) : result;
}

static brine_result take_bytes(brine_config *config, brine_bytes chain, brine_bytes key,
                               bool replace, brine_error *error)
{
    brine_result result = take(config, chain, &key, replace, error);

    brn_clear_registers();
    return result;
}

static brine_result take_files(brine_config *config, const char *chain_path, const char *key_path,
                               bool replace, brine_error *error)
{
    brine_result result = check_room(config, replace, error);
    brn_file chain, key;

    if (result != BRINE_OK)
        return result;
    if (chain_path == NULL || key_path == NULL)
        return fail_null(error, chain_path == NULL ? "the path of the client's chain"
                                                   : "the path of the client's key");
    result = brn_file_read(&config->allocator, chain_path, BRN_FILE_ANY, &chain, error);
    if (result != BRINE_OK)
        return result;
    result = brn_file_read(&config->allocator, key_path, BRN_FILE_ANY, &key, error);
    if (result == BRINE_OK) {
        result = take_bytes(config, (brine_bytes){chain.data, chain.len},
                            (brine_bytes){key.data, key.len}, replace, error);
        brn_release(&config->allocator, key.data, key.size);
        brn_clear_registers();
    }
    brn_release(&config->allocator, chain.data, chain.size);
    return result;
}

brine_result brine_config_set_identity(brine_config *config, brine_bytes chain, brine_bytes key,
                                       brine_error *error)
{
    return take_bytes(config, chain, key, true, error);
}

brine_result brine_config_add_identity(brine_config *config, brine_bytes chain, brine_bytes key,
                                       brine_error *error)
{
    return take_bytes(config, chain, key, false, error);
}

brine_result brine_config_set_identity_external(brine_config *config, brine_bytes chain,
                                                brine_error *error)
{
    return take(config, chain, NULL, true, error);
}

brine_result brine_config_add_identity_external(brine_config *config, brine_bytes chain,
                                                brine_error *error)
{
    return take(config, chain, NULL, false, error);
}

brine_result brine_config_set_identity_files(brine_config *config, const char *chain_path,
                                             const char *key_path, brine_error *error)
{
    return take_files(config, chain_path, key_path, true, error);
}

brine_result brine_config_add_identity_files(brine_config *config, const char *chain_path,
                                             const char *key_path, brine_error *error)
{
    return take_files(config, chain_path, key_path, false, error);
}
