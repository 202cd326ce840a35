/*
 * The form of private keys, branch by branch, with DER that is put together here.
 */
#include "support/test.h"
#include "x509/key/private_key.h"

#include "base/memory.h"
#include "x509/asn1/oid.h"

#include <string.h>

/* DER that is being put together. */
typedef struct der {
    uint8_t bytes[4096];
    size_t len;
} der;

static der raw(const void *bytes, size_t len)
{
    der d = {.len = len};

    assert_true(len <= sizeof d.bytes);
    memcpy(d.bytes, bytes, len);
    return d;
}

static der join(der a, der b)
{
    assert_true(a.len + b.len <= sizeof a.bytes);
    memcpy(a.bytes + a.len, b.bytes, b.len);
    a.len += b.len;
    return a;
}

static der wrap(uint8_t tag, der content)
{
    const uint8_t header[] = {tag, 0x82, (uint8_t)(content.len >> 8), (uint8_t)content.len};
    const uint8_t middle[] = {tag, 0x81, (uint8_t)content.len};
    const uint8_t small[] = {tag, (uint8_t)content.len};

    if (content.len > 0xff)
        return join(raw(header, sizeof header), content);
    if (content.len > 0x7f)
        return join(raw(middle, sizeof middle), content);
    return join(raw(small, sizeof small), content);
}

static der nothing(void)
{
    return raw("", 0);
}

static der oid(brine_bytes contents)
{
    return wrap(0x06, raw(contents.data, contents.len));
}

static der small_integer(uint8_t value)
{
    return wrap(0x02, raw(&value, 1));
}

/* A number of `len` bytes, its first one `first`, its last one odd. */
static der number(size_t len, uint8_t first)
{
    der d = {.len = len};

    memset(d.bytes, 0x55, len);
    d.bytes[0] = first;
    if (first >= 0x80)
        d = join(raw("", 1), d);
    return wrap(0x02, d);
}

static der rsa_numbers(size_t modulus_len, uint8_t modulus_first, uint8_t exponent)
{
    der d = join(number(modulus_len, modulus_first), small_integer(exponent));

    d = join(d, number(modulus_len, 0x40));        /* d */
    d = join(d, number(modulus_len / 2, 0xc0));    /* p */
    d = join(d, number(modulus_len / 2, 0xc1));    /* q */
    d = join(d, number(modulus_len / 2, 0x20));    /* d mod p-1 */
    d = join(d, number(modulus_len / 2, 0x21));    /* d mod q-1 */
    return join(d, number(modulus_len / 2, 0x22)); /* 1/q mod p */
}

static der rsa_key(void)
{
    return wrap(0x30, join(small_integer(0), rsa_numbers(256, 0x80, 3)));
}

static der scalar(size_t len)
{
    der d = {.len = len};

    memset(d.bytes, 0x77, len);
    return wrap(0x04, d);
}

/* ECPrivateKey with whatever stands behind the scalar. */
static der ec_key(size_t scalar_len, der rest)
{
    return wrap(0x30, join(small_integer(1), join(scalar(scalar_len), rest)));
}

static der algorithm(brine_bytes id, der parameters)
{
    return wrap(0x30, join(oid(id), parameters));
}

static der pkcs8(uint8_t version, der algorithm_identifier, der key, der rest)
{
    return wrap(0x30, join(join(small_integer(version), algorithm_identifier),
                           join(wrap(0x04, key), rest)));
}

static const der null = {{0x05, 0x00}, 2};
static der decoded; /* what the key's slices point into */
static brn_private_key parsed;
static brine_private_key key;

static brine_result decode(const char *label, der d, const char **rule)
{
    brine_bytes name = {(const uint8_t *)label, strlen(label)};

    brine_result result;

    decoded = d;
    memset(&parsed, 0, sizeof parsed);
    result = brn_private_key_decode(name, (brine_bytes){decoded.bytes, decoded.len}, &parsed, rule);
    key = parsed.key;
    return result;
}

static void accept(const char *label, der d, brine_key_kind kind, brine_group_id curve)
{
    const char *rule = NULL;

    assert_int_equal(decode(label, d, &rule), BRINE_OK);
    assert_int_equal(key.kind, kind);
    assert_int_equal(key.curve, curve);
}

