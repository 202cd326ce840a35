#include "stored.h"

#include "base/reader.h"
#include "fuzz.h"
#include "support/scratch.h"

#include <brine/trust.h>

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILES_MAX 6u

/* What lies in the directory, and how many anchors it has by itself. */
typedef struct folder {
    size_t loaded;
    bool first_is_file;
} folder;

static size_t loaded_of(const brine_trust *trust)
{
    brine_trust_report report;

    brine_trust_get_report(trust, &report, sizeof report);
    FUZZ_CHECK(memchr(report.first_skipped, 0, sizeof report.first_skipped) != NULL);
    FUZZ_CHECK((report.skipped > 0) == (report.first_skipped[0] != '\0'));
    return report.loaded;
}

static brine_trust *store(void)
{
    brine_trust *trust = NULL;

    FUZZ_CHECK(brine_trust_new(NULL, &trust, NULL) == BRINE_OK);
    return trust;
}

/* Anchors in a file's bytes. */
static size_t count_in(brine_bytes bytes)
{
    brine_trust *trust = store();
    brine_error error = BRINE_NO_ERROR;
    brine_result result =
        bytes.len > 0 ? brine_trust_add_memory(trust, bytes, NULL, &error) : BRINE_OK;
    size_t loaded = loaded_of(trust);

    FUZZ_CHECK(bytes.len == 0 || (result == BRINE_OK) == (loaded > 0));
    FUZZ_CHECK(result == BRINE_OK || error.text[0] != '\0');
    brine_trust_free(trust);
    return loaded;
}

/* What no anchor can come from. */
static void put_junk(unsigned kind, size_t number)
{
    static const char *const names[] = {"d0", "d1", "d2", "d3", "d4", "d5"};
    const char *path = scratch_path(names[number]);
    int made = 0;

    if (kind == 2)
        made = mkdir(path, 0700);
    if (kind == 3)
        made = symlink("nowhere", path);
    if (kind == 4)
        made = mkfifo(path, 0600);
    if (kind == 5)
        made = symlink(path, path);
    FUZZ_CHECK(made == 0);
}

/* kind: a file, a hidden one, a directory, a dangling link, a pipe, a circle, a file and a link. */
static size_t put(unsigned kind, size_t number, brine_bytes bytes)
{
    static const char *const names[] = {"0.pem", "1.pem", "2.pem", "3.pem", "4.pem", "5.pem"},
                             *const hidden[] = {".0", ".1", ".2", ".3", ".4", ".5"},
                             *const links[] = {"l0", "l1", "l2", "l3", "l4", "l5"};
    size_t loaded = 0;

    if (kind == 0 || kind == 6) {
        scratch_file(names[number], bytes.data, bytes.len);
        loaded = count_in(bytes);
    }
    if (kind == 1)
        scratch_file(hidden[number], bytes.data, bytes.len);
    if (kind >= 2 && kind <= 5)
        put_junk(kind, number);
    if (kind == 6)
        FUZZ_CHECK(symlink(names[number], scratch_path(links[number])) == 0);
    return kind == 6 ? 2 * loaded : loaded;
}

/* kind(1) content<0..2^16-1>, up to six times. */
static folder fill(const uint8_t *data, size_t size)
{
    brn_reader r = brn_reader_at(data, size), content;
    folder made = {.loaded = 0};
    uint8_t kind;

    for (size_t i = 0; i < FILES_MAX && brn_read_u8(&r, &kind); i++) {
        if (!brn_read_vector16(&r, &content))
            content = r; /* the rest */
        made.loaded += put(kind % 7, i, brn_reader_rest(&content));
        if (i == 0)
            made.first_is_file = kind % 7 == 0 || kind % 7 == 6;
        if (content.at == r.at)
            break;
    }
    return made;
}

static void check_directory(size_t loaded)
{
    brine_trust *trust = store();
    brine_error error = BRINE_NO_ERROR;
    brine_result result = brine_trust_add_directory(trust, scratch_path(""), &error);

    FUZZ_CHECK(loaded_of(trust) == loaded);
    FUZZ_CHECK((result == BRINE_OK) == (loaded > 0));
    FUZZ_CHECK(result == BRINE_OK || error.text[0] != '\0');
    FUZZ_CHECK((brine_trust_freeze(trust, &error) == BRINE_OK) == (loaded > 0));
    brine_trust_free(trust);
}

static void check_system(size_t loaded, bool has_file)
{
    char directories[3 * SCRATCH_PATH_SIZE];
    const char *path = scratch_path("");
    brine_trust *trust = store();
    brine_error error = BRINE_NO_ERROR;
    brine_result result;

    snprintf(directories, sizeof directories, "%s:/nowhere::%s", path, path);
    FUZZ_CHECK(setenv("SSL_CERT_DIR", directories, 1) == 0);
    if (has_file)
        FUZZ_CHECK(setenv("SSL_CERT_FILE", scratch_path("0.pem"), 1) == 0);
    else
        FUZZ_CHECK(unsetenv("SSL_CERT_FILE") == 0);
    result = brine_trust_add_system(trust, &error);
    FUZZ_CHECK(result != BRINE_OK || loaded > 0);
    if (result == BRINE_OK)
        FUZZ_CHECK(brine_trust_source(trust) != NULL && loaded_of(trust) >= 2 * loaded);
    else
        FUZZ_CHECK(error.text[0] != '\0');
    brine_trust_free(trust);
}

void stored_trust(uint8_t options, const uint8_t *data, size_t size)
{
    folder made;

    scratch_begin();
    made = fill(data, size);
    check_directory(made.loaded);
    check_system(made.loaded, (options & 1) != 0 && made.first_is_file);
    scratch_end();
}
