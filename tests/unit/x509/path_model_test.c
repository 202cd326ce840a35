/*
 * Random PKIs, in which every CA may have issued any other: whether there is a path is
 * compared with a model that tries all of them and knows neither order nor budget.
 */
#include "support/test.h"
#include "unit/x509/chain.h"

#include <string.h>

enum { CAS_MAX = 8, PKIS = 500, SERVERS = 3 };

/* What the rules about several certificates look at; the rest is as it should be. */
typedef struct model {
    unsigned subject, issuer; /* of names[] */
    factory_key key, signer;
    bool expired, not_a_ca, not_for_tls, lacks_aki;
    bool has_other_aki; /* a hint that misleads */
    int path_length;    /* -1 = none */
    const char *permitted, *excluded, *host;
    bool is_anchor, is_sent;
} model;

static const char *const names[] = {"A", "B", "C", "D", "www.example"};
enum { CA_NAMES = 4, SERVER_NAME = 4 };

/* ---- The model ---- */

static bool is_self_issued(const model *m)
{
    return m->subject == m->issuer;
}

static bool within(const char *host, const char *domain)
{
    size_t len = strlen(host), end = strlen(domain);

    return len >= end && strcmp(host + len - end, domain) == 0 &&
           (len == end || host[len - end - 1] == '.');
}

static bool constraints_hold(const model *ca, const model *const *path, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        const char *host = path[i]->host;

        if (host == NULL || (i > 0 && is_self_issued(path[i])))
            continue;
        if ((ca->permitted != NULL && !within(host, ca->permitted)) ||
            (ca->excluded != NULL && within(host, ca->excluded)))
            return false;
    }
    return true;
}

/* Which profile is asked: key identifiers must be there in the profile strict only. */
static bool strict;

static bool names_no_issuer_key(const model *m)
{
    return strict && m->lacks_aki;
}

/* What strict asks of an anchor: its issuer's key named, and a root's own key by no other name. */
static bool was_issued_well(const model *anchor)
{
    return !strict || (is_self_issued(anchor) ? anchor->lacks_aki || (!anchor->has_other_aki &&
                                                                      anchor->signer == anchor->key)
                                              : !anchor->lacks_aki);
}

static bool may_stand_above(const model *ca, bool as_anchor, const model *const *path,
                            size_t length)
{
    const model *child = path[length - 1];
    int intermediates = 0;

    for (size_t i = 0; i < length; i++) {
        if (path[i]->subject == ca->subject && path[i]->key == ca->key)
            return false;
        intermediates += i > 0 && !is_self_issued(path[i]);
    }
    return child->issuer == ca->subject && child->signer == ca->key &&
           !names_no_issuer_key(child) && !ca->expired && !ca->not_a_ca && !ca->not_for_tls &&
           (as_anchor ? was_issued_well(ca) : !names_no_issuer_key(ca) || is_self_issued(ca)) &&
           (ca->path_length < 0 || intermediates <= ca->path_length) &&
           constraints_hold(ca, path, length);
}

static bool has_path(const model *cas, size_t count, const model **path, size_t length)
{
    for (size_t i = 0; i < count; i++)
        if (cas[i].is_anchor && may_stand_above(&cas[i], true, path, length))
            return true;
    for (size_t i = 0; i < count; i++) {
        if (!cas[i].is_sent || !may_stand_above(&cas[i], false, path, length))
            continue;
        path[length] = &cas[i];
        if (has_path(cas, count, path, length + 1))
            return true;
    }
    return false;
}

/* ---- Chance, the same in every run ---- */

static unsigned chance(unsigned below)
{
    static uint32_t state = 20250615;

    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state % below;
}

static bool one_in(unsigned n)
{
    return chance(n) == 0;
}

static model random_ca(void)
{
    static const char *const domains[] = {"example", "www.example", "test"};
    model m = {.subject = chance(CA_NAMES),
               .issuer = chance(CA_NAMES),
               .key = (factory_key)chance(KEY_OTHER + 1),
               .signer = (factory_key)chance(KEY_OTHER + 1),
               .expired = one_in(12),
               .not_a_ca = one_in(16),
               .not_for_tls = one_in(10),
               .lacks_aki = one_in(10),
               .has_other_aki = one_in(4),
               .path_length = one_in(3) ? (int)chance(3) : -1,
               .is_anchor = one_in(4)};

    m.is_sent = !m.is_anchor || one_in(3);
    if (one_in(5))
        m.permitted = domains[chance(3)];
    if (one_in(5))
        m.excluded = domains[chance(3)];
    if (one_in(3))
        m.host = one_in(2) ? "ca.example" : "ca.test";
    return m;
}

static void make_issued_by(model *m, const model *issuer)
{
    m->issuer = issuer->subject;
    m->signer = issuer->key;
}

static model random_server(const model *cas, size_t count)
{
    model m = {.subject = SERVER_NAME, .key = KEY_P384, .path_length = -1, .host = "www.example"};

    make_issued_by(&m, &cas[chance((unsigned)count)]);
    if (one_in(8)) /* it wears a CA's name, and perhaps its key */
        m.subject = chance(CA_NAMES);
    if (one_in(8))
        m.key = (factory_key)chance(KEY_OTHER + 1);
    if (one_in(12))
        m.signer = KEY_P384_CA;
    m.lacks_aki = is_self_issued(&m) && one_in(4);
    return m;
}

