#include "anchors.h"
#include "support/scratch.h"
#include "support/test.h"
#include "x509/trust/store.h"

#include <brine/limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static brine_trust *trust;
static brine_error error;
static brine_trust_report report;

static int begin(void **state)
{
    (void)state;
    scratch_begin();
    return brine_trust_new(NULL, &trust, NULL) == BRINE_OK ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    brine_trust_free(trust);
    scratch_end();
    return 0;
}

static const brine_trust_report *look(void)
{
    brine_trust_get_report(trust, &report, sizeof report);
    return &report;
}

static brine_result add_text(const char *text)
{
    return brine_trust_add_memory(trust, (brine_bytes){(const uint8_t *)text, strlen(text)},
                                  "ca.pem", &error);
}

static bool has(const char *common_name)
{
    uint8_t name[ANCHOR_SIZE];
    brine_bytes subject = {name, make_subject(name, common_name)}, anchor;
    size_t cursor = 0;

    return brn_trust_next(trust, subject, &cursor, &anchor);
}

static void assert_loaded(const char *first, const char *second)
{
    assert_int_equal(brine_trust_freeze(trust, NULL), BRINE_OK);
    assert_int_equal(look()->loaded, second != NULL ? 2 : 1);
    assert_true(has(first));
    if (second != NULL)
        assert_true(has(second));
}

static void a_pem_file_is_loaded(void **state)
{
    char pem[2 * ANCHOR_PEM_SIZE];
    size_t len = make_anchor_pem(pem, "A", 1);

    (void)state;
    len += make_anchor_pem(pem + len, "B", 1);
    assert_int_equal(brine_trust_add_file(trust, scratch_file("ca.pem", pem, len), &error),
                     BRINE_OK);
    assert_loaded("A", "B");
    assert_int_equal(report.skipped, 0);
    assert_null(brine_trust_source(trust));
}

static void a_der_file_is_loaded(void **state)
{
    uint8_t der[ANCHOR_SIZE];
    size_t len = make_anchor(der, "A", 1);

    (void)state;
    assert_int_equal(brine_trust_add_file(trust, scratch_file("ca.der", der, len), &error),
                     BRINE_OK);
    assert_loaded("A", NULL);
}

static void a_pipe_will_do_as_a_file(void **state)
{
    char pem[ANCHOR_PEM_SIZE], path[64];
    size_t len = make_anchor_pem(pem, "A", 1);
    int ends[2];

    (void)state;
    assert_int_equal(pipe(ends), 0);
    snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
    assert_int_equal(write(ends[1], pem, len), len);
    close(ends[1]);
    if (access(path, R_OK) != 0)
        skip();
    assert_int_equal(brine_trust_add_file(trust, path, &error), BRINE_OK);
    close(ends[0]);
    assert_loaded("A", NULL);
}

static void what_is_no_file_is_told(void **state)
{
    (void)state;
    assert_int_equal(brine_trust_add_file(trust, scratch_path("missing"), &error),
                     BRINE_ERROR_FILE);
    assert_non_null(strstr(error.text, scratch_path("missing")));
    assert_int_equal(brine_trust_add_directory(trust, scratch_path("missing"), &error),
                     BRINE_ERROR_FILE);
    assert_int_equal(truncate(scratch_file("large", "", 0), (off_t)BRINE_FILE_SIZE_MAX + 1), 0);
    assert_int_equal(brine_trust_add_file(trust, scratch_path("large"), &error),
                     BRINE_ERROR_FILE_TOO_LARGE);
    assert_int_equal(look()->loaded, 0);
    assert_int_equal(look()->skipped, 0);
}

static void a_file_without_certificate_is_told(void **state)
{
    (void)state;
    assert_int_equal(add_text("no dashes here\n"), BRINE_ERROR_NO_CERTIFICATE);
    assert_string_equal(error.text, "ca.pem holds no certificate; check that the file holds "
                                    "-----BEGIN CERTIFICATE----- blocks");
    assert_int_equal(add_text(""), BRINE_ERROR_NO_CERTIFICATE);
    assert_string_equal(error.text, "ca.pem holds no certificate: it is empty; check that the file "
                                    "holds -----BEGIN CERTIFICATE----- blocks");
    assert_int_equal(add_text("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"),
                     BRINE_ERROR_NO_CERTIFICATE);
    assert_string_equal(error.text, "ca.pem holds no certificate: its first block is 'PRIVATE "
                                    "KEY'; check that the file holds -----BEGIN CERTIFICATE----- "
                                    "blocks");
    assert_int_equal(look()->skipped, 0);
    assert_int_equal(add_text("\n\n-----BEGIN CERTIFICATE-----\nAAAA\n"),
                     BRINE_ERROR_NO_CERTIFICATE);
    assert_string_equal(error.text, "ca.pem holds no certificate that can be used: it has no END "
                                    "line (line 3); check that the file holds -----BEGIN "
                                    "CERTIFICATE----- blocks");
    assert_int_equal(look()->skipped, 1);
}

