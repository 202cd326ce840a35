/*
 * https_get's command line, and the ladders of --trace. The first byte of the input selects the
 * mode (tool.h).
 */
#include "fuzz.h"
#include "tool.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    if (data[0] % 2 == 0)
        tool_options(data + 1, size - 1);
    else
        tool_ladder(data + 1, size - 1);
    return 0;
}
