/*
 * Runs every row of the tables: each is a test of its own, called by its title. A pattern as
 * argument chooses ("*chunk*"). With BRINE_CURL=/usr/bin/curl in the environment each row is
 * asked of curl, too, which must end as the row says.
 */
#include "row.h"

#include "support/run.h"
#include "support/scratch.h"
#include "support/test.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ROWS_MAX 512

static const answer_row *const tables[] = {http_rows, option_rows, proxy_rows};

/* A text with its placeholders filled in, in memory of its own. */
static char *filled(const char *text)
{
    size_t length = 0, size = strlen(text) * 2 + 4096;
    char *out = malloc(size);

    assert_non_null(out);
    while (*text != '\0') {
        assert_true(length + SCRATCH_PATH_SIZE < size);
        if (strncmp(text, "{port}", 6) == 0) {
            length += (size_t)snprintf(out + length, size - length, "%u", script_port);
            text += 6;
        } else if (strncmp(text, "{dir}", 5) == 0) {
            length += (size_t)snprintf(out + length, size - length, "%s", scratch_path(""));
            text += 5;
        } else {
            out[length++] = *text++;
        }
    }
    out[length] = '\0';
    return out;
}

static void set_environment(const answer_row *row, bool on)
{
    for (size_t i = 0; i < ROW_ENVIRONMENT_MAX && row->environment[i] != NULL; i++) {
        char *text = filled(row->environment[i]), *value = strchr(text, '=');

        assert_non_null(value);
        *value++ = '\0';
        if (on)
            setenv(text, value, 1);
        else
            unsetenv(text);
        free(text);
    }
}

/* Runs the program against the script; what it said is in `ran`. Returns what the server heard. */
static const char *run(const answer_row *row, const char *program, const char *const *begin)
{
    char *arguments[ROW_ARGUMENTS_MAX + 8] = {NULL};
    char *script = filled(row->script != NULL ? row->script : "");
    const char *heard;
    size_t count = 0;

    for (; begin[count] != NULL; count++)
        arguments[count] = filled(begin[count]);
    for (size_t i = 0; i < ROW_ARGUMENTS_MAX && row->arguments[i] != NULL; i++)
        arguments[count++] = filled(row->arguments[i]);
    if (row->url == NULL || row->url[0] != '\0')
        arguments[count++] = filled(row->url != NULL ? row->url : "https://localhost:{port}/page");
    if (row->given != NULL)
        scratch_file("given", row->given, strlen(row->given));
    script_play(script);
    set_environment(row, true);
    run_program(row->output, row->terminal, program, (const char *const *)arguments);
    set_environment(row, false);
    heard = script_stop();
    if (row->given != NULL)
        unlink(scratch_path("given"));
    while (count > 0)
        free(arguments[--count]);
    free(script);
    return heard;
}

static void wrong(const char *what, const char *expected, const char *heard)
{
    fail_msg("%s: expected \"%s\"\nexit status %d\noutput: %.2000s\nerror: %.2000s\nrequests: "
             "%.2000s",
             what, expected, ran.status, ran.out, ran.err, heard);
}

/* Whether a text is the one that is expected, or begins so if "..." ends that. */
static bool is_text(const char *text, const char *expected)
{
    size_t length = strlen(expected);

    if (length >= 3 && strcmp(expected + length - 3, "...") == 0)
        return strncmp(text, expected, length - 3) == 0;
    return strcmp(text, expected) == 0;
}

static void check_output(const answer_row *row, const char *heard)
{
    const char *out = row->out != NULL ? row->out : "";

    if (!is_text(ran.out, out))
        wrong("standard output", out, heard);
}

static void check_file(const answer_row *row, const char *heard)
{
    static char text[RUN_TEXT_MAX];
    FILE *file;

    if (row->gone != NULL && access(scratch_path(row->gone), F_OK) == 0)
        wrong("a file is there", row->gone, heard);
    if (row->file == NULL)
        return;
    file = fopen(scratch_path(row->file), "rb");
    if (file == NULL)
        wrong("a file is missing", row->file, heard);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    unlink(scratch_path(row->file));
    if (!is_text(text, row->file_text))
        wrong("the file has another text", row->file_text, text);
}

static void check_sent(const answer_row *row, const char *heard)
{
    char *words = filled(row->sent);
    bool found = strstr(heard, words) != NULL;

    free(words);
    if (!found)
        wrong("a request", row->sent, heard);
}

static void check(const answer_row *row, const char *heard)
{
    char number[32];

    snprintf(number, sizeof number, "%d", row->status);
    if (ran.status != row->status)
        wrong("exit status", number, heard);
    check_output(row, heard);
    if (row->err == NULL && ran.err[0] != '\0')
        wrong("standard error", "", heard);
    if (row->err != NULL && strstr(ran.err, row->err) == NULL)
        wrong("standard error", row->err, heard);
    if (row->unsaid != NULL && strstr(ran.err, row->unsaid) != NULL)
        wrong("standard error without", row->unsaid, heard);
    snprintf(number, sizeof number, "https_get: (%d) ", row->status);
    if (row->err != NULL && row->status != 0 && strstr(ran.err, number) == NULL)
        wrong("standard error", number, heard);
    if (row->sent != NULL)
        check_sent(row, heard);
    if (row->unsent != NULL && strstr(heard, row->unsent) != NULL)
        wrong("requests without", row->unsent, heard);
    check_file(row, heard);
}

/* The same row, asked of curl. */
static void check_curl(const answer_row *row, const char *curl)
{
    const char *const begin[] = {"curl",           "-q", "-sS", "--cacert",
                                 "{dir}/root.pem", "-m", "20",  NULL};
    int expected = row->curl != NULL ? atoi(row->curl) : row->status;
    const char *heard;
    char number[32];

    if (row->curl != NULL && row->curl[0] == '-')
        return;
    heard = run(row, curl, begin);
    snprintf(number, sizeof number, "%d", expected);
    if (ran.status != expected)
        wrong("curl's exit status", number, heard);
    if (expected == 0 && row->curl == NULL) {
        check_output(row, heard);
        check_file(row, heard);
    }
    if (row->curl != NULL)
        printf("curl differs: %s: %s\n", row->title, row->curl);
    if (row->file != NULL)
        unlink(scratch_path(row->file));
}

static void run_row(void **state)
{
    const char *const begin[] = {"https_get", "--cacert", "{dir}/root.pem", NULL};
    const char *curl = getenv("BRINE_CURL");
    const answer_row *row = *state;

    check(row, run(row, HTTPS_GET, begin));
    if (curl != NULL && curl[0] != '\0')
        check_curl(row, curl);
}

static int begin_all(void **state)
{
    (void)state;
    forget_proxies();
    signal(SIGPIPE, SIG_IGN);
    scratch_begin();
    script_open(scratch_path("root.pem"));
    return 0;
}

static int end_all(void **state)
{
    (void)state;
    script_close();
    unlink(scratch_path("root.pem"));
    scratch_end();
    return 0;
}

int main(int argc, char **argv)
{
    static struct CMUnitTest tests[ROWS_MAX];
    size_t count = 0;

    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        for (const answer_row *row = tables[i]; row->title != NULL; row++) {
            assert_true(count < ROWS_MAX);
            tests[count++] = (struct CMUnitTest){
                .name = row->title, .test_func = run_row, .initial_state = (void *)(uintptr_t)row};
        }
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return _cmocka_run_group_tests("answers", tests, count, begin_all, end_all);
}
