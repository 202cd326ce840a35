/*
 * How a test makes the scripted server deviate: a list of rules, each one line.
 *
 *     static const peer_rule rules[] = {
 *         PEER_SET(PEER_F_VERSION, "\x03\x02"),
 *         PEER_DROP(PEER_SERVER_KEY_EXCHANGE),
 *         PEER_INSERT_AFTER(PEER_SERVER_HELLO_DONE, PEER_TYPE_CHANGE_CIPHER_SPEC, "\x01"),
 *     };
 *
 * A rule is about a target: a message of the server's, or a field of one. What the
 * server says after its rules were obeyed is what enters its transcript, so that a
 * client that fails to notice would finish its handshake, and the test would see it.
 * Bytes are given as string literals and may hold NUL bytes.
 */
#ifndef BRN_PEER_SCRIPT_H
#define BRN_PEER_SCRIPT_H

#include "support/peer/bytes.h"

struct peer;

/* ContentType, RFC 5246 section 6.2.1. */
enum {
    PEER_TYPE_CHANGE_CIPHER_SPEC = 20,
    PEER_TYPE_ALERT = 21,
    PEER_TYPE_HANDSHAKE = 22,
    PEER_TYPE_APPLICATION_DATA = 23
};

typedef enum peer_target {
    PEER_NOWHERE,
    /* Messages, and two moments that insertions can name. */
    PEER_CONNECT, /* before anything was heard from the client */
    PEER_SERVER_HELLO,
    PEER_CERTIFICATE,
    PEER_CERTIFICATE_STATUS,
    PEER_SERVER_KEY_EXCHANGE,
    PEER_CERTIFICATE_REQUEST,
    PEER_SERVER_HELLO_DONE,
    PEER_NEW_SESSION_TICKET,
    PEER_CHANGE_CIPHER_SPEC,
    PEER_FINISHED,
    PEER_ESTABLISHED, /* both Finished were exchanged */
    /* Fields of ServerHello */
    PEER_F_VERSION,
    PEER_F_RANDOM,
    PEER_F_SESSION_ID,
    PEER_F_SUITE,
    PEER_F_COMPRESSION,
    PEER_F_EXTENSIONS, /* the whole block */
    /* of Certificate and CertificateStatus */
    PEER_F_CERTIFICATE_LIST,
    PEER_F_STATUS_TYPE,
    PEER_F_STATUS_RESPONSE,
    /* of ServerKeyExchange: what is signed is what these rules leave */
    PEER_F_CURVE_TYPE,
    PEER_F_GROUP,
    PEER_F_POINT,
    PEER_F_SCHEME,
    PEER_F_SIGNATURE,
    /* of CertificateRequest */
    PEER_F_CERTIFICATE_TYPES,
    PEER_F_SCHEMES,
    PEER_F_AUTHORITIES,
    /* of NewSessionTicket and Finished */
    PEER_F_LIFETIME,
    PEER_F_TICKET,
    PEER_F_VERIFY_DATA,
} peer_target;

typedef enum peer_verb {
    /* On a field's content or on a message's body; lengths around it follow. */
    PEER_VERB_SET,    /* becomes `bytes` */
    PEER_VERB_CUT,    /* loses its last `number` bytes */
    PEER_VERB_APPEND, /* gains `bytes` */
    PEER_VERB_FLIP,   /* the byte at `number` (from the end when negative) is inverted */
    PEER_VERB_LENGTH, /* the length that stands before it says `number`; nothing else changes */
    /* On messages. */
    PEER_VERB_TYPE,   /* the header's type becomes `number` */
    PEER_VERB_DROP,   /* is not sent */
    PEER_VERB_SEND,   /* `other` is sent before or after, also when it is dropped */
    PEER_VERB_CALL,   /* `call` edits the message, header included */
    PEER_VERB_INSERT, /* records are put before or after it, or after its first `number` bytes */
    PEER_VERB_STOP,   /* after it, the server says nothing more; the transport is to be ended */
    /* On ServerHello's extensions; `number` is the code. */
    PEER_VERB_EXTENSION_ADD,
    PEER_VERB_EXTENSION_REMOVE,
    PEER_VERB_EXTENSION_SET,
    /* On the records that carry a message. */
    PEER_VERB_FRAGMENT,       /* at most `number` bytes each */
    PEER_VERB_PACK,           /* in one record with what follows */
    PEER_VERB_EARLY,          /* its first `number` bytes go before the ChangeCipherSpec */
    PEER_VERB_PLAINTEXT,      /* not protected, though keys are in use */
    PEER_VERB_RECORD_TYPE,    /* `number` instead */
    PEER_VERB_RECORD_VERSION, /* likewise */
    PEER_VERB_RECORD_LENGTH,  /* likewise; nothing else changes */
    PEER_VERB_RECORD_FLIP,    /* the byte at `number` of the fragment as it is sent */
} peer_verb;

typedef enum peer_where { PEER_BEFORE, PEER_AFTER, PEER_WITHIN } peer_where;

typedef struct peer_rule {
    peer_verb verb;
    peer_target target;
    int64_t number;
    peer_slice bytes;
    peer_where where;
    peer_target other;
    uint8_t record_type;
    unsigned times;    /* insertions: how often; 0 = once */
    uint16_t version;  /* insertions: of the record; 0 = 3.3 */
    bool in_plaintext; /* insertions: not protected, though keys are in use */
    bool after_hash;   /* edits of messages: the transcript has it unedited */
    void (*call)(struct peer *, peer_bytes *message);
} peer_rule;

