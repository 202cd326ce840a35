#include "pop3.h"

static bool expect_ok(struct plain *plain)
{
    if (!plain_line(plain))
        return false;
    return plain_begins(plain->line, "+OK") || plain_refuse(plain, "the server refuses");
}

bool pop3_start(struct plain *plain)
{
    return expect_ok(plain) && plain_say(plain, "STLS\r\n") && expect_ok(plain);
}