/* ---- Certificates ---- */

static der certificate_of(const model *m, bool is_server)
{
    cert_spec spec = spec_ca(names[m->subject], m->key, names[m->issuer], m->signer);
    der permitted = NOTHING, excluded = NOTHING;

    if (is_server) {
        spec = spec_server("www.example", names[m->issuer], m->signer);
        spec.subject = factory_name(names[m->subject]);
        spec.key = m->key;
    }
    if (m->expired)
        spec.not_after = TIME("20210930000000Z");
    if (m->has_other_aki)
        spec_set(&spec, AKI, false, factory_aki(KEY_P384));
    if (m->lacks_aki)
        spec_drop(&spec, AKI);
    if (m->not_for_tls)
        spec_set(&spec, EXT_KEY_USAGE, false, SEQ(OID(CLIENT_AUTH)));
    if (m->path_length >= 0)
        spec_set(&spec, BASIC_CONSTRAINTS, true, factory_basic_constraints(true, m->path_length));
    if (m->not_a_ca) {
        spec_set(&spec, BASIC_CONSTRAINTS, true, factory_basic_constraints(false, -1));
        spec_drop(&spec, KEY_USAGE);
    }
    if (m->permitted != NULL)
        permitted = WRAP(0xa0, SEQ(DNS(m->permitted)));
    if (m->excluded != NULL)
        excluded = WRAP(0xa1, SEQ(DNS(m->excluded)));
    if (permitted.len + excluded.len > 0)
        spec_set(&spec, NAME_CONSTRAINTS, true, SEQ(permitted, excluded));
    if (m->host != NULL)
        spec_set(&spec, SAN, false, SEQ(DNS(m->host)));
    return factory_make(&spec);
}

/* certificates: the CAs', made once, so that one link is met in several paths. */
static bool is_accepted(chain *c, const model *cas, const der *certificates, size_t count,
                        const model *server)
{
    der sent[CAS_MAX + 1], anchors[CAS_MAX];
    size_t sent_count = 1, anchor_count = 0;

    sent[0] = certificate_of(server, true);
    for (size_t i = 0; i < count; i++) {
        if (cas[i].is_sent)
            sent[sent_count++] = certificates[i];
        if (cas[i].is_anchor)
            anchors[anchor_count++] = certificates[i];
    }
    return chain_verify_these(c, factory_trust(anchors, anchor_count), sent, sent_count) ==
           BRINE_OK;
}

/* In both profiles; whether there is a path in the default one. */
static bool judge_server(const model *cas, const der *certificates, size_t count,
                         const model *server)
{
    const model *path[CAS_MAX + 1] = {server};
    bool wanted = false, in_strict = false;
    chain c = chain_make();

    for (int profile = 0; profile < 2; profile++) {
        strict = c.options.strict = profile == 0;
        wanted = has_path(cas, count, path, 1);
        if (is_accepted(&c, cas, certificates, count, server) != wanted)
            fail_msg("%s: %s", wanted ? "there is a path" : "there is no path", c.error.text);
        in_strict = strict ? wanted : in_strict;
        assert_true(wanted || !in_strict); /* strict accepts nothing that the default refuses */
    }
    return wanted;
}

/* Servers of one PKI, and its CAs in other roles: how many of them have a path. */
static unsigned judge_pki(void)
{
    size_t count = 2 + chance(CAS_MAX - 1);
    der certificates[CAS_MAX];
    model cas[CAS_MAX];
    unsigned found = 0;

    for (size_t i = 0; i < count; i++) {
        cas[i] = random_ca();
        if (i > 0 && !one_in(4))
            make_issued_by(&cas[i], &cas[chance((unsigned)i)]);
    }
    if (!one_in(4)) /* and one may close a loop */
        make_issued_by(&cas[0], &cas[chance((unsigned)count)]);
    for (size_t i = 0; i < count; i++)
        certificates[i] = certificate_of(&cas[i], false);
    for (int i = 0; i < SERVERS; i++) {
        model server = random_server(cas, count);

        cas[chance((unsigned)count)].is_anchor ^= i > 0;
        cas[chance((unsigned)count)].is_sent ^= i > 0;
        cas[0].is_anchor = true;
        found += judge_server(cas, certificates, count, &server);
    }
    factory_reset();
    return found;
}

static void a_path_is_found_where_there_is_one_and_nowhere_else(void **state)
{
    unsigned found = 0;

    (void)state;
    for (unsigned i = 0; i < PKIS; i++)
        found += judge_pki();
    print_message("%u servers in %u random PKIs, with a path for %u of them\n",
                  (unsigned)(PKIS * SERVERS), (unsigned)PKIS, found);
    assert_between(found, PKIS * SERVERS / 8, PKIS * SERVERS - PKIS * SERVERS / 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_path_is_found_where_there_is_one_and_nowhere_else,
                                  chain_tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