static void a_call_that_fails_leaves_the_anchors_as_they_were(void **state)
{
    char pem[ANCHOR_PEM_SIZE];

    (void)state;
    make_anchor_pem(pem, "A", 1);
    assert_int_equal(add_text(pem), BRINE_OK);
    assert_int_equal(add_text("junk"), BRINE_ERROR_NO_CERTIFICATE);
    assert_loaded("A", NULL);
}

/* Puts something broken between two good certificates and expects a report about it. */
static void skips(const char *broken, const char *why)
{
    char text[6 * ANCHOR_PEM_SIZE];
    size_t len;

    brine_trust_free(trust);
    assert_int_equal(brine_trust_new(NULL, &trust, NULL), BRINE_OK);
    len = make_anchor_pem(text, "A", 1);
    len += (size_t)snprintf(text + len, sizeof text - len, "%s", broken);
    make_anchor_pem(text + len, "B", 1);
    assert_int_equal(add_text(text), BRINE_OK);
    assert_loaded("A", "B");
    assert_int_equal(report.skipped, 1);
    assert_string_equal(report.first_skipped, why);
}

static void a_broken_block_is_reported_and_skipped(void **state)
{
    (void)state;
    /* A certificate of make_anchor_pem takes 5 lines. */
    skips("-----BEGIN CERTIFICATE-----\nAAA\n-----END CERTIFICATE-----\n",
          "ca.pem:6: it is not base64");
    skips("\n\n-----BEGIN CERTIFICATE-----\nAAAA\n", "ca.pem:8: it has no END line");
    skips("-----BEGIN CERTIFICATE-----\nAAAA\n-----END X-----\n",
          "ca.pem:6: its END line has another label");
    skips("-----BEGIN TRUSTED CERTIFICATE-----\nAAAA\n-----END TRUSTED CERTIFICATE-----\n",
          "ca.pem:6: a TRUSTED CERTIFICATE carries OpenSSL's own trust settings");
    skips("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n",
          "ca.pem:6: it is not DER, or cut short");
}

/* A sentence about a long path has the end of it, from a whole character on. */
static void a_long_path_is_cut_between_characters(void **state)
{
    static const char broken[] = "-----BEGIN CERTIFICATE-----\nAAA\n-----END CERTIFICATE-----\n";
    const brine_bytes bytes = {(const uint8_t *)broken, sizeof broken - 1};
    /* 116 bytes in front of ".pem" are 58 letters of two, 117 have half a one in front. */
    static const struct {
        const char *ending;
        size_t shown;
    } rows[] = {{".pem", 120}, {".pe", 119}};
    char path[256], wanted[256];

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t len = 0;

        for (; len < 200; len += 2)
            memcpy(path + len, "\xc3\xbc", 2);
        len += (size_t)snprintf(path + len, sizeof path - len, "%s", rows[i].ending);
        brine_trust_free(trust);
        assert_int_equal(brine_trust_new(NULL, &trust, NULL), BRINE_OK);
        assert_int_equal(brine_trust_add_memory(trust, bytes, path, NULL),
                         BRINE_ERROR_NO_CERTIFICATE);
        snprintf(wanted, sizeof wanted, "...%s:1: it is not base64", path + len - rows[i].shown);
        assert_string_equal(look()->first_skipped, wanted);
    }
}

/* A certificate whose byte at `at` is changed, as a block between two good ones. */
static void skips_changed(size_t at, uint8_t value, const char *why)
{
    uint8_t der[ANCHOR_SIZE];
    char pem[ANCHOR_PEM_SIZE];
    size_t len = make_anchor(der, "C", 1);

    der[at] = value;
    make_pem(pem, sizeof pem, "CERTIFICATE", der, len);
    skips(pem, why);
}

static void a_block_that_is_no_certificate_is_reported_and_skipped(void **state)
{
    uint8_t der[ANCHOR_SIZE + 1] = {0};
    char pem[ANCHOR_PEM_SIZE];
    size_t len = make_anchor(der, "C", 1), subject;
    uint8_t name[ANCHOR_SIZE];
    size_t name_len = make_subject(name, "C");

    (void)state;
    make_pem(pem, sizeof pem, "CERTIFICATE", der, len + 1);
    skips(pem, "ca.pem:6: bytes follow the certificate");
    make_pem(pem, sizeof pem, "CERTIFICATE", der, len - 1);
    skips(pem, "ca.pem:6: it is not DER, or cut short");
    skips_changed(0, 0x31, "ca.pem:6: it is not DER, or cut short");
    skips_changed(3, 0x31, "ca.pem:6: it is not a certificate");
    for (subject = 0; memcmp(der + subject, name, name_len) != 0; subject++)
        assert_true(subject + name_len < len);
    skips_changed(subject, 0x31, "ca.pem:6: its subject can't be found");
    skips_changed(subject + name_len, 0x31, "ca.pem:6: its public key can't be found");
}