static void refuse(const char *label, der d, brine_result code, const char *expected_rule)
{
    const char *rule = "";

    assert_int_equal(decode(label, d, &rule), code);
    assert_string_equal(rule, expected_rule);
    assert_int_equal(key.kind, 0); /* untouched */
}

static const char RSA[] = "RSA PRIVATE KEY", EC[] = "EC PRIVATE KEY", PKCS8[] = "PRIVATE KEY";

static void a_pkcs1_key_is_eight_numbers(void **state)
{
    (void)state;
    accept(RSA, rsa_key(), BRINE_KEY_RSA, BRINE_GROUP_NONE);
    assert_int_equal(key.modulus.len, 256);
    assert_int_equal(key.modulus.data[0], 0x80);
    assert_int_equal(key.exponent.len, 1);
    assert_int_equal(key.prime1.len, 128);
    assert_int_equal(key.prime1.data[0], 0xc0);
    assert_int_equal(key.prime2.data[0], 0xc1);
    assert_int_equal(key.exponent1.data[0], 0x20);
    assert_int_equal(key.exponent2.data[0], 0x21);
    assert_int_equal(key.coefficient.data[0], 0x22);
    assert_int_equal(parsed.private_exponent.data[0], 0x40);
    assert_int_equal(key.scalar.len, 0);
}

static void an_rsa_key_of_another_form_is_refused(void **state)
{
    static const char form[] = "is no RSAPrivateKey of eight positive numbers";
    der body = rsa_numbers(256, 0x80, 3), good = rsa_key(), broken = good;

    (void)state;
    refuse(RSA, nothing(), BRINE_ERROR_KEY_MALFORMED, "is no RSAPrivateKey");
    refuse(RSA, join(good, null), BRINE_ERROR_KEY_MALFORMED, "is no RSAPrivateKey");
    broken.len--;
    refuse(RSA, broken, BRINE_ERROR_KEY_MALFORMED, "is no RSAPrivateKey");
    refuse(RSA, wrap(0x30, null), BRINE_ERROR_KEY_MALFORMED, "is no RSAPrivateKey");
    refuse(RSA, wrap(0x30, join(small_integer(0), join(body, null))), BRINE_ERROR_KEY_MALFORMED,
           form);
    refuse(RSA, wrap(0x30, small_integer(0)), BRINE_ERROR_KEY_MALFORMED, form);
    refuse(RSA, wrap(0x30, join(small_integer(1), body)), BRINE_ERROR_KEY_UNSUPPORTED,
           "has more than two primes, or is of an unknown version");
}

/* Eight numbers, of which one is `value` instead of what an RSA key would have there. */
static der rsa_key_with(size_t place, uint8_t value)
{
    der d = small_integer(0);

    for (size_t i = 0; i < 8; i++)
        d = join(d, i == place ? small_integer(value)
                    : i == 1   ? small_integer(3)
                    : i == 0   ? number(256, 0x80)
                               : number(256, 0x40));
    return wrap(0x30, d);
}

static void no_rsa_number_is_negative(void **state)
{
    (void)state;
    for (size_t place = 0; place < 8; place++)
        refuse(RSA, rsa_key_with(place, 0xff), BRINE_ERROR_KEY_MALFORMED,
               "is no RSAPrivateKey of eight positive numbers");
}

/* What follows from the others may be 0, as some tools write it. */
static void an_rsa_number_that_nothing_else_gives_is_not_0(void **state)
{
    static const char alone[] =
        "has n, e and d alone, without the primes p and q that brine signs with";

    (void)state;
    for (size_t place = 0; place < 3; place++)
        refuse(RSA, rsa_key_with(place, 0), BRINE_ERROR_KEY_MALFORMED,
               "is no RSAPrivateKey of eight positive numbers");
    refuse(RSA, rsa_key_with(3, 0), BRINE_ERROR_KEY_UNSUPPORTED, alone);
    refuse(RSA, rsa_key_with(4, 0), BRINE_ERROR_KEY_UNSUPPORTED, alone);
    for (size_t place = 5; place < 8; place++)
        accept(RSA, rsa_key_with(place, 0), BRINE_KEY_RSA, BRINE_GROUP_NONE);
}

