/*
 * What a private key's file leaves out is given back without a branch or an address that
 * depends on the key: CRT values from d, p and q, and leading zeros of a scalar. And an encrypted
 * key is decrypted without one that depends on passphrase or key.
 */
#include "base/memory.h"
#include "ct/ct.h"
#include "leak.h"
#include "x509/key/encrypted_key.h"
#include "x509/key/private_key.h"

#include "unit/crypto/rsa_vectors.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* d of the key in RFC 7520: 1/e mod (p-1)(q-1). */
static const char private_exponent[] =
    "6D6502F41F84151228F24A467E1D19BB218FBCC34ABD858DB41FE29221FD936D"
    "1E4FE3B5ABF23BF1E8999295F15D0D144C4B362EC3514BEF2E25BBD0F80D62AE"
    "4C0C48C90AD49DD74C681DAE10A4BBD81195D63BB0D03F00A64687E43AEB5FF8"
    "DAB20D2D109EF16FA7677E2E8BFA8E7E42E72BD4160C3AA9688B00F9B3305964"
    "8316ED8C5016309074CC1332D81AA39ED389E8A9EAB5844C414C704E05D90C5E"
    "2B85854AB5054EA5F83A84896C6A83CDAC5EDDA1F8B3274F7D38E80398268462"
    "A33EF9B525107C60AC8564C19CFE6E0E3775F242A1CAFD3B9617D225DACF74CE"
    "4F972976D61B057F82FF9870AEA056AEEE076C3DF1CFC718D539C3A906B433C1";

/* An Ed25519 key under PBKDF2 with HMAC-SHA-256 and AES-256-CBC, made by OpenSSL. */
static const char encrypted_key[] =
    "30819a305606092a864886f70d01050d3049302806092a864886f70d01050c301b0408094f6fc4a9"
    "99933e020102300c06082a864886f70d02090500301d060960864801650304012a0410a027047346"
    "d5ea9178e3d50ed796f7a40440ef91625e45cb741e5cec05b1e937c6ef76bb18ff75251ad5927419"
    "676d78541f7a380abf01417c6a53dc4ae657509b63db76a9e6e18ceab156d77f02cbda2465";
static const char passphrase[] = "a secret passphrase";

static void require(bool condition, const char *what)
{
    if (condition)
        return;
    fprintf(stderr, "%s\n", what);
    exit(1);
}

static brine_bytes secret(uint8_t *out, const char *hex)
{
    size_t len;

    require(sodium_hex2bin(out, 256, hex, strlen(hex), NULL, &len, NULL) == 0, "hex");
    ct_secret(out, len);
    return (brine_bytes){out, len};
}

static void require_number(brine_bytes number, const char *hex)
{
    uint8_t expected[256], copy[256];
    size_t len;

    require(sodium_hex2bin(expected, 256, hex, strlen(hex), NULL, &len, NULL) == 0, "hex");
    require(number.len == len && ct_all_secret(number.data, len), "a length, or no secret");
    memcpy(copy, number.data, len);
    ct_public(copy, len);
    require(memcmp(copy, expected, len) == 0, "a number");
}

static void complete_rsa(leak wanted)
{
    static uint8_t secrets[3][256];
    brn_private_key key = {.key.kind = BRINE_KEY_RSA};

    key.key.prime1 = secret(secrets[0], RFC7520_P);
    key.key.prime2 = secret(secrets[1], RFC7520_Q);
    key.private_exponent = secret(secrets[2], private_exponent);
    require(brn_private_key_complete(&brn_system_allocator, &key) == BRINE_OK, "completion");
    require_number(key.key.exponent1, RFC7520_DP);
    require_number(key.key.exponent2, RFC7520_DQ);
    require_number(key.key.coefficient, RFC7520_Q_INVERSE);
    leak_if(wanted, key.key.coefficient.data);
    brn_private_key_free(&brn_system_allocator, &key);
}

static void complete_ec(void)
{
    static uint8_t bytes[256];
    brn_private_key key = {.key = {.kind = BRINE_KEY_EC, .curve = BRINE_GROUP_SECP256R1},
                           .scalar_size = 32};

    key.key.scalar = secret(bytes, "0102030405");
    require(brn_private_key_complete(&brn_system_allocator, &key) == BRINE_OK, "completion");
    require(key.key.scalar.len == 32 && ct_all_secret(key.key.scalar.data + 27, 5), "a scalar");
    brn_private_key_free(&brn_system_allocator, &key);
}

/* The file is public; the passphrase is secret, and so is what comes out of both. */
static void decrypt(leak wanted)
{
    uint8_t der[512], text[sizeof passphrase - 1];
    brine_bytes plaintext = {NULL, 0};
    const char *rule = NULL;
    size_t len;

    require(sodium_hex2bin(der, sizeof der, encrypted_key, strlen(encrypted_key), NULL, &len,
                           NULL) == 0,
            "hex");
    memcpy(text, passphrase, sizeof text);
    ct_secret(text, sizeof text);
    require(brn_encrypted_key_decrypt(der, len, (brine_bytes){text, sizeof text}, &plaintext,
                                      &rule) == BRINE_OK,
            "decryption");
    require(plaintext.len == 48 && ct_all_secret(plaintext.data + 16, 32), "a seed, or no secret");
    leak_if(wanted, plaintext.data + 16);
}

int main(int argc, char **argv)
{
    leak wanted = leak_wanted(argc, argv);

    complete_rsa(wanted);
    complete_ec();
    decrypt(wanted);
    return 0;
}
