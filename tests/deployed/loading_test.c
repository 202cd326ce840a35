/*
 * Trust anchors that change while they are loaded, and a directory of ten thousand files. The
 * allocator is what changes the file: it is asked for room when the file was opened and measured,
 * and before it is read.
 */
#include "support/peer/pki.h"
#include "support/scratch.h"
#include "support/test.h"

#include <brine/brine.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PEM_MAX 65536
#define FILES   10000

static char one[PEM_MAX], two[PEM_MAX]; /* a certificate, and two of them */

static void (*change)(void);

static void *allocate(void *context, size_t size)
{
    (void)context;
    if (change != NULL && size > strlen(one))
        change();
    return malloc(size);
}

static void release(void *context, void *block, size_t size)
{
    (void)context;
    (void)size;
    free(block);
}

static const brine_allocator changing = {NULL, allocate, release};

static void rewrite(const char *text)
{
    change = NULL; /* once is enough */
    scratch_file("bundle.pem", text, strlen(text));
}

static void grow(void)
{
    rewrite(two);
}

static void empty(void)
{
    rewrite("");
}

static void cut(void)
{
    char part[PEM_MAX];

    snprintf(part, sizeof part, "%.*s", (int)strlen(one) / 2, one);
    rewrite(part);
}

static void replace(void)
{
    change = NULL;
    scratch_file("new.pem", two, strlen(two));
    assert_int_equal(rename(scratch_path("new.pem"), scratch_path("bundle.pem")), 0);
}

static void remove_it(void)
{
    change = NULL;
    assert_int_equal(unlink(scratch_path("bundle.pem")), 0);
}

static const struct {
    const char *title;
    void (*change)(void);
    brine_result result;
    size_t anchors;
    const char *words;
} changes[] = {
    {"replaced as package managers do", replace, BRINE_OK, 1, ""},
    {"removed", remove_it, BRINE_OK, 1, ""},
    {"written anew where it lies, and longer", grow, BRINE_OK, 2, ""},
    {"emptied", empty, BRINE_ERROR_NO_CERTIFICATE, 0, "bundle.pem holds no certificate"},
    {"cut off", cut, BRINE_ERROR_NO_CERTIFICATE, 0,
     "bundle.pem holds no certificate that can be used"},
};

/* The old file or the new one, and what is neither is told: never a part of one. */
static void a_bundle_that_changes_is_read_whole_or_not_at_all(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        brine_trust *trust = NULL;
        brine_error error = BRINE_NO_ERROR;
        brine_trust_report report;
        brine_result result;

        scratch_file("bundle.pem", one, strlen(one));
        change = NULL;
        assert_int_equal(brine_trust_new(&changing, &trust, NULL), BRINE_OK);
        change = changes[i].change;
        result = brine_trust_add_file(trust, scratch_path("bundle.pem"), &error);
        assert_true(change == NULL);
        brine_trust_get_report(trust, &report, sizeof report);
        if (result != changes[i].result || report.loaded != changes[i].anchors ||
            strstr(error.text, changes[i].words) == NULL)
            fail_msg("%s: %s, %lu anchors, \"%s\"", changes[i].title, brine_result_name(result),
                     (unsigned long)report.loaded, error.text);
        brine_trust_free(trust);
    }
}

/* ---- A directory of many files ---- */

static void link_to(const char *directory, const char *file, size_t first, size_t count)
{
    char path[SCRATCH_PATH_SIZE + 32];

    for (size_t i = first; i < first + count; i++) {
        snprintf(path, sizeof path, "%s/%lu", directory, (unsigned long)i);
        assert_int_equal(link(file, path), 0);
    }
}

static void ten_thousand_files_are_looked_at(void **state)
{
    const char *directory = scratch_path("many");
    brine_trust *trust = NULL;
    brine_trust_report report;
    brine_error error = BRINE_NO_ERROR;

    (void)state;
    assert_int_equal(mkdir(directory, 0700), 0);
    link_to(directory, scratch_file("junk", "no certificate\n", 15), 0, FILES - 1);
    link_to(directory, scratch_file("bundle.pem", one, strlen(one)), FILES - 1, 1);
    assert_int_equal(brine_trust_new(NULL, &trust, NULL), BRINE_OK);
    if (brine_trust_add_directory(trust, directory, &error) != BRINE_OK)
        fail_msg("%s", error.text);
    brine_trust_get_report(trust, &report, sizeof report);
    assert_int_equal(report.loaded, 1);
    assert_int_equal(report.skipped, FILES - 1);
    assert_non_null(strstr(report.first_skipped, "holds no certificate"));

    link_to(directory, scratch_path("junk"), FILES, BRINE_DIRECTORY_FILES_MAX + 1 - FILES);
    assert_int_equal(brine_trust_add_directory(trust, directory, &error), BRINE_ERROR_LIMIT);
    assert_non_null(strstr(error.text, "/many holds more than 16384 files; "));
    brine_trust_free(trust);
    for (size_t i = 0; i <= BRINE_DIRECTORY_FILES_MAX; i++) {
        char path[SCRATCH_PATH_SIZE + 32];

        snprintf(path, sizeof path, "%s/%lu", directory, (unsigned long)i);
        unlink(path);
    }
}

static void write_pem(char *out, const peer_slice *certificate)
{
    const char *begin = "-----BEGIN CERTIFICATE-----\n", *end = "\n-----END CERTIFICATE-----\n";
    size_t at = strlen(begin);

    memcpy(out, begin, at);
    at += (size_t)EVP_EncodeBlock((unsigned char *)out + at, certificate->data,
                                  (int)certificate->len);
    memcpy(out + at, end, strlen(end) + 1);
}

static int begin(void **state)
{
    peer_pki *pki = peer_pki_new();
    const peer_slice root = peer_pki_root(pki);

    (void)state;
    write_pem(one, &root);
    snprintf(two, sizeof two, "%.30000s%.30000s", one, one);
    peer_pki_free(pki);
    scratch_begin();
    return 0;
}

static int end(void **state)
{
    (void)state;
    scratch_end();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bundle_that_changes_is_read_whole_or_not_at_all),
        cmocka_unit_test(ten_thousand_files_are_looked_at),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
