#include "resume.h"

#include "shown.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

uint64_t resume_offset(const struct options *options, const char *path)
{
    struct stat status;

    if (!options->resume_at_end)
        return options->resume_at;
    if (path[0] == '\0' || stat(path, &status) != 0 || !S_ISREG(status.st_mode))
        return 0;
    return (uint64_t)status.st_size;
}

static bool take_digits(const char **text, uint64_t *out)
{
    const char *at = *text;
    uint64_t value = 0;

    for (; *at >= '0' && *at <= '9'; at++) {
        if (value > (UINT64_MAX - 9) / 10)
            return false;
        value = value * 10 + (uint64_t)(*at - '0');
    }
    if (at == *text)
        return false;
    *text = at;
    *out = value;
    return true;
}

/* "bytes 5-7/8", "bytes 5-7/" and an asterisk. */
static bool read_range(const char *text, uint64_t *first, uint64_t *last)
{
    uint64_t total = UINT64_MAX;

    if (strncasecmp(text, "bytes ", 6) != 0)
        return false;
    text += 6;
    if (!take_digits(&text, first) || *text++ != '-' || !take_digits(&text, last) ||
        *text++ != '/' || *last < *first)
        return false;
    if (strcmp(text, "*") == 0)
        return true;
    return take_digits(&text, &total) && *text == '\0' && *last < total;
}

/* "bytes *" and "/8". */
static bool read_size(const char *text, uint64_t *size)
{
    static const char begin[] = "bytes */";

    if (strncasecmp(text, begin, sizeof begin - 1) != 0)
        return false;
    text += sizeof begin - 1;
    return take_digits(&text, size) && *text == '\0';
}

static resume_verdict judge_end(uint64_t offset, const char *content_range, char *why)
{
    uint64_t size;

    if (!read_size(content_range, &size) || size == offset)
        return RESUME_COMPLETE;
    snprintf(why, RESUME_WHY_SIZE, "it was asked for what follows byte %llu, but has %llu bytes",
             (unsigned long long)offset, (unsigned long long)size);
    return RESUME_REFUSED;
}

resume_verdict resume_judge(uint64_t offset, int status, const char *content_range, bool has_length,
                            uint64_t length, char why[RESUME_WHY_SIZE])
{
    uint64_t first, last;
    char quoted[64];

    if (status == 416)
        return judge_end(offset, content_range, why);
    if (status != 206)
        snprintf(why, RESUME_WHY_SIZE, "it answered with status %d where 206 was wanted", status);
    else if (!read_range(content_range, &first, &last))
        snprintf(why, RESUME_WHY_SIZE, "its Content-Range is \"%s\"",
                 shown(content_range, quoted, sizeof quoted));
    else if (first != offset)
        snprintf(why, RESUME_WHY_SIZE, "it sends from byte %llu on, and byte %llu was asked for",
                 (unsigned long long)first, (unsigned long long)offset);
    else if (has_length && (length == 0 || length - 1 != last - first))
        snprintf(why, RESUME_WHY_SIZE, "its Content-Length does not fit its Content-Range");
    else
        return RESUME_REST;
    return RESUME_REFUSED;
}
