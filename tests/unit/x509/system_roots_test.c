/* Each root of the system's bundle serves as an anchor, unless it has expired. */
#include "support/test.h"
#include "x509/path/path.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "x509/pem/pem.h"

#define BUNDLE "/etc/ssl/certs/ca-certificates.crt"

static uint8_t *bundle;
static size_t bundle_len;

static void read_bundle(void)
{
    FILE *file = fopen(BUNDLE, "rb");

    if (file == NULL)
        return;
    bundle = malloc(8 * 1024 * 1024);
    if (bundle != NULL)
        bundle_len = fread(bundle, 1, 8 * 1024 * 1024, file);
    fclose(file);
}

typedef struct tally {
    size_t roots, accepted, expired, refused, strict;
} tally;

static void judge(brine_bytes der, tally *t)
{
    /* The bundle's own day: each root is judged when it is valid. */
    const brn_verify_policy lax = {.choices = {.insecure_skip_time = true}};
    const brn_verify_policy strictest = {.choices = {.insecure_skip_time = true, .strict = true}};
    const brn_verify_policy dated = {.pin_count = 0};
    brn_profile profile = {.policy = &lax}, strict = {.policy = &strictest};
    brn_profile today = {.policy = &dated, .time = INT64_C(1749988800)};
    brn_refusal refusal = {.code = BRINE_OK};
    brn_malformed malformed = {"", ""};
    brn_certificate certificate;

    t->roots++;
    if (!brn_certificate_parse(der, &certificate, &malformed)) {
        print_error("root %zu: %s %s\n", t->roots, malformed.field, malformed.rule);
        t->refused++;
        return;
    }
    if (!brn_check_anchor(&profile, &certificate, &refusal)) {
        print_error("root %zu: %s\n", t->roots, brine_result_name(refusal.code));
        t->refused++;
        return;
    }
    t->accepted++;
    t->expired += !brn_check_anchor(&today, &certificate, &refusal);
    t->strict += !brn_check_anchor(&strict, &certificate, &refusal);
}

static void every_root_is_an_anchor(void **state)
{
    static uint8_t der[64 * 1024];
    brn_pem pem = brn_pem_of((brine_bytes){bundle, bundle_len});
    brn_pem_block block;
    brn_base64 tables;
    tally t = {0};

    (void)state;
    if (bundle == NULL) {
        print_message("skipped: no %s\n", BUNDLE);
        skip();
    }
    brn_base64_init(&tables);
    while (brn_pem_next(&pem, &block)) {
        size_t len = 0;

        assert_true(brn_base64_room(block.text.len) <= sizeof der);
        assert_true(brn_pem_decode(&pem, &tables, &block, der, &len));
        judge((brine_bytes){der, len}, &t);
    }
    print_message("%zu roots: %zu serve as anchors but for their dates, of which %zu had expired "
                  "on 2025-06-15; the strict profile refuses %zu\n",
                  t.roots, t.accepted, t.expired, t.strict);
    assert_int_equal(t.refused, 0);
    assert_true(t.roots > 0 && t.accepted == t.roots);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_root_is_an_anchor),
    };
    int failed;

    read_bundle();
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    free(bundle);
    return failed;
}
