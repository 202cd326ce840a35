#include "anchors.h"
#include "support/test.h"
#include "x509/pem/pem_certificates.h"

#include "base/memory.h"

#include <brine/limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static brn_certificate_list list;
static brine_error error;

static brine_result parse(const char *text)
{
    return brn_pem_certificates(&brn_system_allocator,
                                (brine_bytes){(const uint8_t *)text, strlen(text)}, "chain.pem",
                                &list, &error);
}

static void a_chain_keeps_its_order(void **state)
{
    char text[4 * ANCHOR_PEM_SIZE];
    uint8_t der[ANCHOR_SIZE];
    size_t len = make_anchor_pem(text, "leaf", 1);

    (void)state;
    len += (size_t)snprintf(text + len, sizeof text - len,
                            "-----BEGIN PRIVATE KEY-----\n!\n-----END PRIVATE KEY-----\njunk\n");
    make_anchor_pem(text + len, "CA", 2);
    assert_int_equal(parse(text), BRINE_OK);
    assert_int_equal(list.count, 2);
    assert_int_equal(list.certificates[0].len, make_anchor(der, "leaf", 1));
    assert_memory_equal(list.certificates[0].data, der, list.certificates[0].len);
    assert_int_equal(list.certificates[1].len, make_anchor(der, "CA", 2));
    assert_memory_equal(list.certificates[1].data, der, list.certificates[1].len);
    brn_certificate_list_free(&brn_system_allocator, &list);
    assert_int_equal(list.count, 0);
}

static void refuse(const char *text, brine_result code, const char *words)
{
    list.block = NULL;
    assert_int_equal(parse(text), code);
    assert_null(list.block);
    assert_non_null(strstr(error.text, words));
}

static void a_broken_certificate_breaks_the_chain(void **state)
{
    char text[2 * ANCHOR_PEM_SIZE];
    size_t len = make_anchor_pem(text, "leaf", 1);

    (void)state;
    strcpy(text + len, "-----BEGIN CERTIFICATE-----\nAA\n-----END CERTIFICATE-----\n");
    refuse(text, BRINE_ERROR_PEM, "chain.pem: the block in line 6 is broken: it is not base64");
    strcpy(text + len, "-----BEGIN CERTIFICATE-----\nAAAA\n");
    refuse(text, BRINE_ERROR_PEM, "line 6 is broken: it has no END line");
}

static void a_text_without_certificate_is_told(void **state)
{
    (void)state;
    refuse("", BRINE_ERROR_NO_CERTIFICATE, "chain.pem holds no certificate: it is empty");
    refuse("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
           BRINE_ERROR_NO_CERTIFICATE,
           "chain.pem holds no certificate: its first block is 'PRIVATE KEY'");
}

static void too_many_certificates_are_refused(void **state)
{
    char *text = malloc((BRINE_CERTIFICATES_SENT_MAX + 1) * ANCHOR_PEM_SIZE);
    size_t len = 0;

    (void)state;
    assert_non_null(text);
    for (int i = 0; i < BRINE_CERTIFICATES_SENT_MAX; i++)
        len += make_anchor_pem(text + len, "CA", 1);
    assert_int_equal(parse(text), BRINE_OK);
    brn_certificate_list_free(&brn_system_allocator, &list);
    make_anchor_pem(text + len, "CA", 1);
    refuse(text, BRINE_ERROR_LIMIT, "holds more than 128 certificates");
    free(text);
}

static void a_certificate_beyond_the_limit_is_refused(void **state)
{
    size_t len = (BRINE_CERTIFICATE_SIZE_MAX + 3) / 3 * 4;
    char *text = malloc(len + 128);

    (void)state;
    assert_non_null(text);
    strcpy(text, "-----BEGIN CERTIFICATE-----\n");
    memset(text + strlen(text) + 1, 'A', len);
    text[strlen(text)] = 'A';
    strcpy(text + 28 + len, "\n-----END CERTIFICATE-----\n");
    refuse(text, BRINE_ERROR_LIMIT, "the certificate in line 1 has more than 65536 bytes");
    free(text);
}

/* Grants *context allocations. */
static void a_certificate_in_der_has_the_same_limit(void **state)
{
    size_t content = BRINE_CERTIFICATE_SIZE_MAX - 4, len = content + 5;
    uint8_t *der = calloc(1, len);

    (void)state;
    assert_non_null(der);
    for (size_t more = 0; more < 2; more++) { /* one that fits, one byte more */
        der[0] = 0x30;
        der[1] = 0x82;
        der[2] = (uint8_t)((content + more) >> 8);
        der[3] = (uint8_t)(content + more);
        assert_int_equal(brn_pem_certificates(&brn_system_allocator,
                                              (brine_bytes){der, len - 1 + more}, "chain.der",
                                              &list, &error),
                         more == 0 ? BRINE_OK : BRINE_ERROR_LIMIT);
        if (more == 0)
            brn_certificate_list_free(&brn_system_allocator, &list);
    }
    assert_non_null(strstr(error.text, "chain.der: the certificate has more than 65536 bytes"));
    free(der);
}

static void *grant(void *context, size_t size)
{
    size_t *left = context;

    return (*left)-- == 0 ? NULL : malloc(size);
}

static void release(void *context, void *block, size_t size)
{
    (void)context;
    (void)size;
    free(block);
}

static void lack_of_memory_is_told(void **state)
{
    char text[ANCHOR_PEM_SIZE];
    size_t len = make_anchor_pem(text, "leaf", 1);

    (void)state;
    for (size_t granted = 0; granted < 2; granted++) {
        size_t left = granted;
        const brine_allocator scarce = {&left, grant, release};

        assert_int_equal(
            brn_pem_certificates(&scarce, (brine_bytes){(uint8_t *)text, len}, "x", &list, NULL),
            BRINE_ERROR_OUT_OF_MEMORY);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_chain_keeps_its_order),
        cmocka_unit_test(a_broken_certificate_breaks_the_chain),
        cmocka_unit_test(a_text_without_certificate_is_told),
        cmocka_unit_test(too_many_certificates_are_refused),
        cmocka_unit_test(a_certificate_beyond_the_limit_is_refused),
        cmocka_unit_test(a_certificate_in_der_has_the_same_limit),
        cmocka_unit_test(lack_of_memory_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
