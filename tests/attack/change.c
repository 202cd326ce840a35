#include "attack/change.h"

const char *change_words(change_kind kind)
{
    static const char *const words[] = {
#define CHANGE_WORDS(name, text) text,
        CHANGE_KINDS(CHANGE_WORDS)
#undef CHANGE_WORDS
    };

    return words[kind];
}

const char *change_excuse_words(change_excuse excuse)
{
    static const char *const words[] = {
        [EXCUSE_NONE] = "none",
        [EXCUSE_VERSION] = "the version in a header before ServerHello is read",
        [EXCUSE_BEHIND] = "bytes behind close_notify",
        [EXCUSE_WARNING] = "a warning in plaintext before ChangeCipherSpec",
        [EXCUSE_REQUEST] = "a HelloRequest in plaintext before ChangeCipherSpec",
        [EXCUSE_SERVER] = "libssl took the client's bytes as right",
        [EXCUSE_CAPACITY] = "less room than brine asks for suffices",
        [EXCUSE_REQUIRED] = "the change is legal",
    };

    return words[excuse];
}

/* Where the change ends in the stream. */
static size_t end_of(const change *c)
{
    return c->removed > SIZE_MAX - c->at ? SIZE_MAX : c->at + c->removed;
}

void changer_pass(changer *c, const uint8_t *data, size_t len, peer_bytes *out)
{
    size_t begin = c->change->at, end = end_of(c->change), next = c->at + len;
    size_t before = begin > c->at ? begin - c->at : 0;
    size_t after = end > c->at ? end - c->at : 0;

    if (c->ended)
        return;
    peer_put(out, data, before < len ? before : len);
    if (next >= begin && !c->done) {
        peer_put_slice(out, c->change->put);
        c->done = true;
        c->ended = c->change->removed == CHANGE_TO_THE_END;
    }
    if (after < len)
        peer_put(out, data + after, len - after);
    c->at = next;
}
