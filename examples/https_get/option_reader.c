#include "option_reader.h"

#include "connect_to.h"
#include "header.h"
#include "number.h"
#include "resolve.h"
#include "shown.h"
#include "url_query.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define REDIRECTS_MAX 1000000

static void *field_of(const struct option_use *use)
{
    return (unsigned char *)use->out + use->row->offset;
}

exit_code option_out_of_memory(void)
{
    fprintf(stderr, "https_get: (%d) out of memory\n", EXIT_MEMORY);
    return EXIT_MEMORY;
}

static exit_code option_refuse_with(const struct option_use *use, exit_code code, const char *value,
                                    const char *wanted)
{
    char text[SHOWN_SIZE];

    fprintf(stderr, "https_get: (%d) %s wants %s, not \"%s\"; try https_get --help\n", code,
            use->name, wanted, shown(value, text, sizeof text));
    return code;
}

exit_code option_refuse(const struct option_use *use, const char *value, const char *wanted)
{
    return option_refuse_with(use, EXIT_USAGE, value, wanted);
}

exit_code text_list_add(struct text_list *list, const char *text)
{
    const char **grown = realloc(list->at, (list->count + 1) * sizeof *grown);

    if (grown == NULL)
        return option_out_of_memory();
    list->at = grown;
    list->at[list->count++] = text;
    return EXIT_OK;
}

bool option_is_list(const struct option_row *row)
{
    return row->read == option_list || row->read == option_resolve ||
           row->read == option_connect_to || row->read == option_header ||
           row->read == option_query;
}

exit_code option_flag(const struct option_use *use, const char *value)
{
    bool *field = field_of(use);

    (void)value;
    *field = true;
    return EXIT_OK;
}

exit_code option_text(const struct option_use *use, const char *value)
{
    const char **field = field_of(use);

    *field = value;
    return EXIT_OK;
}

exit_code option_clean_text(const struct option_use *use, const char *value)
{
    if (!text_is_clean(value))
        return option_refuse(use, value, "a text without control characters");
    return option_text(use, value);
}

exit_code option_list(const struct option_use *use, const char *value)
{
    if (!text_is_clean(value))
        return option_refuse(use, value, "a text without control characters");
    return text_list_add(field_of(use), value);
}

exit_code option_header(const struct option_use *use, const char *value)
{
    if (!header_is_clean(value))
        return option_refuse(use, value, "\"Name: value\" without control characters");
    return text_list_add(field_of(use), value);
}

exit_code option_query(const struct option_use *use, const char *value)
{
    char text[URL_TARGET_SIZE], *copy;
    exit_code code = url_query_read(value, text);

    if (code == EXIT_READ)
        return option_refuse_with(use, code, value, "behind @ a file that can be read");
    if (code != EXIT_OK)
        return option_refuse_with(use, code, value, "what fits into a URL of 16 KiB");
    copy = strdup(text);
    if (copy == NULL)
        return option_out_of_memory();
    code = text_list_add(field_of(use), copy);
    if (code != EXIT_OK)
        free(copy);
    return code;
}

exit_code option_resolve(const struct option_use *use, const char *value)
{
    if (!resolve_is_valid(value))
        return option_refuse_with(use, EXIT_PLACE, value,
                                  "HOST:PORT:ADDR with a numeric address, or several with commas");
    return option_list(use, value);
}

exit_code option_connect_to(const struct option_use *use, const char *value)
{
    if (!connect_to_is_valid(value))
        return option_refuse_with(use, EXIT_PLACE, value, "HOST1:PORT1:HOST2:PORT2");
    return option_list(use, value);
}

exit_code option_seconds(const struct option_use *use, const char *value)
{
    if (!number_seconds(value, field_of(use)))
        return option_refuse(use, value, "a number of seconds");
    return EXIT_OK;
}

exit_code option_number(const struct option_use *use, const char *value)
{
    if (!number_read(value, UINT32_MAX, field_of(use)))
        return option_refuse(use, value, "a number");
    return EXIT_OK;
}

/* A file's text up to a NUL byte, in memory of its own; NULL = it can't be read. */
static char *read_text(const char *path)
{
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");
    char *text = NULL;
    size_t length = 0;
    FILE *copy = open_memstream(&text, &length);
    bool good = file != NULL && copy != NULL;

    for (int c = good ? fgetc(file) : EOF; c != EOF && c != '\0'; c = fgetc(file))
        fputc(c, copy);
    good = good && !ferror(file);
    if (copy != NULL && fclose(copy) != 0)
        good = false;
    if (file != NULL && file != stdin)
        fclose(file);
    if (good)
        return text;
    free(text);
    return NULL;
}

