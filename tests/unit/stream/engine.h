/* The calls of an engine that a stream makes, so that two engines can stand side by side. */
#ifndef BRINE_TESTS_STREAM_ENGINE_H
#define BRINE_TESTS_STREAM_ENGINE_H

#include <brine/conn.h>

typedef struct engine {
    void (*free)(brine_conn *conn);
    brine_result (*receive)(brine_conn *conn, uint8_t *buf, size_t len, brine_received *received);
    brine_result (*receive_end)(brine_conn *conn);
    brine_result (*send)(brine_conn *conn, uint8_t *out, size_t cap, const void *data, size_t n,
                         size_t *made, size_t *taken);
    unsigned (*state)(const brine_conn *conn);
    brine_result (*close)(brine_conn *conn);
    brine_result (*signature)(brine_conn *conn, const uint8_t *signature, size_t len);
    brine_result (*verdict)(brine_conn *conn, brine_verdict verdict, brine_alert alert);
    void (*error)(const brine_conn *conn, brine_error *out);
} engine;

/* The fake engine under other names (fake_beside.c), in a program that has the real one, too. */
extern const engine fake_engine;
brine_conn *fake_engine_conn(void);

#endif
