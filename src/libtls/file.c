#include "libtls/file.h"

#include "libtls/message.h"

#include <brine/limits.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FIRST_SIZE 4096

/* Twice the room, by copying: realloc would leave a key behind. Room for NUL is kept. */
static bool grow(brn_tls_bytes *bytes, size_t *size)
{
    size_t larger = *size > 0 ? 2 * *size : FIRST_SIZE; /* *size is at most twice the limit */
    uint8_t *data = malloc(larger);
    size_t len = bytes->len;

    if (data == NULL)
        return false;
    if (len > 0)
        memcpy(data, bytes->data, len);
    brn_tls_bytes_clear(bytes);
    bytes->data = data;
    bytes->len = len;
    *size = larger;
    return true;
}

static bool read_all(int descriptor, brn_tls_bytes *bytes)
{
    size_t size = 0;
    ssize_t n;

    do {
        if (bytes->len + 1 >= size && !grow(bytes, &size)) {
            errno = ENOMEM;
            return false;
        }
        n = read(descriptor, bytes->data + bytes->len, size - 1 - bytes->len);
        bytes->len += n > 0 ? (size_t)n : 0;
        if (bytes->len > BRINE_FILE_SIZE_MAX) {
            errno = EFBIG;
            return false;
        }
    } while (n > 0 || (n < 0 && errno == EINTR));
    bytes->data[bytes->len] = '\0';
    return n == 0;
}

bool brn_tls_file_read(const char *path, brn_tls_bytes *out)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    bool done;
    int number;

    *out = (brn_tls_bytes){0};
    if (descriptor < 0)
        return false;
    done = read_all(descriptor, out);
    number = errno;
    close(descriptor);
    if (!done)
        brn_tls_bytes_clear(out);
    errno = number;
    return done;
}

int brn_tls_file_load(struct tls_config *config, const char *what, const char *path,
                      brn_tls_bytes *out)
{
    char name[BRN_TLS_SHOWN_SIZE];

    brn_tls_bytes_clear(out);
    if (path == NULL)
        return brn_tls_config_fail(config, "the %s has no path: NULL was given", what);
    if (brn_tls_file_read(path, out))
        return 0;
    return brn_tls_config_fail(config, "can't read the %s %s: %s", what, brn_tls_shown(path, name),
                               strerror(errno));
}
