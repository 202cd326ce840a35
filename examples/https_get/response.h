/*
 * The head of an HTTP/1.1 response (RFC 9112), and what it says about the body.
 */
#ifndef HTTPS_GET_RESPONSE_H
#define HTTPS_GET_RESPONSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A head beyond this is not read: browsers and servers stop at a similar size. */
#define RESPONSE_HEAD_MAX ((size_t)128 * 1024)

#define RESPONSE_WHY_SIZE 256

struct response {
    int minor; /* HTTP/1.minor */
    int status;
    bool has_length;
    uint64_t length; /* Content-Length */
    bool chunked;
    bool identity;        /* Transfer-Encoding has the name of no coding; all that it is good for
                           * is a doubt about Content-Length */
    bool keep_alive;      /* the connection may be used again when the body has ended by itself */
    const char *location; /* inside the head, as it came, never empty; NULL = none */
    size_t location_length;
};

/*
 * Whether data can still become a response: "HTTP/1." as far as it goes. What is no HTTP
 * at all is so found out at once, and not when the head's limit is reached.
 */
bool response_may_begin(const char *data, size_t length);

/* Reads a whole head; false with the reason in why when it breaks a rule. */
bool response_parse(const char *head, size_t length, struct response *out,
                    char why[RESPONSE_WHY_SIZE]);

/*
 * The Location as a text, in which each fold is one space (RFC 9112 section 5.2); "" when there is
 * none. False when out, of size bytes, is too small.
 */
bool response_location(const struct response *response, char *out, size_t size);

/* Whether the response to GET (or HEAD) has a body at all (RFC 9112 section 6.3). */
bool response_has_body(const struct response *response, bool head_request);

#endif
