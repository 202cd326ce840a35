#include "unit/libtls/talk.h"

#include "support/test.h"

#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define HALF_CENTURY (50 * 365 * PEER_DAY)

peer_pki *talk_pki;
peer_certificate *talk_root;
peer_identity talk_leaf;

static peer_certificate *issue(peer_certificate_plan plan, const peer_certificate *issuer)
{
    plan.not_before = PEER_NOW - HALF_CENTURY;
    plan.not_after = PEER_NOW + HALF_CENTURY;
    return peer_pki_issue(talk_pki, &plan, issuer);
}

peer_certificate *talk_issue(const char *subject, const char *names)
{
    return issue((peer_certificate_plan){.subject = subject, .names = names}, talk_root);
}

void talk_begin(void)
{
    talk_pki = peer_pki_new();
    talk_root = issue((peer_certificate_plan){.subject = "Talk Root",
                                              .basic_constraints = "critical,CA:TRUE",
                                              .key_usage = "critical,keyCertSign"},
                      NULL);
    talk_leaf = peer_identity_of(talk_issue("Talk, Leaf", "DNS:" PEER_SERVER_NAME));
}

void talk_end(void)
{
    peer_pki_free(talk_pki);
}

struct tls_config *talk_config(void)
{
    struct tls_config *config = tls_config_new();
    peer_bytes pem = {0};

    assert_non_null(config);
    peer_put_certificate_pem(&pem, talk_root);
    assert_int_equal(tls_config_set_ca_mem(config, pem.data, pem.len), 0);
    peer_bytes_free(&pem);
    return config;
}

talk talk_open(struct tls_config *config, const peer_config *server, const char *servername)
{
    const peer_config plain = {.identity = &talk_leaf};
    talk t = {.ctx = tls_client(), .server = peer_new(server != NULL ? server : &plain)};
    int sockets[2];

    assert_non_null(t.ctx);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, sockets), 0);
    t.client_socket = sockets[0];
    t.server_socket = sockets[1];
    assert_int_equal(fcntl(t.client_socket, F_SETFL, O_NONBLOCK), 0);
    assert_int_equal(fcntl(t.server_socket, F_SETFL, O_NONBLOCK), 0);
    assert_int_equal(tls_configure(t.ctx, config), 0);
    if (tls_connect_socket(t.ctx, t.client_socket, servername) != 0)
        fail_msg("%s", tls_error(t.ctx));
    return t;
}

void talk_serve(talk *t)
{
    uint8_t bytes[16384];
    ssize_t n;
    size_t made;

    while ((n = recv(t->server_socket, bytes, sizeof bytes, 0)) > 0)
        peer_feed(t->server, bytes, (size_t)n);
    while ((made = peer_take(t->server, bytes, sizeof bytes)) > 0)
        assert_int_equal(send(t->server_socket, bytes, made, MSG_NOSIGNAL), made);
}

int talk_handshake(talk *t)
{
    int number;

    while ((number = tls_handshake(t->ctx)) == TLS_WANT_POLLIN)
        talk_serve(t);
    talk_serve(t);
    return number;
}

void talk_hang_up(talk *t)
{
    close(t->server_socket);
    t->server_socket = -1;
}

void talk_close(talk *t)
{
    assert_null(t->server->fault);
    tls_free(t->ctx);
    peer_free(t->server);
    close(t->client_socket);
    if (t->server_socket >= 0)
        close(t->server_socket);
}