static void a_prime_of_513_bytes_is_the_longest(void **state)
{
    (void)state;
    for (size_t place = 3; place < 5; place++)
        for (size_t size = 513; size <= 514; size++) {
            der d = join(small_integer(0), join(number(1024, 0x80), small_integer(3)));

            for (size_t i = 2; i < 8; i++)
                d = join(d, number(i == place ? size : 128, 0x40));
            if (size == BRINE_RSA_PRIME_BITS_MAX / 8)
                accept(RSA, wrap(0x30, d), BRINE_KEY_RSA, BRINE_GROUP_NONE);
            else
                refuse(RSA, wrap(0x30, d), BRINE_ERROR_KEY_UNSUPPORTED,
                       "has a prime of more than half the 8192 bits of the longest key that brine "
                       "signs with");
        }
}

static void no_rsa_number_is_longer_than_the_modulus(void **state)
{
    (void)state;
    for (size_t place = 2; place < 5; place++) {
        der d = join(small_integer(0), join(number(256, 0x80), small_integer(3)));

        for (size_t i = 2; i < 8; i++)
            d = join(d, number(i == place ? 257 : 128, 0x40));
        refuse(RSA, wrap(0x30, d), BRINE_ERROR_KEY_MALFORMED,
               "has numbers that are longer than its modulus");
    }
}

static void a_modulus_may_have_any_number_of_bits(void **state)
{
    (void)state;
    for (uint8_t first = 1; first != 0; first = (uint8_t)(first << 1))
        accept(RSA, wrap(0x30, join(small_integer(0), rsa_numbers(257, first, 3))), BRINE_KEY_RSA,
               BRINE_GROUP_NONE);
}

static void weak_rsa_keys_are_refused(void **state)
{
    static const char rule[] = "has a modulus or exponent that brine does not accept";

    (void)state;
    refuse(RSA, wrap(0x30, join(small_integer(0), rsa_numbers(128, 0x80, 3))),
           BRINE_ERROR_KEY_UNSUPPORTED, rule);
    refuse(RSA, wrap(0x30, join(small_integer(0), rsa_numbers(256, 0x7f, 3))),
           BRINE_ERROR_KEY_UNSUPPORTED, rule); /* 2047 bits */
    refuse(RSA, wrap(0x30, join(small_integer(0), rsa_numbers(256, 0x80, 1))),
           BRINE_ERROR_KEY_UNSUPPORTED, rule);
    refuse(RSA, wrap(0x30, join(small_integer(0), rsa_numbers(256, 0x80, 4))),
           BRINE_ERROR_KEY_UNSUPPORTED, rule);
}

static void a_sec1_key_names_its_curve(void **state)
{
    der p256 = wrap(0xa0, oid(brn_oid_secp256r1)), p384 = wrap(0xa0, oid(brn_oid_secp384r1));
    der public_key = wrap(0xa1, wrap(0x03, raw("\0\4", 2)));

    (void)state;
    accept(EC, ec_key(32, p256), BRINE_KEY_EC, BRINE_GROUP_SECP256R1);
    assert_int_equal(key.scalar.len, 32);
    accept(EC, ec_key(48, join(p384, public_key)), BRINE_KEY_EC, BRINE_GROUP_SECP384R1);
    assert_int_equal(key.scalar.len, 48);
    assert_int_equal(key.modulus.len, 0);
    refuse(EC, ec_key(32, public_key), BRINE_ERROR_KEY_UNSUPPORTED, "names no curve");
    refuse(EC, ec_key(66, wrap(0xa0, oid(brn_oid_secp521r1))), BRINE_ERROR_KEY_UNSUPPORTED,
           "is on another curve than P-256 and P-384");
}

static void a_curve_that_is_spelt_out_is_refused(void **state)
{
    der explicit_curve = wrap(0x30, small_integer(1));

    (void)state;
    refuse(EC, ec_key(32, wrap(0xa0, explicit_curve)), BRINE_ERROR_KEY_UNSUPPORTED,
           "spells its curve out instead of naming it");
    refuse(PKCS8,
           pkcs8(0, algorithm(brn_oid_ec_public_key, explicit_curve), ec_key(32, nothing()),
                 nothing()),
           BRINE_ERROR_KEY_UNSUPPORTED, "spells its curve out instead of naming it");
}

