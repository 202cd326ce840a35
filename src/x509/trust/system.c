/*
 * Where systems keep their CA certificates.
 */
#include "base/error.h"
#include "base/escape.h"
#include "base/memory.h"
#include "system/environment.h"
#include "x509/trust/object.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const char step[] = "load the system's trust anchors";

/* One file with all of them; the most usual first. */
static const char *const system_bundles[] = {
    "/etc/ssl/certs/ca-certificates.crt",                /* Debian, Ubuntu, Arch, Gentoo, NixOS */
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", /* Fedora, RHEL, CentOS */
    "/etc/pki/tls/certs/ca-bundle.crt",                  /* their older releases */
    "/etc/ssl/ca-bundle.pem",                            /* openSUSE */
    "/etc/ssl/cert.pem",                                 /* Alpine, OpenBSD, FreeBSD, macOS */
    "/usr/local/etc/ssl/cert.pem",                       /* FreeBSD's ports */
    "/usr/local/share/certs/ca-root-nss.crt",            /* FreeBSD's ports, older */
    "/etc/openssl/certs/ca-certificates.crt",            /* NetBSD */
    "/etc/certs/ca-certificates.crt",                    /* Solaris, illumos */
    NULL,
};

/* One file each. */
static const char *const system_directories[] = {
    "/etc/ssl/certs",               /* most */
    "/etc/pki/tls/certs",           /* Fedora, RHEL */
    "/usr/share/certs/trusted",     /* FreeBSD */
    "/etc/openssl/certs",           /* NetBSD */
    "/system/etc/security/cacerts", /* Android */
    NULL,
};

typedef brine_result (*add_function)(brine_trust *trust, const char *path, brine_error *error);

/* Adds a path to the text that brine_trust_source gives, after a colon if it is not the first. */
static brine_result note_source(brine_trust *trust, const char *path, brine_error *error)
{
    size_t old_len = trust->source != NULL ? strlen(trust->source) : 0;
    size_t size = old_len + (old_len > 0 ? 1 : 0) + strlen(path) + 1;
    char *text = brn_allocate(&trust->allocator, size, 1);

    if (text == NULL)
        return brn_fail(error, BRINE_ERROR_OUT_OF_MEMORY, step, NULL);
    if (old_len > 0)
        snprintf(text, size, "%s:%s", trust->source, path);
    else
        memcpy(text, path, size);
    brn_release(&trust->allocator, trust->source, old_len + 1);
    trust->source = text;
    return BRINE_OK;
}

/* Anchors from a source that the environment names in this variable, or why there are none. */
static brine_result add_source(brine_trust *trust, add_function add, const char *variable,
                               const char *path, brine_error *error)
{
    brine_error reason;
    brine_result result = add(trust, path, &reason);

    if (result == BRINE_OK)
        return note_source(trust, path, error);
    if (!brn_trust_is_fatal(result))
        brn_error_lead(&reason, "the environment variable %s can't be obeyed: ", variable);
    if (error != NULL)
        *error = reason;
    return result;
}

/*
 * Tries one source; *found says whether it brought anchors. A failure goes to the report,
 * unless the source does not exist and may be missing.
 */
static brine_result try_source(brine_trust *trust, add_function add, const char *path,
                               bool may_be_missing, bool *found, brine_error *error)
{
    size_t skipped = trust->report.skipped;
    brine_error reason;
    brine_result result = add(trust, path, &reason);

    if (result == BRINE_OK) {
        *found = true;
        return note_source(trust, path, error);
    }
    if (brn_trust_is_fatal(result)) {
        if (error != NULL)
            *error = reason;
        return result;
    }
    if (may_be_missing && (reason.system == ENOENT || reason.system == ENOTDIR))
        return BRINE_OK;
    if (trust->report.skipped == skipped)
        brn_trust_skip(trust, NULL, 0, reason.text);
    return BRINE_OK;
}

/* What a list of directories brought so far. */
typedef struct listing {
    bool found;      /* one of them held a certificate */
    brine_error why; /* the first that can't be used; code BRINE_OK = all can */
} listing;

