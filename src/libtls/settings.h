/* From a tls_config to a brine_config. */
#ifndef BRN_TLS_SETTINGS_H
#define BRN_TLS_SETTINGS_H

#include "libtls/config.h"

#include <brine/error.h>

/*
 * The frozen config of these choices, made once: the tls_config's own, until its next setter is
 * called, and then its connections' alone. NULL with a sentence in error. Any thread.
 */
const brine_config *brn_tls_settings(struct tls_config *config, brine_error *error);

/* What the config asks for that brine can't do: a sentence, NULL = nothing. */
const char *brn_tls_unkept_promise(const struct tls_config *config);

#endif
