/*
 * A program for libtls that prints what each call returned: program PORT CAFILE WAY [NAME=VALUE...]
 *
 * WAY is how it connects to 127.0.0.1: name, socket, fds, cbs or poll (a socket that does not
 * block). It is built once, for the soname libtls.so.26, and run on one library after the other.
 * With the word misuse it does what no program should. Of sentences it says whether there is one,
 * as each library words its own.
 */
#include "misuse.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <tls.h>
#include <unistd.h>

static int descriptor = -1;

static const char *shown(const char *text)
{
    return text != NULL ? text : "NULL";
}

static void say(const char *what, long number, const char *error)
{
    printf("%s: %ld%s\n", what, number, number == -1 && error != NULL ? ", with a sentence" : "");
}

/* The call is made before the sentence is asked for. */
#define SAY(what, call, error)                                                                     \
    do {                                                                                           \
        long number_ = (long)(call);                                                               \
        say(what, number_, error);                                                                 \
    } while (0)

static const char *value_of(int argc, char **argv, const char *name)
{
    size_t len = strlen(name);

    for (int i = 4; i < argc; i++)
        if (strncmp(argv[i], name, len) == 0 && argv[i][len] == '=')
            return argv[i] + len + 1;
    return NULL;
}

static int has(int argc, char **argv, const char *word)
{
    for (int i = 4; i < argc; i++)
        if (strcmp(argv[i], word) == 0)
            return 1;
    return 0;
}

static void load_key(struct tls_config *config, const char *path, const char *password)
{
    char copy[64];
    size_t length = 0;
    uint8_t *key;

    snprintf(copy, sizeof copy, "%s", password);
    key = tls_load_file(path, &length, copy);
    printf("load_file: %s\n", key != NULL ? "bytes" : "NULL");
    if (key != NULL)
        SAY("key_mem", tls_config_set_key_mem(config, key, length), tls_config_error(config));
    tls_unload_file(key, length);
}

static void set(struct tls_config *config, int argc, char **argv)
{
    const char *value;

    SAY("ca_file", tls_config_set_ca_file(config, argv[2]), tls_config_error(config));
    SAY("protocols", tls_config_set_protocols(config, TLS_PROTOCOL_TLSv1_2), NULL);
    if ((value = value_of(argc, argv, "ciphers")) != NULL)
        SAY("ciphers", tls_config_set_ciphers(config, value), tls_config_error(config));
    if ((value = value_of(argc, argv, "curves")) != NULL)
        SAY("curves", tls_config_set_ecdhecurves(config, value), tls_config_error(config));
    if ((value = value_of(argc, argv, "alpn")) != NULL)
        SAY("alpn", tls_config_set_alpn(config, value), tls_config_error(config));
    if ((value = value_of(argc, argv, "depth")) != NULL)
        SAY("depth", tls_config_set_verify_depth(config, atoi(value)), NULL);
    if ((value = value_of(argc, argv, "cert")) != NULL)
        SAY("cert", tls_config_set_cert_file(config, value), tls_config_error(config));
    if ((value = value_of(argc, argv, "key")) != NULL && value_of(argc, argv, "password") == NULL)
        SAY("key", tls_config_set_key_file(config, value), tls_config_error(config));
    else if (value != NULL)
        load_key(config, value, value_of(argc, argv, "password"));
    if ((value = value_of(argc, argv, "session")) != NULL)
        SAY("session_fd", tls_config_set_session_fd(config, open(value, O_RDWR | O_CREAT, 0600)),
            tls_config_error(config));
    if (has(argc, argv, "noverifycert"))
        tls_config_insecure_noverifycert(config);
    if (has(argc, argv, "noverifyname"))
        tls_config_insecure_noverifyname(config);
    if (has(argc, argv, "noverifytime"))
        tls_config_insecure_noverifytime(config);
    if (has(argc, argv, "verify"))
        tls_config_verify(config);
}

static ssize_t read_cb(struct tls *ctx, void *buf, size_t length, void *cb_arg)
{
    (void)ctx;
    return read(*(int *)cb_arg, buf, length);
}

static ssize_t write_cb(struct tls *ctx, const void *buf, size_t length, void *cb_arg)
{
    (void)ctx;
    return write(*(int *)cb_arg, buf, length);
}

