/*
 * The example's program with one allocation that fails, for each that it makes: it must end with
 * BRINE_ERROR_OUT_OF_MEMORY, or go on without that memory, and give all blocks back.
 *
 * What a server sent is recorded first, and then played again: the device's random bytes are the
 * same in each run, so that the server's answers fit them.
 */
#include "board.h"
#include "heap.h"

#include <string.h>

int __real_main(void);
int __wrap_main(void);
size_t __real_uart_read(unsigned uart, uint8_t *to, size_t cap);
size_t __wrap_uart_read(unsigned uart, uint8_t *to, size_t cap);
void __real_uart_write(unsigned uart, const uint8_t *bytes, size_t len);
void __wrap_uart_write(unsigned uart, const uint8_t *bytes, size_t len);
void __real_say(const char *text);
void __wrap_say(const char *text);
void __real_say_number(const char *name, uint32_t number);
void __wrap_say_number(const char *name, uint32_t number);

static struct {
    uint8_t bytes[8192];
    size_t len, at;
} line[UARTS];
static bool playing;
static uint32_t last_result;

size_t __wrap_uart_read(unsigned uart, uint8_t *to, size_t cap)
{
    size_t len = line[uart].len - line[uart].at;

    if (!playing) {
        len = __real_uart_read(uart, to, cap);
        if (len > sizeof line[uart].bytes - line[uart].len)
            return 0;
        memcpy(line[uart].bytes + line[uart].len, to, len);
        line[uart].len += len;
        return len;
    }
    len = len < cap ? len : cap;
    memcpy(to, line[uart].bytes + line[uart].at, len);
    line[uart].at += len;
    return len;
}

void __wrap_uart_write(unsigned uart, const uint8_t *bytes, size_t len)
{
    if (!playing)
        __real_uart_write(uart, bytes, len);
}

void __wrap_say(const char *text)
{
    if (!playing)
        __real_say(text);
}

void __wrap_say_number(const char *name, uint32_t number)
{
    if (strcmp(name, "result") == 0)
        last_result = number;
    if (!playing)
        __real_say_number(name, number);
}

/* Plays with the allocation of this number failing; whether the program ended as it must. */
static bool play(uint32_t fail_at)
{
    int status;

    for (unsigned i = 0; i < UARTS; i++)
        line[i].at = 0;
    heap = (heap_count){.fail_at = fail_at};
    status = __real_main();
    return heap.used == 0 && (status == 0 || last_result == BRINE_ERROR_OUT_OF_MEMORY);
}

int __wrap_main(void)
{
    uint32_t count, failures = 0;

    if (__real_main() != 0)
        return 1;
    count = heap.calls;
    playing = true;
    failures += play(0) ? 0 : 1;
    if (heap.calls != count)
        failures++;
    for (uint32_t i = 1; i <= count; i++) {
        bool ended = play(i);

        if (!ended) {
            __real_say_number("allocation", i);
            __real_say_number("left", heap.used);
            __real_say_number("ended-with", last_result);
            failures++;
        }
    }
    playing = false;
    say_number("allocations", count);
    say_number("failures", failures);
    say("\n");
    return failures == 0 && count > 10 ? 0 : 1;
}
