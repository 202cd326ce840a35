/*
 * One TCP socket, without signals and interruptions: SIGPIPE is never raised, EINTR never seen.
 * Every call returns at once but those that are named wait, or asked to wait. Whether the
 * descriptor itself is in non-blocking mode depends on the system and on who made it.
 *
 * `number` receives the errno of a failure.
 */
#ifndef BRN_STREAM_SOCKET_H
#define BRN_STREAM_SOCKET_H

#include "stream/address.h"

#include <brine/error.h>

/*
 * A new socket that connects: BRINE_OK when it already has, BRINE_WANT_WRITE while it is
 * on its way, BRINE_ERROR_CONNECT with *out = -1. `wait`: the call may wait until it is connected
 * or has failed, which saves two; brn_socket_receive can then wait in the same way.
 */
BRINE_MUST_USE brine_result brn_socket_connect(const brn_address *address, bool wait, int *out,
                                               int *number);

/*
 * Waits until the first of some sockets that connect has done so or failed, or the deadline has
 * passed (0: does not wait). done[i] becomes true for each whose connecting has ended.
 */
void brn_sockets_wait_connected(const int *sockets, bool *done, size_t count, int64_t deadline);

/* The errno with which connecting ended; 0 = connected. */
BRINE_MUST_USE int brn_socket_connect_failure(int socket);

/* Prepares a socket that the application connected; BRINE_ERROR_CONNECT if it is not connected. */
BRINE_MUST_USE brine_result brn_socket_adopt(int socket, brn_address *peer, int *number);

/*
 * BRINE_OK with at least one byte, BRINE_CLOSED at the end, BRINE_WANT_READ, BRINE_ERROR_READ.
 * `wait`: the call may wait for input, without a limit; BRINE_WANT_READ then says that this
 * descriptor does not wait.
 */
BRINE_MUST_USE brine_result brn_socket_receive(int socket, bool wait, uint8_t *out, size_t cap,
                                               size_t *got, int *number);

/* BRINE_OK with at least one byte sent, BRINE_WANT_WRITE, BRINE_ERROR_WRITE. */
BRINE_MUST_USE brine_result brn_socket_send(int socket, const uint8_t *data, size_t len,
                                            size_t *sent, int *number);

/*
 * Has what was received, and what comes next, acknowledged without delay, where the system can;
 * until the next send. A socket that is not TCP ignores it.
 */
void brn_socket_acknowledge(int socket);

/*
 * Waits until the socket can be read or written, as asked, or has failed, which the next
 * call on it will tell: BRINE_OK. BRINE_ERROR_TIMED_OUT when the deadline passed.
 */
BRINE_MUST_USE brine_result brn_socket_wait(int socket, bool read, bool write, int64_t deadline);

/*
 * Closes it. `gently` first takes what has already arrived off the socket, because a
 * socket that is closed with unread bytes resets the connection, and the peer may then
 * lose the alert that it was just sent.
 */
void brn_socket_close(int socket, bool gently);

#endif
