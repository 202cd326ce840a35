/*
 * Records what passes the relay, as text from which text2pcap makes a capture file: so a test
 * needs no right to capture.
 */
#ifndef BRINE_TESTS_RELAY_RECORD_H
#define BRINE_TESTS_RELAY_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Files are named path.1, path.2 and so on: one for each connection on which the client spoke. */
void record_begin(const char *path);

/*
 * Adds a line: "> " for the client's bytes, "< " for the server's, then hexadecimal digits. *number
 * is the connection's, 0 until its client has spoken; without record_begin nothing happens. False
 * when a file can't be written.
 */
bool record_bytes(unsigned *number, bool from_client, const uint8_t *bytes, size_t len);

#endif
