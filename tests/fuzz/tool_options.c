#include "tool.h"

#include "fuzz.h"
#include "https_get/options.h"

#include <string.h>
#include <unistd.h>

#define WORDS_MAX 64u
#define SAID_MAX  65536u

/* What would write, or wait for ever: files that an input names are only read. */
static bool is_harmful(const char *text)
{
    return strstr(text, "--st") != NULL || strstr(text, "--no-st") != NULL ||
           strstr(text, "/dev") != NULL || strstr(text, "/proc") != NULL;
}

/* Puts a NUL at the end of each line. Returns how many there are. */
static int split(char *text, size_t size, char *words[WORDS_MAX + 2])
{
    int count = 1;

    words[0] = text + size; /* the program's name, empty */
    for (char *at = text; (size_t)count <= WORDS_MAX && at < text + size; count++) {
        char *end = memchr(at, '\n', (size_t)(text + size - at));

        words[count] = at;
        at = end != NULL ? end + 1 : text + size;
        if (end != NULL)
            *end = '\0';
    }
    words[count] = NULL;
    return count;
}

/* What it says is in lines of text, whatever the words have in them. */
static void check_said(const char *said, size_t length, bool failed)
{
    static const char begin[] = "https_get: ";

    FUZZ_CHECK(!failed || length > sizeof begin);
    FUZZ_CHECK(length == 0 || strncmp(said, begin, sizeof begin - 1) == 0);
    FUZZ_CHECK(length == 0 || said[length - 1] == '\n');
    for (size_t i = 0; i < length; i++)
        FUZZ_CHECK(said[i] == '\n' || ((unsigned char)said[i] >= ' ' && said[i] != 0x7f));
}

static void check_options(const struct options *options)
{
    FUZZ_CHECK(options->help || options->version || options->urls.count > 0);
    FUZZ_CHECK(options->identities.count == 0 || options->identities.at != NULL);
    for (size_t i = 0; i < options->urls.count; i++)
        FUZZ_CHECK(options->urls.at[i] != NULL);
    for (size_t i = 0; i < options->destination_count; i++)
        FUZZ_CHECK((options->destinations[i].path == NULL) == options->destinations[i].remote_name);
}

/* Parses with standard error in a file, which is then read. */
static exit_code parse(int count, char **words, struct options *options, FILE *file)
{
    int saved = dup(STDERR_FILENO);
    exit_code code;

    FUZZ_CHECK(saved >= 0 && dup2(fileno(file), STDERR_FILENO) >= 0);
    code = options_parse(count, words, options);
    FUZZ_CHECK(dup2(saved, STDERR_FILENO) >= 0);
    close(saved);
    return code;
}

void tool_options(const uint8_t *data, size_t size)
{
    static char said[SAID_MAX];
    static FILE *file;
    char *text = malloc(size + 1), *words[WORDS_MAX + 2];
    struct options options;
    size_t length;
    exit_code code;

    if (file == NULL) {
        file = tmpfile();
        FUZZ_CHECK(file != NULL && freopen("/dev/null", "r", stdin) != NULL);
    }
    FUZZ_CHECK(text != NULL);
    for (size_t i = 0; i < size; i++)
        text[i] = data[i] != 0 ? (char)data[i] : ' ';
    text[size] = '\0';
    if (!is_harmful(text)) {
        rewind(file);
        FUZZ_CHECK(ftruncate(fileno(file), 0) == 0);
        code = parse(split(text, size, words), words, &options, file);
        rewind(file);
        length = fread(said, 1, sizeof said, file);
        check_said(said, length, code != EXIT_OK);
        if (code == EXIT_OK)
            check_options(&options);
        options_free(&options);
    }
    free(text);
}
