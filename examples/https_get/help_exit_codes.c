#include "help_exit_codes.h"

#include "help_text.h"

#include <stddef.h>

#define COLUMN ((size_t)6)

static const struct {
    exit_code code;
    const char *meaning;
} meanings[] = {
    {EXIT_OK, "the page was verified, fetched and written"},
    {EXIT_SCHEME, "the URL's scheme is not https"},
    {EXIT_USAGE, "the command line is wrong"},
    {EXIT_URL, "a URL is malformed"},
    {EXIT_PROXY_LOOKUP, "the proxy could not be resolved, or what names it can't be read"},
    {EXIT_LOOKUP, "the host's name could not be resolved"},
    {EXIT_CONNECT, "no connection could be made, or this kind of proxy is not supported"},
    {EXIT_PARTIAL, "the page was cut short: it ended before its announced end"},
    {EXIT_HTTP, "-f, and the status was 400 or more"},
    {EXIT_OUTPUT, "the output could not be written"},
    {EXIT_READ, "the file of --session or --url-query could not be used"},
    {EXIT_MEMORY, "out of memory"},
    {EXIT_TIME, "time was up"},
    {EXIT_RANGE, "-C, and the server did not send the rest of the page"},
    {EXIT_HANDSHAKE, "the handshake failed"},
    {EXIT_REDIRECTS, "too many redirects, or one to the same page"},
    {EXIT_PLACE, "--resolve or --connect-to is malformed"},
    {EXIT_NOTHING, "the server sent nothing"},
    {EXIT_SEND, "sending failed"},
    {EXIT_RECEIVE, "receiving failed, may be cut short, was not HTTP, or a proxy opened no tunnel"},
    {EXIT_IDENTITY, "--cert or --key could not be used"},
    {EXIT_CIPHER, "--ciphers or --curves could not be used"},
    {EXIT_CERTIFICATE, "the server's certificate was not accepted"},
    {EXIT_FILE_SIZE, "the page is larger than --max-filesize"},
    {EXIT_USERNAME, "a URL has a user name, and --disallow-username-in-url"},
    {EXIT_CA_FILE, "CA certificates could not be loaded"},
    {EXIT_PIN, "no public key matches --pinnedpubkey"},
    {EXIT_STAPLE, "--require-staple, and there was none"},
};

static const char differences_text[] =
    "Where curl ends otherwise:\n"
    "  - A page without Content-Length and without chunks ends with its connection. If that "
    "ends without close_notify, https_get ends with 56, curl with 0 on many systems: an attacker "
    "can cut a connection, and nothing else would tell the cut page from a whole one (RFC 5246 "
    "section 7.2.1).\n"
    "  - What is not proper HTTP ends with 56, where curl has 1, 8 and 27: lengths that disagree, "
    "for "
    "example, or a head beyond 128 KiB. So does a head that ends early, which curl takes for a "
    "whole one.\n"
    "  - A redirect to the same page ends with 47 at once, where curl asks 50 times: https_get "
    "keeps "
    "no cookies, so the answer would be the same.\n"
    "  - A URL with http:// on a port of its own ends with 1: https_get never speaks without TLS.\n"
    "  - -C ends with 33, too, when the server says that its page is shorter than the file (curl: "
    "0), and with 0 when it says that the file has all of it (curl with -f: 22).\n"
    "  - 26 stands for the file of --session, too, and for one of --url-query that is not there, "
    "without which some versions of curl ask; 91 for a staple that is missing: whether a staple "
    "is good, brine leaves to the application.\n"
    "  - Options of curl's that https_get has not got end with 2, whatever curl ends with where it "
    "was built without them (2 or 4).";

const char *exit_code_meaning(int code)
{
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
        if ((int)meanings[i].code == code)
            return meanings[i].meaning;
    return NULL;
}

void help_put_exit_codes(FILE *stream, bool differences)
{
    fprintf(stream, "\nExit codes, as curl's:\n");
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++) {
        char left[8];

        snprintf(left, sizeof left, " %3d", (int)meanings[i].code);
        help_put_row(stream, COLUMN, left, meanings[i].meaning);
    }
    if (!differences)
        return;
    fputc('\n', stream);
    help_put_text(stream, differences_text);
}
