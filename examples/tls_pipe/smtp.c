#include "smtp.h"

#include "reply.h"

bool smtp_start(struct plain *plain)
{
    return reply_expect(plain, "220") && plain_say(plain, "EHLO localhost\r\n") &&
           reply_expect(plain, "250") && plain_say(plain, "STARTTLS\r\n") &&
           reply_expect(plain, "220");
}
