#include "session_file.h"

#include "say.h"
#include "shown.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * The file: one line that names it, then for each session its length (4 bytes, big-endian)
 * and brine's blob, oldest first.
 */
static const char first_line[] = "https_get sessions 1\n";

#define BLOB_MAX ((size_t)65536)

/* Wipes as well as a program can that has no better means. */
static void forget(struct stored_session *entry)
{
    volatile uint8_t *byte = entry->blob;

    for (size_t i = 0; i < entry->length; i++)
        byte[i] = 0;
    free(entry->blob);
    memset(entry, 0, sizeof *entry);
}

static void remove_entry(struct session_file *file, size_t index)
{
    forget(&file->entries[index]);
    file->count--;
    memmove(&file->entries[index], &file->entries[index + 1],
            (file->count - index) * sizeof *file->entries);
}

/* Takes over the blob. */
static void add_entry(struct session_file *file, uint8_t *blob, size_t length)
{
    struct stored_session *entry;
    brine_session *session = NULL;

    if (file->count == SESSIONS_MAX)
        remove_entry(file, 0);
    entry = &file->entries[file->count++];
    memset(entry, 0, sizeof *entry);
    entry->blob = blob;
    entry->length = length;
    if (brine_session_load(file->config, blob, length, &session, NULL) != BRINE_OK)
        return;
    snprintf(entry->host, sizeof entry->host, "%s", brine_session_server_name(session));
    entry->port = brine_session_port(session);
    brine_session_free(session);
}

typedef enum entry_result {
    ENTRY_READ,
    ENTRY_NONE, /* the file ends here, as it should */
    ENTRY_BROKEN,
} entry_result;

static entry_result read_entry(struct session_file *file, FILE *stream)
{
    uint8_t prefix[4];
    size_t count = fread(prefix, 1, sizeof prefix, stream), length;
    uint8_t *blob;

    if (count < sizeof prefix)
        return count == 0 && feof(stream) ? ENTRY_NONE : ENTRY_BROKEN;
    length = (size_t)prefix[0] << 24 | (size_t)prefix[1] << 16 | (size_t)prefix[2] << 8 | prefix[3];
    if (length == 0 || length > BLOB_MAX)
        return ENTRY_BROKEN;
    blob = malloc(length);
    if (blob == NULL)
        return ENTRY_BROKEN;
    if (fread(blob, length, 1, stream) != 1) {
        free(blob);
        return ENTRY_BROKEN;
    }
    add_entry(file, blob, length);
    return ENTRY_READ;
}

/*
 * Why a file must not be believed; NULL when it may be. A session stands in for a
 * certificate: its author can play each server that the file names.
 */
static const char *why_not_ours(const struct stat *status)
{
    if (!S_ISREG(status->st_mode))
        return "it is not a regular file";
    if (status->st_uid != geteuid())
        return "it belongs to another user";
    if ((status->st_mode & (S_IWGRP | S_IWOTH)) != 0)
        return "other users can write to it; forbid that (chmod 600) if the file is yours";
    return NULL;
}

/*
 * The file, opened: *out is NULL when there is none yet. A link is not followed, and a
 * pipe does not keep us waiting for a writer.
 */
static exit_code open_file(const struct options *options, const char *path, FILE **out)
{
    int number = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    const char *why = NULL;
    char text[SHOWN_SIZE];
    struct stat status;

    *out = NULL;
    if (number < 0 && errno == ENOENT)
        return EXIT_OK;
    if (number < 0)
        why = errno == ELOOP ? "it is a symbolic link; name the file itself" : strerror(errno);
    else if (fstat(number, &status) != 0)
        why = strerror(errno);
    else
        why = why_not_ours(&status);
    if (why == NULL) {
        *out = fdopen(number, "rb");
        if (*out != NULL)
            return EXIT_OK;
        why = strerror(errno);
    }
    if (number >= 0)
        close(number);
    return say_failure(options, EXIT_READ, "the sessions in %s can't be used: %s",
                       shown(path, text, sizeof text), why);
}

static void read_entries(struct session_file *file, FILE *stream)
{
    char line[sizeof first_line], text[SHOWN_SIZE];
    entry_result result;

    if (fread(line, sizeof line - 1, 1, stream) != 1 ||
        memcmp(line, first_line, sizeof line - 1) != 0) {
        say_warning("%s holds no sessions; it will be replaced",
                    shown(file->path, text, sizeof text));
        return;
    }
    do
        result = read_entry(file, stream);
    while (result == ENTRY_READ);
    if (result == ENTRY_BROKEN)
        say_warning("%s is damaged; what could be read is used",
                    shown(file->path, text, sizeof text));
}

