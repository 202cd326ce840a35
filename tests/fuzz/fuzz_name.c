/*
 * Any text as a server name, an address, a distinguished name, a name constraint. Addresses
 * are read as the system reads them, comparisons are symmetric and agree with hashes.
 */
#include "fuzz.h"

#include <brine/cert.h>

#include <arpa/inet.h>
#include <string.h>

#include "x509/name/distinguished_name.h"
#include "x509/name/host_name.h"
#include "x509/name/ip_address.h"
#include "x509/name/name_constraints.h"
#include "x509/name/name_hash.h"
#include "x509/path/server_name.h"

static void check_address(const char *text)
{
    uint8_t ours[16], theirs[16];
    char again[64];
    size_t len = brn_ip_parse((brine_bytes){(const uint8_t *)text, strlen(text)}, ours);
    size_t wanted = inet_pton(AF_INET, text, theirs) == 1    ? 4
                    : inet_pton(AF_INET6, text, theirs) == 1 ? 16
                                                             : 0;

    FUZZ_CHECK(len == wanted);
    FUZZ_CHECK(len == 0 || memcmp(ours, theirs, len) == 0);
    if (len == 0)
        return;
    FUZZ_CHECK(brn_ip_text((brine_bytes){ours, len}, again, sizeof again) < sizeof again);
    FUZZ_CHECK(brn_ip_parse((brine_bytes){(const uint8_t *)again, strlen(again)}, theirs) == len);
    FUZZ_CHECK(memcmp(ours, theirs, len) == 0);
}

static void check_server_name(const char *text)
{
    brn_server_name name;
    brine_error error;
    const char *why = NULL;
    bool good = brn_server_name_parse(text, &name, &why);

    FUZZ_CHECK(good == (brine_server_name_check(text, &error) == BRINE_OK));
    FUZZ_CHECK(good || (why != NULL && error.text[0] != '\0'));
    if (good && name.address_len == 0) {
        FUZZ_CHECK(brn_host_name_is_valid(name.host));
        FUZZ_CHECK(brn_host_name_matches(name.host, name.host));
        FUZZ_CHECK(brn_host_name_within(name.host, brn_host_name_parent(name.host)));
    }
}

static void check_distinguished_names(brine_bytes bytes)
{
    brn_reader r = brn_reader_of(bytes);
    brine_bytes a, b;
    uint64_t hash_a, hash_b;
    char text[64];
    bool equal;

    if (!brn_read_name(&r, &a))
        return;
    FUZZ_CHECK(brn_name_equal(a, a) && brn_name_within(a, a) && brn_name_hash(a, &hash_a));
    FUZZ_CHECK(brn_name_text(a, text, sizeof text) == brn_name_text(a, NULL, 0));
    if (!brn_read_name(&r, &b))
        return;
    equal = brn_name_equal(a, b);
    FUZZ_CHECK(equal == brn_name_equal(b, a));
    FUZZ_CHECK(equal == (brn_name_within(a, b) && brn_name_within(b, a)));
    FUZZ_CHECK(brn_name_hash(b, &hash_b));
    FUZZ_CHECK(!equal || hash_a == hash_b);
}

/* GeneralSubtrees, then names to judge by them. */
static void check_constraints(brine_bytes bytes)
{
    brn_reader r = brn_reader_of(bytes);
    brine_bytes permitted, excluded, base;
    brn_general_name name;
    const char *rule = NULL, *lapse = NULL;
    size_t comparisons;

    if (!brn_der_read(&r, BRN_DER_SEQUENCE, &permitted) ||
        !brn_der_read(&r, BRN_DER_SEQUENCE, &excluded))
        return;
    if (!brn_check_subtrees(permitted, &rule, &lapse) ||
        !brn_check_subtrees(excluded, &rule, &lapse)) {
        FUZZ_CHECK(rule != NULL);
        return;
    }
    while (brn_read_general_name(&r, &name)) {
        brn_name_constraints both = {permitted, excluded}, none = {{NULL, 0}, {NULL, 0}};

        comparisons = bytes.len;
        FUZZ_CHECK(brn_name_constraints_judge(&both, &name, &comparisons, &base) !=
                   BRN_CONSTRAINT_EXHAUSTED);
        FUZZ_CHECK(brn_name_constraints_judge(&none, &name, &comparisons, &base) ==
                   BRN_CONSTRAINT_KEPT);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    brine_bytes bytes = {data, size};

    FUZZ_CHECK(text != NULL);
    if (size > 0)
        memcpy(text, data, size);
    text[size] = '\0';
    check_address(text);
    check_server_name(text);
    check_distinguished_names(bytes);
    check_constraints(bytes);
    brn_host_name_is_wildcard(bytes);
    brn_host_name_is_too_wide(bytes);
    free(text);
    return 0;
}
