#ifndef EXAMPLES_FTP_H
#define EXAMPLES_FTP_H

#include "plain.h"

/* AUTH TLS of FTP (RFC 4217 section 4). PBSZ and PROT are for the user to say, under TLS. False
 * unless the server agrees. */
bool ftp_start(struct plain *plain);

#endif
