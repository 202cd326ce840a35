#include "option_match.h"

#include "nearest.h"
#include "option_reader.h"
#include "shown.h"

#include <stdio.h>
#include <string.h>

#define NO "no-"

/* Names that a sentence lists at most. */
#define CANDIDATES_TOLD 6

/* Our options first, then curl's others, as one list. */
static size_t count_all(void)
{
    return option_count + curl_option_count;
}

static struct option_match match_at(size_t i)
{
    if (i < option_count)
        return (struct option_match){.own = &option_table[i]};
    return (struct option_match){.foreign = &curl_options[i - option_count]};
}

static const char *name_at(size_t i)
{
    return i < option_count ? option_table[i].name : curl_options[i - option_count].name;
}

static bool is_flag(size_t i)
{
    return i < option_count ? option_table[i].read == option_flag
                            : !curl_options[i - option_count].has_argument;
}

/* curl's own "no-" options, and ours, are the opposite of the name without it. */
static const char *without_no(const char *name)
{
    return strncmp(name, NO, strlen(NO)) == 0 ? name + strlen(NO) : NULL;
}

static bool find_exactly(const char *name, struct option_match *out)
{
    for (size_t i = 0; i < count_all(); i++) {
        if (strcmp(name_at(i), name) != 0)
            continue;
        *out = match_at(i);
        return true;
    }
    return false;
}

/* "no-silent" for the flag "silent", and "buffer" for the flag "no-buffer". */
static bool find_opposite(const char *name, struct option_match *out)
{
    const char *flag = without_no(name);

    for (size_t i = 0; i < count_all(); i++) {
        const char *opposite = without_no(name_at(i));

        if (!is_flag(i))
            continue;
        if ((flag == NULL || strcmp(name_at(i), flag) != 0) &&
            (opposite == NULL || strcmp(opposite, name) != 0))
            continue;
        *out = match_at(i);
        out->negated = true;
        return true;
    }
    return false;
}

/* How many options begin like this; the last of them in *found. */
static size_t count_beginnings(const char *name, bool flags_only, size_t *found)
{
    size_t count = 0;

    for (size_t i = 0; i < count_all(); i++) {
        if (strncmp(name_at(i), name, strlen(name)) != 0 || (flags_only && !is_flag(i)))
            continue;
        count++;
        *found = i;
    }
    return count;
}

static exit_code say_ambiguous(const char *name)
{
    char text[SHOWN_SIZE];
    size_t told = 0;

    fprintf(stderr, "https_get: (%d) --%s may be ", EXIT_USAGE, shown(name, text, sizeof text));
    for (size_t i = 0; i < count_all() && told <= CANDIDATES_TOLD; i++) {
        if (strncmp(name_at(i), name, strlen(name)) != 0)
            continue;
        if (told < CANDIDATES_TOLD)
            fprintf(stderr, "%s--%s", told > 0 ? ", " : "", name_at(i));
        told++;
    }
    fprintf(stderr, "%s; write one of them out\n", told > CANDIDATES_TOLD ? " or others" : "");
    return EXIT_USAGE;
}

static exit_code say_unknown(const char *name)
{
    const char *nearest = NULL;
    struct nearest search = nearest_begin(name);
    char text[SHOWN_SIZE];

    for (size_t i = 0; i < count_all(); i++)
        if (nearest_consider(&search, name_at(i)))
            nearest = name_at(i);
    shown(name, text, sizeof text);
    if (nearest != NULL)
        fprintf(stderr, "https_get: (%d) there is no option --%s; did you mean --%s?\n", EXIT_USAGE,
                text, nearest);
    else
        fprintf(stderr, "https_get: (%d) there is no option --%s; try https_get --help all\n",
                EXIT_USAGE, text);
    return EXIT_USAGE;
}

exit_code option_match_long(const char *name, struct option_match *out)
{
    size_t found = 0, count;

    if (find_exactly(name, out) || find_opposite(name, out))
        return EXIT_OK;
    count = *name != '\0' ? count_beginnings(name, false, &found) : 0;
    if (count > 1)
        return say_ambiguous(name);
    if (count == 0 && without_no(name) != NULL && *without_no(name) != '\0') {
        count = count_beginnings(without_no(name), true, &found);
        if (count != 1)
            return say_unknown(name);
        *out = match_at(found);
        out->negated = true;
        return EXIT_OK;
    }
    if (count == 0)
        return say_unknown(name);
    *out = match_at(found);
    return EXIT_OK;
}

exit_code option_match_letter(char letter, struct option_match *out)
{
    char text[SHOWN_SIZE];

    for (size_t i = 0; i < count_all(); i++) {
        *out = match_at(i);
        if (letter == (out->own != NULL ? out->own->letter : out->foreign->letter))
            return EXIT_OK;
    }
    fprintf(stderr, "https_get: (%d) there is no option -%s; try https_get --help all\n",
            EXIT_USAGE, shown_bytes(&letter, 1, text, sizeof text));
    return EXIT_USAGE;
}

bool option_match_has_argument(const struct option_match *match)
{
    /* What is refused whatever its argument is needs none for that. */
    if (match->own == NULL && match->foreign->reason != NULL)
        return false;
    return match->own != NULL ? match->own->argument != NULL : match->foreign->has_argument;
}

exit_code option_match_foreign(const struct option_match *match, const char *name,
                               const char *value)
{
    const struct curl_option *option = match->foreign;
    const char *reason = option->judge != NULL ? option->judge(value) : option->reason;
    char text[SHOWN_SIZE];

    /* What is refused is not done anyway, and what is accepted can't be switched off. */
    if (match->negated)
        reason = reason != NULL ? NULL : curl_lacks;
    if (reason == NULL)
        return EXIT_OK;
    if (option->judge != NULL)
        fprintf(stderr, "https_get: (%d) %s \"%s\" is refused: %s\n", EXIT_USAGE, name,
                shown(value, text, sizeof text), reason);
    else
        fprintf(stderr, "https_get: (%d) %s is refused: %s\n", EXIT_USAGE,
                shown(name, text, sizeof text), reason);
    return EXIT_USAGE;
}
