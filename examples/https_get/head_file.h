/*
 * -D FILE: the heads of all responses, in a file of their own.
 */
#ifndef HTTPS_GET_HEAD_FILE_H
#define HTTPS_GET_HEAD_FILE_H

#include "output.h"

struct head_file {
    struct output output;
    bool wanted;
};

/*
 * Makes (or empties) the file, for its owner alone: heads have cookies in them. "-" is standard
 * output. Each returns EXIT_OK, or EXIT_OUTPUT after a sentence.
 */
exit_code head_file_open(struct head_file *file, const struct options *options);
exit_code head_file_write(struct head_file *file, const char *head, size_t length);
exit_code head_file_close(struct head_file *file);

#endif
