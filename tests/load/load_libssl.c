/* The same client by libssl, to compare with. */
#include "load.h"

#include <errno.h>
#include <malloc.h>
#include <netinet/in.h>
#include <openssl/crypto.h>
#include <openssl/ssl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

const char load_name[] = "libssl";
const bool load_is_judged = false;

static SSL_CTX *context;
static SSL_SESSION *last;
static uint16_t port;
static size_t heap;

static void *allocate(size_t size, const char *file, int line)
{
    void *block = malloc(size);

    (void)file;
    (void)line;
    heap += malloc_usable_size(block);
    return block;
}

static void *resize(void *block, size_t size, const char *file, int line)
{
    void *moved;

    (void)file;
    (void)line;
    heap -= malloc_usable_size(block);
    moved = realloc(block, size);
    heap += malloc_usable_size(moved);
    return moved;
}

static void release(void *block, const char *file, int line)
{
    (void)file;
    (void)line;
    heap -= malloc_usable_size(block);
    free(block);
}

static int keep(SSL *ssl, SSL_SESSION *session)
{
    (void)ssl;
    SSL_SESSION_free(last);
    last = session;
    return 1;
}

/* brine's order of suites and groups; no buffers while a connection waits, as servers set it. */
void load_begin(const char *trust_file, uint16_t to, bool sessions)
{
    static char groups[] = "X25519:P-256"; /* libssl's macro takes no constant */
    static bool counted;

    if (!counted && CRYPTO_set_mem_functions(allocate, resize, release) != 1)
        load_die("libcrypto", "its memory can't be counted");
    counted = true;
    port = to;
    context = SSL_CTX_new(TLS_client_method());
    if (context == NULL || SSL_CTX_load_verify_file(context, trust_file) != 1 ||
        SSL_CTX_set_max_proto_version(context, TLS1_2_VERSION) != 1 ||
        SSL_CTX_set_cipher_list(context, "ECDHE-ECDSA-AES128-GCM-SHA256") != 1 ||
        SSL_CTX_set1_groups_list(context, groups) != 1)
        load_die("libssl", "no context");
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                                  SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_session_cache_mode(context, sessions ? SSL_SESS_CACHE_CLIENT |
                                                           SSL_SESS_CACHE_NO_INTERNAL_STORE
                                                     : SSL_SESS_CACHE_OFF);
    SSL_CTX_sess_set_new_cb(context, keep);
}

void load_end(void)
{
    SSL_SESSION_free(last);
    last = NULL;
    SSL_CTX_free(context);
}

void load_open(load_link *link)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port)};
    char name[] = LOAD_HOST;
    SSL *ssl = SSL_new(context);

    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    link->descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (ssl == NULL || link->descriptor < 0 || SSL_set_fd(ssl, link->descriptor) != 1 ||
        SSL_set1_host(ssl, name) != 1 || SSL_set_tlsext_host_name(ssl, name) != 1)
        load_die("libssl", "no connection");
    if (last != NULL)
        SSL_set_session(ssl, last);
    SSL_set_connect_state(ssl);
    if (connect(link->descriptor, (const struct sockaddr *)&to, sizeof to) != 0 &&
        errno != EINPROGRESS)
        load_die("connect", strerror(errno));
    link->tls = ssl;
    link->sent = 0;
    load_watch(link, link->descriptor, LOAD_WRITE);
}

static load_progress wait_for(load_link *link, int result)
{
    switch (SSL_get_error(link->tls, result)) {
    case SSL_ERROR_WANT_READ:
        load_watch(link, link->descriptor, LOAD_READ);
        return LOAD_WAITS;
    case SSL_ERROR_WANT_WRITE:
        load_watch(link, link->descriptor, LOAD_WRITE);
        return LOAD_WAITS;
    default:
        load_die("libssl", "a connection failed");
        return LOAD_FAILED;
    }
}

load_progress load_go_on(load_link *link)
{
    static char page[16384];
    const int len = (int)strlen(load_request);
    int n;

    while (link->sent < (size_t)len) {
        n = SSL_write(link->tls, load_request + link->sent, len - (int)link->sent);
        if (n <= 0)
            return wait_for(link, n);
        link->sent += (size_t)n;
    }
    while ((n = SSL_read(link->tls, page, sizeof page)) > 0)
        if (load_is_whole(page, (size_t)n)) {
            load_watch(link, link->descriptor, 0);
            return LOAD_IDLE;
        }
    return wait_for(link, n);
}

bool load_is_resumed(const load_link *link)
{
    return SSL_session_reused(link->tls) == 1;
}

void load_close(load_link *link)
{
    const struct linger at_once = {.l_onoff = 1};

    (void)setsockopt(link->descriptor, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    SSL_set_shutdown(link->tls, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN); /* keeps the session */
    SSL_free(link->tls);
    close(link->descriptor);
    link->tls = NULL;
}

size_t load_heap(void)
{
    return heap;
}

size_t load_key_size(void)
{
    return 0; /* libssl's heap is only shown */
}
