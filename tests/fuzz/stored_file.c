#include "stored.h"

#include "config/config.h"
#include "fuzz.h"
#include "libtls/session_file.h"
#include "support/peer/drive.h"
#include "support/scratch.h"

#include <brine/session.h>

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* In place of WITH_TICKET and bits behind WITH_DAMAGE. */
enum {
    AS_IT_IS = 8,      /* the file has the input's bytes, with the checksum that they have */
    TOO_LONG = 32,     /* as many zeros follow as make it longer than any session */
    NO_SESSION = 64,   /* the server of the connection that is written gave none */
    OTHER_RIGHTS = 128 /* two bytes in front are the file's access rights */
};

#define FILE_MAX (2 * STORED_BLOB_MAX)

/* ---- Connections that are open, made once ---- */

static brine_conn *make_conn(peer_store *store)
{
    static const peer_certificate_plan leaf = {.key = PEER_KEY_ED25519,
                                               .names = "DNS:" PEER_SERVER_NAME,
                                               .not_after = PEER_NOW + 3650 * PEER_DAY};
    peer_pki *pki = peer_pki_new();
    const peer_identity identity = peer_identity_of(peer_pki_issue(pki, &leaf, pki->root));
    const peer_config server = {.identity = &identity, .store = store};
    const drive_options options = {.chunk = 0};
    brine_conn *conn = NULL;
    drive d;

    FUZZ_CHECK(brine_conn_new(stored_config(0), PEER_SERVER_NAME, &conn, NULL) == BRINE_OK);
    d = drive_start(conn, peer_new(&server), &options);
    FUZZ_CHECK(drive_run(&d) == BRINE_OK);
    drive_stop(&d);
    peer_free(d.server);
    peer_pki_free(pki);
    return conn;
}

static peer_store store;
static brine_conn *conns[2];

/* For leak checkers. */
static void free_conns(void)
{
    brine_conn_free(conns[0]);
    brine_conn_free(conns[1]);
    peer_store_clear(&store);
}

static const brine_conn *open_conn(bool has_session)
{
    if (conns[0] == NULL && conns[1] == NULL)
        FUZZ_CHECK(atexit(free_conns) == 0);
    if (conns[has_session] == NULL)
        conns[has_session] = make_conn(has_session ? &store : NULL);
    return conns[has_session];
}

/* ---- What must be so ---- */

static size_t saved(const brine_session *session, const brine_config *config,
                    uint8_t out[STORED_BLOB_MAX])
{
    size_t len = 0;

    FUZZ_CHECK(brine_session_save(session, config, out, STORED_BLOB_MAX, &len, NULL) == BRINE_OK);
    return len;
}

static void check_has(int file, const uint8_t *bytes, size_t len)
{
    static uint8_t there[FILE_MAX + 1];

    FUZZ_CHECK(pread(file, there, sizeof there, 0) == (ssize_t)len);
    FUZZ_CHECK(memcmp(there, bytes, len) == 0);
}

/* The file gives the session that its bytes are, and stays as it is. */
static void check_read(int file, const uint8_t *bytes, size_t len, const brine_config *config)
{
    static uint8_t from_file[STORED_BLOB_MAX], from_memory[STORED_BLOB_MAX];
    const off_t place = lseek(file, (off_t)(len / 2), SEEK_SET);
    brine_session *expected = NULL, *session = brn_tls_session_read(file, config);

    if (brine_session_load(config, bytes, len, &expected, NULL) != BRINE_OK)
        expected = NULL;
    FUZZ_CHECK((session == NULL) == (expected == NULL));
    if (session != NULL) {
        size_t size = saved(session, config, from_file);

        FUZZ_CHECK(size == saved(expected, config, from_memory));
        FUZZ_CHECK(memcmp(from_file, from_memory, size) == 0);
    }
    FUZZ_CHECK(lseek(file, 0, SEEK_CUR) == place);
    check_has(file, bytes, len);
    brine_session_free(session);
    brine_session_free(expected);
}

/* Whatever was there, the file has the connection's session then, if it has one, and only that. */
static void check_write(int file, const uint8_t *bytes, size_t len, bool has_session)
{
    static uint8_t blob[STORED_BLOB_MAX];
    const brine_config *config = stored_config(0);
    const brine_conn *conn = open_conn(has_session);
    brine_session *session = NULL;

    brn_tls_session_write(file, conn, config);
    FUZZ_CHECK((brine_conn_session(conn, &session, NULL) == BRINE_OK) == has_session);
    if (!has_session) {
        check_has(file, bytes, len);
        return;
    }
    len = saved(session, config, blob);
    brine_session_free(session);
    check_has(file, blob, len);
    check_read(file, blob, len, config);
}

/* Only a file of the user's alone is taken. */
static void check_rights(int file, mode_t rights)
{
    struct tls_config *config = tls_config_new();
    char said[32];
    int result;

    FUZZ_CHECK(config != NULL && fchmod(file, rights) == 0);
    result = tls_config_set_session_fd(config, file);
    FUZZ_CHECK(result == (rights == 0600 ? 0 : -1));
    FUZZ_CHECK(config->session_fd == (result == 0 ? file : -1));
    snprintf(said, sizeof said, "(%lo != 600)", (unsigned long)rights);
    FUZZ_CHECK(result == 0 || strstr(tls_config_error(config), said) != NULL);
    tls_config_free(config);
}

static size_t put(uint8_t options, const uint8_t *data, size_t size, uint8_t bytes[FILE_MAX])
{
    size_t len = size < STORED_BLOB_MAX ? size : STORED_BLOB_MAX;

    if ((options & AS_IT_IS) == 0)
        len = stored_blob(options, data, size, bytes);
    else if (len > 0)
        memcpy(bytes, data, len);
    if ((options & WITH_DAMAGE) != 0 && len > 0)
        bytes[len - 1] ^= 1;
    if ((options & TOO_LONG) == 0)
        return len;
    memset(bytes + len, 0, STORED_BLOB_MAX + 1 - len);
    return STORED_BLOB_MAX + 1;
}

void stored_file(uint8_t options, const uint8_t *data, size_t size)
{
    static uint8_t bytes[FILE_MAX];
    mode_t rights = 0600;
    size_t len;
    int file;

    if ((options & OTHER_RIGHTS) != 0 && size >= 2) {
        rights = (mode_t)((data[0] << 8 | data[1]) & 0777);
        data += 2;
        size -= 2;
    }
    scratch_begin();
    len = put(options, data, size, bytes);
    file = open(scratch_file("session", bytes, len), O_RDWR);
    FUZZ_CHECK(file >= 0);
    check_rights(file, rights);
    check_read(file, bytes, len, stored_config(options));
    check_write(file, bytes, len, (options & NO_SESSION) == 0);
    brn_tls_session_forget(file);
    check_has(file, bytes, 0);
    FUZZ_CHECK(brn_tls_session_read(file, stored_config(options)) == NULL);
    close(file);
    scratch_end();
}
