#include "unit/x509/costly.h"

#include <openssl/ec.h>
#include <openssl/x509.h>
#include <string.h>

der costly_rsa(size_t bits, der exponent, size_t number)
{
    uint8_t modulus[1 + BRINE_RSA_BITS_MAX / 8];
    size_t len = bits / 8;

    memset(modulus, 0xa5, sizeof modulus);
    modulus[0] = 0;
    modulus[len / 2] = (uint8_t)number;
    return SEQ(SEQ(OID("1.2.840.113549.1.1.1"), DER_NULL),
               WRAP(0x03, BYTES(0), SEQ(WRAP(0x02, factory_copy(modulus, len + 1)), exponent)));
}

der costly_dense_exponent(void)
{
    return WRAP(0x02, BYTES(0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff));
}

der costly_usual_exponent(void)
{
    return INT(65537);
}

der costly_point(const char *curve, size_t number)
{
    static EVP_PKEY *keys[2][BRINE_CERTIFICATES_SENT_MAX];
    EVP_PKEY **key = &keys[strcmp(curve, "P-521") == 0][number];
    uint8_t *bytes = NULL;
    der spki;
    int len;

    if (*key == NULL)
        *key = EVP_EC_gen(curve);
    len = i2d_PUBKEY(*key, &bytes);
    spki = factory_copy(bytes, len > 0 ? (size_t)len : 0);
    OPENSSL_free(bytes);
    return spki;
}
