/*
 * The example's program, measured: what it does is the same, and calls of brine's are counted on
 * their way. Says to the console what firmware_test.sh reads.
 */
#include "board.h"
#include "heap.h"

#define STACK_PAINT 0xa5a5a5a5u

/* SysTick, which board.c has started: it counts down, in 24 bits. */
#define SYSTICK_VALUE (*(volatile uint32_t *)0xe000e018)
#define SYSTICK_BITS  0xffffffu

/* From the linker script. */
extern uint32_t stack_bottom[], stack_top[];

int __real_main(void);
int __wrap_main(void);
brine_result __real_brine_config_freeze(brine_config *config, brine_error *error);
brine_result __wrap_brine_config_freeze(brine_config *config, brine_error *error);
brine_result __real_brine_conn_new(const brine_config *config, const char *server_name,
                                   brine_conn **out, brine_error *error);
brine_result __wrap_brine_conn_new(const brine_config *config, const char *server_name,
                                   brine_conn **out, brine_error *error);
brine_result __real_brine_conn_send(brine_conn *conn, uint8_t *out, size_t cap, const uint8_t *data,
                                    size_t len, size_t *made, size_t *taken);
brine_result __wrap_brine_conn_send(brine_conn *conn, uint8_t *out, size_t cap, const uint8_t *data,
                                    size_t len, size_t *made, size_t *taken);
brine_result __real_brine_conn_receive(brine_conn *conn, uint8_t *buffer, size_t len,
                                       brine_received *out);
brine_result __wrap_brine_conn_receive(brine_conn *conn, uint8_t *buffer, size_t len,
                                       brine_received *out);
void __real_brine_conn_free(brine_conn *conn);
void __wrap_brine_conn_free(brine_conn *conn);

/* The connection that there is. */
static struct {
    uint32_t before; /* bytes of memory when it was made */
    uint32_t ticks;  /* that brine worked until the connection could carry data */
    uint32_t idle;   /* bytes of memory that it had then */
    uint32_t answer; /* bytes that came */
    bool ready;
} link;

static void count(const brine_conn *conn, uint32_t begin)
{
    unsigned state = brine_conn_state(conn);

    if (link.ready)
        return;
    link.ticks += (begin - SYSTICK_VALUE) & SYSTICK_BITS;
    link.ready = (state & BRINE_CONN_READABLE) != 0 && (state & BRINE_CONN_OUTPUT_PENDING) == 0;
    link.idle = heap.used - link.before;
}

brine_result __wrap_brine_config_freeze(brine_config *config, brine_error *error)
{
    brine_result result = __real_brine_config_freeze(config, error);

    say_number("set-up", heap.used);
    return result;
}

brine_result __wrap_brine_conn_new(const brine_config *config, const char *server_name,
                                   brine_conn **out, brine_error *error)
{
    link.before = heap.used;
    link.ticks = link.idle = link.answer = 0;
    link.ready = false;
    return __real_brine_conn_new(config, server_name, out, error);
}

brine_result __wrap_brine_conn_send(brine_conn *conn, uint8_t *out, size_t cap, const uint8_t *data,
                                    size_t len, size_t *made, size_t *taken)
{
    uint32_t begin = SYSTICK_VALUE;
    brine_result result = __real_brine_conn_send(conn, out, cap, data, len, made, taken);

    count(conn, begin);
    return result;
}

brine_result __wrap_brine_conn_receive(brine_conn *conn, uint8_t *buffer, size_t len,
                                       brine_received *out)
{
    uint32_t begin = SYSTICK_VALUE;
    brine_result result = __real_brine_conn_receive(conn, buffer, len, out);

    count(conn, begin);
    link.answer += (uint32_t)out->data_len;
    return result;
}

void __wrap_brine_conn_free(brine_conn *conn)
{
    brine_facts facts;

    brine_conn_facts(conn, &facts, sizeof facts);
    say_number("suite", facts.suite_id);
    say_number("resumed", facts.resumed);
    say_number("ticks", link.ticks);
    say_number("idle", link.idle);
    say_number("answer", link.answer);
    say("\n");
    __real_brine_conn_free(conn);
}

/* Paints the stack that is free, and finds how far the paint is gone. */
int __wrap_main(void)
{
    uint32_t *used;
    const uint32_t *at = stack_bottom;
    int status;

    __asm__ volatile("mov %0, sp" : "=r"(used));
    for (volatile uint32_t *to = stack_bottom; to < used; to++) /* volatile: not by memset, */
        *to = STACK_PAINT;                                      /* which uses the stack itself */
    status = __real_main();
    while (at < stack_top && *at == STACK_PAINT)
        at++;
    say_number("stack", (uint32_t)((stack_top - at) * (ptrdiff_t)sizeof *at));
    say_number("peak", heap.most);
    say_number("left", heap.used);
    say("\n");
    return status;
}
