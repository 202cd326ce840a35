#include "script.h"

#include "support/certificate.h"
#include "support/ending.h"
#include "support/test.h"

#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define HEARD_MAX  ((size_t)256 * 1024)
#define RECORD_MAX 16384

unsigned script_port;

static SSL_CTX *context;
static int listener, stop_pipe[2], over_pipe[2];
static pthread_t thread;
static const char *first_step;
static char heard[HEARD_MAX];
static size_t heard_length;

/* The connection at hand. */
struct client {
    int socket;
    SSL *ssl;   /* NULL while it is plain TCP */
    SSL *below; /* what carries ssl: TLS in TLS; NULL = the socket */
    bool bytewise;
    char record[RECORD_MAX]; /* what waits to be sent */
    size_t record_length;
};

/* The application protocol: http/1.1 if the client has it (RFC 7301). */
static int choose_protocol(SSL *ssl, const unsigned char **out, unsigned char *out_length,
                           const unsigned char *in, unsigned int length, void *nothing)
{
    static const unsigned char ours[] = "\x08http/1.1";
    unsigned char *chosen;

    (void)ssl;
    (void)nothing;
    if (SSL_select_next_proto(&chosen, out_length, ours, sizeof ours - 1, in, length) !=
        OPENSSL_NPN_NEGOTIATED)
        return SSL_TLSEXT_ERR_NOACK;
    *out = chosen;
    return SSL_TLSEXT_ERR_OK;
}

/* The server asks for a certificate, and takes any or none. */
static int take_any_client(int fine, X509_STORE_CTX *store)
{
    (void)fine;
    (void)store;
    return 1;
}

/* The server's own certificate does for a client, too. */
static void write_client(const char *root_file, const server_identity *identity)
{
    char path[4096];
    FILE *file;

    snprintf(path, sizeof path, "%s.client", root_file);
    file = fopen(path, "w");
    assert_true(file != NULL && PEM_write_X509(file, identity->leaf) == 1 &&
                PEM_write_PrivateKey(file, identity->key, NULL, NULL, 0, NULL, NULL) == 1 &&
                fclose(file) == 0);
}

static void make_context(const char *root_file)
{
    server_identity identity = make_identity();
    FILE *file = fopen(root_file, "w");

    context = SSL_CTX_new(TLS_server_method());
    assert_non_null(context);
    assert_true(file != NULL && PEM_write_X509(file, identity.root) == 1 && fclose(file) == 0);
    assert_int_equal(SSL_CTX_use_certificate(context, identity.leaf), 1);
    assert_int_equal(SSL_CTX_use_PrivateKey(context, identity.key), 1);
    assert_int_equal(SSL_CTX_set_max_proto_version(context, TLS1_2_VERSION), 1);
    SSL_CTX_set_alpn_select_cb(context, choose_protocol, NULL);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, take_any_client);
    SSL_CTX_set_session_id_context(context, (const unsigned char *)"tests", 5);
    write_client(root_file, &identity);
    X509_free(identity.root);
    X509_free(identity.leaf);
    EVP_PKEY_free(identity.key);
}

void script_open(const char *root_file)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t length = sizeof address;

    make_context(root_file);
    listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_int_equal(bind(listener, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(listener, 8), 0);
    assert_int_equal(getsockname(listener, (struct sockaddr *)&address, &length), 0);
    script_port = ntohs(address.sin_port);
}

void script_close(void)
{
    close(listener);
    SSL_CTX_free(context);
}

/* True when a file can be read, false when the test is over or (unless it is what is waited for)
 * another connection comes. */
static bool can_be_read(int file)
{
    struct pollfd waits[] = {{.fd = file, .events = POLLIN},
                             {.fd = stop_pipe[0], .events = POLLIN},
                             {.fd = listener, .events = POLLIN}};

    return poll(waits, 3, -1) > 0 && waits[0].revents != 0;
}

static bool receive_byte(struct client *client, char *out)
{
    if (client->ssl == NULL)
        return can_be_read(client->socket) && recv(client->socket, out, 1, 0) == 1;
    return (SSL_pending(client->ssl) > 0 ||
            (client->below != NULL && SSL_has_pending(client->below) == 1) ||
            can_be_read(client->socket)) &&
           SSL_read(client->ssl, out, 1) == 1;
}

/* Waits for a request's head and remembers it; false when none comes on this connection. */
static bool receive_request(struct client *client)
{
    size_t start = heard_length;

    while (heard_length + 1 < HEARD_MAX && receive_byte(client, heard + heard_length)) {
        heard[++heard_length] = '\0';
        if (heard_length - start >= 4 && strcmp(heard + heard_length - 4, "\r\n\r\n") == 0)
            return true;
    }
    return false;
}

static void wait_for_the_end(struct client *client)
{
    char byte;

    while (receive_byte(client, &byte))
        ;
}

static void flush_record(struct client *client)
{
    size_t sent;

    if (client->record_length > 0 && client->ssl != NULL)
        (void)SSL_write_ex(client->ssl, client->record, client->record_length, &sent);
    else if (client->record_length > 0)
        (void)send(client->socket, client->record, client->record_length, MSG_NOSIGNAL);
    client->record_length = 0;
}

