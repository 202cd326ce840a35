/* The base64 of a private key: its digits must not show in branches and addresses. */
#include "ct/ct.h"
#include "leak.h"
#include "x509/pem/base64.h"

#include <stdio.h>
#include <stdlib.h>

static void require(bool good, const char *what)
{
    if (!good) {
        fprintf(stderr, "%s\n", what);
        exit(1);
    }
}

/* All of it is secret: digits of each kind, line breaks, blanks and padding. */
static void decode(leak wanted, const char *text, bool well_formed)
{
    char copy[128];
    uint8_t out[128];
    size_t text_len = strlen(text), len;

    memcpy(copy, text, text_len);
    ct_secret(copy, text_len);
    require(brn_base64_decode_secret((brine_bytes){(uint8_t *)copy, text_len}, out, &len) ==
                well_formed,
            text);
    require(ct_all_secret(out, len), "what was decoded is no secret any more");
    if (len > 0)
        leak_if(wanted, out);
}

int main(int argc, char **argv)
{
    leak wanted = leak_wanted(argc, argv);

    decode(wanted, "MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n", true);
    decode(wanted, "AZaz09+/\r\n Zg = =\t\n", true);
    decode(wanted, "Zm8=\n", true);
    decode(wanted, "Zm9v!A==", false);
    decode(wanted, "Zh==", false);
    return 0;
}
