#include "option_table.h"

#include <stdio.h>

static const struct {
    exit_code code;
    const char *meaning;
} meanings[] = {
    {EXIT_OK, "the page was verified, fetched and written"},
    {EXIT_SCHEME, "the URL's scheme is not https"},
    {EXIT_USAGE, "the command line is wrong"},
    {EXIT_URL, "a URL is malformed"},
    {EXIT_LOOKUP, "the host's name could not be resolved"},
    {EXIT_CONNECT, "no connection could be made"},
    {EXIT_PARTIAL, "the body ended before its announced end"},
    {EXIT_HTTP, "-f, and the status was 400 or more"},
    {EXIT_OUTPUT, "the output could not be written"},
    {EXIT_SESSION_FILE, "the file of --session could not be used"},
    {EXIT_MEMORY, "out of memory"},
    {EXIT_TIME, "time was up"},
    {EXIT_HANDSHAKE, "the handshake failed"},
    {EXIT_REDIRECTS, "too many redirects"},
    {EXIT_NOTHING, "the server sent nothing"},
    {EXIT_SEND, "sending failed"},
    {EXIT_RECEIVE, "receiving failed, was cut short, or was not HTTP"},
    {EXIT_IDENTITY, "--cert or --key could not be used"},
    {EXIT_CIPHER, "--ciphers or --curves could not be used"},
    {EXIT_CERTIFICATE, "the server's certificate was not accepted"},
    {EXIT_FILE_SIZE, "the page is larger than --max-filesize"},
    {EXIT_CA_FILE, "CA certificates could not be loaded"},
    {EXIT_PIN, "no public key matches --pinnedpubkey"},
    {EXIT_STAPLE, "--require-staple, and there was none"},
};

bool options_print_help(void)
{
    printf("Usage: https_get [options] URL...\n"
           "\n"
           "Fetches https pages over TLS 1.2 and nothing else. A URL without scheme is taken as\n"
           "https; http:// becomes https unless it names a port of its own.\n"
           "\n");
    for (size_t i = 0; i < option_count; i++) {
        const struct option_row *row = &option_table[i];
        char left[64], letter[8] = "    ";

        if (row->letter != '\0')
            snprintf(letter, sizeof letter, "-%c, ", row->letter);
        snprintf(left, sizeof left, "%s--%s%s%s", letter, row->name,
                 row->argument != NULL ? " " : "", row->argument != NULL ? row->argument : "");
        printf(" %-31s  %s\n", left, row->help);
    }
    printf("\nExit codes, as curl's:\n");
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
        printf(" %3d  %s\n", meanings[i].code, meanings[i].meaning);
    return fflush(stdout) == 0 && !ferror(stdout);
}
