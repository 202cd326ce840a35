/* brine_config_trust_file: an own CA in one call. */
#include "config/config.h"
#include "support/scratch.h"
#include "support/test.h"
#include "unit/config/fixture.h"
#include "x509/trust/store.h"

#include <stdio.h>
#include <string.h>

static peer_pki *pki;

static int begin(void **state)
{
    (void)state;
    scratch_begin();
    return 0;
}

static int end(void **state)
{
    (void)state;
    scratch_end();
    return 0;
}

static brine_bytes root_of(const peer_pki *from)
{
    peer_slice root = peer_pki_root(from);

    return (brine_bytes){root.data, root.len};
}

/* The root of a PKI in PEM, in a file of that name. */
static const char *root_file(const peer_pki *from, const char *name)
{
    char pem[8192];
    size_t len = brine_cert_pem(root_of(from), pem, sizeof pem);

    assert_true(len > 0 && len < sizeof pem);
    return scratch_file(name, pem, len);
}

static void assert_trusts(const brine_config *config, const peer_pki *trusted)
{
    brine_trust_report report;

    assert_non_null(config->policy.trust);
    assert_true(brn_trust_is_frozen(config->policy.trust));
    brine_trust_get_report(config->policy.trust, &report, sizeof report);
    assert_int_equal(report.loaded, 1);
    assert_true(brn_trust_contains(config->policy.trust, root_of(trusted)));
}

static void only_the_certificates_of_the_file_are_trusted(void **state)
{
    brine_config *config;

    (void)state;
    assert_int_equal(brine_config_new(NULL, &config, NULL), BRINE_OK);
    assert_int_equal(brine_config_trust_file(config, root_file(pki, "ca.pem"), NULL), BRINE_OK);
    test_freeze(config);
    assert_trusts(config, pki);
    brine_config_free(config);
}

static void the_call_made_last_counts(void **state)
{
    peer_pki *other = peer_pki_new();
    brine_config *config = test_config(pki);
    brine_trust *store;

    (void)state;
    store = brn_trust_hold(config->policy.trust);
    assert_int_equal(brine_config_trust_file(config, root_file(other, "other.pem"), NULL),
                     BRINE_OK);
    assert_trusts(config, other);
    assert_int_equal(brine_config_trust_file(config, root_file(pki, "ca.pem"), NULL), BRINE_OK);
    assert_trusts(config, pki);
    assert_int_equal(brine_config_trust_file(config, scratch_path("other.pem"), NULL), BRINE_OK);
    assert_int_equal(brine_config_set_trust(config, store), BRINE_OK);
    assert_trusts(config, pki);
    brine_trust_free(store);
    brine_config_free(config);
    peer_pki_free(other);
}

static void assert_refused(brine_config *config, const char *path, brine_result expected,
                           const char *words)
{
    brine_error error = BRINE_NO_ERROR;

    assert_int_equal(brine_config_trust_file(config, path, &error), expected);
    assert_int_equal(error.code, expected);
    if (strstr(error.text, words) == NULL)
        fail_msg("'%s' lacks '%s'", error.text, words);
    if (expected != BRINE_ERROR_FROZEN && path != NULL && strstr(error.text, path) == NULL)
        fail_msg("'%s' lacks '%s'", error.text, path);
}

static void a_file_that_can_not_be_used_is_told_and_changes_nothing(void **state)
{
    static const char key[] = "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n"
                              "-----END RSA PRIVATE KEY-----\n";
    brine_config *config = test_config(pki);
    brine_trust *before = config->policy.trust;

    (void)state;
    assert_refused(config, scratch_path("missing.pem"), BRINE_ERROR_FILE,
                   "No such file or directory");
    assert_refused(config, scratch_file("empty.pem", "", 0), BRINE_ERROR_NO_CERTIFICATE,
                   "holds no certificate: it is empty");
    assert_refused(config, scratch_file("words.pem", "words\n", 6), BRINE_ERROR_NO_CERTIFICATE,
                   "holds no certificate; check that the file holds -----BEGIN CERTIFICATE-----");
    assert_refused(config, scratch_file("key.pem", key, sizeof key - 1), BRINE_ERROR_NO_CERTIFICATE,
                   "holds no certificate: its first block is 'RSA PRIVATE KEY'");
    assert_refused(config, scratch_path(""), BRINE_ERROR_FILE, "");
    assert_refused(config, NULL, BRINE_ERROR_INVALID_ARGUMENT,
                   "the path of the CA certificates is NULL");
    assert_ptr_equal(config->policy.trust, before);
    test_freeze(config);
    assert_refused(config, root_file(pki, "ca.pem"), BRINE_ERROR_FROZEN, "the config is frozen");
    assert_ptr_equal(config->policy.trust, before);
    brine_config_free(config);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(only_the_certificates_of_the_file_are_trusted, begin, end),
        cmocka_unit_test_setup_teardown(the_call_made_last_counts, begin, end),
        cmocka_unit_test_setup_teardown(a_file_that_can_not_be_used_is_told_and_changes_nothing,
                                        begin, end),
    };
    int failed;

    pki = peer_pki_new();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    peer_pki_free(pki);
    return failed;
}
