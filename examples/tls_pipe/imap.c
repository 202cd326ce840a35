#include "imap.h"

#define LINES_MAX 100

/* The line that answers our command; those that begin with "*" may come before it. */
static bool expect_answer(struct plain *plain)
{
    for (int lines = 0; lines < LINES_MAX; lines++) {
        if (!plain_line(plain))
            return false;
        if (plain_begins(plain->line, "a OK"))
            return true;
        if (plain->line[0] != '*')
            return plain_refuse(plain, "the server refuses");
    }
    return plain_refuse(plain, "the server's answer has no end");
}

bool imap_start(struct plain *plain)
{
    if (!plain_line(plain))
        return false;
    /* Not "* PREAUTH": in that state there is no STARTTLS, so an attacker likes to say it. */
    if (!plain_begins(plain->line, "* OK"))
        return plain_refuse(plain, "the server refuses");
    return plain_say(plain, "a STARTTLS\r\n") && expect_answer(plain);
}
