/*
 * An HTTPS server that does what the URL says, right or wrong: https_server ROOT_FILE
 *
 * Writes its root certificate to ROOT_FILE, a client's certificate with its key to
 * ROOT_FILE.client, prints the port that it listens on at 127.0.0.1
 * in a line of its own, and serves one connection after the other until its standard input
 * ends: it can't outlive the test that holds the other end.
 *
 *   /raw/ENCODED!END  sends the bytes that ENCODED stands for, percent-encoded, then:
 *       keep          waits for the next request
 *       clean         close_notify and the end of the connection
 *       cut           the end of the connection without close_notify
 *       reset         a TCP reset
 *       garbage       a record that is not authentic
 *       stall         nothing, until the client hangs up
 *   /big/N            N bytes, of which byte i is i % 251
 *   /fields           header fields without end
 *   any other         a response with the head of the request, and the number of requests
 *                     that this connection has served in X-Request, whether the client has
 *                     shown a certificate in X-Client and the protocol that ALPN chose in
 *                     X-Protocol; then a clean end if the request had "Connection: close"
 *
 * It asks each client for a certificate and takes any or none. As www.brine.test it gives
 * tickets and refuses each client that brings one. Under ends.brine.test it ends connections
 * as its name says:
 *   close, reset      when the client's Certificate has come, without an alert
 *   early             likewise with a reset when its Finished has, and asks for no certificate
 *   again             with what OpenSSL makes of no_renegotiation, when it has asked for a new
 *                     handshake instead of answering a request
 *   leave             with close_notify right after it has asked for one
 */
#include "support/certificate.h"

#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define HEAD_MAX 65536

static void check(bool worked, const char *what)
{
    if (worked)
        return;
    fprintf(stderr, "https_server: %s\n", what);
    exit(1);
}

/* The application protocol: http/1.1 if the client has it (RFC 7301). */
static int choose_protocol(SSL *ssl, const unsigned char **out, unsigned char *out_length,
                           const unsigned char *in, unsigned int length, void *context)
{
    static const unsigned char ours[] = "\x08http/1.1";
    unsigned char *chosen;

    (void)ssl;
    (void)context;
    if (SSL_select_next_proto(&chosen, out_length, ours, sizeof ours - 1, in, length) !=
        OPENSSL_NPN_NEGOTIATED)
        return SSL_TLSEXT_ERR_NOACK;
    *out = chosen;
    return SSL_TLSEXT_ERR_OK;
}

static int take_any_client(int fine, X509_STORE_CTX *context)
{
    (void)fine;
    (void)context;
    return 1;
}

/* www.brine.test fails when a ticket is offered. */
static int refuse_tickets(SSL *ssl, int *alert, void *context)
{
    const unsigned char *name, *ticket;
    size_t name_length, ticket_length;

    (void)context;
    if (SSL_client_hello_get0_ext(ssl, TLSEXT_TYPE_server_name, &name, &name_length) != 1 ||
        SSL_client_hello_get0_ext(ssl, TLSEXT_TYPE_session_ticket, &ticket, &ticket_length) != 1 ||
        ticket_length == 0 || name_length < 14 ||
        memcmp(name + name_length - 14, "www.brine.test", 14) != 0)
        return SSL_CLIENT_HELLO_SUCCESS;
    *alert = SSL_AD_INTERNAL_ERROR;
    return SSL_CLIENT_HELLO_ERROR;
}

/* Whether the client asked for this name under ends.brine.test. */
static bool is_called(const SSL *ssl, const char *name)
{
    const char *asked = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
    size_t length = strlen(name);

    return asked != NULL && strncmp(asked, name, length) == 0 &&
           strcmp(asked + length, ".ends.brine.test") == 0;
}

static int choose_by_name(SSL *ssl, int *alert, void *context)
{
    (void)alert;
    (void)context;
    if (is_called(ssl, "early"))
        SSL_set_verify(ssl, SSL_VERIFY_NONE, NULL);
    return SSL_TLSEXT_ERR_OK;
}

