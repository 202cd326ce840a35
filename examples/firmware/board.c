#include "board.h"

#include <stdlib.h>

#define REGISTER(address) (*(volatile uint32_t *)(address))

/* SysTick of ARMv7-M, which counts down. */
#define SYSTICK_CONTROL REGISTER(0xe000e010)
#define SYSTICK_RELOAD  REGISTER(0xe000e014)
#define SYSTICK_VALUE   REGISTER(0xe000e018)
#define SYSTICK_MAX     0xffffffu
#define SYSTICK_ON      7u /* by the processor's clock, an interrupt each 0.67 seconds */

/* Interrupts: no handler runs, they end the processor's sleep. Those of UARTs are 0, 2 and 4. */
#define INTERRUPT_ENABLE REGISTER(0xe000e100)
#define INTERRUPT_CLEAR  REGISTER(0xe000e280)
#define SYSTICK_CLEAR()  (REGISTER(0xe000ed04) = 1u << 25)
#define UART_INTERRUPTS  0x15u

/* UARTs of Arm's Cortex-M System Design Kit. */
#define UART_DATA(base)    REGISTER(base)
#define UART_STATE(base)   REGISTER((base) + 4)
#define UART_CONTROL(base) REGISTER((base) + 8)
#define UART_PENDING(base) REGISTER((base) + 12)
#define UART_DIVIDER(base) REGISTER((base) + 16)
#define STATE_SENDING      1u
#define STATE_RECEIVED     2u
#define CONTROL_ALL        11u /* sends, receives, and tells by interrupt that a byte came */
static const uint32_t bases[UARTS] = {0x40004000, 0x40005000, 0x40006000};

/* Times that SysTick wakes the processor before a silent line counts as dead: half a minute. */
#define WAITS_MAX 45u

/* From the linker script. */
extern uint32_t data_in_flash[], data_start[], data_end[], bss_start[], bss_end[], stack_top[];

int main(void);

size_t uart_read(unsigned uart, uint8_t *to, size_t cap)
{
    size_t len = 0;

    for (unsigned waits = 0; len == 0 && waits < WAITS_MAX; waits++) {
        SYSTICK_CLEAR();
        for (unsigned i = 0; i < UARTS; i++) /* one that another line left would end each sleep */
            UART_PENDING(bases[i]) = STATE_RECEIVED;
        INTERRUPT_CLEAR = UART_INTERRUPTS;
        for (; len < cap && (UART_STATE(bases[uart]) & STATE_RECEIVED) != 0; len++)
            to[len] = (uint8_t)UART_DATA(bases[uart]);
        if (len == 0)
            __asm__ volatile("wfi");
    }
    return len;
}

void uart_write(unsigned uart, const uint8_t *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        while ((UART_STATE(bases[uart]) & STATE_SENDING) != 0)
            continue;
        UART_DATA(bases[uart]) = bytes[i];
    }
}

void say(const char *text)
{
    for (; *text != '\0'; text++)
        uart_write(UART_CONSOLE, (const uint8_t *)text, 1);
}

void say_number(const char *name, uint32_t number)
{
    char digits[12], *at = digits + sizeof digits;

    *--at = '\0';
    *--at = ' ';
    do {
        *--at = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    say(name);
    say("=");
    say(at);
}

/* Ends QEMU, by Arm's semihosting (SYS_EXIT_EXTENDED); a real device starts anew. */
static _Noreturn void end(uint32_t status)
{
    const volatile uint32_t block[2] = {0x20026, status};
    register uint32_t operation __asm__("r0") = 0x20;
    register const volatile uint32_t *argument __asm__("r1") = block;

    __asm__ volatile("bkpt 0xab" : : "r"(operation), "r"(argument) : "memory");
    for (;;)
        continue;
}

/* Hooks of the C library's: all memory comes from pool.c, and libsodium aborts when misused. */
void *malloc(size_t size)
{
    (void)size;
    return NULL;
}

void free(void *block)
{
    (void)block;
}

void abort(void)
{
    say("aborted\n");
    end(3);
}

static void fault(void)
{
    say("fault\n");
    end(4);
}

static void start(void)
{
    const uint32_t *from = data_in_flash;

    for (uint32_t *to = data_start; to < data_end; to++)
        *to = *from++;
    for (uint32_t *to = bss_start; to < bss_end; to++)
        *to = 0;
    __asm__ volatile("cpsid i");
    INTERRUPT_ENABLE = UART_INTERRUPTS;
    SYSTICK_RELOAD = SYSTICK_MAX;
    SYSTICK_CONTROL = SYSTICK_ON;
    for (unsigned i = 0; i < UARTS; i++) {
        UART_DIVIDER(bases[i]) = 16;
        UART_CONTROL(bases[i]) = CONTROL_ALL;
    }
    end((uint32_t)main());
}

/* What the processor finds at address 0: the stack, and where to go when it starts and for faults.
 */
typedef struct table {
    uint32_t *stack;
    void (*start)(void);
    void (*faults[14])(void);
} table;
extern const table vectors;
__attribute__((section(".vectors")))
const table vectors = {stack_top, start, {fault, fault, fault, fault, fault}};
