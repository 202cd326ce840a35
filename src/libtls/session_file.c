#include "libtls/session_file.h"

#include <brine/session.h>

#include <sodium.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOB_SIZE_MAX ((size_t)65536) /* brine_session_save makes no larger one */

int tls_config_set_session_fd(struct tls_config *config, int session_fd)
{
    struct stat status;

    if (session_fd == -1) {
        config->session_fd = -1;
        return 0;
    }
    if (fstat(session_fd, &status) != 0)
        return brn_tls_config_fail(config, "the session file's descriptor %d is not open",
                                   session_fd);
    if (!S_ISREG(status.st_mode))
        return brn_tls_config_fail(config, "session file is not a regular file");
    if (status.st_uid != getuid())
        return brn_tls_config_fail(config, "session file has incorrect owner (uid %lu != %lu)",
                                   (unsigned long)status.st_uid, (unsigned long)getuid());
    if ((status.st_mode & (S_IRWXU | S_IRWXG | S_IRWXO)) != (S_IRUSR | S_IWUSR))
        return brn_tls_config_fail(config, "session file has incorrect permissions (%lo != 600)",
                                   (unsigned long)(status.st_mode & 0777));
    config->session_fd = session_fd;
    return 0;
}

static size_t read_file(int descriptor, uint8_t *out, size_t cap)
{
    size_t len = 0;
    ssize_t n;

    do {
        n = pread(descriptor, out + len, cap - len, (off_t)len);
        len += n > 0 ? (size_t)n : 0;
    } while (n > 0 && len < cap);
    return len;
}

brine_session *brn_tls_session_read(int descriptor, const brine_config *settings)
{
    brine_session *session = NULL;
    uint8_t *blob = malloc(BLOB_SIZE_MAX);
    size_t len;

    if (blob == NULL)
        return NULL;
    len = read_file(descriptor, blob, BLOB_SIZE_MAX);
    if (len > 0 && brine_session_load(settings, blob, len, &session, NULL) != BRINE_OK)
        session = NULL;
    sodium_memzero(blob, BLOB_SIZE_MAX);
    free(blob);
    return session;
}

void brn_tls_session_forget(int descriptor)
{
    if (ftruncate(descriptor, 0) != 0)
        return; /* then the session stays, and expires */
}

/* A blob that was written in part has a checksum that is wrong, and is passed over. */
static void replace(int descriptor, const uint8_t *blob, size_t len)
{
    size_t done = 0;
    ssize_t n;

    brn_tls_session_forget(descriptor);
    do {
        n = pwrite(descriptor, blob + done, len - done, (off_t)done);
        done += n > 0 ? (size_t)n : 0;
    } while (n > 0 && done < len);
}

void brn_tls_session_write(int descriptor, const brine_conn *conn, const brine_config *settings)
{
    brine_session *session = NULL;
    uint8_t *blob;
    size_t len = 0;

    if (brine_conn_session(conn, &session, NULL) != BRINE_OK)
        return;
    blob = malloc(BLOB_SIZE_MAX);
    if (blob != NULL &&
        brine_session_save(session, settings, blob, BLOB_SIZE_MAX, &len, NULL) == BRINE_OK)
        replace(descriptor, blob, len);
    if (blob != NULL)
        sodium_memzero(blob, BLOB_SIZE_MAX);
    free(blob);
    brine_session_free(session);
}
