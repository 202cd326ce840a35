/*
 * Many connections of one process on one epoll loop:
 *
 *     load_brine TRUST_FILE PORT idle COUNT | storm COUNT | requests COUNT
 *
 * idle: COUNT full handshakes, each with a request; then all are open and wait.
 * storm: one connection, then COUNT that resume its session.
 * requests: 100 connections at a time, each for 10 requests, until there were COUNT.
 *
 * Fails where the heap of a connection grows with their number, or exceeds what is promised for
 * one that waits; where a session is not resumed; where memory or a descriptor stays behind. CPU
 * time and resident memory are only shown.
 */
#include "load.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

/*
 * The heap of a connection that waits, its two keys apart: they grow with the instructions that a
 * processor has. tests/unit/stream/idle_test.c looks at a stream on a socket pair; one that was
 * dialled knows the address, too.
 */
#define IDLE_MAX 1792
/* Connections that are being made at a time: nginx' queue is no longer. */
#define AT_ONCE 400
/*
 * Growth of the resident memory that 100,000 requests may cause: the C library's own lists. Fewer
 * are not judged by it, as a sanitizer keeps for a while what was given back.
 */
#define RESIDENT_MAX ((size_t)1024 * 1024)
#define MANY         100000

const char load_request[] = "GET /hello HTTP/1.1\r\nHost: " LOAD_HOST "\r\n\r\n";
static const char page_end[] = "other side\n";

static int loop;

void load_die(const char *what, const char *why)
{
    fprintf(stderr, "%s: %s: %s\n", load_name, what, why);
    exit(1);
}

bool load_is_whole(const char *data, size_t n)
{
    const size_t end = sizeof page_end - 1;

    return n >= end && memcmp(data + n - end, page_end, end) == 0;
}

void load_watch(load_link *link, int descriptor, unsigned events)
{
    struct epoll_event event = {.data.ptr = link};

    event.events |= (events & LOAD_READ) != 0 ? EPOLLIN : 0;
    event.events |= (events & LOAD_WRITE) != 0 ? EPOLLOUT : 0;
    if (events == 0)
        epoll_ctl(loop, EPOLL_CTL_DEL, descriptor, NULL);
    else if (epoll_ctl(loop, EPOLL_CTL_MOD, descriptor, &event) != 0 &&
             epoll_ctl(loop, EPOLL_CTL_ADD, descriptor, &event) != 0)
        load_die("epoll", "a descriptor can't be watched");
}

/* ---- What is measured ---- */

