#include "libtls/config.h"

#include "libtls/message.h"

#include <brine/error.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

struct tls_config *tls_config_new(void)
{
    struct tls_config *config = calloc(1, sizeof *config);

    if (config == NULL)
        return NULL;
    if (pthread_mutex_init(&config->lock, NULL) != 0) {
        free(config);
        return NULL;
    }
    config->holds = 1;
    config->protocols = TLS_PROTOCOLS_DEFAULT;
    config->depth = -1;
    config->session_fd = -1;
    return config;
}

static void destroy(struct tls_config *config)
{
    brine_config_free(config->built);
    brn_tls_bytes_clear(&config->ca);
    brn_tls_bytes_clear(&config->certificate);
    brn_tls_bytes_clear(&config->key);
    free(config->ca_path);
    free(config->suites);
    free(config->groups);
    free(config->alpn);
    free(config->message);
    pthread_mutex_destroy(&config->lock);
    free(config);
}

void brn_tls_config_hold(struct tls_config *config)
{
    pthread_mutex_lock(&config->lock);
    config->holds++;
    pthread_mutex_unlock(&config->lock);
}

void tls_config_free(struct tls_config *config)
{
    unsigned left;

    if (config == NULL)
        return;
    pthread_mutex_lock(&config->lock);
    left = --config->holds;
    pthread_mutex_unlock(&config->lock);
    if (left == 0)
        destroy(config);
}

void brn_tls_config_changed(struct tls_config *config)
{
    pthread_mutex_lock(&config->lock);
    brine_config_free(config->built);
    config->built = NULL;
    pthread_mutex_unlock(&config->lock);
}

int brn_tls_config_fail(struct tls_config *config, const char *format, ...)
{
    char text[BRINE_ERROR_TEXT_SIZE];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    brn_tls_message_set(&config->message, "%s", text);
    return -1;
}

int brn_tls_config_fail_memory(struct tls_config *config)
{
    return brn_tls_config_fail(config, "out of memory");
}

const char *tls_config_error(struct tls_config *config)
{
    return config != NULL ? config->message : NULL;
}
