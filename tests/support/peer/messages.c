/* What the server says: one builder for each message, each field open to the script. */
#include "support/peer/server.h"

#include <stdlib.h>
#include <string.h>

#define STATUS_TYPE_OCSP 1
#define CURVE_TYPE_NAMED 3

static void put_extension(peer_bytes *block, uint16_t code, peer_slice body)
{
    peer_put_number(block, code, 2);
    peer_put_vector(block, 2, body);
}

static void put_flag(peer_bytes *block, uint16_t code)
{
    peer_slice none = {NULL, 0};

    put_extension(block, code, none);
}

static void put_protocol(peer_bytes *block, const char *protocol)
{
    peer_slice name = {(const uint8_t *)protocol, strlen(protocol)};
    size_t body, list;

    peer_put_number(block, PEER_EXT_ALPN, 2);
    body = peer_begin_vector(block, 2);
    list = peer_begin_vector(block, 2);
    peer_put_vector(block, 1, name);
    peer_end_vector(block, list, 2);
    peer_end_vector(block, body, 2);
}

/* The answers to what the client asked for (RFC 5246 section 7.4.1.4: nothing else). */
static void build_extensions(peer *p, peer_bytes *block)
{
    const peer_client_hello *hello = &p->hello;
    static const uint8_t zero[1], uncompressed[2] = {1, 0};
    peer_slice no_verify_data = {zero, 1}, formats = {uncompressed, 2};
    peer_slice fragment_code = {&hello->max_fragment_length, 1};

    if (hello->renegotiation_info && !p->config.no_renegotiation_info)
        put_extension(block, PEER_EXT_RENEGOTIATION_INFO, no_verify_data);
    if (p->extended_master_secret)
        put_flag(block, PEER_EXT_EXTENDED_MASTER_SECRET);
    if (hello->max_fragment_length && p->config.max_fragment_length)
        put_extension(block, PEER_EXT_MAX_FRAGMENT_LENGTH, fragment_code);
    if (p->protocol)
        put_protocol(block, p->protocol);
    if (p->will_send_ticket)
        put_flag(block, PEER_EXT_SESSION_TICKET);
    if (p->resumed)
        return;
    if (hello->server_name.len && !p->config.no_server_name)
        put_flag(block, PEER_EXT_SERVER_NAME);
    if (hello->point_formats.len && !p->suite->rsa_key_exchange && !p->config.no_point_formats)
        put_extension(block, PEER_EXT_EC_POINT_FORMATS, formats);
    if (p->will_staple)
        put_flag(block, PEER_EXT_STATUS_REQUEST);
    if (hello->scts && p->config.scts.len)
        put_extension(block, PEER_EXT_SCT, p->config.scts);
}

static void build_server_hello(peer *p, peer_bytes *message)
{
    peer_slice random = {p->server_random, 32};
    peer_slice session_id = {p->session_id, p->session_id_length};
    peer_bytes block = {0};

    peer_script_number(&p->script, message, PEER_F_VERSION, 2, 0x0303);
    peer_script_field(&p->script, message, PEER_F_RANDOM, 0, random);
    peer_script_field(&p->script, message, PEER_F_SESSION_ID, 1, session_id);
    peer_script_number(&p->script, message, PEER_F_SUITE, 2, p->suite->id);
    peer_script_number(&p->script, message, PEER_F_COMPRESSION, 1, 0);
    build_extensions(p, &block);
    peer_script_extensions(&p->script, &block);
    if (block.len || peer_script_find(&p->script, PEER_VERB_SET, PEER_F_EXTENSIONS))
        peer_script_field(&p->script, message, PEER_F_EXTENSIONS, 2, peer_slice_of(&block));
    peer_bytes_free(&block);
}

static void build_certificate(peer *p, peer_bytes *message)
{
    peer_bytes list = {0};

    for (size_t i = 0; i < p->config.identity->count; i++)
        peer_put_vector(&list, 3, p->config.identity->chain[i]);
    peer_script_field(&p->script, message, PEER_F_CERTIFICATE_LIST, 3, peer_slice_of(&list));
    peer_bytes_free(&list);
}

static void build_certificate_status(peer *p, peer_bytes *message)
{
    peer_script_number(&p->script, message, PEER_F_STATUS_TYPE, 1, STATUS_TYPE_OCSP);
    peer_script_field(&p->script, message, PEER_F_STATUS_RESPONSE, 3, p->config.staple);
}

