/*
 * The key log that a user asks for, by SSLKEYLOGFILE: a file of its own, since a program that does
 * not offer it has no need of files and environment.
 */
#include "base/error.h"
#include "config/config.h"
#include "config/key_log.h"
#include "system/environment.h"

brine_result brine_config_key_log_from_environment(brine_config *config, brine_error *error)
{
    brine_result result = brn_config_check_open(config);
    const char *path;

    if (result != BRINE_OK)
        return brn_fail(error, result, "config", NULL);
    path = brn_environment("SSLKEYLOGFILE");
    if (path == NULL)
        return BRINE_OK;
    brn_append_close(&config->key_log_file);
    config->write_key_log = brn_key_log_write;
    config->append_key_log = brn_append_write;
    config->close_key_log_file = brn_append_close;
    return brn_append_open(path, &config->key_log_file, error);
}
