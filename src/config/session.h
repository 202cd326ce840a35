/*
 * The inside of a brine_session: what RFC 5246 section 7.3 calls a session, as the client
 * keeps it, with what RFC 5077 and RFC 7627 add. Immutable once made.
 */
#ifndef BRN_CONFIG_SESSION_H
#define BRN_CONFIG_SESSION_H

#include "config/peer.h"
#include "system/refcount.h"

#include <brine/session.h>

#define BRN_MASTER_SECRET_SIZE 48
#define BRN_SESSION_ID_MAX     32

/* What a handshake knows when it makes a session; everything is copied but peer, which is held. */
typedef struct brn_session_parts {
    const char *server_name; /* NULL = none */
    uint16_t port;
    uint16_t suite;
    uint16_t group;            /* 0 = RSA key exchange */
    uint16_t signature_scheme; /* of ServerKeyExchange; likewise */
    bool extended_master_secret;
    const uint8_t *master_secret;
    brine_bytes session_id;
    brine_bytes ticket;
    int64_t established;         /* when the server was authenticated */
    int64_t authenticated_until; /* from then on the server has to be authenticated anew */
    int64_t expiry;
    size_t max_fragment_length;
    brn_peer *peer; /* NULL = none; not kept when larger than BRINE_SESSION_PEER_MAX */
} brn_session_parts;

struct brine_session {
    brine_allocator allocator;
    brn_refcount holders;
    uint8_t config_id[16]; /* of the config that made or loaded it */
    char *server_name;     /* "" = none */
    uint16_t port;
    uint16_t suite;
    uint16_t group, signature_scheme;
    bool extended_master_secret;
    uint8_t master_secret[BRN_MASTER_SECRET_SIZE];
    uint8_t session_id[BRN_SESSION_ID_MAX];
    size_t session_id_len;
    uint8_t *ticket;
    size_t ticket_len;
    int64_t established;
    int64_t authenticated_until;
    int64_t expiry;
    size_t max_fragment_length;
    brn_peer *peer;
};

/* config_id is copied; the caller holds *out. LIMIT when an id or a ticket is too long. */
BRINE_MUST_USE brine_result brn_session_new(const brine_allocator *allocator,
                                            const uint8_t config_id[16],
                                            const brn_session_parts *parts, brine_session **out);
brine_session *brn_session_hold(brine_session *session);

/*
 * Whether two are the same session, perhaps with different tickets: they share the master
 * secret, which is compared in constant time.
 */
bool brn_session_same(const brine_session *a, const brine_session *b);

#endif
