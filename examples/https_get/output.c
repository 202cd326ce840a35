#include "output.h"

#include "say.h"
#include "shown.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Standard output was closed when we began; what stands in its place swallows everything. */
static bool stdout_is_missing;

void output_prepare_process(void)
{
    struct sigaction ignore;

    for (int number = 0; number <= 2; number++) {
        if (fcntl(number, F_GETFD) >= 0 || errno != EBADF)
            continue;
        if (number == STDOUT_FILENO)
            stdout_is_missing = true;
        /* open takes the lowest free number: this one. */
        if (open("/dev/null", O_RDWR) != number)
            _exit(EXIT_OUTPUT);
    }
    /* Lines, not characters: what -v tells would else be a system call for each letter. */
    setvbuf(stderr, NULL, _IOLBF, BUFSIZ);
    memset(&ignore, 0, sizeof ignore);
    ignore.sa_handler = SIG_IGN;
    sigemptyset(&ignore.sa_mask);
    sigaction(SIGPIPE, &ignore, NULL);
}

exit_code output_choose(struct output *output, const struct options *options,
                        const struct destination *destination, const struct url *url)
{
    output->options = options;
    output->file = -1;
    output->path[0] = '\0';
    if (destination == NULL)
        return EXIT_OK;
    if (destination->remote_name) {
        if (!url_file_name(url, output->path, sizeof output->path))
            return say_failure(options, EXIT_OUTPUT,
                               "the URL of %s ends without a file name for -O; use -o FILE",
                               url->host);
        return EXIT_OK;
    }
    if (strcmp(destination->path, "-") == 0)
        return EXIT_OK;
    if (destination->path[0] == '\0' || strlen(destination->path) >= sizeof output->path)
        return say_failure(options, EXIT_OUTPUT,
                           "the name of the output file is empty or longer than %zu bytes",
                           sizeof output->path - 1);
    snprintf(output->path, sizeof output->path, "%s", destination->path);
    return EXIT_OK;
}

static exit_code fail(const struct output *output, const char *what)
{
    const char *reason = strerror(errno), *path = output->path;
    char text[SHOWN_SIZE];

    return say_failure(output->options, EXIT_OUTPUT, "can't %s %s: %s", what,
                       path[0] != '\0' ? shown(path, text, sizeof text) : "standard output",
                       reason);
}

/*
 * Takes the file from all other users, one that was there before, too: heads have cookies
 * in them. What is not a regular file keeps nothing.
 */
static bool make_private(int file)
{
    struct stat status;

    if (fstat(file, &status) != 0)
        return false;
    return !S_ISREG(status.st_mode) || (status.st_mode & 07777) == 0600 || fchmod(file, 0600) == 0;
}

exit_code output_open(struct output *output)
{
    const bool heads = output->options->include_head || output->options->head_only;

    if (output->file >= 0)
        return EXIT_OK;
    if (output->path[0] == '\0') {
        output->file = STDOUT_FILENO;
        return EXIT_OK;
    }
    do
        output->file = open(output->path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY,
                            heads ? 0600 : 0666);
    while (output->file < 0 && errno == EINTR);
    if (output->file < 0)
        return fail(output, "create");
    return !heads || make_private(output->file) ? EXIT_OK : fail(output, "make private");
}

exit_code output_write(struct output *output, const void *data, size_t length)
{
    const char *at = data;

    if (length > 0 && output->file == STDOUT_FILENO && stdout_is_missing) {
        errno = EBADF;
        return fail(output, "write to");
    }
    while (length > 0) {
        ssize_t n = write(output->file, at, length);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(output, "write to");
        at += n;
        length -= (size_t)n;
    }
    return EXIT_OK;
}

exit_code output_write_head(struct output *output, const char *head, size_t length)
{
    char *text = NULL;
    size_t text_length = 0;
    exit_code code;
    FILE *lines;

    if (isatty(output->file) == 0)
        return output_write(output, head, length);
    lines = open_memstream(&text, &text_length);
    if (lines != NULL)
        put_lines("", head, length, lines);
    if (lines == NULL || fclose(lines) != 0)
        code = fail(output, "write to");
    else
        code = output_write(output, text, text_length);
    free(text);
    return code;
}

exit_code output_close(struct output *output)
{
    int file = output->file;

    output->file = -1;
    if (file < 0 || file == STDOUT_FILENO)
        return EXIT_OK;
    return close(file) == 0 || errno == EINTR ? EXIT_OK : fail(output, "finish");
}

bool output_is_file(const struct output *output)
{
    struct stat status;

    if (output->path[0] != '\0')
        return true;
    return fstat(STDOUT_FILENO, &status) == 0 && S_ISREG(status.st_mode);
}
