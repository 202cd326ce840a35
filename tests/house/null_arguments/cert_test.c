/* NULL for each pointer of cert.h's calls, and of those of error.h. */
#include "null.h"
#include "unit/x509/chain.h"

#include <string.h>

static brine_cert *cert;

static int open_cert(void **state)
{
    cert_spec spec = spec_server("www.example", "CA", KEY_CA);

    (void)state;
    return (int)brine_cert_new(NULL, factory_make(&spec), &cert, NULL);
}

static int close_cert(void **state)
{
    (void)state;
    brine_cert_free(cert);
    factory_reset();
    return 0;
}

static void making_and_freeing(void **state)
{
    cert_spec spec = spec_server("www.example", "CA", KEY_CA);
    brine_bytes whole = factory_make(&spec);
    brine_error error;
    brine_cert *made;

    (void)state;
    OPTIONAL(brine_cert_new, allocator, (NULL, whole, &made, &error), BRINE_OK);
    brine_cert_free(made);
    OPTIONAL(brine_cert_new, error, (NULL, whole, &made, NULL), BRINE_OK);
    brine_cert_free(made);
    REFUSED(brine_cert_new, error, (NULL, PROMISED, &made, NULL));
    REFUSED(brine_cert_new, der, (NULL, PROMISED, &made, &error));
    assert_null(made);
    REFUSED(brine_cert_new, out, (NULL, whole, NULL, &error));
    RETURNS(brine_cert_free, cert, (NULL));
}

static void fields_of_no_certificate(void **state)
{
    brine_name name;

    (void)state;
    NO_BYTES(brine_cert_der, cert, (NULL));
    NO_BYTES(brine_cert_serial, cert, (NULL));
    NO_BYTES(brine_cert_spki, cert, (NULL));
    assert_true(brine_cert_not_before(cert) != 0);
    ZERO(brine_cert_not_before, cert, (NULL));
    ZERO(brine_cert_not_after, cert, (NULL));
    RETURNS(brine_cert_public_key, cert, (NULL));
    assert_int_equal(brine_cert_public_key(NULL).kind, 0);
    EMPTY(brine_cert_signature_name, cert, (NULL));
    ZERO(brine_cert_is_ca, cert, (NULL));
    ZERO(brine_cert_key_usage, cert, (NULL));
    ZERO(brine_cert_name_count, cert, (NULL));
    assert_true(brine_cert_name(cert, 0, &name));
    ZERO(brine_cert_name, cert, (NULL, 0, &name));
    ZERO(brine_cert_name, out, (cert, 0, NULL));
}

static void texts_about_nothing_or_to_nowhere(void **state)
{
    const brine_name name = {BRINE_NAME_DNS, {(const uint8_t *)"a.example", 9}};
    const brine_bytes whole = brine_cert_der(cert);
    const brine_error none = BRINE_NO_ERROR;
    char text[8] = "unclear";

    (void)state;
    ZERO(brine_cert_subject, cert, (NULL, text, sizeof text));
    assert_string_equal(text, "");
    ZERO(brine_cert_subject, out, (cert, NULL, 8));
    ZERO(brine_cert_issuer, cert, (NULL, strcpy(text, "unclear"), sizeof text));
    assert_string_equal(text, "");
    ZERO(brine_cert_issuer, out, (cert, NULL, 8));
    ZERO(brine_cert_key_name, cert, (NULL, strcpy(text, "unclear"), sizeof text));
    assert_string_equal(text, "");
    ZERO(brine_cert_key_name, out, (cert, NULL, 8));
    ZERO(brine_cert_usages, cert, (NULL, strcpy(text, "unclear"), sizeof text));
    assert_string_equal(text, "");
    ZERO(brine_cert_usages, out, (cert, NULL, 8));
    ZERO(brine_name_text, name, (NULL, strcpy(text, "unclear"), sizeof text));
    assert_string_equal(text, "");
    ZERO(brine_name_text, out, (&name, NULL, 8));
    ZERO(brine_cert_pem, der, (PROMISED, strcpy(text, "unclear"), sizeof text));
    assert_string_equal(text, "");
    ZERO(brine_cert_pem, out, (whole, NULL, 8));
    ZERO(brine_error_brief, error, (NULL, strcpy(text, "unclear"), sizeof text));
    assert_string_equal(text, "");
    ZERO(brine_error_brief, out, (&none, NULL, 8));
    ZERO(brine_foreign_text, bytes, (PROMISED, strcpy(text, "unclear"), sizeof text));
    assert_string_equal(text, "");
    ZERO(brine_foreign_text, out, (whole, NULL, 8));
    ZERO(brine_time_text, out, (0, NULL, 8));
}

