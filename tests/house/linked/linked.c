#include "linked.h"

#include <stdio.h>

int try_engine(brine_config *config)
{
    static uint8_t out[BRINE_RECORD_MAX];
    brine_conn *conn = NULL;
    brine_error error = BRINE_NO_ERROR;
    brine_received received = BRINE_NOTHING_RECEIVED;
    size_t made = 0;
    brine_result result = brine_config_insecure_skip_chain(config);

    if (result == BRINE_OK)
        result = brine_config_freeze(config, &error);
    if (result == BRINE_OK)
        result = brine_conn_new(config, "server.example", &conn, &error);
    if (result == BRINE_OK)
        result = brine_conn_send(conn, out, sizeof out, NULL, 0, &made, NULL);
    if (result == BRINE_OK)
        result = brine_conn_receive(conn, out, 0, &received);
    if (made > 0)
        result = brine_conn_receive_end(conn);
    if (conn != NULL)
        brine_conn_error(conn, &error);
    printf("%lu bytes, then %s\n", (unsigned long)made, error.text);
    brine_conn_free(conn);
    brine_config_free(config);
    return result == BRINE_ERROR_ENDED_IN_HANDSHAKE ? 0 : 1;
}
