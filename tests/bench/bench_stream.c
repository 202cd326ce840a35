/*
 * What a connection costs its client, kernel and all: connect, handshake, a question, its answer,
 * close, over loopback. The server is a process of its own, so that only the client's time counts.
 *
 * "socket" is the engine on a socket with the fewest system calls that a program could make by
 * hand: what the stream takes beyond it is the stream's own. libssl connects on such a socket, too.
 *
 * The kernel says by its clock's ticks how much of a process's time was its own: true for the sum
 * of all turns, which is why they are longer here than elsewhere, but for no single one.
 */
#include "bench/bench.h"
#include "bench/client.h"
#include "support/peer/openssl_client.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define LONGER_TURNS 20 /* times as many operations in a turn as elsewhere */
#define MESSAGE_LEN  16 /* of question and answer */
#define CLIENTS      3

#define SERVER_SECONDS 600 /* a server ends by itself if its client could not end it */

static const uint8_t question[MESSAGE_LEN];

static void must(bool right, const char *what)
{
    if (right)
        return;
    fprintf(stderr, "bench_stream: %s failed\n", what);
    exit(1);
}

/* ---- The server ---- */

static pid_t serving = -1;

static void end_server(void)
{
    if (serving <= 0)
        return;
    kill(serving, SIGKILL);
    waitpid(serving, NULL, 0);
    serving = -1;
}

static void serve_one(const peer_config *config, int socket)
{
    static uint8_t bytes[32768];
    const int on = 1;
    peer *server = peer_new(config);
    ssize_t n;

    (void)setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    while ((n = recv(socket, bytes, sizeof bytes, 0)) > 0) {
        size_t len;

        peer_feed(server, bytes, (size_t)n);
        if (server->application.len > 0) {
            peer_say(server, server->application.data, server->application.len);
            peer_bytes_free(&server->application);
        }
        len = peer_take(server, bytes, sizeof bytes);
        if (len > 0 && send(socket, bytes, len, MSG_NOSIGNAL) < 0)
            break;
    }
    peer_free(server);
    close(socket);
}

static struct sockaddr_in start_server(const peer_config *config)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t length = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0);

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    must(bind(listener, (struct sockaddr *)&address, sizeof address) == 0, "bind");
    must(listen(listener, 8) == 0, "listen");
    must(getsockname(listener, (struct sockaddr *)&address, &length) == 0, "getsockname");
    serving = fork();
    must(serving >= 0, "fork");
    if (serving == 0)
        alarm(SERVER_SECONDS);
    while (serving == 0)
        serve_one(config, accept(listener, NULL, NULL));
    close(listener);
    return address;
}

/* ---- The clients: each makes one connection, and keeps its session where `keep` says so ---- */

typedef struct clients {
    struct sockaddr_in server;
    bool keep;
    brine_config *config;
    brine_session *session;
    SSL_CTX *context;
    SSL_SESSION *openssl_session;
} clients;

static int connect_by_hand(const clients *c)
{
    const int on = 1;
    int made = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    (void)setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    must(connect(made, (const struct sockaddr *)&c->server, sizeof c->server) == 0, "connect");
    return made;
}

/* Looks whether the session that there is was resumed, or keeps the one that was made. */
static void after_the_answer(clients *c, const brine_conn *conn)
{
    brine_facts facts;

    brine_conn_facts(conn, &facts, sizeof facts);
    must(facts.resumed == (c->session != NULL), "brine's resumption");
    if (c->keep && c->session == NULL)
        bench_must(brine_conn_session(conn, &c->session, NULL));
}

/* Sends what the engine has to say and, where it takes it, the question. */
static size_t speak(brine_conn *conn, int socket, const uint8_t *data, size_t len)
{
    uint8_t out[2048];
    size_t made, taken;

    bench_must(brine_conn_send(conn, out, sizeof out, data, len, &made, &taken));
    must(made == 0 || send(socket, out, made, MSG_NOSIGNAL) == (ssize_t)made, "send");
    return taken;
}

/* Receives once; returns the length of the answer, or 0. */
static size_t listen_once(brine_conn *conn, int socket)
{
    uint8_t in[8192];
    brine_received received;
    size_t heard = 0;
    ssize_t n = recv(socket, in, sizeof in, 0);

    must(n > 0, "recv");
    for (size_t at = 0; at < (size_t)n; at += received.consumed) {
        bench_must(brine_conn_receive(conn, in + at, (size_t)n - at, &received));
        must(received.consumed > 0, "a read of whole records");
        heard += received.data_len;
    }
    return heard;
}

static void run_socket(void *context)
{
    clients *c = context;
    int socket = connect_by_hand(c);
    brine_conn *conn;
    size_t heard = 0;
    bool asked = false;

    bench_must(brine_conn_new(c->config, PEER_SERVER_NAME, &conn, NULL));
    bench_must(brine_conn_set_port(conn, ntohs(c->server.sin_port)));
    if (c->session != NULL)
        bench_must(brine_conn_set_session(conn, c->session));
    while (heard == 0) {
        bool may_ask = !asked && (brine_conn_state(conn) & BRINE_CONN_WRITABLE) != 0;

        asked = speak(conn, socket, question, may_ask ? sizeof question : 0) > 0 || asked;
        heard = listen_once(conn, socket);
    }
    after_the_answer(c, conn);
    brine_conn_free(conn);
    close(socket);
}

