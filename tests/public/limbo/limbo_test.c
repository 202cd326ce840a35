/*
 * x509-limbo's given cases: in the profile strict nothing diverges but what is listed here with
 * its reason, and the default profile has a list of its own.
 */
#include "public/limbo/limbo.h"
#include "support/providers.h"
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Tags of cases that ask for what brine does not do, or for more than its profile. */
static const char *const features_not_asked[] = {
    "has-crl",                          /* no revocation lists */
    "has-policy-constraints",           /* no certificate policies */
    "pedantic-",                        /* the suite's own word for rules that few follow */
    "rfc5280-incompatible-with-webpki", /* the Web PKI's side is followed */
};

static const struct {
    const char *id; /* or how it begins, when it ends in "::" */
    const char *reason;
} cases_not_asked[] = {
    {"webpki::cn::", "the common name is never looked at"},
    {"rfc5280::ca-as-leaf", "the Web PKI's side of the conflict is followed"},
    {"webpki::eku::ee-without-eku", "a leaf without extendedKeyUsage is accepted"},
    {"pathlen::validation-ignores-pathlen-in-leaf", "a CA's certificate is for no TLS server"},
};

static bool begins_with(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

static const char *reason_to_diverge(const cJSON *test_case)
{
    const char *id = limbo_text(test_case, "id");
    const cJSON *feature;

    cJSON_ArrayForEach (feature, cJSON_GetObjectItemCaseSensitive(test_case, "features")) {
        const char *name = cJSON_GetStringValue(feature);

        for (size_t i = 0; i < sizeof features_not_asked / sizeof *features_not_asked; i++)
            if (begins_with(name, features_not_asked[i]))
                return features_not_asked[i];
    }
    for (size_t i = 0; i < sizeof cases_not_asked / sizeof *cases_not_asked; i++)
        if (begins_with(id, cases_not_asked[i].id))
            return cases_not_asked[i].reason;
    return NULL;
}

static const cJSON *cases;

/* Counts of one run: cases that expect acceptance, and refusal, and how many got it. */
typedef struct tally {
    size_t accepts, accepted, rejects, rejected, excused;
} tally;

static void judge(const cJSON *test_case, const brine_provider *provider, tally *t)
{
    brine_error error = BRINE_NO_ERROR;
    bool accept = limbo_verify(test_case, true, provider, &error) == BRINE_OK;
    bool wanted = strcmp(limbo_text(test_case, "expected_result"), "SUCCESS") == 0;
    const char *reason = reason_to_diverge(test_case);

    if (reason != NULL) {
        t->excused++;
        if (accept != wanted)
            print_message("diverges: %s (%s)\n", limbo_text(test_case, "id"), reason);
        return;
    }
    t->accepts += wanted;
    t->rejects += !wanted;
    t->accepted += accept && wanted;
    t->rejected += !accept && !wanted;
    if (accept != wanted)
        print_error("%s: %s %s\n", limbo_text(test_case, "id"), accept ? "accepted" : "rejected",
                    error.text);
}

static void every_given_case_is_judged_as_expected(void **state)
{
    const cJSON *test_case;

    (void)state;
    if (cases == NULL) {
        print_message("skipped: x509-limbo; no limbo/given.json in BRINE_VECTORS_DIR\n");
        skip();
    }
    for (size_t i = 0; i < PROVIDERS_COUNT; i++) {
        tally t = {0};

        cJSON_ArrayForEach (test_case, cases)
            judge(test_case, providers[i].get(), &t);
        print_message("x509-limbo, %s provider: %zu of %zu accepted, %zu of %zu rejected, "
                      "%zu not asked\n",
                      providers[i].name, t.accepted, t.accepts, t.rejected, t.rejects, t.excused);
        assert_int_equal(t.accepted, t.accepts);
        assert_int_equal(t.rejected, t.rejects);
        assert_true(t.accepts > 100 && t.rejects > 300);
    }
}

/* ---- The default profile ---- */

/* Cases that expect refusal and that the default profile accepts: issuers' rules, all of them. */
static const struct {
    const char *id, *reason;
} accepted_by_default[] = {
    {"rfc5280::aki::leaf-missing-aki", "an identifier is a hint"},
    {"rfc5280::nc::invalid-dnsname-leading-period", "it has one safe reading in each direction"},
    {"rfc5280::nc::not-allowed-in-ee-critical", "a leaf constrains nothing below it"},
    {"rfc5280::nc::not-allowed-in-ee-noncritical", "a leaf constrains nothing below it"},
    {"rfc5280::ski::intermediate-missing-ski", "an identifier is a hint"},
    {"rfc5280::ski::root-missing-ski", "an identifier is a hint"},
    {"webpki::aki::root-with-aki-missing-keyidentifier", "an anchor is a name and a key"},
    {"webpki::aki::root-with-aki-ski-mismatch", "an anchor is a name and a key"},
    {"webpki::forbidden-rsa-not-divisible-by-8-in-root", "2052 bits are no weaker than 2048"},
    {"webpki::malformed-aia", "nothing is fetched from there"},
    {"webpki::san::san-critical-with-nonempty-subject", "it is read either way"},
};

static const char *reason_to_accept(const char *id)
{
    for (size_t i = 0; i < sizeof accepted_by_default / sizeof *accepted_by_default; i++)
        if (strcmp(id, accepted_by_default[i].id) == 0)
            return accepted_by_default[i].reason;
    return NULL;
}

static void the_default_profile_diverges_where_it_says(void **state)
{
    const cJSON *test_case;
    size_t diverged = 0, wrong = 0;

    (void)state;
    if (cases == NULL)
        skip();
    cJSON_ArrayForEach (test_case, cases) {
        const char *id = limbo_text(test_case, "id");
        brine_error error = BRINE_NO_ERROR;
        bool accept = limbo_verify(test_case, false, NULL, &error) == BRINE_OK;
        bool wanted = strcmp(limbo_text(test_case, "expected_result"), "SUCCESS") == 0;
        bool listed = reason_to_accept(id) != NULL;

        if (reason_to_diverge(test_case) != NULL)
            continue;
        diverged += listed;
        if (accept == (wanted || listed))
            continue;
        print_error("%s: %s %s\n", id, accept ? "accepted" : "rejected", error.text);
        wrong++;
    }
    assert_int_equal(wrong, 0);
    assert_int_equal(diverged, sizeof accepted_by_default / sizeof *accepted_by_default);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_given_case_is_judged_as_expected),
        cmocka_unit_test(the_default_profile_diverges_where_it_says),
    };
    const char *directory = BRINE_VECTORS;
    char path[4096];
    cJSON *document = NULL;
    int failed;

    snprintf(path, sizeof path, "%s/limbo/given.json", directory);
    cases = limbo_load(path, &document);
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    cJSON_Delete(document);
    return failed;
}
