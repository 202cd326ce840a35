#include "output.h"

#include "content_disposition.h"
#include "directories.h"
#include "head_field.h"
#include "new_file.h"
#include "say.h"
#include "shown.h"
#include "terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Room for a Content-Disposition, and for the name in it. */
#define DISPOSITION_SIZE 2048
/* Bytes at the beginning of a page that must be text for a terminal; curl checks as many. */
#define BINARY_CHECKED 2000

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

void output_begin(struct output *output, const struct options *options)
{
    memset(output, 0, sizeof *output);
    output->options = options;
    output->file = -1;
    output->is_private = options->include_head || options->head_only;
}

bool output_set_path(struct output *output, const char *folder, const char *name)
{
    int length;

    output->path[0] = '\0';
    if (strcmp(name, "-") == 0)
        return true;
    length = snprintf(output->path, sizeof output->path, "%s%s%s", folder != NULL ? folder : "",
                      folder != NULL ? "/" : "", name);
    return name[0] != '\0' && length > 0 && (size_t)length < sizeof output->path;
}

exit_code output_bad_name(const struct output *output)
{
    return say_failure(output->options, EXIT_OUTPUT,
                       "the name of the output file is empty or longer than %zu bytes",
                       sizeof output->path - 1);
}

static exit_code say_nameless(const struct options *options, const char *host)
{
    return say_failure(options, EXIT_OUTPUT,
                       "the URL of %s ends without a file name for -O; use -o FILE", host);
}

exit_code output_choose(struct output *output, const struct options *options,
                        const struct destination *destination, const struct url *url)
{
    char name[URL_TARGET_SIZE];

    output_begin(output, options);
    output->keeps_others = options->no_clobber && !options->resume;
    if (destination == NULL)
        return EXIT_OK;
    output->by_header = destination->remote_name && options->header_name;
    output->takes_binary = !destination->remote_name && strcmp(destination->path, "-") == 0;
    if (!destination->remote_name)
        snprintf(name, sizeof name, "%s", destination->path);
    else if (!url_file_name(url, name, sizeof name)) {
        output->needs_name = options->header_name;
        return options->header_name ? EXIT_OK : say_nameless(options, url->host);
    }
    return output_set_path(output, options->output_folder, name) ? EXIT_OK
                                                                 : output_bad_name(output);
}

exit_code output_choose_by_head(struct output *output, const char *head, size_t length,
                                const char *host)
{
    char value[DISPOSITION_SIZE], name[DISPOSITION_SIZE];

    if (!output->by_header || output->file >= 0)
        return EXIT_OK;
    if (!head_field(head, length, "Content-Disposition", value, sizeof value) ||
        !content_disposition_name(value, name, sizeof name))
        return output->needs_name ? say_nameless(output->options, host) : EXIT_OK;
    output->is_named_by_server = true;
    return output_set_path(output, output->options->output_folder, name) ? EXIT_OK
                                                                         : output_bad_name(output);
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
    const mode_t mode = output->is_private ? 0600 : 0666;
    const int flags = output->is_named_by_server ? O_EXCL : output->append ? O_APPEND : O_TRUNC;

    if (output->file >= 0)
        return EXIT_OK;
    if (output->path[0] == '\0') {
        output->file = STDOUT_FILENO;
        return EXIT_OK;
    }
    if (output->options->create_folders && !directories_make(output->path))
        return fail(output, "make the folders of");
    output->file = output->keeps_others ? new_file_open(output->path, sizeof output->path, mode)
                                        : file_open(output->path, flags, mode);
    if (output->file < 0)
        return fail(output, "create");
    return !output->is_private || make_private(output->file) ? EXIT_OK
                                                             : fail(output, "make private");
}

/* As curl: only a page's beginning is looked at. */
static bool is_refused_by_terminal(const struct output *output, const void *data, size_t length)
{
    return output->written < BINARY_CHECKED && !output->takes_binary &&
           terminal_is_upset_by(data, length) && isatty(output->file) != 0;
}

exit_code output_write(struct output *output, const void *data, size_t length)
{
    const char *at = data;

    if (length > 0 && output->file == STDOUT_FILENO && stdout_is_missing) {
        errno = EBADF;
        return fail(output, "write to");
    }
    if (is_refused_by_terminal(output, data, length))
        return say_failure(output->options, EXIT_OUTPUT,
                           "the page is binary (it has a byte 0) and may upset the terminal; write "
                           "it to a file with -o FILE, or to the terminal with -o -");
    output->written += length;
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

/* A file system that keeps no times costs a warning: the page itself is there. */
static void set_time(const struct output *output, int file)
{
    const struct timespec times[2] = {{.tv_nsec = UTIME_OMIT},
                                      {.tv_sec = (time_t)output->modified}};

    if (output->has_modified && futimens(file, times) != 0 && !output->options->silent)
        say_warning("can't set the time of the output file (-R): %s", strerror(errno));
}

exit_code output_close(struct output *output)
{
    int file = output->file;

    output->file = -1;
    if (file < 0 || file == STDOUT_FILENO)
        return EXIT_OK;
    set_time(output, file);
    return close(file) == 0 || errno == EINTR ? EXIT_OK : fail(output, "finish");
}

void output_remove(const struct output *output)
{
    struct stat status;

    if (output->file >= 0 && output->path[0] != '\0' && fstat(output->file, &status) == 0 &&
        S_ISREG(status.st_mode))
        (void)unlink(output->path);
}

bool output_is_terminal(const struct output *output)
{
    return output->path[0] == '\0' && isatty(STDOUT_FILENO) != 0;
}

bool output_is_spent(const struct output *output)
{
    struct stat status;

    if (output->written == 0)
        return false;
    return output->path[0] == '\0' || stat(output->path, &status) != 0 ||
           S_ISFIFO(status.st_mode) || isatty(output->file) != 0;
}

bool output_is_file(const struct output *output)
{
    struct stat status;

    if (output->path[0] != '\0')
        return true;
    return fstat(STDOUT_FILENO, &status) == 0 && S_ISREG(status.st_mode);
}
