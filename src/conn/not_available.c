/*
 * Why a connection can't answer what it is asked: for callers' errors, the connection has none.
 */
#include "base/error.h"
#include "conn/conn.h"

brine_result brn_conn_not_available_because(brine_error *error, const char *step, const char *why,
                                            const char *advice)
{
    (void)brn_fail(error, BRINE_ERROR_NOT_AVAILABLE, step, "%s", why);
    if (error != NULL)
        brn_error_advise(error, "", advice);
    return BRINE_ERROR_NOT_AVAILABLE;
}

brine_result brn_conn_not_authenticated(const brine_conn *conn, brine_error *error,
                                        const char *step)
{
    if (conn->failure == BRINE_OK)
        return brn_conn_not_available(error, step, "the server is not authenticated yet",
                                      "ask when the connection is readable");
    (void)brn_fail(error, BRINE_ERROR_NOT_AVAILABLE, step, "the connection failed with %s",
                   brine_result_name(conn->failure));
    if (error != NULL)
        brn_error_advise(error, "", "brine_conn_error says why it failed; make a new connection");
    return BRINE_ERROR_NOT_AVAILABLE;
}