exit_code option_write_out(const struct option_use *use, const char *value)
{
    struct options *out = use->out;

    out->write_out = value;
    if (value[0] != '@')
        return EXIT_OK;
    free(out->write_out_file);
    out->write_out_file = read_text(value + 1);
    out->write_out = out->write_out_file;
    if (out->write_out == NULL)
        return option_refuse(use, value, "a text, or behind @ a file that can be read");
    return EXIT_OK;
}

exit_code option_size(const struct option_use *use, const char *value)
{
    if (!number_size(value, field_of(use)))
        return option_refuse(use, value, "a number of bytes, as 2048, 2k, 3M or 1G");
    return EXIT_OK;
}

exit_code option_range(const struct option_use *use, const char *value)
{
    if (value[0] == '\0' || value[strspn(value, "0123456789-,")] != '\0')
        return option_refuse(use, value, "a range of bytes, as 0-499, 500- or -500");
    return option_text(use, value);
}

exit_code option_resume(const struct option_use *use, const char *value)
{
    use->out->resume = true;
    use->out->resume_at = 0;
    use->out->resume_at_end = strcmp(value, "-") == 0;
    if (!use->out->resume_at_end && !number_read(value, INT64_MAX, &use->out->resume_at))
        return option_refuse(use, value, "an offset in bytes, or - for the file's size");
    return EXIT_OK;
}

exit_code option_referer(const struct option_use *use, const char *value)
{
    static const char word[] = ";auto";
    size_t length = strlen(value), word_length = sizeof word - 1;

    if (!text_is_clean(value))
        return option_refuse(use, value, "a URL without control characters");
    use->out->automatic_referer =
        length >= word_length && strcmp(value + length - word_length, word) == 0;
    if (use->out->automatic_referer)
        length -= word_length;
    use->out->referer = length > 0 ? value : NULL;
    use->out->referer_length = length;
    return EXIT_OK;
}

exit_code option_credentials(const struct option_use *use, const char *value)
{
    if (strchr(value, ':') == NULL) /* it may be a password alone, and is not shown */
        return option_refuse(use, "***", "USER:PASSWORD, as it does not ask for the password");
    return option_text(use, value);
}

/* At once, as with curl: what is wrong with the options behind it goes there, too. */
exit_code option_stderr(const struct option_use *use, const char *value)
{
    char text[SHOWN_SIZE];
    int file = STDOUT_FILENO;

    (void)use;
    if (strcmp(value, "-") != 0)
        file = open(value, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY, 0666);
    if (file < 0)
        fprintf(stderr, "https_get: WARNING: can't write messages to %s: %s; they go on here\n",
                shown(value, text, sizeof text), strerror(errno));
    else
        (void)dup2(file, STDERR_FILENO);
    if (file > STDERR_FILENO)
        close(file);
    return EXIT_OK;
}

static exit_code add_destination(struct options *out, const char *path)
{
    struct destination *grown =
        realloc(out->destinations, (out->destination_count + 1) * sizeof *grown);

    if (grown == NULL)
        return option_out_of_memory();
    out->destinations = grown;
    grown[out->destination_count++] = (struct destination){path, path == NULL};
    return EXIT_OK;
}

exit_code option_output(const struct option_use *use, const char *value)
{
    return add_destination(use->out, value);
}

exit_code option_remote_name(const struct option_use *use, const char *value)
{
    (void)value;
    return add_destination(use->out, NULL);
}

exit_code option_ipv4(const struct option_use *use, const char *value)
{
    (void)value;
    use->out->family = BRINE_ADDRESS_IPV4;
    return EXIT_OK;
}

exit_code option_ipv6(const struct option_use *use, const char *value)
{
    (void)value;
    use->out->family = BRINE_ADDRESS_IPV6;
    return EXIT_OK;
}

exit_code option_max_redirects(const struct option_use *use, const char *value)
{
    uint64_t number = 0;

    if (strcmp(value, "-1") != 0 && !number_read(value, REDIRECTS_MAX, &number))
        return option_refuse(use, value, "a number");
    use->out->max_redirects = value[0] == '-' ? -1 : (long)number;
    return EXIT_OK;
}

exit_code option_max_intermediates(const struct option_use *use, const char *value)
{
    const int max = BRINE_PATH_LENGTH_MAX - 2;
    uint64_t number = 0;
    char wanted[64];

    snprintf(wanted, sizeof wanted, "a number from 0 to %d", max);
    if (!number_read(value, (uint64_t)max, &number))
        return option_refuse(use, value, wanted);
    use->out->max_intermediates = (size_t)number;
    use->out->max_intermediates_set = true;
    return EXIT_OK;
}

exit_code option_fragment_length(const struct option_use *use, const char *value)
{
    uint64_t number = 0;

    if (!number_read(value, 4096, &number) ||
        (number != 512 && number != 1024 && number != 2048 && number != 4096))
        return option_refuse(use, value, "512, 1024, 2048 or 4096");
    use->out->max_fragment_length = (size_t)number;
    return EXIT_OK;
}