/* clang-format off */
#define PEER_SET(on, text)    {.verb = PEER_VERB_SET, .target = (on), .bytes = PEER_LITERAL(text)}
#define PEER_CUT(on, count)   {.verb = PEER_VERB_CUT, .target = (on), .number = (count)}
#define PEER_APPEND(on, text) {.verb = PEER_VERB_APPEND, .target = (on), .bytes = PEER_LITERAL(text)}
#define PEER_FLIP(on, offset) {.verb = PEER_VERB_FLIP, .target = (on), .number = (offset)}
#define PEER_LENGTH(on, n)    {.verb = PEER_VERB_LENGTH, .target = (on), .number = (n)}
#define PEER_TYPE(on, n)      {.verb = PEER_VERB_TYPE, .target = (on), .number = (n)}
#define PEER_DROP(on)         {.verb = PEER_VERB_DROP, .target = (on)}
#define PEER_CALL(on, f)      {.verb = PEER_VERB_CALL, .target = (on), .call = (f)}
#define PEER_STOP(on)         {.verb = PEER_VERB_STOP, .target = (on)}
#define PEER_SEND_BEFORE(on, what) \
    {.verb = PEER_VERB_SEND, .target = (on), .where = PEER_BEFORE, .other = (what)}
#define PEER_SEND_AFTER(on, what) \
    {.verb = PEER_VERB_SEND, .target = (on), .where = PEER_AFTER, .other = (what)}
#define PEER_TWICE(on)        PEER_SEND_AFTER(on, on)
#define PEER_INSERT_BEFORE(on, type, text) \
    {.verb = PEER_VERB_INSERT, .target = (on), .where = PEER_BEFORE, .record_type = (type), .bytes = PEER_LITERAL(text)}
#define PEER_INSERT_AFTER(on, type, text) \
    {.verb = PEER_VERB_INSERT, .target = (on), .where = PEER_AFTER, .record_type = (type), .bytes = PEER_LITERAL(text)}
#define PEER_INSERT_WITHIN(on, offset, type, text) \
    {.verb = PEER_VERB_INSERT, .target = (on), .where = PEER_WITHIN, .number = (offset), .record_type = (type), .bytes = PEER_LITERAL(text)}
#define PEER_INSERT_MANY(on, type, text, count) \
    {.verb = PEER_VERB_INSERT, .target = (on), .where = PEER_BEFORE, .record_type = (type), .bytes = PEER_LITERAL(text), .times = (count)}
#define PEER_EXTENSION(code, text) \
    {.verb = PEER_VERB_EXTENSION_ADD, .target = PEER_SERVER_HELLO, .number = (code), .bytes = PEER_LITERAL(text)}
#define PEER_EXTENSION_IS(code, text) \
    {.verb = PEER_VERB_EXTENSION_SET, .target = PEER_SERVER_HELLO, .number = (code), .bytes = PEER_LITERAL(text)}
#define PEER_NO_EXTENSION(code) \
    {.verb = PEER_VERB_EXTENSION_REMOVE, .target = PEER_SERVER_HELLO, .number = (code)}
#define PEER_FRAGMENT(on, size)    {.verb = PEER_VERB_FRAGMENT, .target = (on), .number = (size)}
#define PEER_PACK(on)              {.verb = PEER_VERB_PACK, .target = (on)}
#define PEER_EARLY(on, count)      {.verb = PEER_VERB_EARLY, .target = (on), .number = (count)}
#define PEER_PLAINTEXT(on)         {.verb = PEER_VERB_PLAINTEXT, .target = (on)}
#define PEER_RECORD_TYPE(on, n)    {.verb = PEER_VERB_RECORD_TYPE, .target = (on), .number = (n)}
#define PEER_RECORD_VERSION(on, n) {.verb = PEER_VERB_RECORD_VERSION, .target = (on), .number = (n)}
#define PEER_RECORD_LENGTH(on, n)  {.verb = PEER_VERB_RECORD_LENGTH, .target = (on), .number = (n)}
#define PEER_RECORD_FLIP(on, n)    {.verb = PEER_VERB_RECORD_FLIP, .target = (on), .number = (n)}
/* clang-format on */

typedef struct peer_script {
    const peer_rule *rules;
    size_t count;
} peer_script;

/* The first rule of a verb about a target, or NULL. */
const peer_rule *peer_script_find(const peer_script *script, peer_verb verb, peer_target target);

/*
 * Appends a field to a message as the script wants it. width: bytes of the length that
 * stands before it, 0 for a field of fixed size.
 */
void peer_script_field(const peer_script *script, peer_bytes *message, peer_target field,
                       unsigned width, peer_slice content);
/* The same for a number of `width` bytes. */
void peer_script_number(const peer_script *script, peer_bytes *message, peer_target field,
                        unsigned width, uint64_t value);

/* Adds, removes and replaces extensions in ServerHello's block, given without its length. */
void peer_script_extensions(const peer_script *script, peer_bytes *block);

/* Edits a whole handshake message; those rules whose after_hash is as given. */
void peer_script_message(const peer_script *script, struct peer *peer, peer_target target,
                         bool after_hash, peer_bytes *message);

#endif