static void open_socket(const char *port, int blocks)
{
    struct sockaddr_in address = {.sin_family = AF_INET};

    address.sin_port = htons((uint16_t)atoi(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    descriptor = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(descriptor, (const struct sockaddr *)&address, sizeof address) != 0)
        perror("connect");
    if (!blocks)
        fcntl(descriptor, F_SETFL, O_NONBLOCK);
}

static int connect_by(struct tls *ctx, const char *way, const char *port, const char *name)
{
    if (strcmp(way, "name") == 0)
        return tls_connect_servername(ctx, "127.0.0.1", port, name);
    open_socket(port, strcmp(way, "poll") != 0);
    if (strcmp(way, "fds") == 0)
        return tls_connect_fds(ctx, descriptor, descriptor, name);
    if (strcmp(way, "cbs") == 0)
        return tls_connect_cbs(ctx, read_cb, write_cb, &descriptor, name);
    return tls_connect_socket(ctx, descriptor, name);
}

/* Whether the call that gave this is to be made again; waits first. */
static int again(ssize_t number)
{
    struct pollfd watched = {.fd = descriptor};

    if (number != TLS_WANT_POLLIN && number != TLS_WANT_POLLOUT)
        return 0;
    watched.events = number == TLS_WANT_POLLIN ? POLLIN : POLLOUT;
    if (descriptor >= 0)
        poll(&watched, 1, -1);
    return 1;
}

static void show_facts(struct tls *ctx)
{
    size_t length = 0;
    const uint8_t *chain = tls_peer_cert_chain_pem(ctx, &length);

    printf("version: %s\ncipher: %s, %d\n", shown(tls_conn_version(ctx)),
           shown(tls_conn_cipher(ctx)), tls_conn_cipher_strength(ctx));
    printf("alpn: %s\nservername: %s\n", shown(tls_conn_alpn_selected(ctx)),
           shown(tls_conn_servername(ctx)));
    printf("resumed: %d\ncertificate: %d\n", tls_conn_session_resumed(ctx),
           tls_peer_cert_provided(ctx));
    printf("subject: %s\nissuer: %s\nhash: %s\n", shown(tls_peer_cert_subject(ctx)),
           shown(tls_peer_cert_issuer(ctx)), shown(tls_peer_cert_hash(ctx)));
    printf("from %lld until %lld\n", (long long)tls_peer_cert_notbefore(ctx),
           (long long)tls_peer_cert_notafter(ctx));
    printf("names: %d %d\n", tls_peer_cert_contains_name(ctx, "www.brine.test"),
           tls_peer_cert_contains_name(ctx, "www.other.test"));
    /* Of a session that was resumed Debian's library knows the first certificate only. */
    if (chain != NULL && !tls_conn_session_resumed(ctx))
        printf("chain: %d\n%.*s", (int)length, (int)length, (const char *)chain);
}

static void fetch(struct tls *ctx)
{
    static const char request[] = "GET /hello HTTP/1.0\r\n\r\n";
    size_t sent = 0, total = 0;
    unsigned long sum = 0;
    char buf[4000];
    ssize_t n = 0;

    while (sent < sizeof request - 1) {
        do
            n = tls_write(ctx, request + sent, sizeof request - 1 - sent);
        while (again(n));
        if (n < 0)
            break;
        sent += (size_t)n;
    }
    say("write", n, tls_error(ctx));
    for (;;) {
        do
            n = tls_read(ctx, buf, sizeof buf);
        while (again(n));
        if (n <= 0)
            break;
        for (ssize_t i = 0; i < n; i++)
            sum = sum * 31 + (unsigned char)buf[i];
        total += (size_t)n;
    }
    printf("read: %lu bytes, %lx\n", (unsigned long)total, sum & 0xffffffff);
    say("read", n, tls_error(ctx));
}

static void converse(struct tls *ctx, int argc, char **argv)
{
    const char *name = value_of(argc, argv, "servername");
    int number = connect_by(ctx, argv[3], argv[1], name != NULL ? name : "www.brine.test");

    say("connect", number, tls_error(ctx));
    if (number != 0)
        return;
    do
        number = tls_handshake(ctx);
    while (again(number));
    say("handshake", number, tls_error(ctx));
    if (number == 0 && has(argc, argv, "misuse")) {
        misuse_after(ctx);
    } else if (number == 0) {
        show_facts(ctx);
        fetch(ctx);
        do
            number = tls_close(ctx);
        while (again(number));
    }
}

int main(int argc, char **argv)
{
    struct tls_config *config = tls_config_new();
    struct tls *ctx = tls_client();

    if (argc < 4 || config == NULL || ctx == NULL)
        return 2;
    if (has(argc, argv, "misuse"))
        misuse_before();
    set(config, argc, argv);
    SAY("configure", tls_configure(ctx, config), tls_error(ctx));
    tls_config_free(config);
    converse(ctx, argc, argv);
    tls_free(ctx);
    if (descriptor >= 0)
        close(descriptor);
    return 0;
}