static void a_scalar_fits_its_curve(void **state)
{
    static const char rule[] = "has a scalar that is empty or longer than its curve's order";
    der p256 = wrap(0xa0, oid(brn_oid_secp256r1)), p384 = wrap(0xa0, oid(brn_oid_secp384r1));

    (void)state;
    refuse(EC, ec_key(33, p256), BRINE_ERROR_KEY_MALFORMED, rule);
    refuse(EC, ec_key(0, p256), BRINE_ERROR_KEY_MALFORMED, rule);
    accept(EC, ec_key(31, p256), BRINE_KEY_EC, BRINE_GROUP_SECP256R1);
    accept(EC, ec_key(1, p384), BRINE_KEY_EC, BRINE_GROUP_SECP384R1);
}

/* RFC 5915 wants as many bytes as the order has; tools have written fewer and more. */
static void leading_zeros_of_a_scalar_are_dropped_and_given_back(void **state)
{
    der p256 = wrap(0xa0, oid(brn_oid_secp256r1)), p384 = wrap(0xa0, oid(brn_oid_secp384r1));
    uint8_t padded[48] = {0};
    der long_scalar = raw("\0\0", 3);

    (void)state;
    for (size_t i = 0; i < 32; i++)
        long_scalar = join(long_scalar, raw("\x77", 1));
    accept(EC, wrap(0x30, join(small_integer(1), join(wrap(0x04, long_scalar), p256))),
           BRINE_KEY_EC, BRINE_GROUP_SECP256R1);
    assert_int_equal(key.scalar.len, 32);
    assert_int_equal(key.scalar.data[0], 0x77);
    long_scalar.bytes[1] = 1;
    refuse(EC, wrap(0x30, join(small_integer(1), join(wrap(0x04, long_scalar), p256))),
           BRINE_ERROR_KEY_MALFORMED,
           "has a scalar that is empty or longer than its curve's order");
    accept(EC, ec_key(31, p384), BRINE_KEY_EC, BRINE_GROUP_SECP384R1);
    assert_int_equal(brn_private_key_complete(&brn_system_allocator, &parsed), BRINE_OK);
    memset(padded + 17, 0x77, 31);
    assert_int_equal(parsed.key.scalar.len, 48);
    assert_memory_equal(parsed.key.scalar.data, padded, 48);
    brn_private_key_free(&brn_system_allocator, &parsed);
}

