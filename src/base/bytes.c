#include "base/bytes.h"

#include <string.h>

bool brn_bytes_equal(brine_bytes a, brine_bytes b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}
