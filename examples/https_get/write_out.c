#include "write_out.h"

#include "shown.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

/* Where the text is, and where it goes. */
struct writer {
    const char *at;
    const struct facts *facts;
    const char *message;
    FILE *target, *out, *err;
};

/* Writes a value; field is the one of struct facts that the table names. */
typedef void put(const struct writer *writer, const void *field);

static void put_seconds(const struct writer *writer, const void *field)
{
    const long long microseconds = *(const int64_t *)field;

    fprintf(writer->target, "%lld.%06lld", microseconds / 1000000, microseconds % 1000000);
}

static void put_count(const struct writer *writer, const void *field)
{
    fprintf(writer->target, "%lld", (long long)*(const int64_t *)field);
}

static void put_status(const struct writer *writer, const void *field)
{
    fprintf(writer->target, "%03d", *(const int *)field);
}

static void put_number(const struct writer *writer, const void *field)
{
    fprintf(writer->target, "%d", *(const int *)field);
}

static void put_text(const struct writer *writer, const void *field)
{
    put_shown(field, strlen(field), writer->target);
}

static void put_message(const struct writer *writer, const void *field)
{
    (void)field;
    fputs(writer->message, writer->target);
}

static void put_scheme(const struct writer *writer, const void *field)
{
    (void)field;
    fputs("HTTPS", writer->target);
}

static void put_version(const struct writer *writer, const void *field)
{
    fputs(*(const int *)field > 0 ? "1.1" : "0", writer->target);
}

static void put_speed(const struct writer *writer, const void *field)
{
    const int64_t passed = writer->facts->ended > 0 ? writer->facts->ended : 1;

    fprintf(writer->target, "%.0f", (double)*(const int64_t *)field * 1e6 / (double)passed);
}

static void put_url(const struct writer *writer, const void *field)
{
    const struct url *url = field;
    char authority[URL_HOST_SIZE + 16];

    if (url->host[0] == '\0') {
        put_text(writer, writer->facts->text);
        return;
    }
    url_authority(url, authority, sizeof authority);
    fprintf(writer->target, "https://%s%s", authority, url->target);
}

static void put_given_url(const struct writer *writer, const void *field)
{
    (void)field;
    put_text(writer, writer->facts->text);
}

#define FIELD(name) offsetof(struct facts, name)

static const struct {
    const char *name;
    put *put;
    size_t offset;
} variables[] = {
    {"content_type", put_text, FIELD(type)},
    {"errormsg", put_message, 0},
    {"exitcode", put_number, FIELD(exit_status)},
    {"filename_effective", put_text, FIELD(file)},
    {"http_code", put_status, FIELD(status)},
    {"http_version", put_version, FIELD(status)},
    {"num_connects", put_count, FIELD(connections)},
    {"num_redirects", put_count, FIELD(redirects)},
    {"remote_ip", put_text, FIELD(address)},
    {"response_code", put_status, FIELD(status)},
    {"scheme", put_scheme, 0},
    {"size_download", put_count, FIELD(size)},
    {"size_header", put_count, FIELD(head_size)},
    {"speed_download", put_speed, FIELD(size)},
    {"ssl_verify_result", put_number, FIELD(verified)},
    {"time_appconnect", put_seconds, FIELD(shaken)},
    {"time_connect", put_seconds, FIELD(connected)},
    {"time_namelookup", put_seconds, FIELD(looked_up)},
    {"time_pretransfer", put_seconds, FIELD(asked)},
    {"time_redirect", put_seconds, FIELD(redirected)},
    {"time_starttransfer", put_seconds, FIELD(answered)},
    {"time_total", put_seconds, FIELD(ended)},
    {"url", put_given_url, 0},
    {"url_effective", put_url, FIELD(at)},
    {"urlnum", put_count, FIELD(number)},
};

static bool word_is(const char *word, size_t length, const char *name)
{
    return strlen(name) == length && strncasecmp(word, name, length) == 0;
}

static void put_variable(const struct writer *writer, const char *word, size_t length)
{
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++)
        if (word_is(word, length, variables[i].name)) {
            variables[i].put(writer, (const char *)writer->facts + variables[i].offset);
            return;
        }
    fputs("https_get: unknown --write-out variable: '", writer->err);
    put_shown(word, length, writer->err);
    fputs("'\n", writer->err);
}

/* What begins with a percent sign; false = the text ends here. */
static bool take_percent(struct writer *writer)
{
    const char *word = writer->at + 2, *end = writer->at[1] == '{' ? strchr(word, '}') : NULL;
    size_t length;

    if (end == NULL) {
        fputc('%', writer->target);
        writer->at += writer->at[1] == '%' ? 2 : 1;
        return true;
    }
    length = (size_t)(end - word);
    writer->at = end + 1;
    if (word_is(word, length, "onerror"))
        return writer->facts->exit_status != EXIT_OK;
    if (word_is(word, length, "stderr"))
        writer->target = writer->err;
    else if (word_is(word, length, "stdout"))
        writer->target = writer->out;
    else
        put_variable(writer, word, length);
    return true;
}

/* What begins with a backslash: an escape that is none stays as it is. */
static void take_escape(struct writer *writer)
{
    static const char letters[] = "nrt", bytes[] = "\n\r\t";
    const char *letter = writer->at[1] != '\0' ? strchr(letters, writer->at[1]) : NULL;

    if (letter != NULL)
        fputc(bytes[letter - letters], writer->target);
    else
        fputc('\\', writer->target);
    writer->at++;
    if (*writer->at == '\0')
        return;
    if (letter == NULL)
        fputc(*writer->at, writer->target);
    writer->at++;
}

void write_out(const char *format, const struct facts *facts, const char *message, FILE *out,
               FILE *err)
{
    struct writer writer = {format, facts, message, out, out, err};

    while (*writer.at != '\0') {
        if (*writer.at == '%') {
            if (!take_percent(&writer))
                return;
        } else if (*writer.at == '\\') {
            take_escape(&writer);
        } else {
            fputc(*writer.at++, writer.target);
        }
    }
}