exit_code session_file_open(struct session_file *file, const struct options *options,
                            const brine_config *config)
{
    FILE *stream;
    exit_code code;

    memset(file, 0, sizeof *file);
    file->config = config;
    if (options->session_file == NULL)
        return EXIT_OK;
    code = open_file(options, options->session_file, &stream);
    if (code != EXIT_OK)
        return code;
    file->path = options->session_file;
    if (stream != NULL) {
        read_entries(file, stream);
        fclose(stream);
    }
    return EXIT_OK;
}

static size_t find_entry(const struct session_file *file, const char *host, uint16_t port)
{
    size_t index = 0;

    while (index < file->count &&
           (file->entries[index].port != port || strcmp(file->entries[index].host, host) != 0))
        index++;
    return index;
}

brine_session *session_file_find(const struct session_file *file, const char *host, uint16_t port)
{
    size_t index = find_entry(file, host, port);
    brine_session *session = NULL;

    if (index == file->count)
        return NULL;
    if (brine_session_load(file->config, file->entries[index].blob, file->entries[index].length,
                           &session, NULL) != BRINE_OK)
        return NULL;
    return session;
}

void session_file_forget(struct session_file *file, const char *host, uint16_t port)
{
    size_t index = find_entry(file, host, port);

    if (index == file->count)
        return;
    remove_entry(file, index);
    file->changed = true;
}

static uint8_t *make_blob(const struct session_file *file, const brine_session *session,
                          size_t *length)
{
    uint8_t *blob;

    if (brine_session_save(session, file->config, NULL, 0, length, NULL) != BRINE_OK ||
        *length == 0 || *length > BLOB_MAX)
        return NULL;
    blob = malloc(*length);
    if (blob != NULL &&
        brine_session_save(session, file->config, blob, *length, length, NULL) != BRINE_OK) {
        free(blob);
        blob = NULL;
    }
    return blob;
}

void session_file_keep(struct session_file *file, const brine_conn *conn)
{
    brine_session *session = NULL;
    size_t length = 0, index;
    uint8_t *blob;

    if (file->path == NULL || brine_conn_session(conn, &session, NULL) != BRINE_OK)
        return;
    blob = make_blob(file, session, &length);
    if (blob != NULL) {
        index = find_entry(file, brine_session_server_name(session), brine_session_port(session));
        if (index < file->count)
            remove_entry(file, index);
        add_entry(file, blob, length);
        file->changed = true;
    }
    brine_session_free(session);
}

static bool write_entries(const struct session_file *file, FILE *stream)
{
    if (fwrite(first_line, sizeof first_line - 1, 1, stream) != 1)
        return false;
    for (size_t i = 0; i < file->count; i++) {
        size_t length = file->entries[i].length;
        uint8_t prefix[4] = {(uint8_t)(length >> 24), (uint8_t)(length >> 16),
                             (uint8_t)(length >> 8), (uint8_t)length};

        if (fwrite(prefix, sizeof prefix, 1, stream) != 1 ||
            fwrite(file->entries[i].blob, length, 1, stream) != 1)
            return false;
    }
    return true;
}

/* Beside the old one, then in its place: never half a file, never one that others may read. */
static bool write_file(const struct session_file *file, const char *beside)
{
    int number = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    FILE *stream = number >= 0 ? fdopen(number, "wb") : NULL;
    bool written;

    if (stream == NULL) {
        if (number >= 0)
            close(number);
        return false;
    }
    written = write_entries(file, stream);
    if (fclose(stream) != 0)
        written = false;
    if (written && rename(beside, file->path) == 0)
        return true;
    unlink(beside);
    return false;
}

void session_file_close(struct session_file *file)
{
    if (file->path != NULL && file->changed) {
        size_t size = strlen(file->path) + 32;
        char *beside = malloc(size), text[SHOWN_SIZE];

        if (beside != NULL) {
            snprintf(beside, size, "%s.%ld.new", file->path, (long)getpid());
            if (!write_file(file, beside))
                say_warning("can't write the sessions to %s: %s",
                            shown(file->path, text, sizeof text), strerror(errno));
        }
        free(beside);
    }
    for (size_t i = 0; i < file->count; i++)
        forget(&file->entries[i]);
    file->count = 0;
}
