/*
 * Cases of C2SP x509-limbo, put to the public verification call as README.md beside the
 * vectors reads them.
 */
#ifndef BRINE_TESTS_X509_LIMBO_H
#define BRINE_TESTS_X509_LIMBO_H

#include <brine/cert.h>

#include <cjson/cJSON.h>

/* The list of cases in a file; NULL when it can't be read. Free *document with cJSON_Delete. */
cJSON *limbo_load(const char *path, cJSON **document);

/* The text of a member of a case; NULL when it has none. */
const char *limbo_text(const cJSON *test_case, const char *member);

/*
 * Verifies one case; BRINE_OK when it is accepted. With strict, also how the trust
 * anchors were issued is checked. provider NULL = brine_provider_default(). Needs no expected
 * result in the case.
 */
brine_result limbo_verify(const cJSON *test_case, bool strict, const brine_provider *provider,
                          brine_error *error);

#endif
