/*
 * An engine without cryptography in place of src/conn, so that what a stream does with its
 * socket can be seen byte by byte. The linker takes it before the library's.
 *
 * It speaks records of TLS's form. Handshake (type 22): the client sends H; the server
 * answers S; the client sends F; the server sends F. Application data (23) goes in the
 * clear. An alert (21) of one byte is close_notify when 0, else fatal. An R of the server's
 * (HelloRequest) asks for an answer, N. A client that signs sends K
 * (its certificate and key) before it waits for the signature, and F after it.
 *
 * To everything that can happen it answers as the real engine does: agreement_test.c
 * compares the two in every state.
 */
#ifndef BRINE_TESTS_STREAM_FAKE_ENGINE_H
#define BRINE_TESTS_STREAM_FAKE_ENGINE_H

#include <brine/conn.h>

/* What the next connection does; zero it first. */
typedef struct fake_settings {
    bool false_start;      /* writable as soon as the server's S is in */
    bool resume;           /* the server sends F at once, and our F comes last */
    bool ask_signature;    /* waits for a signature before F */
    bool ask_verdict;      /* likewise */
    bool key_is_spent;     /* the next data makes the engine fail */
    size_t flight_length;  /* bytes in our F, 0 = 1 */
    size_t allocated;      /* bytes that the stream holds, counted */
    size_t allocations;    /* how often it asked for memory */
    size_t allocated_peak; /* the most that it ever held */
    bool no_memory;        /* every allocation fails */
    size_t fail_at;        /* only this one does, counted down; 0 = none */
    /* What it knows of the cause of an end, with the ending's number behind; NULL = nothing. */
    const char *cause;
} fake_settings;
extern fake_settings fake;

/* A config that only has an allocator. */
const brine_config *fake_config(void);

/* Writes one record to out, which has room, and returns its length. */
size_t fake_record(uint8_t *out, uint8_t type, const void *data, size_t n);

#endif