static double cpu_seconds(void)
{
    struct rusage used;

    getrusage(RUSAGE_SELF, &used);
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

static size_t resident(void)
{
    FILE *file = fopen("/proc/self/statm", "r");
    char line[128] = "", *at = line;
    unsigned long pages;

    if (file == NULL || fgets(line, sizeof line, file) == NULL)
        load_die("/proc/self/statm", "can't be read");
    fclose(file);
    (void)strtoul(at, &at, 10); /* all of the address space */
    pages = strtoul(at, NULL, 10);
    return pages * (size_t)sysconf(_SC_PAGESIZE);
}

static size_t descriptors(void)
{
    DIR *directory = opendir("/proc/self/fd");
    size_t count = 0;

    if (directory == NULL)
        load_die("/proc/self/fd", "can't be read");
    while (readdir(directory) != NULL)
        count++;
    closedir(directory);
    return count;
}

typedef struct state {
    size_t heap, descriptors, resident;
} state;

static state look(void)
{
    return (state){load_heap(), descriptors(), resident()};
}

static void expect_same(const state *before, const char *when)
{
    state now = look();

    if (load_is_judged && now.heap != before->heap) {
        fprintf(stderr, "%lu bytes of heap, not %lu: ", (unsigned long)now.heap,
                (unsigned long)before->heap);
        load_die("heap", when);
    }
    if (now.descriptors != before->descriptors)
        load_die("descriptors", when);
}

/* ---- Connections ---- */

/* Each link is opened, or asks again if it is open, and has its answer when this returns. */
static void carry(load_link *links, size_t count)
{
    struct epoll_event ready[64];
    size_t begun = 0, idle = 0;

    while (idle < count) {
        int woken;

        for (; begun < count && begun - idle < AT_ONCE; begun++) {
            links[begun].sent = 0;
            if (links[begun].tls == NULL)
                load_open(&links[begun]);
            if (load_go_on(&links[begun]) == LOAD_IDLE)
                idle++;
        }
        woken = idle < count ? epoll_wait(loop, ready, 64, -1) : 0;
        for (int i = 0; i < woken; i++)
            idle += load_go_on(ready[i].data.ptr) == LOAD_IDLE;
    }
}

static void close_all(load_link *links, size_t count)
{
    for (size_t i = 0; i < count; i++)
        load_close(&links[i]);
}

static void show(const char *what, size_t count, double cpu, double heap, double memory)
{
    printf("%-7s %-9s %7lu  %8.1f", load_name, what, (unsigned long)count,
           cpu / (double)count * 1e6);
    if (heap > 0)
        printf("  %9.0f  %9.0f", heap / (double)count, memory / (double)count);
    printf("\n");
}

/* ---- Phases ---- */

static void wait_idle(load_link *links, size_t count)
{
    state before, one, all;
    double cpu;

    carry(links, 1); /* what is made once is there: the loop, tables of numbers */
    close_all(links, 1);
    before = look();
    carry(links, 1);
    one = look();
    cpu = cpu_seconds();
    carry(links + 1, count - 1);
    cpu = cpu_seconds() - cpu;
    all = look();
    show("idle", count, cpu, (double)(all.heap - before.heap),
         (double)(all.resident - before.resident));
    if (load_is_judged && all.heap - before.heap > count * (one.heap - before.heap))
        load_die("heap", "many connections need more each than one alone");
    if (load_is_judged && one.heap - before.heap > IDLE_MAX + 2 * load_key_size())
        load_die("heap", "a connection that waits holds more than is promised");
    close_all(links, count);
    expect_same(&before, "after idle connections");
}

static void reconnect(load_link *links, size_t count)
{
    state before;
    double cpu;

    carry(links, 1);
    close_all(links, 1);
    before = look();
    cpu = cpu_seconds();
    carry(links, count);
    cpu = cpu_seconds() - cpu;
    show("storm", count, cpu, 0, 0);
    for (size_t i = 0; i < count; i++)
        if (!load_is_resumed(&links[i]))
            load_die("storm", "a session was not resumed");
    close_all(links, count);
    expect_same(&before, "after a storm of reconnections");
}

#define LINKS    100
#define REQUESTS 10

static void request_often(load_link *links, size_t count)
{
    state before = {0, 0, 0}, after;
    double cpu = cpu_seconds();

    for (size_t done = 0; done < count; done += LINKS * REQUESTS) {
        for (size_t i = 0; i < REQUESTS; i++)
            carry(links, LINKS);
        close_all(links, LINKS);
        if (done == 0)
            before = look();
    }
    show("requests", count, cpu_seconds() - cpu, 0, 0);
    expect_same(&before, "after many requests");
    after = look();
    if (load_is_judged && count >= MANY && after.resident > before.resident + RESIDENT_MAX)
        load_die("resident memory", "it grew by more than a mebibyte");
}

int main(int argc, char **argv)
{
    const char *phase = argc == 5 ? argv[3] : "";
    size_t count = argc == 5 ? strtoul(argv[4], NULL, 10) : 0;
    load_link *links = calloc(count > LINKS ? count : LINKS, sizeof *links);
    void (*run)(load_link * links, size_t count) = NULL;

    run = strcmp(phase, "idle") == 0 ? wait_idle : run;
    run = strcmp(phase, "storm") == 0 ? reconnect : run;
    run = strcmp(phase, "requests") == 0 ? request_often : run;
    loop = epoll_create1(EPOLL_CLOEXEC);
    if (run == NULL || count == 0 || links == NULL || loop < 0) {
        fprintf(stderr, "usage: load TRUST_FILE PORT idle|storm|requests COUNT\n");
        return 2;
    }
    load_begin(argv[1], (uint16_t)strtoul(argv[2], NULL, 10), run != wait_idle);
    run(links, count);
    load_end();
    free(links);
    close(loop);
    if (load_is_judged && load_heap() != 0)
        load_die("heap", "something stayed behind");
    return 0;
}
