/*
 * The board: QEMU's mps2-an385, a Cortex-M3 at 25 MHz with UARTs. Everything that knows the
 * hardware is here and in board.c.
 */
#ifndef FIRMWARE_BOARD_H
#define FIRMWARE_BOARD_H

#include <stddef.h>
#include <stdint.h>

/* Two lines to a server, and one for words. */
enum { UART_SERVER, UART_SERVER_AGAIN, UART_CONSOLE, UARTS };

/* The bytes that have come, at most cap; 0 when none came for a long time. */
size_t uart_read(unsigned uart, uint8_t *to, size_t cap);
void uart_write(unsigned uart, const uint8_t *bytes, size_t len);

/* A word, and "name=number ", to the console. */
void say(const char *text);
void say_number(const char *name, uint32_t number);

#endif
