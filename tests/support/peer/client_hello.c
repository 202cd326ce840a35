#include "support/peer/client_hello.h"

#include <string.h>

bool peer_list_has(peer_slice list, uint16_t number)
{
    for (size_t i = 0; i + 1 < list.len; i += 2)
        if ((list.data[i] << 8 | list.data[i + 1]) == number)
            return true;
    return false;
}

bool peer_protocols_have(peer_slice protocols, const char *name)
{
    peer_cursor at = peer_cursor_at(protocols);
    peer_slice wanted = {(const uint8_t *)name, strlen(name)};

    while (at.left && !at.bad)
        if (peer_equal(peer_get_vector(&at, 1), wanted))
            return true;
    return false;
}

const peer_extension *peer_client_hello_extension(const peer_client_hello *hello, uint16_t code)
{
    for (size_t i = 0; i < hello->extension_count; i++)
        if (hello->extensions[i].code == code)
            return &hello->extensions[i];
    return NULL;
}

/* server_name_list with exactly one host_name (RFC 6066 section 3). */
static bool decode_server_name(peer_client_hello *hello, peer_cursor *at)
{
    peer_cursor list = peer_cursor_at(peer_get_vector(at, 2));

    if (peer_get_number(&list, 1) != 0)
        return false;
    hello->server_name = peer_get_vector(&list, 2);
    return peer_cursor_done(&list) && hello->server_name.len > 0;
}

static bool decode_status_request(peer_client_hello *hello, peer_cursor *at)
{
    hello->status_request = true;
    if (peer_get_number(at, 1) != 1)
        return false;
    peer_get_vector(at, 2);
    peer_get_vector(at, 2);
    return true;
}

static bool decode_protocols(peer_client_hello *hello, peer_cursor *at)
{
    peer_cursor list;

    hello->protocols = peer_get_vector(at, 2);
    if (!hello->protocols.len)
        return false;
    list = peer_cursor_at(hello->protocols);
    while (list.left && !list.bad)
        if (!peer_get_vector(&list, 1).len)
            return false;
    return peer_cursor_done(&list);
}

/* A vector of whole two-byte entries, at least one. */
static bool decode_numbers(peer_slice *list, peer_cursor *at)
{
    *list = peer_get_vector(at, 2);
    return list->len >= 2 && list->len % 2 == 0;
}

static bool decode_extension(peer_client_hello *hello, const peer_extension *extension)
{
    peer_cursor at = peer_cursor_at(extension->body);
    bool ok = true;

    switch (extension->code) {
    case PEER_EXT_SERVER_NAME:
        ok = decode_server_name(hello, &at);
        break;
    case PEER_EXT_MAX_FRAGMENT_LENGTH:
        hello->max_fragment_length = (uint8_t)peer_get_number(&at, 1);
        ok = hello->max_fragment_length >= 1 && hello->max_fragment_length <= 4;
        break;
    case PEER_EXT_STATUS_REQUEST:
        ok = decode_status_request(hello, &at);
        break;
    case PEER_EXT_SUPPORTED_GROUPS:
        ok = decode_numbers(&hello->groups, &at);
        break;
    case PEER_EXT_EC_POINT_FORMATS:
        hello->point_formats = peer_get_vector(&at, 1);
        ok = hello->point_formats.len &&
             memchr(hello->point_formats.data, 0, hello->point_formats.len) != NULL;
        break;
    case PEER_EXT_SIGNATURE_ALGORITHMS:
        ok = decode_numbers(&hello->schemes, &at);
        break;
    case PEER_EXT_ALPN:
        ok = decode_protocols(hello, &at);
        break;
    case PEER_EXT_SCT:
        hello->scts = true;
        break;
    case PEER_EXT_EXTENDED_MASTER_SECRET:
        hello->extended_master_secret = true;
        break;
    case PEER_EXT_SESSION_TICKET:
        hello->session_ticket = true;
        hello->ticket = peer_get(&at, at.left);
        break;
    case PEER_EXT_RENEGOTIATION_INFO:
        hello->renegotiation_info = true;
        ok = peer_get_vector(&at, 1).len == 0;
        break;
    default:
        return true;
    }
    return ok && peer_cursor_done(&at);
}

static const char *decode_extensions(peer_client_hello *hello, peer_cursor *at)
{
    peer_cursor block = peer_cursor_at(peer_get_vector(at, 2));

    hello->has_extension_block = true;
    while (block.left && !block.bad) {
        peer_extension extension;

        extension.code = (uint16_t)peer_get_number(&block, 2);
        extension.body = peer_get_vector(&block, 2);
        if (block.bad)
            return "ClientHello: an extension is cut short";
        if (peer_client_hello_extension(hello, extension.code))
            return "ClientHello: an extension appears twice";
        if (hello->extension_count == PEER_EXTENSIONS_MAX)
            return "ClientHello: more extensions than the test server counts";
        if (!decode_extension(hello, &extension))
            return "ClientHello: an extension is malformed";
        hello->extensions[hello->extension_count++] = extension;
    }
    return NULL;
}

const char *peer_client_hello_decode(peer_client_hello *hello, peer_slice body)
{
    peer_cursor at = peer_cursor_at(body);
    peer_slice random;
    const char *fault = NULL;

    memset(hello, 0, sizeof *hello);
    hello->version = (uint16_t)peer_get_number(&at, 2);
    random = peer_get(&at, 32);
    hello->session_id = peer_get_vector(&at, 1);
    hello->suites = peer_get_vector(&at, 2);
    hello->compressions = peer_get_vector(&at, 1);
    if (at.bad)
        return "ClientHello: too short";
    memcpy(hello->random, random.data, 32);
    if (hello->session_id.len > 32)
        return "ClientHello: the session ID is too long";
    if (hello->suites.len < 2 || hello->suites.len % 2)
        return "ClientHello: the cipher suites' length is wrong";
    if (!hello->compressions.len || !memchr(hello->compressions.data, 0, hello->compressions.len))
        return "ClientHello: the null compression is missing";
    if (at.left)
        fault = decode_extensions(hello, &at);
    if (!fault && !peer_cursor_done(&at))
        fault = "ClientHello: the extension block's length is wrong";
    if (peer_list_has(hello->suites, 0x00ff))
        hello->renegotiation_info = true;
    return fault;
}