static void a_certificate_beyond_the_limit_is_skipped(void **state)
{
    static uint8_t der[BRINE_CERTIFICATE_SIZE_MAX + 64];
    static const uint8_t header[] = {0x30, 0x83, 0x01, 0x00, 0x10};

    (void)state;
    memcpy(der, header, sizeof header); /* a SEQUENCE of 65,552 bytes */
    assert_int_equal(
        brine_trust_add_memory(trust, (brine_bytes){der, 65552 + sizeof header}, NULL, &error),
        BRINE_ERROR_NO_CERTIFICATE);
    assert_string_equal(look()->first_skipped, "memory: it is larger than 64 KiB");
}

static void old_labels_are_understood(void **state)
{
    uint8_t der[ANCHOR_SIZE];
    char pem[ANCHOR_PEM_SIZE];

    (void)state;
    make_pem(pem, sizeof pem, "X509 CERTIFICATE", der, make_anchor(der, "A", 1));
    assert_int_equal(add_text(pem), BRINE_OK);
    assert_loaded("A", NULL);
}

static void other_blocks_in_a_bundle_are_no_broken_certificates(void **state)
{
    char text[4 * ANCHOR_PEM_SIZE] = "-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n";

    (void)state;
    make_anchor_pem(text + strlen(text), "A", 1);
    assert_int_equal(add_text(text), BRINE_OK);
    assert_loaded("A", NULL);
    assert_int_equal(report.skipped, 0);
}

static void a_bundle_of_10000_lines_with_junk_between_is_fine(void **state)
{
    size_t size = 10000 * 80, len = 0, lines = 0, good = 0, broken = 0;
    char *text = malloc(size + ANCHOR_PEM_SIZE);
    char name[32];

    (void)state;
    assert_non_null(text);
    while (lines < 10000) {
        snprintf(name, sizeof name, "CA %zu", good);
        len += make_anchor_pem(text + len, name, 1);
        good++;
        len += (size_t)snprintf(text + len, size - len,
                                "# junk - of %zu ----- kinds\r\n\n\x01\xff subject: x\n"
                                "-----BEGIN CERTIFICATE-----\nMII%zu!\n"
                                "-----END CERTIFICATE-----\n",
                                good, good);
        broken++;
        lines += 5 + 6;
    }
    assert_int_equal(brine_trust_add_file(trust, scratch_file("ca.pem", text, len), &error),
                     BRINE_OK);
    free(text);
    assert_int_equal(brine_trust_freeze(trust, NULL), BRINE_OK);
    assert_int_equal(look()->loaded, good);
    assert_int_equal(report.skipped, broken);
    assert_non_null(strstr(report.first_skipped, "ca.pem:9: it is not base64"));
    for (size_t i = 0; i < good; i++) {
        snprintf(name, sizeof name, "CA %zu", i);
        assert_true(has(name));
    }
}

static void certificates_survive_among_megabytes_of_junk(void **state)
{
    size_t size = 4 * 1024 * 1024, len;
    char *text = malloc(size);

    (void)state;
    assert_non_null(text);
    memset(text, '-', size);
    text[size / 2 - 1] = '\n';
    len = make_anchor_pem(text + size / 2, "A", 1);
    text[size / 2 + len] = '\n'; /* the end of the string that was written there */
    assert_int_equal(
        brine_trust_add_memory(trust, (brine_bytes){(uint8_t *)text, size}, "junk", &error),
        BRINE_OK);
    free(text);
    assert_loaded("A", NULL);
}

static void bytes_have_the_limit_of_a_file(void **state)
{
    size_t len = (size_t)BRINE_FILE_SIZE_MAX + 1;
    uint8_t *bytes = calloc(1, len);

    (void)state;
    assert_non_null(bytes);
    assert_int_equal(brine_trust_add_memory(trust, (brine_bytes){bytes, len}, "bytes", &error),
                     BRINE_ERROR_FILE_TOO_LARGE);
    assert_non_null(strstr(error.text, "bytes has 33554433 bytes, at most 33554432 are read"));
    free(bytes);
}