static void a_name_whose_bytes_are_missing_has_no_text(void **state)
{
    char text[8] = "unclear";

    (void)state;
    for (int kind = BRINE_NAME_DNS; kind <= BRINE_NAME_OTHER; kind++) {
        const brine_name name = {(brine_name_kind)kind, PROMISED};

        assert_int_equal(brine_name_text(&name, strcpy(text, "unclear"), sizeof text), 0);
        assert_string_equal(text, "");
    }
}

static void fingerprints_of_nothing_are_zeros(void **state)
{
    const uint8_t zeros[32] = {0};
    uint8_t out[32];

    (void)state;
    brine_cert_fingerprint(cert, out);
    assert_memory_not_equal(out, zeros, sizeof out);
    RETURNS(brine_cert_fingerprint, cert, (NULL, out));
    assert_memory_equal(out, zeros, sizeof out);
    RETURNS(brine_cert_fingerprint, out, (cert, NULL));
    brine_cert_spki_fingerprint(cert, out);
    assert_memory_not_equal(out, zeros, sizeof out);
    RETURNS(brine_cert_spki_fingerprint, cert, (NULL, out));
    assert_memory_equal(out, zeros, sizeof out);
    RETURNS(brine_cert_spki_fingerprint, out, (cert, NULL));
}

static void verifying(void **state)
{
    const brine_bytes sent[] = {brine_cert_der(cert)};
    const brine_verify_options options = {.size = sizeof options,
                                          .insecure_skip_chain = true,
                                          .insecure_skip_name = true,
                                          .insecure_skip_time = true};
    brine_error error;
    brine_bytes path[2];
    size_t n;

    (void)state;
    REFUSED(brine_cert_verify, options, (NULL, sent, 1, path, 2, &n, &error));
    REFUSED(brine_cert_verify, chain, (&options, NULL, 1, path, 2, &n, &error));
    REFUSED(brine_cert_verify, path, (&options, sent, 1, NULL, 2, &n, &error));
    OPTIONAL(brine_cert_verify, path, (&options, sent, 1, NULL, 0, &n, &error), BRINE_OK);
    assert_int_equal(n, 1);
    OPTIONAL(brine_cert_verify, path_count, (&options, sent, 1, path, 2, NULL, &error), BRINE_OK);
    OPTIONAL(brine_cert_verify, error, (&options, sent, 1, path, 2, &n, NULL), BRINE_OK);
    REFUSED(brine_cert_verify, error, (&options, NULL, 1, path, 2, &n, NULL));
    OPTIONAL(brine_server_name_check, server_name, (NULL, &error), BRINE_ERROR_SERVER_NAME_MISSING);
    OPTIONAL(brine_server_name_check, error, ("-", NULL), BRINE_ERROR_SERVER_NAME_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(making_and_freeing),
        cmocka_unit_test(fields_of_no_certificate),
        cmocka_unit_test(texts_about_nothing_or_to_nowhere),
        cmocka_unit_test(a_name_whose_bytes_are_missing_has_no_text),
        cmocka_unit_test(fingerprints_of_nothing_are_zeros),
        cmocka_unit_test(verifying),
    };
    return cmocka_run_group_tests(tests, open_cert, close_cert);
}
