/*
 * The inside of a handshake, which no other floor sees: what all its messages read and write.
 *
 * `flow.c` is the table of what comes when, the files named after the messages handle each,
 * and `walk.c` walks the table. Everything here is wiped when it is freed, right after
 * the handshake.
 */
#ifndef BRN_HANDSHAKE_STATE_H
#define BRN_HANDSHAKE_STATE_H

#include "config/session.h"
#include "crypto/provider/signature_scheme.h"
#include "handshake/codec/message.h"
#include "handshake/handshake.h"
#include "handshake/transcript.h"

struct brn_flow_row;

/* A part of the block, which may move: see transcript.h. */
typedef struct brn_span {
    size_t offset;
    size_t len;
} brn_span;

/* A brn_output that waits in the block. */
typedef struct brn_queued {
    brn_content_type type;
    brn_span bytes; /* for a ChangeCipherSpec only the length counts */
} brn_queued;
/* The most that wait at once: ClientHello, messages, ChangeCipherSpec, Finished. */
#define BRN_OUTPUTS_MAX 4

/* A public key in the block. */
typedef struct brn_key_spans {
    brine_public_key key; /* but for its slices, which are these */
    brn_span point, modulus, exponent;
} brn_key_spans;

/* What the application has said. */
typedef enum brn_answer {
    BRN_NOT_ASKED,
    BRN_ASKED,
    BRN_ACCEPTED,
    BRN_REFUSED,
} brn_answer;

struct brn_handshake {
    const brine_config *config;
    void *connection_context;  /* for the config's callbacks */
    char *server_name;         /* as the caller gave it; NULL = none */
    brn_server_name reference; /* the same, parsed: what certificates must be for (RFC 9525) */
    uint16_t port;
    brine_session *offered; /* session that ClientHello offers; NULL = none */

    brn_transcript transcript;
    size_t parsed; /* bytes of the block that have been handled or made */
    const struct brn_flow_row *row;
    unsigned hello_requests;
    brn_queued outputs[BRN_OUTPUTS_MAX];
    size_t output_count;

    /* ClientHello and ServerHello. */
    brn_randoms randoms;
    uint8_t session_id[BRN_SESSION_ID_MAX]; /* as offered */
    size_t session_id_len;
    uint8_t server_session_id[BRN_SESSION_ID_MAX];
    size_t server_session_id_len;
    uint32_t extensions_offered, extensions_received; /* bit = row of the table in extensions.c */
    const brn_offered_suite *suite;
    bool server_hello_received;
    bool resumed;
    bool extended_master_secret;
    bool ticket_expected;
    bool staple_expected;
    brine_bytes alpn;           /* slice of the config's list; empty = none */
    size_t max_fragment_length; /* agreed; 0 = not */
    brn_span sct_list;

    /* Certificate and CertificateStatus. */
    brn_span certificate_list;
    size_t certificate_count;
    brn_span staple;
    brn_key_spans server_key; /* of the server's certificate, once that is accepted */
    brn_answer verdict;
    brine_alert refusal; /* alert of a hook that refused */
    /* The verified path: see brn_peer_parts. */
    uint8_t places[BRINE_PATH_LENGTH_MAX];
    size_t place_count;
    brine_bytes anchor;  /* in the config's trust store; empty = the path ends in the chain */
    int64_t valid_until; /* last second in which all certificates of the path are valid */

    /* Key exchange; when resumed, group and scheme of the original one. */
    const brine_group *group; /* NULL = none, or a session's that the provider lacks */
    uint16_t signature_scheme;
    uint8_t peer_point[BRINE_GROUP_PUBLIC_MAX];
    size_t peer_point_len;
    uint8_t premaster[BRN_PREMASTER_RSA_SIZE];
    size_t premaster_len;
    uint8_t master_secret[BRN_MASTER_SECRET_SIZE];
    brn_protection read_keys, write_keys; /* made, but not used yet */

    /* Client authentication. */
    bool certificate_requested;
    const struct brn_identity *identity;       /* that is sent; NULL = an empty Certificate */
    const brn_signature_scheme *client_scheme; /* likewise */
    brine_client_certificate client_certificate;
    uint16_t requested_schemes[BRINE_FACTS_SCHEMES]; /* while no key can make one of them */
    brn_answer signature_answer;
    uint8_t digest[BRINE_HASH_OUTPUT_MAX];
    uint8_t *signature; /* BRINE_SIGNATURE_MAX bytes where the client's signature comes to */
    size_t signature_len;

    /* The end. */
    brn_span ticket;
    uint32_t ticket_lifetime;
    brine_session *session; /* what this handshake made, or what it resumed */
    bool session_made;
    brn_peer *peer;
    bool writable;          /* the application may write */
    bool false_started;     /* and could before `complete` */
    bool finished_verified; /* the server's; what is left to do may still fail */
    bool complete;

    /* What failed; its step is the message at hand, also while nothing has failed. */
    brn_failure failure;
    brine_error *certificate_error; /* x509's sentence, when that is what failed; else NULL */
};

/*
 * Keeps what x509 said of a certificate that it refused, if there is memory for it. Returns
 * error's code.
 */
brine_result brn_handshake_keep_error(brn_handshake *hs, const brine_error *error);

/* A decoder said that a field is malformed: notes it and returns BRINE_ERROR_DECODE. */
brine_result brn_handshake_malformed(brn_handshake *hs, const char *field);

static inline brine_bytes brn_span_bytes(const brn_handshake *hs, brn_span span)
{
    return (brine_bytes){span.len > 0 ? hs->transcript.block + span.offset : NULL, span.len};
}

/* The span of a slice of the block. */
static inline brn_span brn_span_of(const brn_handshake *hs, brine_bytes bytes)
{
    return bytes.len > 0 ? (brn_span){(size_t)(bytes.data - hs->transcript.block), bytes.len}
                         : (brn_span){0, 0};
}

/* The group that the master secret comes from, also one that the provider lacks. */
static inline brine_group_id brn_handshake_group(const brn_handshake *hs)
{
    if (hs->resumed)
        return (brine_group_id)hs->offered->group;
    return hs->group == NULL ? BRINE_GROUP_NONE : hs->group->id;
}

/* The key of the server's certificate. Its slices live until the block grows. */
brine_public_key brn_server_key(const brn_handshake *hs);

static inline brn_prf brn_handshake_prf(const brn_handshake *hs)
{
    return (brn_prf){hs->config->provider, hs->suite->prf_hash};
}

#endif
