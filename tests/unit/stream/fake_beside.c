/* The fake engine under names of its own: the real one keeps brine's in this program. */
#define brine_conn_new         fake_conn_new
#define brine_conn_free        fake_conn_free
#define brine_conn_set_port    fake_conn_set_port
#define brine_conn_set_context fake_conn_set_context
#define brine_conn_set_session fake_conn_set_session
#define brine_conn_receive     fake_conn_receive
#define brine_conn_receive_end fake_conn_receive_end
#define brine_conn_send        fake_conn_send
#define brine_conn_sealed_size fake_conn_sealed_size
#define brine_conn_state       fake_conn_state
#define brine_conn_abort       fake_conn_abort
#define brine_conn_close       fake_conn_close
#define brine_conn_signature   fake_conn_signature
#define brine_conn_verdict     fake_conn_verdict
#define brine_conn_error       fake_conn_error
#define brn_conn_cause         fake_conn_cause
#define brn_conn_is_a_copy     fake_conn_is_a_copy
#define brn_config_allocator   fake_config_allocator

#include "engine.h"
#include "fake_engine.c"

const engine fake_engine = {
    .free = fake_conn_free,
    .receive = fake_conn_receive,
    .receive_end = fake_conn_receive_end,
    .send = fake_conn_send,
    .state = fake_conn_state,
    .close = fake_conn_close,
    .signature = fake_conn_signature,
    .verdict = fake_conn_verdict,
    .error = fake_conn_error,
};

brine_conn *fake_engine_conn(void)
{
    brine_conn *conn = NULL;

    if (fake_conn_new(fake_config(), NULL, &conn, NULL) != BRINE_OK)
        abort();
    return conn;
}
