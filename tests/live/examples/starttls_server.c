/*
 * A server that goes over to TLS in the middle of a connection, as mail servers, FTP servers and
 * PostgreSQL do:
 *
 *     starttls_server PORT PROTOCOL BEHAVIOUR CHAIN.pem KEY.pem
 *
 * PROTOCOL is smtp, imap, pop3, ftp, postgres, or http for a proxy's CONNECT. BEHAVIOUR, when the
 * client asks for TLS:
 *
 *   good     agrees and makes the handshake
 *   refuse   says that there is no TLS, and goes on in clear
 *   behind   agrees, and sends more in clear behind that, in one piece
 *   leave    ends the connection
 *   endless  sends an answer without an end
 *   split    agrees, byte by byte
 *   drip     sends an answer without an end, a byte every 100 milliseconds
 *
 * It prints each line that a client sends, with "clear: " or "tls: " in front. Under TLS a line
 * gets the protocol's answer, or comes back; "end" ends the connection. Connections are served one
 * after the other.
 */
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

#define LINE_MAX_SIZE 1024
#define EXCHANGES_MAX 4

struct exchange {
    const char *command, *answer;
};

struct protocol {
    const char *name, *greeting;
    struct exchange exchanges[EXCHANGES_MAX];
    const char *start; /* the command for TLS; NULL = PostgreSQL's, which is no line */
    const char *agreed, *refused, *more;
    char filler; /* what an endless answer is made of */
};

static const struct protocol protocols[] = {
    {"smtp",
     "220-mail.brine.test ESMTP\r\n220 at your service\r\n",
     {{"EHLO", "250-mail.brine.test\r\n250-STARTTLS\r\n250 HELP\r\n"}, {"QUIT", "221 bye\r\n"}},
     "STARTTLS",
     "220 2.0.0 go ahead\r\n",
     "454 4.7.0 no TLS\r\n",
     "250 an attacker's words\r\n",
     '2'},
    {"imap",
     "* OK IMAP4rev1 ready\r\n",
     {{"a CAPABILITY", "* CAPABILITY IMAP4rev1 STARTTLS\r\na OK done\r\n"},
      {"a LOGOUT", "* BYE\r\na OK done\r\n"}},
     "a STARTTLS",
     "* OK still here\r\na OK go ahead\r\n",
     "a NO no TLS\r\n",
     "* BYE an attacker's words\r\n",
     '*'},
    {"pop3",
     "+OK ready\r\n",
     {{"QUIT", "+OK bye\r\n"}},
     "STLS",
     "+OK go ahead\r\n",
     "-ERR no TLS\r\n",
     "+OK an attacker's words\r\n",
     '+'},
    {"ftp",
     "220-files.brine.test\r\n a line of another form\r\n220 ready\r\n",
     {{"QUIT", "221 bye\r\n"}},
     "AUTH TLS",
     "234 go ahead\r\n",
     "502 no TLS\r\n",
     "230 an attacker's words\r\n",
     '2'},
    {"postgres", "", {{NULL, NULL}}, NULL, "S", "N", "an attacker's words", 'E'},
    {"http",
     "",
     {{"CONNECT ", ""}, {"Host: ", "HTTP/1.1 "}},
     "",
     "200 go ahead\r\n\r\n",
     "403 no tunnel\r\n\r\n",
     "an attacker's words\r\n",
     '2'},
};

struct client {
    int fd;
    SSL *ssl; /* NULL in clear */
};

static void check(bool worked, const char *what)
{
    if (worked)
        return;
    fprintf(stderr, "starttls_server: %s\n", what);
    exit(1);
}

static bool put(const struct client *client, const char *text, size_t n)
{
    if (client->ssl != NULL)
        return SSL_write(client->ssl, text, (int)n) == (int)n;
    return send(client->fd, text, n, MSG_NOSIGNAL) == (ssize_t)n;
}

static bool put_text(const struct client *client, const char *text)
{
    return text[0] == '\0' || put(client, text, strlen(text));
}

static bool get(const struct client *client, char *byte)
{
    if (client->ssl != NULL)
        return SSL_read(client->ssl, byte, 1) == 1;
    return recv(client->fd, byte, 1, 0) == 1;
}

/* One line, without its end. */
static bool get_line(const struct client *client, char line[LINE_MAX_SIZE])
{
    size_t n = 0;

    while (n < LINE_MAX_SIZE - 1 && get(client, line + n) && line[n] != '\n')
        n++;
    if (n == 0 || n == LINE_MAX_SIZE - 1 || line[n] != '\n')
        return false;
    line[line[n - 1] == '\r' ? n - 1 : n] = '\0';
    printf("%s: %s\n", client->ssl != NULL ? "tls" : "clear", line);
    return true;
}