static void reset_at_the_end(const SSL *ssl)
{
    const struct linger at_once = {1, 0};

    setsockopt(SSL_get_fd(ssl), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

/* Sees each message, and ends the connection where the server's name says so. */
static void end_by_name(int sent, int version, int type, const void *message, size_t length,
                        SSL *ssl, void *context)
{
    const unsigned char *kind = message;

    (void)version;
    (void)context;
    if (sent || type != SSL3_RT_HANDSHAKE || length == 0)
        return;
    if (*kind == SSL3_MT_CERTIFICATE && is_called(ssl, "close"))
        shutdown(SSL_get_fd(ssl), SHUT_WR);
    if ((*kind == SSL3_MT_CERTIFICATE && is_called(ssl, "reset")) ||
        (*kind == SSL3_MT_FINISHED && is_called(ssl, "early"))) {
        reset_at_the_end(ssl);
        shutdown(SSL_get_fd(ssl), SHUT_RD);
        SSL_set_fd(ssl, -1); /* nothing more is said */
    }
}

/* Asks for a new handshake instead of answering. */
static bool ask_again(SSL *ssl, bool leave)
{
    char byte;

    if (SSL_renegotiate(ssl) != 1 || SSL_do_handshake(ssl) != 1)
        return false;
    if (leave)
        SSL_shutdown(ssl);
    else
        (void)SSL_read(ssl, &byte, 1);
    return false;
}

/* The server's own certificate does for a client, too. */
static void write_client(const char *root_file, const server_identity *identity)
{
    char path[4096];
    FILE *file;

    snprintf(path, sizeof path, "%s.client", root_file);
    file = fopen(path, "w");
    check(file != NULL && PEM_write_X509(file, identity->leaf) == 1 &&
              PEM_write_PrivateKey(file, identity->key, NULL, NULL, 0, NULL, NULL) == 1 &&
              fclose(file) == 0,
          "can't write the client's certificate");
}

static SSL_CTX *make_context(const char *root_file)
{
    SSL_CTX *context = SSL_CTX_new(TLS_server_method());
    server_identity identity = make_identity();
    FILE *file = fopen(root_file, "w");

    check(context != NULL, "no SSL_CTX");
    check(file != NULL && PEM_write_X509(file, identity.root) == 1 && fclose(file) == 0,
          "can't write the root");
    check(SSL_CTX_use_certificate(context, identity.leaf) == 1, "bad certificate");
    check(SSL_CTX_use_PrivateKey(context, identity.key) == 1, "bad key");
    check(SSL_CTX_set_max_proto_version(context, TLS1_2_VERSION) == 1, "no TLS 1.2");
    write_client(root_file, &identity);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, take_any_client);
    SSL_CTX_set_tlsext_servername_callback(context, choose_by_name);
    SSL_CTX_set_msg_callback(context, end_by_name);
    SSL_CTX_set_client_hello_cb(context, refuse_tickets, NULL);
    SSL_CTX_set_alpn_select_cb(context, choose_protocol, NULL);
    SSL_CTX_set_session_id_context(context, (const unsigned char *)"tests", 5);
    return context;
}

/* The head of a request into head, as text; false when the client is gone. */
static bool receive_head(SSL *ssl, char head[HEAD_MAX])
{
    size_t length = 0;

    while (length + 1 < HEAD_MAX) {
        int n = SSL_read(ssl, head + length, 1);

        if (n <= 0)
            return false;
        head[++length] = '\0';
        if (length >= 4 && strcmp(head + length - 4, "\r\n\r\n") == 0)
            return true;
    }
    return false;
}

static void send_all(SSL *ssl, const void *data, size_t length)
{
    size_t sent;

    if (length > 0)
        (void)SSL_write_ex(ssl, data, length, &sent);
}

static int hex_value(char c)
{
    const char *digits = "0123456789ABCDEF";
    const char *at = c != '\0' ? strchr(digits, c) : NULL;

    return at != NULL ? (int)(at - digits) : 0;
}

/* Sends what ENCODED stands for and does what END says; true to go on with the connection. */
static bool serve_raw(SSL *ssl, const char *text)
{
    static char bytes[HEAD_MAX];
    size_t length = 0;
    char byte;

    while (*text != '\0' && *text != '!' && *text != ' ') {
        if (text[0] == '%') {
            bytes[length++] = (char)(hex_value(text[1]) * 16 + hex_value(text[2]));
            text += 3;
        } else {
            bytes[length++] = *text++;
        }
    }
    send_all(ssl, bytes, length);
    if (strncmp(text, "!keep ", 6) == 0)
        return true;
    if (strncmp(text, "!clean ", 7) == 0)
        SSL_shutdown(ssl);
    if (strncmp(text, "!reset ", 7) == 0)
        reset_at_the_end(ssl);
    if (strncmp(text, "!garbage ", 9) == 0) {
        static const unsigned char record[5 + 64] = {23, 3, 3, 0, 64};

        (void)send(SSL_get_fd(ssl), record, sizeof record, 0);
        (void)SSL_read(ssl, &byte, 1);
    }
    if (strncmp(text, "!stall ", 7) == 0)
        (void)SSL_read(ssl, &byte, 1);
    return false;
}

static bool serve_echo(SSL *ssl, const char *head, unsigned count)
{
    const unsigned char *protocol;
    unsigned length;
    char fields[160];

    SSL_get0_alpn_selected(ssl, &protocol, &length);
    snprintf(fields, sizeof fields,
             "HTTP/1.1 200 OK\r\nX-Request: %u\r\nX-Client: %s\r\nX-Protocol: %.*s\r\n"
             "Content-Length: %zu\r\n\r\n",
             count, SSL_get0_peer_certificate(ssl) != NULL ? "yes" : "no", (int)length, protocol,
             strlen(head));
    send_all(ssl, fields, strlen(fields));
    if (strncmp(head, "HEAD ", 5) != 0)
        send_all(ssl, head, strlen(head));
    if (strstr(head, "\r\nConnection: close\r\n") == NULL)
        return true;
    SSL_shutdown(ssl);
    return false;
}

static bool serve_big(SSL *ssl, unsigned long length)
{
    static unsigned char block[251 * 256];
    char fields[128];

    for (size_t i = 0; i < sizeof block; i++)
        block[i] = (unsigned char)(i % 251);
    snprintf(fields, sizeof fields, "HTTP/1.1 200 OK\r\nContent-Length: %lu\r\n\r\n", length);
    send_all(ssl, fields, strlen(fields));
    while (length > 0) {
        size_t n = length < sizeof block ? length : sizeof block;

        send_all(ssl, block, n);
        length -= n;
    }
    return true;
}

static bool serve_fields(SSL *ssl)
{
    static const char begin[] = "HTTP/1.1 200 OK\r\n", field[] = "X-More: and more\r\n";
    size_t sent;

    send_all(ssl, begin, sizeof begin - 1);
    while (SSL_write_ex(ssl, field, sizeof field - 1, &sent) == 1)
        ;
    return false;
}

static void serve_connection(SSL *ssl)
{
    static char head[HEAD_MAX];
    bool go_on = SSL_accept(ssl) == 1;

    for (unsigned count = 1; go_on && receive_head(ssl, head); count++) {
        const char *path = strchr(head, ' ');

        path = path != NULL ? path + 1 : "";
        if (is_called(ssl, "again") || is_called(ssl, "leave"))
            go_on = ask_again(ssl, is_called(ssl, "leave"));
        else if (strncmp(path, "/raw/", 5) == 0)
            go_on = serve_raw(ssl, path + 5);
        else if (strncmp(path, "/big/", 5) == 0)
            go_on = serve_big(ssl, strtoul(path + 5, NULL, 10));
        else if (strncmp(path, "/fields", 7) == 0)
            go_on = serve_fields(ssl);
        else
            go_on = serve_echo(ssl, head, count);
    }
}

static int listen_somewhere(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t length = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0);

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    check(listener >= 0 && bind(listener, (struct sockaddr *)&address, sizeof address) == 0 &&
              listen(listener, 64) == 0 &&
              getsockname(listener, (struct sockaddr *)&address, &length) == 0,
          "can't listen");
    printf("%u\n", (unsigned)ntohs(address.sin_port));
    check(fflush(stdout) == 0, "can't tell the port");
    return listener;
}

int main(int argc, char **argv)
{
    const int on = 1;
    SSL_CTX *context;
    int listener;

    check(argc == 2, "usage: https_server ROOT_FILE");
    signal(SIGPIPE, SIG_IGN);
    context = make_context(argv[1]);
    listener = listen_somewhere();
    for (;;) {
        struct pollfd waits[] = {{.fd = STDIN_FILENO, .events = POLLIN},
                                 {.fd = listener, .events = POLLIN}};
        int connection;
        SSL *ssl;

        if (poll(waits, 2, -1) < 0 || waits[0].revents != 0)
            return 0;
        connection = accept(listener, NULL, NULL);
        if (connection < 0)
            continue;
        /* What is sent is on its way before a reset, which would drop what waits for an ack. */
        (void)setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        ssl = SSL_new(context);
        check(ssl != NULL && SSL_set_fd(ssl, connection) == 1, "no SSL");
        serve_connection(ssl);
        SSL_free(ssl);
        close(connection);
    }
}
