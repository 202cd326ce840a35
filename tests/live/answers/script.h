/*
 * An HTTPS server on 127.0.0.1 that answers as a script says, in a thread of the test.
 *
 * A script is one text. Bytes that are no step are what the server sends; the steps below are
 * pieces of text, too, so that a script is written as one string:
 *
 *   "HTTP/1.1 200 OK\r\n" RECORD "Content-Length: 2\r\n\r\n" BYTEWISE "hi" CLEAN
 *
 * The server accepts a connection, shakes hands, waits for a request's head, and plays the
 * script up to NEXT or to an end of the connection. What follows is for the next request, on
 * the same connection or on a new one, as the client likes. After the script's last step, the
 * server waits for the client to hang up; a request that still comes is answered with status
 * 599.
 */
#ifndef BRINE_TESTS_SCRIPT_H
#define BRINE_TESTS_SCRIPT_H

#define SCRIPT_STEP "\x01"

/* How bytes travel. */
#define RECORD   SCRIPT_STEP "r" /* what follows begins a record of its own */
#define BYTEWISE SCRIPT_STEP "b" /* until the next NEXT, each byte is a record */
#define NUL      SCRIPT_STEP "0" /* a byte 0 */
/* A text so many times; the number is written in digits. */
#define FILL(count, text) SCRIPT_STEP "f" #count ";" text SCRIPT_STEP "e"
/* Milliseconds of rest, after what came before was sent. */
#define PAUSE(count) SCRIPT_STEP "p" #count ";"

/* What comes between requests. */
#define NEXT  SCRIPT_STEP "n" /* waits for the next request */
#define AGAIN SCRIPT_STEP "a" /* the same, and answers it from the script's first step on */
#define PLAIN SCRIPT_STEP "t" /* before a connection's first byte: no handshake, plain TCP */
#define TLS   SCRIPT_STEP "T" /* the handshake, in TLS if there is TLS, then waits as NEXT does */

/* How a connection ends; what follows is for the next one. */
#define CLEAN   SCRIPT_STEP "c" /* close_notify and the end of the connection */
#define CUT     SCRIPT_STEP "x" /* the end of the connection without close_notify */
#define RESET   SCRIPT_STEP "R" /* a TCP reset */
#define GARBAGE SCRIPT_STEP "g" /* a record that is not authentic, until the client hangs up */
#define STALL   SCRIPT_STEP "s" /* nothing, until the client hangs up */

/*
 * Listens, on a port that script_port then tells. Writes the root certificate to root_file, and a
 * client's certificate with its key to root_file.client: the server asks for one, and takes any
 * or none.
 */
void script_open(const char *root_file);
extern unsigned script_port;

/* Serves by this script, which must stay, until script_stop. */
void script_play(const char *script);

/*
 * Stops. Returns the heads of all requests that came, as text; valid until script_play. Where a
 * handshake brought a certificate, "(certificate)\r\n" stands.
 */
const char *script_stop(void);

void script_close(void);

#endif
