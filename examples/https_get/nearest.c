#include "nearest.h"

#include <string.h>

struct nearest nearest_begin(const char *name)
{
    size_t length = strlen(name);

    return (struct nearest){name, length / 3 + (length >= 2)};
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Letters to insert, remove or replace between the two (Levenshtein's distance). */
static size_t distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
    size_t row[NEAREST_NAME_MAX + 1];

    for (size_t j = 0; j <= b_length; j++)
        row[j] = j;
    for (size_t i = 1; i <= a_length; i++) {
        size_t before = row[0]; /* of the row above, one to the left */

        row[0] = i;
        for (size_t j = 1; j <= b_length; j++) {
            size_t replaced = before + (a[i - 1] != b[j - 1]);

            before = row[j];
            row[j] = smaller(replaced, smaller(row[j], row[j - 1]) + 1);
        }
    }
    return row[b_length];
}

bool nearest_consider(struct nearest *search, const char *candidate)
{
    size_t length = strlen(search->name), other = strlen(candidate), steps;

    if (length > NEAREST_NAME_MAX || other > NEAREST_NAME_MAX)
        return false;
    steps = distance(search->name, length, candidate, other);
    if (steps >= search->best)
        return false;
    search->best = steps;
    return true;
}