static brine_result add_listed(brine_trust *trust, const char *path, listing *list)
{
    size_t skipped = trust->report.skipped;
    brine_error why;
    brine_result result = add_source(trust, brine_trust_add_directory, "SSL_CERT_DIR", path, &why);

    list->found = list->found || result == BRINE_OK;
    if (result == BRINE_OK)
        return BRINE_OK;
    if (list->why.code == BRINE_OK || brn_trust_is_fatal(result))
        list->why = why;
    if (brn_trust_is_fatal(result))
        return result;
    if (trust->report.skipped == skipped)
        brn_trust_skip(trust, NULL, 0, why.text);
    return BRINE_OK;
}

/* The parts of a text with colons between them. */
static brine_result add_each(brine_trust *trust, const char *text, listing *list)
{
    brine_result result = BRINE_OK;

    while (*text != '\0' && result == BRINE_OK) {
        size_t len = strcspn(text, ":");
        char *path = brn_copy_text(&trust->allocator, text, len);

        if (path == NULL)
            return brn_fail(&list->why, BRINE_ERROR_OUT_OF_MEMORY, step, NULL);
        if (len > 0)
            result = add_listed(trust, path, list);
        brn_release(&trust->allocator, path, len + 1);
        text += len + (text[len] == ':' ? 1 : 0);
    }
    return result;
}

/*
 * A directory that can't be used goes to the report as long as there are other anchors, of another
 * directory or of SSL_CERT_FILE: such lists name what some machines and small containers lack.
 */
static brine_result add_directories(brine_trust *trust, const char *text, bool may_fail,
                                    brine_error *error)
{
    listing list = {.found = false};
    brine_result result = add_each(trust, text, &list);

    if (result == BRINE_OK && (list.found || may_fail))
        return BRINE_OK;
    if (list.why.code == BRINE_OK)
        return brn_fail(error, BRINE_ERROR_TRUST_EMPTY, step,
                        "the environment variable SSL_CERT_DIR names no directory");
    if (error != NULL)
        *error = list.why;
    return list.why.code;
}

/*
 * Places that the environment names are used alone: no silent fall-back to the system's. Nor do
 * directories make up for a file that can't be read: without its anchors servers would be
 * refused for no fault of theirs.
 */
static brine_result add_named(brine_trust *trust, const char *file, const char *directories,
                              brine_error *error)
{
    brine_result result = BRINE_OK;

    if (file != NULL)
        result = add_source(trust, brine_trust_add_file, "SSL_CERT_FILE", file, error);
    if (result == BRINE_OK && directories != NULL)
        result = add_directories(trust, directories, file != NULL, error);
    return result;
}

static void list_place(brn_text *text, const char *path)
{
    char shown[BRN_SHOWN_SIZE];

    brn_text_string(text, text->len > 0 ? ", " : "");
    brn_text_string(text, brn_shown(path, shown));
}

brine_result brn_trust_add_first(brine_trust *trust, const char *const *bundles,
                                 const char *const *directories, brine_error *error)
{
    char places[BRINE_ERROR_TEXT_SIZE - 128];
    brn_text text = brn_text_in(places, sizeof places);
    brine_result result = BRINE_OK;
    bool found = false;

    for (; *bundles != NULL && result == BRINE_OK && !found; bundles++) {
        list_place(&text, *bundles);
        result = try_source(trust, brine_trust_add_file, *bundles, true, &found, error);
    }
    for (; *directories != NULL && result == BRINE_OK && !found; directories++) {
        list_place(&text, *directories);
        result = try_source(trust, brine_trust_add_directory, *directories, true, &found, error);
    }
    if (result == BRINE_OK && !found)
        return brn_fail(error, BRINE_ERROR_TRUST_EMPTY, step, "no CA certificates in %s", places);
    return result;
}

brine_result brine_trust_add_system(brine_trust *trust, brine_error *error)
{
    const char *file = brn_environment("SSL_CERT_FILE");
    const char *directories = brn_environment("SSL_CERT_DIR");

    if (trust == NULL)
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, step, "the trust store is NULL");
    if (file != NULL || directories != NULL)
        return add_named(trust, file, directories, error);
    return brn_trust_add_first(trust, system_bundles, system_directories, error);
}