static void der_is_told_by_its_first_elements(void **state)
{
    const struct {
        der file;
        const char *label;
    } files[] = {
        {rsa_key(), RSA},
        {ec_key(32, nothing()), EC},
        {pkcs8(0, algorithm(brn_oid_ed25519, nothing()), scalar(32), nothing()), PKCS8},
        {join(rsa_key(), null), NULL},
        {wrap(0x30, small_integer(0)), NULL},
        {wrap(0x30, join(small_integer(0), null)), NULL},
        {raw("-----BEGIN", 10), NULL},
        {nothing(), NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        const char *label =
            brn_private_key_label((brine_bytes){files[i].file.bytes, files[i].file.len});

        if (files[i].label == NULL)
            assert_null(label);
        else
            assert_string_equal(label, files[i].label);
    }
}

static void an_ec_key_of_another_form_is_refused(void **state)
{
    static const char form[] = "is no ECPrivateKey";
    der p256 = wrap(0xa0, oid(brn_oid_secp256r1)), good = ec_key(32, p256);

    (void)state;
    refuse(EC, nothing(), BRINE_ERROR_KEY_MALFORMED, form);
    refuse(EC, join(good, null), BRINE_ERROR_KEY_MALFORMED, form);
    refuse(EC, wrap(0x30, join(small_integer(0), join(scalar(32), p256))),
           BRINE_ERROR_KEY_MALFORMED, form);
    refuse(EC, wrap(0x30, small_integer(1)), BRINE_ERROR_KEY_MALFORMED, form);
    refuse(EC, ec_key(32, join(p256, null)), BRINE_ERROR_KEY_MALFORMED, form);
    refuse(EC, ec_key(32, raw("\xa0\x05", 2)), BRINE_ERROR_KEY_MALFORMED, form);
    refuse(EC, ec_key(32, join(p256, raw("\xa1\x05", 2))), BRINE_ERROR_KEY_MALFORMED, form);
    refuse(EC, ec_key(32, wrap(0xa0, null)), BRINE_ERROR_KEY_MALFORMED,
           "has no well-formed curve parameters");
    refuse(EC, ec_key(32, wrap(0xa0, join(oid(brn_oid_secp256r1), null))),
           BRINE_ERROR_KEY_MALFORMED, "has no well-formed curve parameters");
}

static void a_pkcs8_key_says_what_it_is(void **state)
{
    der ed25519 = pkcs8(0, algorithm(brn_oid_ed25519, nothing()), scalar(32), nothing());
    der p384 = oid(brn_oid_secp384r1);

    (void)state;
    accept(PKCS8, pkcs8(0, algorithm(brn_oid_rsa_encryption, null), rsa_key(), nothing()),
           BRINE_KEY_RSA, BRINE_GROUP_NONE);
    accept(PKCS8, pkcs8(0, algorithm(brn_oid_rsassa_pss, nothing()), rsa_key(), nothing()),
           BRINE_KEY_RSA_PSS, BRINE_GROUP_NONE);
    accept(PKCS8,
           pkcs8(0, algorithm(brn_oid_ec_public_key, p384), ec_key(48, nothing()), nothing()),
           BRINE_KEY_EC, BRINE_GROUP_SECP384R1);
    accept(
        PKCS8,
        pkcs8(0, algorithm(brn_oid_ec_public_key, p384), ec_key(48, wrap(0xa0, p384)), nothing()),
        BRINE_KEY_EC, BRINE_GROUP_SECP384R1);
    accept(PKCS8, ed25519, BRINE_KEY_ED25519, BRINE_GROUP_NONE);
    assert_int_equal(key.scalar.len, 32);
}

static void attributes_and_a_public_key_may_follow(void **state)
{
    der attributes = wrap(0xa0, wrap(0x30, nothing())), public_key = wrap(0x81, raw("\0\1", 2));
    der id = algorithm(brn_oid_ed25519, nothing());

    (void)state;
    accept(PKCS8, pkcs8(0, id, scalar(32), attributes), BRINE_KEY_ED25519, BRINE_GROUP_NONE);
    accept(PKCS8, pkcs8(1, id, scalar(32), join(attributes, public_key)), BRINE_KEY_ED25519,
           BRINE_GROUP_NONE);
    accept(PKCS8, pkcs8(1, id, scalar(32), public_key), BRINE_KEY_ED25519, BRINE_GROUP_NONE);
    refuse(PKCS8, pkcs8(0, id, scalar(32), public_key), BRINE_ERROR_KEY_MALFORMED,
           "is no PrivateKeyInfo"); /* RFC 5958: version 1 has public keys */
    refuse(PKCS8, pkcs8(1, id, scalar(32), null), BRINE_ERROR_KEY_MALFORMED,
           "is no PrivateKeyInfo");
    refuse(PKCS8, pkcs8(1, id, scalar(32), raw("\x81\x09", 2)), BRINE_ERROR_KEY_MALFORMED,
           "is no PrivateKeyInfo");
    refuse(PKCS8, pkcs8(2, id, scalar(32), nothing()), BRINE_ERROR_KEY_MALFORMED,
           "is no PrivateKeyInfo");
}

static void a_pkcs8_key_of_another_form_is_refused(void **state)
{
    static const char form[] = "is no PrivateKeyInfo";
    der id = algorithm(brn_oid_ed25519, nothing());
    der good = pkcs8(0, id, scalar(32), nothing());

    (void)state;
    refuse(PKCS8, nothing(), BRINE_ERROR_KEY_MALFORMED, form);
    refuse(PKCS8, join(good, null), BRINE_ERROR_KEY_MALFORMED, form);
    refuse(PKCS8, wrap(0x30, small_integer(0)), BRINE_ERROR_KEY_MALFORMED, form);
    refuse(PKCS8, wrap(0x30, join(small_integer(0), id)), BRINE_ERROR_KEY_MALFORMED, form);
    refuse(PKCS8, pkcs8(0, wrap(0x30, null), scalar(32), nothing()), BRINE_ERROR_KEY_MALFORMED,
           form);
    refuse(PKCS8, pkcs8(0, id, scalar(32), raw("\xa0\x09", 2)), BRINE_ERROR_KEY_MALFORMED, form);
}

static void the_parameters_belong_to_the_algorithm(void **state)
{
    der p256 = oid(brn_oid_secp256r1), p384 = oid(brn_oid_secp384r1);

    (void)state;
    accept(PKCS8, pkcs8(0, algorithm(brn_oid_rsa_encryption, nothing()), rsa_key(), nothing()),
           BRINE_KEY_RSA, BRINE_GROUP_NONE);
    refuse(PKCS8, pkcs8(0, algorithm(brn_oid_rsa_encryption, p256), rsa_key(), nothing()),
           BRINE_ERROR_KEY_MALFORMED, "has rsaEncryption parameters that are not NULL");
    refuse(PKCS8, pkcs8(0, algorithm(brn_oid_rsassa_pss, null), rsa_key(), nothing()),
           BRINE_ERROR_KEY_UNSUPPORTED, "has RSASSA-PSS parameters that TLS does not use");
    refuse(PKCS8, pkcs8(0, algorithm(brn_oid_ed25519, null), scalar(32), nothing()),
           BRINE_ERROR_KEY_MALFORMED, "has Ed25519 parameters, where RFC 8410 allows none");
    refuse(PKCS8,
           pkcs8(0, algorithm(brn_oid_ec_public_key, nothing()), ec_key(32, nothing()), nothing()),
           BRINE_ERROR_KEY_MALFORMED, "has no well-formed curve parameters");
    refuse(
        PKCS8,
        pkcs8(0, algorithm(brn_oid_ec_public_key, p256), ec_key(32, wrap(0xa0, p384)), nothing()),
        BRINE_ERROR_KEY_MALFORMED, "names two different curves");
}

static void other_algorithms_are_refused(void **state)
{
    (void)state;
    refuse(PKCS8, pkcs8(0, algorithm(brn_oid_ed448, nothing()), scalar(57), nothing()),
           BRINE_ERROR_KEY_UNSUPPORTED, "is neither RSA nor EC nor Ed25519");
    refuse(PKCS8, pkcs8(0, algorithm(brn_oid_dsa, nothing()), small_integer(9), nothing()),
           BRINE_ERROR_KEY_UNSUPPORTED, "is neither RSA nor EC nor Ed25519");
}

static void an_ed25519_key_has_32_bytes(void **state)
{
    der id = algorithm(brn_oid_ed25519, nothing());

    (void)state;
    refuse(PKCS8, pkcs8(0, id, scalar(31), nothing()), BRINE_ERROR_KEY_MALFORMED,
           "is no Ed25519 key of 32 bytes");
    refuse(PKCS8, pkcs8(0, id, join(scalar(32), null), nothing()), BRINE_ERROR_KEY_MALFORMED,
           "is no Ed25519 key of 32 bytes");
    refuse(PKCS8, pkcs8(0, id, raw("0123456789abcdef0123456789abcdef", 32), nothing()),
           BRINE_ERROR_KEY_MALFORMED, "is no Ed25519 key of 32 bytes");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pkcs1_key_is_eight_numbers),
        cmocka_unit_test(an_rsa_key_of_another_form_is_refused),
        cmocka_unit_test(no_rsa_number_is_negative),
        cmocka_unit_test(an_rsa_number_that_nothing_else_gives_is_not_0),
        cmocka_unit_test(a_prime_of_513_bytes_is_the_longest),
        cmocka_unit_test(no_rsa_number_is_longer_than_the_modulus),
        cmocka_unit_test(a_modulus_may_have_any_number_of_bits),
        cmocka_unit_test(weak_rsa_keys_are_refused),
        cmocka_unit_test(a_sec1_key_names_its_curve),
        cmocka_unit_test(a_curve_that_is_spelt_out_is_refused),
        cmocka_unit_test(a_scalar_fits_its_curve),
        cmocka_unit_test(leading_zeros_of_a_scalar_are_dropped_and_given_back),
        cmocka_unit_test(der_is_told_by_its_first_elements),
        cmocka_unit_test(an_ec_key_of_another_form_is_refused),
        cmocka_unit_test(a_pkcs8_key_says_what_it_is),
        cmocka_unit_test(attributes_and_a_public_key_may_follow),
        cmocka_unit_test(a_pkcs8_key_of_another_form_is_refused),
        cmocka_unit_test(the_parameters_belong_to_the_algorithm),
        cmocka_unit_test(other_algorithms_are_refused),
        cmocka_unit_test(an_ed25519_key_has_32_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
