#include "attack/tally.h"

#include <stdio.h>

void tally_add(tally *to, const tally *from)
{
    to->scenarios += from->scenarios;
    to->faults += from->faults;
    for (size_t kind = 0; kind < CHANGE_KIND_COUNT; kind++)
        for (size_t end = 0; end < END_COUNT; end++)
            to->ends[kind][end] += from->ends[kind][end];
    for (size_t excuse = 0; excuse < EXCUSE_COUNT; excuse++)
        to->excused[excuse] += from->excused[excuse];
}

unsigned long tally_runs(const tally *t)
{
    unsigned long runs = 0;

    for (size_t kind = 0; kind < CHANGE_KIND_COUNT; kind++)
        for (size_t end = 0; end < END_COUNT; end++)
            runs += t->ends[kind][end];
    return runs;
}

static void print_head(void)
{
    static const char *const words[] = {
#define END_WORDS(name, text) text,
        ENDS(END_WORDS)
#undef END_WORDS
    };

    printf("%-33s", "");
    for (size_t end = 0; end < END_COUNT; end++)
        printf(" %19s", words[end]);
    putchar('\n');
}

void tally_print(const tally *t)
{
    print_head();
    for (size_t kind = 0; kind < CHANGE_KIND_COUNT; kind++) {
        printf("%-33s", change_words((change_kind)kind));
        for (size_t end = 0; end < END_COUNT; end++)
            printf(" %19lu", t->ends[kind][end]);
        putchar('\n');
    }
    puts("Ends that are clean though something was changed:");
    for (size_t excuse = EXCUSE_NONE + 1; excuse < EXCUSE_COUNT; excuse++)
        printf("%9lu  %s\n", t->excused[excuse], change_excuse_words((change_excuse)excuse));
    printf("%lu connections in %lu scenarios, %lu faults\n", tally_runs(t), t->scenarios,
           t->faults);
}
