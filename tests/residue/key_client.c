#include "key_client.h"

#include "stops.h"

#include <brine/brine.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>

/* Byte by byte: no register and no copy of this program's has the passphrase. */
static size_t give(void *context, char *out, size_t cap)
{
    const volatile unsigned *which = context;
    volatile char *to = out;

    must(cap >= PASSPHRASE_LEN, "no room for the passphrase");
    for (size_t i = 0; i < PASSPHRASE_LEN; i++)
        to[i] = passphrase_byte(*which, i);
    return PASSPHRASE_LEN;
}

static brine_bytes text_of(const char *text)
{
    return (brine_bytes){(const uint8_t *)text, strlen(text)};
}

/* From below some room, so that later calls spare what it left. */
__attribute__((noinline)) static brine_result add(brine_config *config, char **arguments)
{
    uint8_t room[65536];
    brine_result result;

    look_at(room);
    result = brine_config_add_identity(config, text_of(arguments[0]), text_of(arguments[1]), NULL);
    stop(SIGSTOP);
    look_at(room);
    return result;
}

void decrypt_keys(int count, char **arguments)
{
    static char kept[PASSPHRASE_LEN];
    unsigned which = PASSPHRASE_WRONG;
    brine_config *config;

    must(count >= 2, "which key?");
    must(brine_config_new(NULL, &config, NULL) == BRINE_OK &&
             brine_config_set_passphrase(config, give, &which) == BRINE_OK,
         "no config");
    must(add(config, arguments) == BRINE_ERROR_KEY_ENCRYPTED, "the passphrase was not wrong");
    which = PASSPHRASE_RIGHT;
    must(add(config, arguments) == BRINE_OK, "the passphrase was not right");
    brine_config_free(config);
    if (count > 2)
        give(&which, kept, sizeof kept);
    stop(SIGUSR1);
    look_at(kept);
}