static void send_byte(struct client *client, char byte)
{
    client->record[client->record_length++] = byte;
    if (client->bytewise || client->record_length == RECORD_MAX)
        flush_record(client);
}

/* Remembers which handshakes the client showed its certificate in. */
static void note_certificate(const struct client *client)
{
    static const char note[] = "(certificate)\r\n";

    if (SSL_get0_peer_certificate(client->ssl) == NULL || heard_length + sizeof note > HEARD_MAX)
        return;
    memcpy(heard + heard_length, note, sizeof note);
    heard_length += sizeof note - 1;
}

static bool shake_hands(struct client *client)
{
    SSL *ssl = SSL_new(context);

    client->below = client->ssl;
    client->ssl = ssl;
    if (ssl == NULL)
        return false;
    if (client->below != NULL) {
        BIO *tunnel = BIO_new(BIO_f_ssl());

        if (tunnel == NULL)
            return false;
        BIO_set_ssl(tunnel, client->below, BIO_CLOSE);
        SSL_set_bio(ssl, tunnel, tunnel);
    } else if (SSL_set_fd(ssl, client->socket) != 1) {
        return false;
    }
    if (SSL_accept(ssl) != 1)
        return false;
    note_certificate(client);
    return true;
}

/* The number in front of a ';', which is skipped. */
static unsigned long take_number(const char **at)
{
    char *end;
    unsigned long number = strtoul(*at, &end, 10);

    *at = end + (*end == ';');
    return number;
}

/* Sends the text up to the step "e" so many times. */
static void fill(struct client *client, const char **at)
{
    unsigned long count = take_number(at);
    const char *text = *at, *end = strstr(text, SCRIPT_STEP "e");

    assert_non_null(end);
    while (count-- > 0)
        for (const char *byte = text; byte < end; byte++)
            send_byte(client, *byte);
    *at = end + 2;
}

static void rest(struct client *client, unsigned long milliseconds)
{
    struct timespec time = {.tv_sec = (time_t)(milliseconds / 1000),
                            .tv_nsec = (long)(milliseconds % 1000) * 1000000};

    flush_record(client);
    nanosleep(&time, NULL);
}

/* What an end of a connection does before the socket is closed. */
static void end_connection(struct client *client, char step)
{
    static const unsigned char record[5 + 64] = {23, 3, 3, 0, 64};
    const struct linger at_once = {1, 0};

    flush_record(client);
    if (step == 'c' && client->ssl != NULL)
        SSL_shutdown(client->ssl);
    if (step == 'R')
        setsockopt(client->socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    if (step == 'g')
        (void)send(client->socket, record, sizeof record, MSG_NOSIGNAL);
    if (step == 'g' || step == 's')
        wait_for_the_end(client);
}

/* Plays up to the next request; false when this connection is to end. */
static bool play(struct client *client, const char **at)
{
    client->bytewise = false;
    while (**at != '\0') {
        char step;

        if (**at != SCRIPT_STEP[0]) {
            send_byte(client, *(*at)++);
            continue;
        }
        step = (*at)[1];
        *at += 2;
        switch (step) {
        case 'r':
            flush_record(client);
            break;
        case 'b':
            flush_record(client);
            client->bytewise = true;
            break;
        case '0':
            send_byte(client, '\0');
            break;
        case 'f':
            fill(client, at);
            break;
        case 'p':
            rest(client, take_number(at));
            break;
        case 'a':
            *at = first_step;
            flush_record(client);
            return true;
        case 'n':
            flush_record(client);
            return true;
        case 'T':
            flush_record(client);
            return shake_hands(client);
        default:
            end_connection(client, step);
            return false;
        }
    }
    flush_record(client);
    return true;
}

/* Serves one connection by the script from *at on. */
static void serve_connection(struct client *client, const char **at)
{
    static const char over[] = "HTTP/1.1 599 The script is over\r\nContent-Length: 0\r\n\r\n";
    const int on = 1;
    bool go_on = true;

    (void)setsockopt(client->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (strncmp(*at, PLAIN, 2) == 0)
        *at += 2;
    else
        go_on = shake_hands(client);
    while (go_on && receive_request(client)) {
        const char *last = over;

        go_on = play(client, **at != '\0' ? at : &last);
    }
    SSL_free(client->ssl);
    close(client->socket);
}

static void *serve(void *script)
{
    const char *at = script;

    while (can_be_read(listener)) {
        struct client client = {.socket = accept(listener, NULL, NULL)};

        if (client.socket >= 0)
            serve_connection(&client, &at);
    }
    close(over_pipe[1]);
    return NULL;
}

void script_play(const char *script)
{
    first_step = script;
    heard_length = 0;
    heard[0] = '\0';
    assert_int_equal(pipe(stop_pipe), 0);
    assert_int_equal(pipe(over_pipe), 0);
    assert_int_equal(pthread_create(&thread, NULL, serve, (void *)(uintptr_t)script), 0);
}

const char *script_stop(void)
{
    close(stop_pipe[1]);
    if (!ending_came(over_pipe[0]))
        abort(); /* the thread can't be ended, and the next script would not be heard */
    close(over_pipe[0]);
    assert_int_equal(pthread_join(thread, NULL), 0);
    close(stop_pipe[0]);
    return heard;
}
