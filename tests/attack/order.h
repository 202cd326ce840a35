/*
 * Which orders of a server's messages are legal: RFC 5246 section 7.3, RFC 5077 section 3.1,
 * RFC 6066 section 8. It knows nothing of brine, nor of the scripted server.
 */
#ifndef BRINE_TESTS_ATTACK_ORDER_H
#define BRINE_TESTS_ATTACK_ORDER_H

#include <stdbool.h>
#include <stddef.h>

/* What a server may do. */
typedef enum order_event {
    ORDER_SERVER_HELLO,
    ORDER_CERTIFICATE,
    ORDER_CERTIFICATE_STATUS,
    ORDER_SERVER_KEY_EXCHANGE,
    ORDER_CERTIFICATE_REQUEST,
    ORDER_SERVER_HELLO_DONE,
    ORDER_CLIENT_SPEAKS, /* the server has heard the client's flight */
    ORDER_NEW_SESSION_TICKET,
    ORDER_CHANGE_CIPHER_SPEC,
    ORDER_FINISHED,
    ORDER_ESTABLISHED, /* the server that resumes has heard the client's Finished */
    ORDER_WARNING,     /* legal everywhere, like HelloRequest */
    ORDER_HELLO_REQUEST,
    ORDER_DATA,
    ORDER_NEVER, /* what is legal nowhere */
} order_event;

/* What both sides agreed on in their hellos. */
typedef struct order_terms {
    bool resumed;
    bool staple;
    bool key_exchange; /* ServerKeyExchange is needed */
    bool ticket;
} order_terms;

typedef enum order_verdict {
    ORDER_LEGAL,
    ORDER_INCOMPLETE,     /* nothing illegal, but the handshake does not come to its end */
    ORDER_ILLEGAL,        /* before Finished, or that itself */
    ORDER_ILLEGAL_BEHIND, /* after a handshake that was legal */
} order_verdict;

order_verdict order_judge(const order_terms *terms, const order_event *events, size_t count);

#endif
