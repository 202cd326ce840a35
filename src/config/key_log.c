/*
 * The key log: NSS's format, one line a connection, for programs that look into captured
 * traffic. Only when the application asks for it.
 */
#include "config/key_log.h"
#include "config/config.h"

#include <brine/limits.h>
#include <sodium.h>
#include <string.h>

void brn_key_log_write(const brine_config *config, void *connection_context,
                       const uint8_t client_random[32], const uint8_t master_secret[48])
{
    static const char label[] = "CLIENT_RANDOM ";
    char line[BRINE_KEY_LOG_LINE_MAX];
    size_t at = sizeof label - 1;

    if (config->key_log == NULL && config->key_log_file.fd < 0)
        return;
    memcpy(line, label, at);
    sodium_bin2hex(line + at, sizeof line - at, client_random, 32);
    at += 64;
    line[at++] = ' ';
    sodium_bin2hex(line + at, sizeof line - at, master_secret, 48);
    at += 96;
    if (config->key_log != NULL) {
        const brine_key_log_line told = {connection_context, line};

        config->key_log(config->key_log_context, &told);
    }
    line[at++] = '\n';
    if (config->key_log_file.fd >= 0) {
        bool written = config->append_key_log(&config->key_log_file, line, at);

        (void)written; /* a log that can't be written is no reason to fail a connection */
    }
    sodium_memzero(line, sizeof line);
}

brine_result brine_config_set_key_log(brine_config *config, brine_key_log log, void *context)
{
    brine_result result = brn_config_check_open(config);

    if (result != BRINE_OK)
        return result;
    config->key_log = log;
    config->key_log_context = context;
    config->write_key_log = brn_key_log_write;
    return BRINE_OK;
}
