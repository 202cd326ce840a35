#include "ftp.h"

#include "reply.h"

bool ftp_start(struct plain *plain)
{
    return reply_expect(plain, "220") && plain_say(plain, "AUTH TLS\r\n") &&
           reply_expect(plain, "234");
}
