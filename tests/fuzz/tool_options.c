#include "tool.h"

#include "fuzz.h"
#include "https_get/options.h"
#include "support/scratch.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define WORDS_MAX 64u
#define SAID_MAX  65536u

/* Whether messages may go to a file of the input's choice. */
static bool has_stderr(const char *text)
{
    return strstr(text, "--st") != NULL;
}

/* Whether a path in it may leave the folder that it is used in, which has no other in it. */
static bool has_path_elsewhere(const char *text)
{
    return *text == '/' || strstr(text, "\n/") != NULL || strstr(text, "=/") != NULL ||
           strstr(text, "..") != NULL;
}

/* What would write elsewhere, or wait for ever: other files that an input names are only read. */
static bool is_harmful(const char *text)
{
    return (has_stderr(text) && has_path_elsewhere(text)) || strstr(text, "/dev") != NULL ||
           strstr(text, "/proc") != NULL;
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

/* What it says is in lines of text, whatever the words have in them. Closes the file. */
static size_t check_said(FILE *file)
{
    static const char begin[] = "https_get: ";
    static char said[SAID_MAX];
    size_t length;

    FUZZ_CHECK(file != NULL);
    rewind(file);
    length = fread(said, 1, sizeof said, file);
    fclose(file);
    FUZZ_CHECK(length == 0 || strncmp(said, begin, sizeof begin - 1) == 0);
    FUZZ_CHECK(length == 0 || said[length - 1] == '\n');
    for (size_t i = 0; i < length; i++)
        FUZZ_CHECK(said[i] == '\n' || ((unsigned char)said[i] >= ' ' && said[i] != 0x7f));
    return length;
}

/* Likewise for each file that --stderr made here. */
static size_t check_files(void)
{
    DIR *directory = opendir(".");
    const struct dirent *entry;
    size_t length = 0;

    FUZZ_CHECK(directory != NULL);
    while ((entry = readdir(directory)) != NULL)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            length += check_said(fopen(entry->d_name, "r"));
    closedir(directory);
    return length;
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

/* Parses with standard output (which "--stderr -" means) and error in a file. */
static exit_code parse(int count, char **words, struct options *options, FILE *file)
{
    int output = dup(STDOUT_FILENO), error = dup(STDERR_FILENO);
    exit_code code;

    fflush(stdout);
    FUZZ_CHECK(output >= 0 && dup2(fileno(file), STDOUT_FILENO) >= 0);
    FUZZ_CHECK(error >= 0 && dup2(fileno(file), STDERR_FILENO) >= 0);
    code = options_parse(count, words, options);
    fflush(stdout);
    FUZZ_CHECK(dup2(output, STDOUT_FILENO) >= 0 && dup2(error, STDERR_FILENO) >= 0);
    close(output);
    close(error);
    return code;
}

/* In a scratch folder if a file may be written. */
static void run(char *text, size_t size)
{
    char *words[WORDS_MAX + 2];
    struct options options;
    FILE *file = tmpfile();
    int home = -1;
    exit_code code;
    size_t length;

    if (has_stderr(text)) {
        scratch_begin();
        home = open(".", O_RDONLY);
        FUZZ_CHECK(home >= 0 && chdir(scratch_path("")) == 0);
    }
    FUZZ_CHECK(file != NULL);
    code = parse(split(text, size, words), words, &options, file);
    length = check_said(file);
    if (home >= 0) {
        length += check_files();
        FUZZ_CHECK(fchdir(home) == 0);
        close(home);
        scratch_end();
    }
    FUZZ_CHECK(code == EXIT_OK || length > 0);
    if (code == EXIT_OK)
        check_options(&options);
    options_free(&options);
}

void tool_options(const uint8_t *data, size_t size)
{
    static bool began;
    char *text = malloc(size + 1);

    if (!began) {
        FUZZ_CHECK(freopen("/dev/null", "r", stdin) != NULL);
        began = true;
    }
    FUZZ_CHECK(text != NULL);
    for (size_t i = 0; i < size; i++)
        text[i] = data[i] != 0 ? (char)data[i] : ' ';
    text[size] = '\0';
    if (!is_harmful(text))
        run(text, size);
    free(text);
}
