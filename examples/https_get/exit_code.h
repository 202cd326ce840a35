/*
 * How https_get ends: the numbers are curl's, so that scripts written for it go on working.
 */
#ifndef HTTPS_GET_EXIT_CODE_H
#define HTTPS_GET_EXIT_CODE_H

typedef enum exit_code {
    EXIT_OK = 0,
    EXIT_SCHEME = 1, /* only https is spoken */
    EXIT_USAGE = 2,
    EXIT_URL = 3,
    EXIT_PROXY_LOOKUP = 5, /* the proxy's name has no address, or what names it can't be read */
    EXIT_LOOKUP = 6,
    EXIT_CONNECT = 7,
    EXIT_PARTIAL = 18, /* the body is shorter than announced */
    EXIT_HTTP = 22,    /* -f and a status from 400 on */
    EXIT_OUTPUT = 23,
    EXIT_READ = 26, /* a file of ours: unreadable, or --session's: not ours alone */
    EXIT_MEMORY = 27,
    EXIT_TIME = 28,
    EXIT_RANGE = 33, /* -C, and the server does not send the rest */
    EXIT_HANDSHAKE = 35,
    EXIT_REDIRECTS = 47,
    EXIT_PLACE = 49,   /* --resolve, --connect-to: malformed */
    EXIT_NOTHING = 52, /* the connection ended before a response began */
    EXIT_SEND = 55,
    EXIT_RECEIVE = 56,     /* also: not HTTP, an end without close_notify, a proxy that refuses */
    EXIT_IDENTITY = 58,    /* our own certificate or key */
    EXIT_CIPHER = 59,      /* --ciphers, --curves */
    EXIT_CERTIFICATE = 60, /* the server's certificate was not accepted */
    EXIT_FILE_SIZE = 63,   /* --max-filesize */
    EXIT_USERNAME = 67,    /* --disallow-username-in-url */
    EXIT_CA_FILE = 77,
    EXIT_PIN = 90,
    EXIT_STAPLE = 91,
} exit_code;

#endif
