/*
 * A session kept in a file: saved_session HOST PORT FILE
 *
 * The next run resumes it, without certificates and key exchange. The file holds the master secret,
 * and its author can play the server. So it is read only if it is this user's alone, and a session
 * that fails is not kept. Within one run, the config's cache does all this by itself.
 */
#include <brine/brine.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static uint8_t blob[65536]; /* no session is longer */

/* Takes the session out of the file: only a connection that ends well puts one there again. */
static brine_session *take(const brine_config *config, const char *file)
{
    int fd = open(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    brine_session *session = NULL;
    struct stat facts;
    ssize_t n = -1;

    if (fd >= 0 && fstat(fd, &facts) == 0 && S_ISREG(facts.st_mode) && facts.st_uid == geteuid() &&
        (facts.st_mode & (S_IRWXG | S_IRWXO)) == 0)
        n = read(fd, blob, sizeof blob);
    if (n < 0 || brine_session_load(config, blob, (size_t)n, &session, NULL) != BRINE_OK)
        session = NULL; /* no file, or none for these settings: the handshake is a full one */
    if (fd >= 0)
        close(fd);
    unlink(file);
    return session;
}

static void keep(const brine_config *config, const brine_conn *conn, const char *file)
{
    brine_session *session = NULL;
    brine_error error = BRINE_NO_ERROR;
    size_t n = 0;
    int fd = -1;

    if (brine_conn_session(conn, &session, &error) == BRINE_OK &&
        brine_session_save(session, config, blob, sizeof blob, &n, &error) == BRINE_OK)
        fd = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (fd < 0 || write(fd, blob, n) != (ssize_t)n || close(fd) != 0)
        fprintf(stderr, "saved_session: %s\n", error.code ? error.text : "can't write the file");
    brine_session_free(session);
}

int main(int argc, char **argv)
{
    const char *host = argc > 1 ? argv[1] : "localhost", *file = argc > 3 ? argv[3] : "session";
    uint16_t port = (uint16_t)(argc > 2 ? strtoul(argv[2], NULL, 10) : 443);
    brine_dial_options options = {.size = sizeof options, .total_timeout = 60000};
    brine_config *config = NULL;
    brine_stream *stream = NULL;
    brine_error error = BRINE_NO_ERROR;
    brine_result result = brine_config_new(NULL, &config, &error);
    brine_facts facts;

    if (result == BRINE_OK && (result = brine_config_freeze(config, &error)) == BRINE_OK)
        options.session = take(config, file);
    if (result == BRINE_OK)
        result = brine_stream_dial(config, host, port, &options, &stream, &error);
    if (result == BRINE_OK && (result = brine_stream_authenticate(stream)) != BRINE_OK)
        brine_stream_error(stream, &error);
    if (result == BRINE_OK) {
        brine_conn_facts(brine_stream_conn(stream), &facts, sizeof facts);
        printf("%s, %s\n", facts.suite, facts.resumed ? "resumed" : "a full handshake");
        brine_stream_close(stream);
        keep(config, brine_stream_conn(stream), file);
    } else {
        fprintf(stderr, "saved_session: %s\n", error.text);
    }
    brine_session_free(options.session);
    brine_stream_free(stream);
    brine_config_free(config);
    return result == BRINE_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}
