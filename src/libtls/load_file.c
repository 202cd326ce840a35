/* tls_load_file and tls_unload_file. */
#include "libtls/file.h"
#include "libtls/passphrase.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

/*
 * brine reads a key only beside a certificate, and tls_load_file has none. This one is of a key
 * that was thrown away: brine looks at the certificate's key last, so a key that can be read is
 * found not to belong to it.
 */
static const char stranger[] = "-----BEGIN CERTIFICATE-----\n"
                               "MIIBbjCCARWgAwIBAgIUGBpxwF7j2rlS4kXpF2erRd1CR9YwCgYIKoZIzj0EAwIw\n"
                               "DDEKMAgGA1UEAwwBeDAgFw0yNjExMjkxNDExMThaGA8yMTI2MTEwNTE0MTExOFow\n"
                               "DDEKMAgGA1UEAwwBeDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABHBxDeLgerfh\n"
                               "XiTy128z1FzzfNruuBpgCL4n417VcbwPUOWq7GXTtx76wETOOrYHBpxg8mJt7epo\n"
                               "12c1amVeqV6jUzBRMB0GA1UdDgQWBBTs1bry0sGQi/oaO0xLTO5ofmfkMzAfBgNV\n"
                               "HSMEGDAWgBTs1bry0sGQi/oaO0xLTO5ofmfkMzAPBgNVHRMBAf8EBTADAQH/MAoG\n"
                               "CCqGSM49BAMCA0cAMEQCIHm+ksu4mUKlwFnr6TzvWzLkW44hGIRKgXNmg5mSN/1p\n"
                               "AiAZftQdLoBjNfwiDzOvqdR4SxH5dxL49Q0chBtJIfvUsg==\n"
                               "-----END CERTIFICATE-----\n";

/* Whether the text is a private key that the password opens, or that needs none. */
static bool is_key(brn_tls_bytes *text)
{
    const brine_bytes chain = {(const uint8_t *)stranger, sizeof stranger - 1};
    brine_config *config = NULL;
    brine_error error;
    brine_result result = brine_config_new(NULL, &config, NULL);

    if (result == BRINE_OK)
        result = brine_config_set_passphrase(config, brn_tls_passphrase_read, text);
    if (result == BRINE_OK)
        result = brine_config_set_identity(config, chain, brn_tls_bytes_view(text), &error);
    brine_config_free(config);
    return result == BRINE_OK || result == BRINE_ERROR_KEY_MISMATCH;
}

static bool is_encrypted(const brn_tls_bytes *text)
{
    return strstr((const char *)text->data, "ENCRYPTED") != NULL;
}

/* The password stays with the key only if it is needed. */
static bool unlock(brn_tls_bytes *text, const char *password)
{
    if (is_encrypted(text) && !brn_tls_passphrase_append(text, password))
        return false;
    return is_key(text);
}

uint8_t *tls_load_file(const char *file, size_t *length, char *password)
{
    brn_tls_bytes text;

    if (length != NULL)
        *length = 0;
    if (file == NULL || length == NULL || !brn_tls_file_read(file, &text))
        return NULL;
    if (password != NULL && !unlock(&text, password)) {
        brn_tls_bytes_clear(&text);
        return NULL;
    }
    *length = text.len;
    return text.data;
}

void tls_unload_file(uint8_t *buf, size_t length)
{
    if (buf != NULL)
        sodium_memzero(buf, length);
    free(buf);
}
