/*
 * A complete provider over OpenSSL's libcrypto, written against the public header
 * alone. It exists to prove that a provider can be replaced whole; it is not fast.
 *
 * A provider's states are plain bytes without memory of their own, libcrypto's contexts
 * are not: so a state keeps the key, and every call makes the context that it needs.
 */
#ifndef BRINE_TESTS_PROVIDER_LIBCRYPTO_H
#define BRINE_TESTS_PROVIDER_LIBCRYPTO_H

#include <brine/provider.h>

const brine_provider *provider_libcrypto(void);

#endif
