/*
 * Measuring contenders side by side. They take turns, so that whatever else the machine
 * does hits all of them; each one's figure is the median of its turns.
 */
#ifndef BRINE_TESTS_BENCH_H
#define BRINE_TESTS_BENCH_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define BENCH_TURNS   51
#define BENCH_TURN_NS 2000000.0

typedef struct bench_contender {
    const char *name;
    void (*run)(void *context); /* one operation */
    void *context;
    double ns; /* result: nanoseconds for one operation */
} bench_contender;

static inline double bench_now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static inline double bench_time(const bench_contender *c, size_t times)
{
    double start = bench_now();

    for (size_t i = 0; i < times; i++)
        c->run(c->context);
    return bench_now() - start;
}

/* How many operations fill a turn. */
static inline size_t bench_calibrate(const bench_contender *c)
{
    size_t times = 1;

    while (bench_time(c, times) < BENCH_TURN_NS / 2)
        times *= 2;
    return times;
}

static inline int bench_order(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* best, where it is wanted, gets the nanoseconds of each one's best turn. */
static inline void bench_run_best(bench_contender *contenders, size_t count, double *best)
{
    double *turns = malloc(sizeof *turns * BENCH_TURNS * count);
    size_t *times = malloc(sizeof *times * count);

    if (turns == NULL || times == NULL)
        abort();
    for (size_t i = 0; i < count; i++)
        times[i] = bench_calibrate(&contenders[i]);
    for (size_t turn = 0; turn < BENCH_TURNS; turn++)
        for (size_t i = 0; i < count; i++)
            turns[i * BENCH_TURNS + turn] = bench_time(&contenders[i], times[i]) / (double)times[i];
    for (size_t i = 0; i < count; i++) {
        qsort(turns + i * BENCH_TURNS, BENCH_TURNS, sizeof *turns, bench_order);
        contenders[i].ns = turns[i * BENCH_TURNS + BENCH_TURNS / 2];
        if (best != NULL)
            best[i] = turns[i * BENCH_TURNS];
    }
    free(times);
    free(turns);
}

static inline void bench_run(bench_contender *contenders, size_t count)
{
    bench_run_best(contenders, count, NULL);
}

/* One line each; `bytes` is what one operation processes, 0 where speed is not in bytes. */
static inline void bench_print(const char *title, const bench_contender *contenders, size_t count,
                               size_t bytes)
{
    printf("%s\n", title);
    for (size_t i = 0; i < count; i++) {
        printf("  %-28s %12.0f ns", contenders[i].name, contenders[i].ns);
        if (bytes > 0)
            printf("  %7.3f GB/s", (double)bytes / contenders[i].ns);
        printf("  %6.2f x %s\n", contenders[0].ns / contenders[i].ns, contenders[0].name);
    }
}

/* One line each, with the best turn: where it is far from the median, the machine was busy. */
static inline void bench_print_best(const char *title, const bench_contender *contenders,
                                    const double *best, size_t count)
{
    printf("%s\n", title);
    for (size_t i = 0; i < count; i++)
        printf("  %-28s %9.0f ns %6.2f x %s   best %9.0f ns %6.2f x\n", contenders[i].name,
               contenders[i].ns, contenders[0].ns / contenders[i].ns, contenders[0].name, best[i],
               best[0] / best[i]);
}

#endif
