#include "unit/x509/damage.h"

#include "support/test.h"
#include "x509/asn1/der.h"

#include <stdio.h>

#define CONSTRUCTED 0x20

typedef struct state {
    size_t left, element;
    bool done;
    char *what;
    size_t cap;
} state;

static bool is_next(state *s, unsigned tag, const char *words)
{
    if (s->done || s->left-- > 0)
        return false;
    s->done = true;
    snprintf(s->what, s->cap, "element %lu (tag 0x%02x) %s", (unsigned long)s->element, tag, words);
    return true;
}

static der damage_all(der elements, state *s);

/* An element: as it is, or what became of it. */
static der damage_one(const brn_der_element *e, state *s)
{
    const der not_here = BYTES(0x05, 0x00);
    der whole = WRAP(e->tag, e->content), inside = e->content;

    s->element++;
    if (is_next(s, e->tag, "is left out"))
        return NOTHING;
    if (is_next(s, e->tag, "has another tag"))
        return WRAP(0x0a, e->content); /* ENUMERATED, which stands nowhere */
    if (e->content.len > 0 && is_next(s, e->tag, "lost its last byte"))
        return WRAP(e->tag, factory_copy(e->content.data, e->content.len - 1));
    if (is_next(s, e->tag, "is followed by a NULL"))
        return JOIN(whole, not_here);
    if ((e->tag & CONSTRUCTED) != 0)
        inside = damage_all(e->content, s);
    return WRAP(e->tag, inside);
}

static der damage_all(der elements, state *s)
{
    brn_reader r = brn_reader_of(elements);
    brn_der_element e;
    der out = NOTHING;

    while (!brn_reader_empty(&r)) {
        assert_true(brn_der_read_any(&r, &e));
        out = JOIN(out, damage_one(&e, s));
    }
    return out;
}

der damage(der whole, size_t n, char *what, size_t cap)
{
    state s = {.left = n, .what = what, .cap = cap};
    der damaged = damage_all(whole, &s);

    return s.done ? damaged : NOTHING;
}