/* PostgreSQL's SSLRequest: a length of 8 and the number 80877103. */
static bool get_ssl_request(const struct client *client)
{
    static const char wanted[] = {0, 0, 0, 8, 4, (char)210, 22, 47};
    char bytes[sizeof wanted];

    for (size_t i = 0; i < sizeof wanted; i++)
        if (!get(client, bytes + i))
            return false;
    printf("clear: SSLRequest\n");
    return memcmp(bytes, wanted, sizeof wanted) == 0;
}

/* Answers lines; true when the client wants TLS. */
static bool converse(const struct client *client, const struct protocol *protocol)
{
    char line[LINE_MAX_SIZE];

    if (protocol->start == NULL && client->ssl == NULL)
        return get_ssl_request(client);
    while (get_line(client, line)) {
        const struct exchange *at = protocol->exchanges;

        if (client->ssl == NULL && strcmp(line, protocol->start) == 0)
            return true;
        if (strcmp(line, "end") == 0)
            return false;
        while (at->command != NULL && strncmp(line, at->command, strlen(at->command)) != 0)
            at++;
        if (at->command == NULL)
            strcat(line, "\r\n");
        if (!put_text(client, at->command != NULL ? at->answer : line))
            return false;
    }
    return false;
}

static void put_without_end(const struct client *client, char filler)
{
    char bytes[256];

    memset(bytes, filler, sizeof bytes);
    while (put(client, bytes, sizeof bytes))
        ;
}

/* The client is never without a byte for long, and never has an answer. */
static void put_slowly(const struct client *client, char filler)
{
    while (put(client, &filler, 1))
        poll(NULL, 0, 100);
}

/* Answers the wish for TLS; true when the handshake comes next. */
static bool answer(const struct client *client, const struct protocol *protocol,
                   const char *behaviour)
{
    char text[256];
    bool put_all = true;

    if (strcmp(behaviour, "refuse") == 0) {
        if (put_text(client, protocol->refused))
            converse(client, protocol);
        return false;
    }
    if (strcmp(behaviour, "leave") == 0)
        return false;
    if (strcmp(behaviour, "endless") == 0) {
        put_without_end(client, protocol->filler);
        return false;
    }
    if (strcmp(behaviour, "drip") == 0) {
        put_slowly(client, protocol->filler);
        return false;
    }
    if (strcmp(behaviour, "split") == 0) {
        for (const char *at = protocol->agreed; *at != '\0' && put_all; at++)
            put_all = put(client, at, 1);
        return put_all;
    }
    snprintf(text, sizeof text, "%s%s", protocol->agreed,
             strcmp(behaviour, "behind") == 0 ? protocol->more : "");
    return put_text(client, text);
}

static void serve(struct client *client, SSL_CTX *context, const struct protocol *protocol,
                  const char *behaviour)
{
    if (!put_text(client, protocol->greeting) || !converse(client, protocol) ||
        !answer(client, protocol, behaviour))
        return;
    client->ssl = SSL_new(context);
    check(client->ssl != NULL && SSL_set_fd(client->ssl, client->fd) == 1, "out of memory");
    if (SSL_accept(client->ssl) == 1) {
        converse(client, protocol);
        SSL_shutdown(client->ssl);
    }
    SSL_free(client->ssl);
}

static int listen_on(const char *port)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    int fd = socket(AF_INET, SOCK_STREAM, 0), on = 1, little = 4096;

    address.sin_port = htons((uint16_t)strtoul(port, NULL, 10));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &little,
               sizeof little); /* so that clients have to wait */
    check(bind(fd, (const struct sockaddr *)&address, sizeof address) == 0, "address in use");
    check(listen(fd, 16) == 0, "can't listen");
    return fd;
}

int main(int argc, char **argv)
{
    const struct protocol *protocol = protocols,
                          *end = protocols + sizeof protocols / sizeof *protocols;
    SSL_CTX *context = SSL_CTX_new(TLS_server_method());
    int listener, on = 1;

    check(argc == 6, "usage: starttls_server PORT PROTOCOL BEHAVIOUR CHAIN.pem KEY.pem");
    signal(SIGPIPE, SIG_IGN);
    while (protocol < end && strcmp(protocol->name, argv[2]) != 0)
        protocol++;
    check(protocol < end, "no such protocol");
    check(context != NULL && SSL_CTX_use_certificate_chain_file(context, argv[4]) == 1 &&
              SSL_CTX_use_PrivateKey_file(context, argv[5], SSL_FILETYPE_PEM) == 1,
          "can't use the certificate and key");
    listener = listen_on(argv[1]);
    setvbuf(stdout, NULL, _IOLBF, 0);
    printf("ready\n");
    for (;;) {
        struct client client = {.fd = accept(listener, NULL, NULL)};

        if (client.fd < 0)
            continue;
        setsockopt(client.fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        serve(&client, context, protocol, argv[3]);
        close(client.fd);
    }
}
