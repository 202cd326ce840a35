#include "support/test.h"
#include "x509/name/distinguished_name.h"
#include "x509/name/name_hash.h"

#include <string.h>

/* A Name that is being written: its RDNs, each with one or two attributes. */
typedef struct name {
    uint8_t bytes[256];
    size_t len;
} name;

typedef struct attribute {
    uint8_t type; /* the last byte of 2.5.4.x */
    uint8_t tag;
    const char *text;
} attribute;

static size_t put_attribute(uint8_t *out, const attribute *a)
{
    uint8_t len = (uint8_t)strlen(a->text);
    const uint8_t header[] = {0x30, (uint8_t)(len + 7), 6, 3, 0x55, 4, a->type, a->tag, len};

    memcpy(out, header, sizeof header);
    memcpy(out + sizeof header, a->text, len);
    return sizeof header + len;
}

static void add_rdn(name *n, const attribute *attributes, size_t count)
{
    size_t start = n->len, len = 0;

    for (size_t i = 0; i < count; i++)
        len += put_attribute(n->bytes + start + 2 + len, &attributes[i]);
    n->bytes[start] = 0x31;
    n->bytes[start + 1] = (uint8_t)len;
    n->len += 2 + len;
}

/* One attribute a set. */
static name make(const attribute *attributes, size_t count)
{
    name n = {{0x30}, 2};

    for (size_t i = 0; i < count; i++)
        add_rdn(&n, &attributes[i], 1);
    n.bytes[1] = (uint8_t)(n.len - 2);
    return n;
}

static uint64_t hash_of(const name *n)
{
    uint64_t hash = 0;

    assert_true(brn_name_hash((brine_bytes){n->bytes, n->len}, &hash));
    return hash;
}

static bool agree(const name *a, const name *b)
{
    brine_bytes left = {a->bytes, a->len}, right = {b->bytes, b->len};
    bool equal = brn_name_equal(left, right);

    assert_int_equal(equal, hash_of(a) == hash_of(b)); /* these names do not collide */
    return equal;
}

enum { COMMON_NAME = 3, COUNTRY = 6, ORGANIZATION = 10, UTF8 = 0x0c, PRINTABLE = 0x13, IA5 = 0x16 };

static void equal_names_have_one_hash(void **state)
{
    static const attribute one[] = {{COUNTRY, PRINTABLE, "DE"}, {COMMON_NAME, UTF8, "Root CA"}};
    static const attribute other_case[] = {{COUNTRY, PRINTABLE, "de"},
                                           {COMMON_NAME, UTF8, "rOOT ca"}};
    static const attribute other_kind[] = {{COUNTRY, UTF8, "DE"}, {COMMON_NAME, IA5, "Root CA"}};
    static const attribute other_spaces[] = {{COUNTRY, PRINTABLE, "DE "},
                                             {COMMON_NAME, PRINTABLE, "  Root   CA "}};
    name a = make(one, 2), b = make(other_case, 2), c = make(other_kind, 2),
         d = make(other_spaces, 2);

    (void)state;
    assert_true(agree(&a, &a));
    assert_true(agree(&a, &b));
    assert_true(agree(&a, &c));
    assert_true(agree(&a, &d));
}

static void other_names_have_other_hashes(void **state)
{
    static const attribute one[] = {{COUNTRY, PRINTABLE, "DE"}, {COMMON_NAME, UTF8, "Root CA"}};
    static const attribute text[] = {{COUNTRY, PRINTABLE, "DE"}, {COMMON_NAME, UTF8, "Root CB"}};
    static const attribute type[] = {{COUNTRY, PRINTABLE, "DE"}, {ORGANIZATION, UTF8, "Root CA"}};
    static const attribute order[] = {{COMMON_NAME, UTF8, "Root CA"}, {COUNTRY, PRINTABLE, "DE"}};
    name a = make(one, 2), b = make(text, 2), c = make(type, 2), d = make(order, 2),
         e = make(one, 1), none = make(one, 0);

    (void)state;
    assert_false(agree(&a, &b));
    assert_false(agree(&a, &c));
    assert_false(agree(&a, &d));
    assert_false(agree(&a, &e));
    assert_false(agree(&a, &none));
    assert_true(agree(&none, &none));
}

static void the_order_within_a_set_does_not_count(void **state)
{
    static const attribute pair[] = {{COUNTRY, PRINTABLE, "DE"}, {COMMON_NAME, UTF8, "Root CA"}};
    static const attribute turned[] = {{COMMON_NAME, UTF8, "Root CA"}, {COUNTRY, PRINTABLE, "DE"}};
    name a = {{0x30}, 2}, b = {{0x30}, 2}, apart = make(pair, 2);

    (void)state;
    add_rdn(&a, pair, 2);
    add_rdn(&b, turned, 2);
    a.bytes[1] = b.bytes[1] = (uint8_t)(a.len - 2);
    assert_true(agree(&a, &b));
    assert_false(agree(&a, &apart));
}

static void what_is_no_name_has_no_hash(void **state)
{
    /* Tags and lengths in 30 0c 31 0a 30 08 06 03 55 04 03 0c 01 41, but for the value's tag. */
    static const uint8_t headers[] = {0, 1, 2, 3, 4, 5, 6, 7, 12};
    static const attribute one[] = {{COMMON_NAME, UTF8, "A"}};
    uint64_t hash = 7;

    (void)state;
    for (size_t i = 0; i < sizeof headers; i++) {
        name n = make(one, 1);

        n.bytes[headers[i]] ^= 0x01;
        assert_false(brn_name_hash((brine_bytes){n.bytes, n.len}, &hash));
    }
    assert_false(brn_name_hash((brine_bytes){NULL, 0}, &hash));
    assert_int_equal(hash, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_names_have_one_hash),
        cmocka_unit_test(other_names_have_other_hashes),
        cmocka_unit_test(the_order_within_a_set_does_not_count),
        cmocka_unit_test(what_is_no_name_has_no_hash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