static void a_store_has_a_limit(void **state)
{
    size_t each = 720, count = BRINE_TRUST_ANCHORS_MAX / 4 + 1, len = 0;
    char *text = malloc(count * each);
    char name[32];
    brine_result result = BRINE_OK;

    (void)state;
    assert_non_null(text);
    for (size_t i = 0; i < count; i++) {
        snprintf(name, sizeof name, "CA %zu", i);
        len += make_anchor_pem(text + len, name, 1);
    }
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(
            brine_trust_add_memory(trust, (brine_bytes){(uint8_t *)text, len}, "x", &error),
            BRINE_OK);
    result = brine_trust_add_memory(trust, (brine_bytes){(uint8_t *)text, len}, "x", &error);
    free(text);
    assert_int_equal(result, BRINE_ERROR_LIMIT);
    assert_non_null(strstr(error.text, "65536"));
    assert_int_equal(look()->loaded, 3 * count);
}

static void a_directory_is_loaded_file_by_file(void **state)
{
    char pem[ANCHOR_PEM_SIZE];
    uint8_t der[ANCHOR_SIZE];

    (void)state;
    scratch_file("a.pem", pem, make_anchor_pem(pem, "A", 1));
    scratch_file("b.der", der, make_anchor(der, "B", 1));
    scratch_file(".hidden", der, make_anchor(der, "C", 1));
    scratch_file("README", "words\n", 6);
    assert_int_equal(mkdir(scratch_path("more"), 0700), 0);
    assert_int_equal(symlink("a.pem", scratch_path("0a1b2c3d.0")), 0);
    assert_int_equal(brine_trust_add_directory(trust, scratch_path(""), &error), BRINE_OK);
    assert_loaded("A", "B");
    assert_int_equal(report.duplicates, 1);
    assert_int_equal(report.skipped, 1);
    assert_non_null(strstr(report.first_skipped, "README holds no certificate"));
}

static void a_link_that_leads_nowhere_is_reported(void **state)
{
    char pem[ANCHOR_PEM_SIZE];

    (void)state;
    scratch_file("a.pem", pem, make_anchor_pem(pem, "A", 1));
    assert_int_equal(symlink("nowhere", scratch_path("link\n.pem")), 0);
    assert_int_equal(brine_trust_add_directory(trust, scratch_path(""), &error), BRINE_OK);
    assert_int_equal(look()->skipped, 1);
    assert_non_null(strstr(report.first_skipped, "can't open"));
    assert_non_null(strstr(report.first_skipped, "/link\\0a.pem: ")); /* on one line */
}

static void a_directory_without_certificate_is_told(void **state)
{
    (void)state;
    assert_int_equal(brine_trust_add_directory(trust, scratch_path(""), &error),
                     BRINE_ERROR_NO_CERTIFICATE);
    assert_non_null(strstr(error.text, "holds no file with a certificate"));
    assert_int_equal(brine_trust_add_directory(trust, scratch_file("f", "", 0), &error),
                     BRINE_ERROR_FILE);
}

static void a_long_path_is_shown_by_its_end(void **state)
{
    static const char text[] = "-----BEGIN CERTIFICATE-----\n";
    char name[600];

    (void)state;
    memset(name, 'x', sizeof name);
    memcpy(name + sizeof name - 8, "end.pem", 8);
    assert_int_equal(brine_trust_add_memory(
                         trust, (brine_bytes){(const uint8_t *)text, strlen(text)}, name, &error),
                     BRINE_ERROR_NO_CERTIFICATE);
    assert_memory_equal(look()->first_skipped, "...xxxx", 7);
    assert_non_null(strstr(report.first_skipped, "xend.pem:1: it has no END line"));
}

int main(void)
{
#define IN_STORE(test) cmocka_unit_test_setup_teardown(test, begin, end)
    const struct CMUnitTest tests[] = {
        IN_STORE(a_pem_file_is_loaded),
        IN_STORE(a_der_file_is_loaded),
        IN_STORE(a_pipe_will_do_as_a_file),
        IN_STORE(what_is_no_file_is_told),
        IN_STORE(a_file_without_certificate_is_told),
        IN_STORE(a_call_that_fails_leaves_the_anchors_as_they_were),
        IN_STORE(a_broken_block_is_reported_and_skipped),
        IN_STORE(a_long_path_is_cut_between_characters),
        IN_STORE(a_block_that_is_no_certificate_is_reported_and_skipped),
        IN_STORE(a_certificate_beyond_the_limit_is_skipped),
        IN_STORE(old_labels_are_understood),
        IN_STORE(other_blocks_in_a_bundle_are_no_broken_certificates),
        IN_STORE(a_bundle_of_10000_lines_with_junk_between_is_fine),
        IN_STORE(certificates_survive_among_megabytes_of_junk),
        IN_STORE(bytes_have_the_limit_of_a_file),
        IN_STORE(a_store_has_a_limit),
        IN_STORE(a_directory_is_loaded_file_by_file),
        IN_STORE(a_link_that_leads_nowhere_is_reported),
        IN_STORE(a_directory_without_certificate_is_told),
        IN_STORE(a_long_path_is_shown_by_its_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
