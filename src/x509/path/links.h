/*
 * Links that held: which CA's certificate was verified with which issuer's key, so that the next
 * path over them need not compute it again. It is the one thing about certificates that is
 * remembered: times, names, constraints and places are judged anew in each path.
 *
 * A link is known by a SHA-256 digest of all that its verification depends on, and remembered
 * only when a whole path over it was accepted: hostile chains, which no trusted CA vouches for,
 * can't push out others. The server's own certificate is never part of a link: the time of a
 * handshake would tell one server which others were visited.
 *
 * The memory locks itself. When it is full, the link that was used longest ago is forgotten.
 */
#ifndef BRN_X509_PATH_LINKS_H
#define BRN_X509_PATH_LINKS_H

#include "x509/certificate/certificate.h"

typedef struct brn_links brn_links;

/* Public: made of certificates. */
typedef struct brn_link {
    uint8_t digest[32];
} brn_link;

/*
 * A memory for at most `most` links, which grows as it fills. The allocator is copied; it must
 * be one that any thread may call.
 */
BRINE_MUST_USE brine_result brn_links_new(const brine_allocator *allocator, size_t most,
                                          brn_links **out);
/* links may be NULL. */
void brn_links_free(brn_links *links);

/* False when the provider has no SHA-256: such a link can't be remembered. */
BRINE_MUST_USE bool brn_link_of(const brine_provider *provider, const brine_verifier *verifier,
                                const brn_certificate *child, const brn_certificate *issuer,
                                brn_link *out);

BRINE_MUST_USE bool brn_links_know(brn_links *links, const brn_link *link);

/* Without memory for one more, the link is not remembered. */
void brn_links_add(brn_links *links, const brn_link *link);

/*
 * The same as a table, for configs and searches: a program that asks for no memory of links
 * doesn't link it. `know` and `add` are for the link that verifier vouches for.
 */
typedef struct brn_links_calls {
    brine_result (*make)(const brine_allocator *allocator, size_t most, brn_links **out);
    void (*free)(brn_links *links);
    bool (*know)(brn_links *links, const brine_provider *provider, const brine_verifier *verifier,
                 const brn_certificate *child, const brn_certificate *issuer);
    void (*add)(brn_links *links, const brine_provider *provider, const brine_verifier *verifier,
                const brn_certificate *child, const brn_certificate *issuer);
} brn_links_calls;

extern const brn_links_calls brn_links_memory;

/* A memory and its calls; both NULL where none is asked for. */
typedef struct brn_known_links {
    const brn_links_calls *calls;
    brn_links *links;
} brn_known_links;

#endif
