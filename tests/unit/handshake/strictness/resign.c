#include "unit/handshake/strictness/resign.h"

/* Header, curve type, group, point: all that comes before scheme and signature. */
static size_t end_of_parameters(const peer_bytes *message)
{
    return POINT_AT + (size_t)message->data[POINT_LENGTH_AT];
}

void put_signed_bytes(const peer *p, const peer_bytes *message, peer_bytes *what)
{
    peer_put(what, p->hello.random, 32);
    peer_put(what, p->server_random, 32);
    peer_put(what, message->data + 4, end_of_parameters(message) - 4);
}

void set_signature(const peer *p, peer_bytes *message, peer_slice signature)
{
    message->len = end_of_parameters(message);
    peer_put_number(message, p->scheme, 2);
    peer_put_vector(message, 2, signature);
    peer_set_number(message->data + 1, message->len - 4, 3);
}

void sign_bytes(const peer *p, peer_bytes *message, peer_slice what, EVP_PKEY *key)
{
    peer_bytes signature = {0};

    peer_sign(key, p->scheme, what, &signature);
    set_signature(p, message, peer_slice_of(&signature));
    peer_bytes_free(&signature);
}

void resign(const peer *p, peer_bytes *message, EVP_PKEY *key)
{
    peer_bytes what = {0};

    put_signed_bytes(p, message, &what);
    sign_bytes(p, message, peer_slice_of(&what), key);
    peer_bytes_free(&what);
}