static void run_stream(void *context)
{
    clients *c = context;
    const brine_dial_options options = {
        .size = sizeof options, .address = "127.0.0.1", .session = c->session};
    uint8_t answer[MESSAGE_LEN];
    brine_stream *stream;
    size_t n;

    bench_must(brine_stream_dial(c->config, PEER_SERVER_NAME, ntohs(c->server.sin_port), &options,
                                 &stream, NULL));
    bench_must(brine_stream_write(stream, question, sizeof question, &n));
    bench_must(brine_stream_read(stream, answer, sizeof answer, &n));
    after_the_answer(c, brine_stream_conn(stream));
    brine_stream_free(stream);
}

static void run_openssl(void *context)
{
    clients *c = context;
    char name[] = PEER_SERVER_NAME; /* libssl's macro casts const away */
    uint8_t answer[MESSAGE_LEN];
    int socket = connect_by_hand(c);
    SSL *ssl = SSL_new(c->context);

    SSL_set_fd(ssl, socket);
    SSL_set_tlsext_host_name(ssl, name);
    if (c->openssl_session != NULL)
        SSL_set_session(ssl, c->openssl_session);
    must(SSL_connect(ssl) == 1, "SSL_connect");
    must(SSL_session_reused(ssl) == (c->openssl_session != NULL), "libssl's resumption");
    must(SSL_write(ssl, question, sizeof question) == sizeof question, "SSL_write");
    must(SSL_read(ssl, answer, sizeof answer) > 0, "SSL_read");
    if (c->keep && c->openssl_session == NULL)
        c->openssl_session = SSL_get1_session(ssl);
    /* Freed without a shutdown, a connection would take its session along. */
    SSL_set_shutdown(ssl, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
    SSL_free(ssl);
    close(socket);
}

static brine_config *make_config(peer_slice root)
{
    brine_config *config = bench_config(NULL, root);

    bench_must(brine_config_set_session_cache(config, 0));
    bench_must(brine_config_freeze(config, NULL));
    return config;
}

/* ---- The turns ---- */

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

/* As bench_run does it; own gets the share of each one's time that was not the kernel's. */
static void run_in_turns(bench_contender contenders[CLIENTS], double own[CLIENTS])
{
    double turns[CLIENTS][BENCH_TURNS], user[CLIENTS] = {0}, system[CLIENTS] = {0};
    size_t times[CLIENTS];

    for (size_t i = 0; i < CLIENTS; i++)
        times[i] = LONGER_TURNS * bench_calibrate(&contenders[i]);
    for (size_t turn = 0; turn < BENCH_TURNS; turn++)
        for (size_t i = 0; i < CLIENTS; i++) {
            struct rusage before, after;

            getrusage(RUSAGE_SELF, &before);
            turns[i][turn] = bench_time(&contenders[i], times[i]) / (double)times[i];
            getrusage(RUSAGE_SELF, &after);
            user[i] += seconds(after.ru_utime) - seconds(before.ru_utime);
            system[i] += seconds(after.ru_stime) - seconds(before.ru_stime);
        }
    for (size_t i = 0; i < CLIENTS; i++) {
        qsort(turns[i], BENCH_TURNS, sizeof *turns[i], bench_order);
        contenders[i].ns = turns[i][BENCH_TURNS / 2];
        own[i] = user[i] / (user[i] + system[i]);
    }
}

static void measure(const char *title, clients *c)
{
    bench_contender contenders[CLIENTS] = {{"socket", run_socket, c, 0},
                                           {"brine stream", run_stream, c, 0},
                                           {"OpenSSL", run_openssl, c, 0}};
    double own[CLIENTS];

    run_in_turns(contenders, own);
    printf("%s\n", title);
    for (size_t i = 0; i < CLIENTS; i++)
        printf("  %-28s %12.0f ns  user %8.0f  system %8.0f  %6.2f x %s\n", contenders[i].name,
               contenders[i].ns, contenders[i].ns * own[i], contenders[i].ns * (1 - own[i]),
               contenders[0].ns / contenders[i].ns, contenders[0].name);
}

int main(void)
{
    static const uint16_t suites[] = {0xC02B, 0}; /* TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 */
    peer_pki *pki = peer_pki_new();
    const peer_certificate_plan leaf_plan = {.names = "DNS:" PEER_SERVER_NAME};
    const peer_certificate *issuer = peer_pki_issue_ca(pki, "Issuer", pki->root);
    peer_identity chain = peer_identity_of(peer_pki_issue(pki, &leaf_plan, issuer));
    peer_store store = {.made = 0};
    peer_config server = {.identity = &chain, .suites = suites};
    clients c = {.config = make_config(peer_pki_root(pki)), .context = openssl_client_context(pki)};

    peer_identity_add(&chain, issuer);
    atexit(end_server);
    c.server = start_server(&server);
    measure("connection over loopback, full, second visit", &c);
    end_server();
    server.store = &store;
    c.server = start_server(&server);
    c.keep = true;
    run_stream(&c);
    run_openssl(&c);
    measure("connection over loopback, resumed", &c);
    SSL_SESSION_free(c.openssl_session);
    brine_session_free(c.session);
    SSL_CTX_free(c.context);
    brine_config_free(c.config);
    peer_pki_free(pki);
    return 0;
}
