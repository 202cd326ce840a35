#include "starttls.h"

#include "ftp.h"
#include "imap.h"
#include "pop3.h"
#include "postgres.h"
#include "smtp.h"

#include <string.h>
#include <sys/socket.h>

static const struct protocol protocols[] = {{"smtp", smtp_start},
                                            {"imap", imap_start},
                                            {"pop3", pop3_start},
                                            {"ftp", ftp_start},
                                            {"postgres", postgres_start}};

const struct protocol *starttls_find(const char *name)
{
    for (size_t i = 0; i < sizeof protocols / sizeof *protocols; i++)
        if (strcmp(protocols[i].name, name) == 0)
            return &protocols[i];
    return NULL;
}

/*
 * What comes in clear behind the go-ahead would pass for the server's words under TLS in a program
 * that had read it already. Here it would break the handshake; this says why.
 */
static bool nothing_behind(struct plain *plain)
{
    char byte;

    if (recv(plain->fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) <= 0)
        return true;
    return plain_refuse(plain, "bytes came in clear behind the server's go-ahead");
}

bool starttls(const struct protocol *protocol, struct plain *plain)
{
    return protocol->start(plain) && nothing_behind(plain);
}