/* RFC 8422 section 5.4: the signature is over both randoms and the parameters. */
static void build_server_key_exchange(peer *p, peer_bytes *message)
{
    size_t start = message->len;
    peer_bytes signed_bytes = {0}, signature = {0};

    if (!p->share.point.len) {
        uint8_t random[PEER_SECRET_MAX];

        peer_random(p, random, sizeof random);
        peer_share_make(&p->share, p->group ? p->group : PEER_X25519, random);
    }
    peer_script_number(&p->script, message, PEER_F_CURVE_TYPE, 1, CURVE_TYPE_NAMED);
    peer_script_number(&p->script, message, PEER_F_GROUP, 2, p->group);
    peer_script_field(&p->script, message, PEER_F_POINT, 1, peer_slice_of(&p->share.point));
    peer_put(&signed_bytes, p->hello.random, 32);
    peer_put(&signed_bytes, p->server_random, 32);
    peer_put(&signed_bytes, message->data + start, message->len - start);
    peer_sign(p->config.identity->key, p->scheme, peer_slice_of(&signed_bytes), &signature);
    peer_script_number(&p->script, message, PEER_F_SCHEME, 2, p->scheme);
    peer_script_field(&p->script, message, PEER_F_SIGNATURE, 2, peer_slice_of(&signature));
    peer_bytes_free(&signed_bytes);
    peer_bytes_free(&signature);
}

static void build_certificate_request(peer *p, peer_bytes *message)
{
    static const uint8_t sign_types[] = {1, 64}; /* rsa_sign, ecdsa_sign */
    peer_slice types = {sign_types, sizeof sign_types};
    const uint16_t *wanted = p->config.request_schemes;
    peer_bytes schemes = {0};

    if (p->config.request_types.len)
        types = p->config.request_types;
    for (const uint16_t *each = wanted ? wanted : peer_schemes; *each; each++)
        if (wanted || *each >> 8 != 2)
            peer_put_number(&schemes, *each, 2);
    peer_script_field(&p->script, message, PEER_F_CERTIFICATE_TYPES, 1, types);
    peer_script_field(&p->script, message, PEER_F_SCHEMES, 2, peer_slice_of(&schemes));
    peer_script_field(&p->script, message, PEER_F_AUTHORITIES, 2, p->config.request_authorities);
    peer_bytes_free(&schemes);
}

static void build_new_session_ticket(peer *p, peer_bytes *message)
{
    size_t len = p->config.ticket_length ? p->config.ticket_length : 160;
    uint32_t lifetime = p->config.ticket_lifetime ? p->config.ticket_lifetime : 7200;
    peer_bytes ticket = {0};

    peer_put_zeros(&ticket, len);
    peer_random(p, ticket.data, len);
    peer_remember_session(p, true, peer_slice_of(&ticket));
    peer_script_number(&p->script, message, PEER_F_LIFETIME, 4, lifetime);
    peer_script_field(&p->script, message, PEER_F_TICKET, 2, peer_slice_of(&ticket));
    peer_bytes_free(&ticket);
}

void peer_verify_data(const peer *p, const char *label, uint8_t out[12])
{
    uint8_t hash[PEER_HASH_MAX];
    size_t len = peer_hash(p->suite->digest, peer_slice_of(&p->transcript), hash);
    peer_slice master = {p->master, sizeof p->master}, seed = {hash, len}, none = {NULL, 0};

    peer_prf(p->suite, master, label, seed, none, out, 12);
}

static void build_finished(peer *p, peer_bytes *message)
{
    uint8_t verify_data[12];
    peer_slice content = {verify_data, sizeof verify_data};

    peer_verify_data(p, "server finished", verify_data);
    peer_script_field(&p->script, message, PEER_F_VERIFY_DATA, 0, content);
}

static void build_nothing(peer *p, peer_bytes *message)
{
    (void)p;
    (void)message;
}

static const struct builder {
    peer_target target;
    uint8_t type;
    void (*build)(peer *, peer_bytes *);
} builders[] = {
    {PEER_SERVER_HELLO, PEER_MSG_SERVER_HELLO, build_server_hello},
    {PEER_CERTIFICATE, PEER_MSG_CERTIFICATE, build_certificate},
    {PEER_CERTIFICATE_STATUS, PEER_MSG_CERTIFICATE_STATUS, build_certificate_status},
    {PEER_SERVER_KEY_EXCHANGE, PEER_MSG_SERVER_KEY_EXCHANGE, build_server_key_exchange},
    {PEER_CERTIFICATE_REQUEST, PEER_MSG_CERTIFICATE_REQUEST, build_certificate_request},
    {PEER_SERVER_HELLO_DONE, PEER_MSG_SERVER_HELLO_DONE, build_nothing},
    {PEER_NEW_SESSION_TICKET, PEER_MSG_NEW_SESSION_TICKET, build_new_session_ticket},
    {PEER_FINISHED, PEER_MSG_FINISHED, build_finished},
};

void peer_build(peer *p, peer_target target, peer_bytes *message)
{
    for (size_t i = 0; i < sizeof builders / sizeof *builders; i++)
        if (builders[i].target == target) {
            size_t body;

            peer_put_number(message, builders[i].type, 1);
            body = peer_begin_vector(message, 3);
            builders[i].build(p, message);
            peer_end_vector(message, body, 3);
            peer_script_message(&p->script, p, target, false, message);
            return;
        }
    abort();
}
