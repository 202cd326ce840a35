/*
 * TLS in the middle of a connection: asks a mail server what it offers behind STARTTLS (RFC 3207).
 *
 *     starttls_smtp HOST [PORT [SECONDS]]
 *
 * An attacker in the network can change what is said in clear. So a refused STARTTLS ends the
 * program, and so do bytes behind the server's go-ahead, which would pass for its words under TLS.
 * All of it together takes 60 seconds at most, or SECONDS, however slowly the server speaks.
 */
#include <brine/brine.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

struct mail {
    brine_stream *stream;
    bool encrypted;
    char line[512]; /* the last one that came; RFC 5321 section 4.5.3.1.5 allows no longer one */
    brine_error error;
};

static brine_result fail(struct mail *mail, brine_result code, const char *what)
{
    brine_bytes line = {(const uint8_t *)mail->line, strcspn(mail->line, "\r\n")};
    size_t n = (size_t)snprintf(mail->error.text, sizeof mail->error.text, "%s: ", what);

    brine_foreign_text(line, mail->error.text + n, sizeof mail->error.text - n);
    return mail->error.code = code;
}

static brine_result send_command(struct mail *mail, const char *command)
{
    size_t n = strlen(command);

    if (mail->encrypted)
        return brine_stream_write(mail->stream, command, n, NULL);
    if (send(brine_stream_socket(mail->stream), command, n, MSG_NOSIGNAL) == (ssize_t)n)
        return BRINE_OK; /* so few bytes have room in the socket's buffer */
    return fail(mail, BRINE_ERROR_WRITE, "the connection ended after the server's line");
}

/* One byte; in clear, too, within the stream's total time, which runs on between its calls. */
static brine_result receive_byte(struct mail *mail, char *byte)
{
    struct pollfd socket = {.fd = brine_stream_socket(mail->stream), .events = POLLIN};
    int left = brine_stream_time_left(mail->stream); /* -1 = for ever, as poll has it */
    size_t got;

    if (mail->encrypted)
        return brine_stream_read(mail->stream, byte, 1, &got);
    if (left == 0 || poll(&socket, 1, left) == 0)
        return fail(mail, BRINE_ERROR_TIMED_OUT, "the time is up after the server's line");
    if (recv(socket.fd, byte, 1, MSG_DONTWAIT) != 1)
        return fail(mail, BRINE_ERROR_READ, "no answer came after the server's line");
    return BRINE_OK;
}

/* Byte by byte, so that in clear no byte behind the line is taken. */
static brine_result receive_line(struct mail *mail)
{
    brine_result result;
    size_t n = 0;

    do
        if ((result = receive_byte(mail, mail->line + n)) == BRINE_OK)
            mail->line[++n] = '\0';
    while (result == BRINE_OK && n < sizeof mail->line - 1 && mail->line[n - 1] != '\n');
    return result;
}

/* Sends a command and prints the reply, "250-more" and at last "250 done", which must be good. */
static brine_result ask(struct mail *mail, const char *command, const char *good)
{
    brine_result result = send_command(mail, command);

    do
        if (result == BRINE_OK && (result = receive_line(mail)) == BRINE_OK)
            fputs(mail->line, stdout);
    while (result == BRINE_OK && strlen(mail->line) > 3 && mail->line[3] == '-');
    if (result == BRINE_OK && strncmp(mail->line, good, 3) != 0)
        return fail(mail, BRINE_ERROR_READ, "the server refuses");
    return result;
}

static brine_result start_tls(struct mail *mail)
{
    brine_result result = ask(mail, "", "220");
    char behind;

    if (result == BRINE_OK)
        result = ask(mail, "EHLO localhost\r\n", "250");
    if (result == BRINE_OK)
        result = ask(mail, "STARTTLS\r\n", "220");
    if (result == BRINE_OK &&
        recv(brine_stream_socket(mail->stream), &behind, 1, MSG_PEEK | MSG_DONTWAIT) > 0)
        return fail(mail, BRINE_ERROR_READ, "bytes came in clear behind the server's go-ahead");
    mail->encrypted = result == BRINE_OK;
    return mail->encrypted ? brine_stream_handshake(mail->stream) : result;
}

int main(int argc, char **argv)
{
    const uint32_t ms = 1000 * (argc > 3 ? (uint32_t)strtoul(argv[3], NULL, 10) : 60);
    const brine_dial_options options = {sizeof options, .connect_only = true, .total_timeout = ms};
    uint16_t port = (uint16_t)(argc > 2 ? strtoul(argv[2], NULL, 10) : 587);
    struct mail mail = {.error = BRINE_NO_ERROR};
    brine_config *config = NULL;
    brine_result result = brine_config_new(NULL, &config, &mail.error);

    if (result == BRINE_OK && (result = brine_config_freeze(config, &mail.error)) == BRINE_OK)
        result = brine_stream_dial(config, argc > 1 ? argv[1] : "localhost", port, &options,
                                   &mail.stream, &mail.error);
    if (result == BRINE_OK)
        result = start_tls(&mail);
    if (result == BRINE_OK)
        result = ask(&mail, "EHLO localhost\r\n", "250"); /* what it said in clear counts no more */
    if (result == BRINE_OK)
        result = ask(&mail, "QUIT\r\n", "221");
    if (result != BRINE_OK && mail.error.code == BRINE_OK)
        brine_stream_error(mail.stream, &mail.error);
    if (result != BRINE_OK)
        fprintf(stderr, "starttls_smtp: %s\n", mail.error.text);
    brine_stream_close(mail.stream);
    brine_stream_free(mail.stream);
    brine_config_free(config);
    return result == BRINE_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}
