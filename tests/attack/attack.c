/*
 * attack_libssl [--short] [--jobs N] [--scenario N]: attacks brine's connections with libssl and
 * prints what came of it. Ends with 1 if brine did what it may not.
 *
 * Each scenario has a process of its own, N of them at a time (2). --short: two scenarios, with
 * 1 KiB each way instead of 64.
 */
#include "attack/plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define SCENARIOS_MAX 64

typedef struct options {
    bool brief;
    size_t jobs;
    size_t only; /* SIZE_MAX = all */
} options;

/* One process. */
typedef struct job {
    pid_t child;
    int result; /* a pipe on which the tally comes */
} job;

static void attack(const options *o, size_t number, tally *t)
{
    peer_pki *pki = peer_pki_new();
    plan p;

    plan_open(&p, &scenarios[number], pki, o->brief);
    plan_bytes(&p);
    plan_records(&p);
    plan_messages(&p);
    plan_carriage(&p);
    *t = p.tally;
    plan_close(&p);
    peer_pki_free(pki);
}

/* In the child. */
static int attack_and_tell(const options *o, size_t number, int result)
{
    tally t;

    attack(o, number, &t);
    return write(result, &t, sizeof t) == (ssize_t)sizeof t ? 0 : 1;
}

static job start(const options *o, size_t number)
{
    int ends[2];
    job made;

    fflush(stdout);
    if (pipe(ends) != 0 || (made.child = fork()) < 0) {
        perror("attack");
        exit(2);
    }
    if (made.child == 0) {
        close(ends[0]);
        exit(attack_and_tell(o, number, ends[1]));
    }
    close(ends[1]);
    made.result = ends[0];
    return made;
}

/* Waits for a process; what a sanitizer or a signal ended is a fault. */
static void collect(const job *j, size_t number, tally *all)
{
    tally t = {.faults = 0};
    ssize_t got = read(j->result, &t, sizeof t);
    int status = 0;

    close(j->result);
    waitpid(j->child, &status, 0);
    if (got != (ssize_t)sizeof t || status != 0) {
        fprintf(stderr, "%s: the process ended with status %d\n", scenario_name(&scenarios[number]),
                status);
        t.faults++;
    }
    tally_add(all, &t);
}

static void run_all(const options *o, tally *all)
{
    job jobs[SCENARIOS_MAX];
    size_t numbers[SCENARIOS_MAX], count = 0, started = 0;

    for (size_t i = 0; i < scenario_count; i++)
        if (o->only == i || (o->only == SIZE_MAX && (!o->brief || scenarios[i].brief)))
            numbers[count++] = i;
    for (size_t done = 0; done < count; done++) {
        for (; started < count && started < done + o->jobs; started++)
            jobs[started] = start(o, numbers[started]);
        collect(&jobs[done], numbers[done], all);
    }
}

static bool read_options(int argc, char **argv, options *o)
{
    *o = (options){.jobs = 2, .only = SIZE_MAX};
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--short") == 0)
            o->brief = true;
        else if (strcmp(argv[i], "--jobs") == 0 && i + 1 < argc)
            o->jobs = strtoul(argv[++i], NULL, 10);
        else if (strcmp(argv[i], "--scenario") == 0 && i + 1 < argc)
            o->only = strtoul(argv[++i], NULL, 10);
        else
            return false;
    }
    return o->jobs > 0 && (o->only == SIZE_MAX || o->only < scenario_count);
}

int main(int argc, char **argv)
{
    tally all = {.faults = 0};
    options o;

    if (!read_options(argc, argv, &o)) {
        fputs("usage: attack_libssl [--short] [--jobs N] [--scenario N]\n", stderr);
        return 2;
    }
    if (scenario_pairs_missing() != 0) {
        fprintf(stderr, "attack: %lu pairs of kinds are in no scenario\n",
                (unsigned long)scenario_pairs_missing());
        return 1;
    }
    run_all(&o, &all);
    tally_print(&all);
    return all.faults != 0;
}
