/*
 * What stands in for x509/trust/system.c in a build without a system: no path is looked at. One
 * such as /etc/ssl would be a folder of the current drive on Windows, which any user may make.
 */
#include "base/error.h"

#include <brine/trust.h>

brine_result brine_trust_add_system(brine_trust *trust, brine_error *error)
{
    static const char step[] = "load the system's trust anchors";

    if (trust == NULL)
        return brn_fail(error, BRINE_ERROR_INVALID_ARGUMENT, step, "the trust store is NULL");
    return brn_fail(error, BRINE_ERROR_TRUST_EMPTY, step,
                    "this build of brine knows no system that has CA certificates "
                    "(BRINE_SYSTEM=none): add yours with brine_trust_add_memory");
}
