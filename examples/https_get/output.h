/*
 * Where pages go: a file that is made when the first response is in, or standard output.
 */
#ifndef HTTPS_GET_OUTPUT_H
#define HTTPS_GET_OUTPUT_H

#include "options.h"
#include "url.h"

struct output {
    const struct options *options;
    char path[URL_TARGET_SIZE]; /* "" = standard output */
    int file;                   /* -1 = not open */
    bool is_private;            /* heads go there: for its owner alone */
    bool keeps_others;          /* --no-clobber */
    bool append;                /* what the file has stays */
    bool by_header;             /* -O and -J: the server may name it */
    bool needs_name;            /* -J, where the URL has no name to fall back to */
    bool is_named_by_server;    /* it must not exist yet */
    int64_t modified;           /* the time that its file gets (-R), in seconds since 1970 */
    bool has_modified;
    bool takes_binary; /* -o -: to a terminal, too */
    uint64_t written;  /* bytes of pages and heads */
};

/*
 * Once, before anything is opened: makes sure that descriptors 0 to 2 exist, since a
 * socket that became number 1 would be taken for standard output, that writing to a
 * closed pipe is an error instead of a signal, and that stderr is written by lines.
 */
void output_prepare_process(void);

/* Standard output so far, not open. */
void output_begin(struct output *output, const struct options *options);

/* A file, in a folder (NULL = none is put before it); "-" is standard output. False when the path
 * is empty or too long. */
bool output_set_path(struct output *output, const char *folder, const char *name);

/* EXIT_OUTPUT after the sentence that says so. */
exit_code output_bad_name(const struct output *output);

/*
 * Chooses where; opens nothing yet. EXIT_OUTPUT when -O finds no name in the URL, unless the server
 * may still tell one (-J).
 */
exit_code output_choose(struct output *output, const struct options *options,
                        const struct destination *destination, const struct url *url);

/* The file that the head of the response names, if -O, -J and a name are given. */
exit_code output_choose_by_head(struct output *output, const char *head, size_t length,
                                const char *host);

/*
 * Opens (and empties) the file, if it is not open yet, and makes its folders before if
 * --create-dirs is given. Each returns EXIT_OK or EXIT_OUTPUT.
 */
exit_code output_open(struct output *output);
/* A binary page is not written to a terminal unless -o - asks for that. */
exit_code output_write(struct output *output, const void *data, size_t length);
/* The head of a response: its bytes, but on a terminal what can't be seen is escaped. */
exit_code output_write_head(struct output *output, const char *head, size_t length);
/* Closes it with the time it is to have; an error that only now turns up counts, too. */
exit_code output_close(struct output *output);

/* --remove-on-error: removes the file, if it is open and a regular one. */
void output_remove(const struct output *output);

/* Whether bytes went where they can't be taken back: anything but a file of ours. */
bool output_is_spent(const struct output *output);

/* Whether the page goes to a file, or to a terminal. */
bool output_is_file(const struct output *output);
bool output_is_terminal(const struct output *output);

#endif
